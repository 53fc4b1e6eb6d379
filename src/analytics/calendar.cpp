// Calendar: days and weeks are of one length; months are asked of the dates.
#include "analytics/calendar.hpp"

#include <array>

namespace bantam {
namespace {

constexpr std::array<std::string_view, 4> names = {"whole", "day", "week", "month"};
constexpr std::int64_t monday_ms = 4 * day_ms;  // 1970-01-05, the first of its era

Timestamp whole_steps(Timestamp at, std::int64_t step, std::int64_t origin) {
  const std::int64_t past = (at.ms - origin) % step;
  return Timestamp{at.ms - (past < 0 ? past + step : past)};
}

Timestamp month_start(Timestamp at) {
  const std::string date = to_text(at).substr(0, 8) + "01";
  return Timestamp{parse_date(date).value_or(0)};
}

Timestamp after(Period period, Timestamp start) {
  if (period == Period::day) return start + Duration{day_ms};
  if (period == Period::week) return start + Duration{7 * day_ms};
  return month_start(start + Duration{31 * day_ms});
}

}  // namespace

std::string_view to_text(Period period) { return names[static_cast<std::size_t>(period)]; }

std::optional<Period> parse_period(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Period>(i);
  return std::nullopt;
}

Timestamp period_start(Period period, Timestamp at) {
  if (period == Period::day) return whole_steps(at, day_ms, 0);
  if (period == Period::week) return whole_steps(at, 7 * day_ms, monday_ms);
  return month_start(at);
}

std::optional<std::vector<Timestamp>> period_starts(Period period, Timestamp first, Timestamp last,
                                                    std::size_t most) {
  std::vector<Timestamp> starts;
  if (period == Period::whole) return starts;
  starts.push_back(period_start(period, first));
  while (starts.back() <= last) {
    if (starts.size() > most) return std::nullopt;
    starts.push_back(after(period, starts.back()));
  }
  return starts;
}

}  // namespace bantam
