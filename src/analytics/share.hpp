// Shares and spreads: the figures of the funnel that are more than counts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bantam/funnel.hpp"

namespace bantam {

/// count / of with its interval; nothing of nothing. `count` is at most `of`.
std::optional<Share> share(std::uint64_t count, std::uint64_t of);

/// Sorts the durations; nothing of none.
std::optional<Spread> spread(std::vector<Duration>& durations);

}  // namespace bantam
