// Numbers in words of a report, written as the tables of the program write them. What there is
// nothing of is a dash, never 0.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "bantam/share.hpp"

namespace bantam::html {

/// "1240"
std::string count_text(std::size_t count);
/// "38.2 %" of a share from 0 to 1; "–" of none or of what is no number.
std::string percent_text(std::optional<double> share, int decimals = 1);
/// "38.2 %", or "–" of none.
std::string share_text(std::size_t some, std::size_t all);
/// "33.1 to 43.6 %"
std::string interval_text(std::optional<double> low, std::optional<double> high);
/// The same of a share; "–" where there is none.
std::string percent_text(const std::optional<Share>& share);
std::string interval_text(const std::optional<Share>& share);
/// "0.893"
std::string figure_text(std::optional<double> value, int decimals = 3);
/// "41.5": as short as six digits can say it.
std::string number_text(double value);
/// "+3", "-2.5", "0"
std::string signed_text(double points);

}  // namespace bantam::html
