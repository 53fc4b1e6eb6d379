// Shares and spreads: the figures of the funnel that are more than counts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bantam/funnel.hpp"
#include "bantam/share.hpp"

namespace bantam {

/// Sorts the durations; nothing of none.
std::optional<Spread> spread(std::vector<Duration>& durations);

}  // namespace bantam
