// Figure text: what is not there is a dash, never a zero.
#include "figure_text.hpp"

#include <fmt/format.h>

#include "terminal.hpp"

namespace bantam::cli {

std::string decimal_text(double value) { return fmt::format("{:.3f}", value); }

std::string decimal_text(const std::optional<double>& value) {
  return value ? decimal_text(*value) : no_figure;
}

std::string interval_text(const std::optional<Interval>& interval) {
  return interval ? fmt::format("{:.3f} to {:.3f}", interval->low, interval->high) : no_figure;
}

std::string percent_text(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f} %", 100 * *share) : no_figure;
}

std::string percent_text(const std::optional<Share>& share) {
  return share ? percent_text(std::optional(share->value)) : no_figure;
}

std::string percent_interval(const std::optional<Share>& share) {
  return share ? fmt::format("{:.1f} to {:.1f} %", 100 * share->low, 100 * share->high) : no_figure;
}

void print_section(const std::string& title, Output& output) {
  output.write_line("");
  output.write_line(in_colour(output.terminal(), Colour::bold, title));
  output.write_line("");
}

}  // namespace bantam::cli
