// Backtest report: how `backtest` prints its figures.
#pragma once

#include <string>

#include "bantam/backtest.hpp"
#include "output.hpp"

namespace bantam::cli {

/// Tables for people; what is not there is a dash.
/// `what`: which leads were judged.
void print_backtest(const BacktestReport& report, const BacktestOptions& options,
                    const std::string& what, Output& output);

/// CSV, one figure a row; what does not exist has no row.
void print_backtest_rows(const BacktestReport& report, Output& output);

}  // namespace bantam::cli
