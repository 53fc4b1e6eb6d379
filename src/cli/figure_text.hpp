// Figure text: how figures stand in tables.
#pragma once

#include <optional>
#include <string>

#include "bantam/backtest.hpp"
#include "output.hpp"

namespace bantam::cli {

inline constexpr const char* no_figure = "–";

std::string decimal_text(double value);  ///< three decimals
std::string decimal_text(const std::optional<double>& value);
std::string interval_text(const std::optional<Interval>& interval);
std::string percent_text(const std::optional<double>& share);
std::string percent_text(const std::optional<Share>& share);
std::string percent_interval(const std::optional<Share>& share);
void print_section(const std::string& title, Output& output);

}  // namespace bantam::cli
