// Judging options: what `backtest` and `compare` are told about leads and outcomes.
#pragma once

#include <optional>
#include <string>

#include "bantam/backtest.hpp"
#include "judging.hpp"

namespace CLI {
class App;
}

namespace bantam::cli {

void add_judging_options(CLI::App& command, JudgingFiles& files);
void add_capacity_option(CLI::App& command, std::optional<Capacity>& capacity);

/// Throws CLI::ValidationError where it is not said what to judge, when, or which of two ways.
void check_judging(const JudgingFiles& files);

/// "520 leads judged 14d after they came; left out: 3 whose outcome was known by then".
std::string judging_text(const JudgingFiles& files, const Cases& cases);

}  // namespace bantam::cli
