// Notices: what an event said that could not be used, for whoever feeds the log.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bantam/apply.hpp"
#include "console.hpp"

namespace bantam::cli {

/// Prints one JSON object a line on standard error: one for each notice, and one for an event that
/// was refused or is there already.
///   {"line":12,"lead":"L1","notice":"activity/unknown_type","subject":"x"}
///   {"line":12,"lead":"L1","result":"refused","blockers":["gate/budget unknown"]}
/// `unit` is what `number` counts: "line" of a log, "row" for the line of a table.
void print_notices(std::string_view unit, std::size_t number, const std::string& lead,
                   const Effects& effects, Console& console);

}  // namespace bantam::cli
