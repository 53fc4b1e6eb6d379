// Capacity option.
#include "capacity_option.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <string>
#include <string_view>

namespace bantam::cli {

namespace {

constexpr double most_leads = 1e9;

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number > 0 && number <= most_leads ? std::optional(number) : std::nullopt;
}

std::optional<Duration> time_in(std::string_view unit) {
  if (unit == "day") return Duration{day_ms};
  if (unit == "week") return Duration{7 * day_ms};
  return parse_duration(unit);
}

std::optional<Capacity> parse_capacity(std::string_view text) {
  Capacity capacity;
  if (!text.empty() && text.back() == '%') {
    const std::optional<double> percent = number_in(text.substr(0, text.size() - 1));
    if (!percent || *percent > 100) return std::nullopt;
    capacity.share = *percent / 100;
    return capacity;
  }
  const std::size_t slash = text.find('/');
  const std::optional<double> leads = number_in(text.substr(0, slash));
  if (!leads) return std::nullopt;
  capacity.leads = *leads;
  if (slash == std::string_view::npos) return capacity;
  capacity.per = time_in(text.substr(slash + 1));
  return capacity.per ? std::optional(capacity) : std::nullopt;
}

}  // namespace

void add_capacity_option(CLI::App& command, std::optional<Capacity>& capacity) {
  command
      .add_option_function<std::string>(
          "--capacity",
          [&capacity](const std::string& text) {
            capacity = parse_capacity(text);
            if (!capacity)
              throw CLI::ValidationError(
                  "--capacity",
                  "write 40/week, 8/day, 200/30d, or in all 500, or 15% of the leads");
          },
          "how many leads sales can take; gives the threshold for it")
      ->type_name("N[/TIME]");
}

}  // namespace bantam::cli
