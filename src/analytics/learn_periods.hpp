// Periods: leads by the time they came.
//
// The one rule that holds here: leads of one moment are never parted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bantam/columns.hpp"

namespace bantam::learning {

/// Rows in blocks of time of about equally many leads of the rarer outcome, the earliest first;
/// none without times. What a period can tell is bounded by the outcomes it has.
std::vector<std::vector<std::size_t>> periods_of(const std::vector<std::uint8_t>& won,
                                                 View<std::int64_t> at, std::size_t count);

/// Of every lead, the log odds of being won in its period against those of all; empty without times.
std::vector<double> period_odds(const std::vector<std::uint8_t>& won, View<std::int64_t> at);

}  // namespace bantam::learning
