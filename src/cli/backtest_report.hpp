// Backtest report: how `backtest` prints its figures.
#pragma once

#include <optional>
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

/// How figures stand in tables, here and where two are compared.
std::string decimal_text(double value);                        ///< three decimals
std::string decimal_text(const std::optional<double>& value);
std::string interval_text(const std::optional<Interval>& interval);
std::string percent_text(const std::optional<double>& share);
std::string percent_text(const std::optional<Share>& share);
std::string percent_interval(const std::optional<Share>& share);
void print_section(const std::string& title, Output& output);

inline constexpr const char* no_figure = "–";

}  // namespace bantam::cli
