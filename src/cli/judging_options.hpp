// Judging options: what `backtest`, `compare` and `learn` are told about leads and outcomes.
#pragma once

#include <string>

#include "judging.hpp"

namespace CLI {
class App;
}

namespace bantam::cli {

void add_judging_options(CLI::App& command, JudgingFiles& files);

/// Throws CLI::ValidationError where it is not said what to judge, or which of two ways, or where
/// an option lacks the file that it is about.
void check_files(const JudgingFiles& files);
/// The same, and where it is not said when.
void check_judging(const JudgingFiles& files);

/// "520 leads judged 14d after they came; left out: 3 whose outcome was known by then".
std::string judging_text(const JudgingFiles& files, const Cases& cases);

}  // namespace bantam::cli
