// Calendar: the periods of a funnel, in UTC.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "bantam/funnel.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// The first moment of the period that `at` is in. Not for Period::whole.
Timestamp period_start(Period period, Timestamp at);

/// The first moments of all periods from that of `first` to that of `last`, and of the one after;
/// nothing where there would be more than `most` periods. None for Period::whole.
std::optional<std::vector<Timestamp>> period_starts(Period period, Timestamp first, Timestamp last,
                                                    std::size_t most);

}  // namespace bantam
