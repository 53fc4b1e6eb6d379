// Numbers: all of them through fmt, which knows no locale unless asked.
#include "adapters/html_numbers.hpp"

#include <cmath>

#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr const char* nothing = "–";

bool is_number(std::optional<double> value) { return value && std::isfinite(*value); }

/// A zero has no sign, whatever was rounded to it.
std::string fixed(double value, int decimals) {
  std::string text = format_text("{:.{}f}", value, decimals);
  if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

}  // namespace

std::string count_text(std::size_t count) { return std::to_string(count); }

std::string percent_text(std::optional<double> share, int decimals) {
  return is_number(share) ? fixed(100 * *share, decimals) + " %" : nothing;
}

std::string share_text(std::size_t some, std::size_t all) {
  if (all == 0) return nothing;
  return percent_text(static_cast<double>(some) / static_cast<double>(all));
}

std::string interval_text(std::optional<double> low, std::optional<double> high) {
  if (!is_number(low) || !is_number(high)) return nothing;
  return format_text("{} to {} %", fixed(100 * *low, 1), fixed(100 * *high, 1));
}

std::string percent_text(const std::optional<Share>& share) {
  return share ? percent_text(share->value) : nothing;
}

std::string interval_text(const std::optional<Share>& share) {
  return share ? interval_text(share->low, share->high) : nothing;
}

std::string figure_text(std::optional<double> value, int decimals) {
  return is_number(value) ? fixed(*value, decimals) : nothing;
}

std::string number_text(double value) {
  return std::isfinite(value) ? format_text("{:.6g}", value == 0 ? 0.0 : value) : nothing;
}

std::string signed_text(double points) {
  return points > 0 ? "+" + number_text(points) : number_text(points);
}

}  // namespace bantam::html
