// Share: how many of some leads did something, with how far that can be trusted.
#pragma once

#include <cstdint>
#include <optional>

#include "bantam/export.hpp"

namespace bantam {

/// A share with its 95 % interval by Wilson (JASA 22, 1927).
struct Share {
  double value = 0;
  double low = 0;
  double high = 0;
};

/// count / of with its interval; nothing of nothing. `count` is at most `of`.
BANTAM_API std::optional<Share> share(std::uint64_t count, std::uint64_t of);

}  // namespace bantam
