// Moments, dates and durations as texts. Calendar arithmetic is the proleptic Gregorian one of
// Howard Hinnant's "chrono-compatible low-level date algorithms".
#include "bantam/timestamp.hpp"

#include "values/format_text.hpp"

namespace bantam {
namespace {

constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

constexpr Civil civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr unsigned days_in_month(std::int64_t year, unsigned month) {
  constexpr unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

/// Reads `count` digits at `at`, where there is text enough, or a number that no calendar has.
unsigned digits(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return 99'999;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return value;
}

/// The days since 1970 of `YYYY-MM-DD` at the start of a text.
std::optional<std::int64_t> leading_date(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const unsigned year = digits(text, 0, 4);
  const unsigned month = digits(text, 5, 2);
  const unsigned day = digits(text, 8, 2);
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  return days_from_civil(year, month, day);
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const std::optional<std::int64_t> day = leading_date(text);
  if (!day || text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const unsigned hour = digits(text, 11, 2);
  const unsigned minute = digits(text, 14, 2);
  const unsigned second = digits(text, 17, 2);
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;

  std::size_t at = 19;
  unsigned fraction = 0;
  if (text[at] == '.') {
    std::size_t count = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++count)
      fraction = count < 3 ? fraction * 10 + static_cast<unsigned>(text[at] - '0') : fraction;
    if (count < 1 || count > 3) return std::nullopt;
    for (; count < 3; ++count) fraction *= 10;
  }
  std::int64_t offset_minutes = 0;
  if (at < text.size() && text[at] == 'Z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    if (at + 6 != text.size() || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':')
      return std::nullopt;
    const unsigned hours = digits(text, at + 1, 2);
    const unsigned minutes = digits(text, at + 4, 2);
    if (hours > 23 || minutes > 59) return std::nullopt;
    offset_minutes = static_cast<std::int64_t>(hours * 60 + minutes) * (text[at] == '-' ? -1 : 1);
  }
  const std::int64_t minutes_utc =
      *day * 1440 + static_cast<std::int64_t>(hour * 60 + minute) - offset_minutes;
  // A leap second is only ever the last of a UTC day, and equals the second after it.
  if (second == 60 && (minutes_utc % 1440 + 1440) % 1440 != 1439) return std::nullopt;
  const Timestamp moment{minutes_utc * 60'000 + static_cast<std::int64_t>(second) * 1000 + fraction};
  if (moment.ms < 0 || moment >= timestamp_end) return std::nullopt;
  return moment;
}

std::string to_text(Timestamp at) {
  std::int64_t days = at.ms / day_ms;
  std::int64_t rest = at.ms % day_ms;
  if (rest < 0) {
    rest += day_ms;
    --days;
  }
  const Civil civil = civil_from_days(days);
  std::string text =
      format_text("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", civil.year, civil.month, civil.day,
                  rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60);
  if (rest % 1000 != 0) text += format_text(".{:03}", rest % 1000);
  text += 'Z';
  return text;
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  const std::optional<std::int64_t> day = leading_date(text);
  if (!day || text.size() != 10 || text.substr(0, 4) == "0000") return std::nullopt;
  return *day * day_ms;
}

namespace {

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr Unit units[] = {{"w", 7 * day_ms}, {"d", day_ms}, {"h", 3'600'000},
                          {"m", 60'000},     {"s", 1000},   {"ms", 1}};
constexpr std::int64_t max_duration_ms = 36'500 * day_ms;

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  std::size_t at = 0;
  std::int64_t count = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    count = count * 10 + (text[at] - '0');
    if (count > max_duration_ms) return std::nullopt;
  }
  if (at == 0 || count == 0) return std::nullopt;
  for (const Unit& unit : units) {
    if (text.substr(at) != unit.name) continue;
    if (count > max_duration_ms / unit.ms) return std::nullopt;
    return Duration{count * unit.ms};
  }
  return std::nullopt;
}

std::string to_text(Duration duration) {
  const Unit* unit = units + 1;  // weeks are read and not written
  while (duration.ms % unit->ms != 0) ++unit;
  return format_text("{}{}", duration.ms / unit->ms, unit->name);
}

}  // namespace bantam
