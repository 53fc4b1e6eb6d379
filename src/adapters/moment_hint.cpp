// What is wrong with something that should be a moment.
#include "adapters/moment_hint.hpp"

#include "bantam/timestamp.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

/// The unit in which a number would be a moment between 1980 and 2200, or "".
std::string_view plausible_unit(double number) {
  constexpr double from_s = 315'532'800;
  constexpr double to_s = 7'258'118'400;
  if (number >= from_s && number < to_s) return "seconds";
  if (number >= from_s * 1e3 && number < to_s * 1e3) return "milliseconds";
  if (number >= from_s * 1e6 && number < to_s * 1e6) return "microseconds";
  return "";
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.size() <= 18 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Near enough to tell a unit; no locale is asked.
double number_of(std::string_view digits) {
  double number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

/// The same moment of a year inside the range, with as many days in February.
std::string in_range(std::string_view text) {
  if (text.size() < 5 || !all_digits(text.substr(0, 4))) return {};
  const int year = static_cast<int>(number_of(text.substr(0, 4)));
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return (leap ? "2000" : "2001") + std::string(text.substr(4));
}

/// What a text that is no moment lacks, as far as one can tell.
std::string_view flaw(const std::string& text) {
  if (parse_timestamp(text + "Z")) return "has neither `Z` nor an offset";
  if (parse_timestamp(in_range(text))) return "lies outside [1970, 2200) UTC";
  if (parse_date(text)) return "is a date without a time";
  if (text.size() > 10 && (text[10] == ' ' || text[10] == 't' || text.back() == 'z'))
    return "needs a capital `T` and `Z`";
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    const std::size_t end = text.find_first_not_of("0123456789", point + 1);
    if (end != std::string::npos && end > point + 4 &&
        parse_timestamp(text.substr(0, point + 4) + text.substr(end)))
      return "has more than three fraction digits";
  }
  return "is no RFC 3339 timestamp with `Z` or an offset";
}

}  // namespace

std::string moment_hint(std::string_view name, const Json& json) {
  std::string_view unit;
  if (json.is_number()) unit = plausible_unit(json.number);
  else if (json.is_text() && all_digits(json.text)) unit = plausible_unit(number_of(json.text));
  if (!unit.empty())
    return format_text("`{}` looks like {}; it must be an RFC 3339 timestamp", name, unit);
  if (!json.is_text())
    return format_text("`{}` must be a text, an RFC 3339 timestamp with `Z` or an offset", name);
  return format_text("`{}` {}", name, flaw(json.text));
}

}  // namespace bantam
