/// Values (docs/semantics.md, 1 and 10): each is read and printed here and nowhere else.

#include "reference_values.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace reference {

namespace {

/// Exactly `count` decimal digits at `position`, or nothing.
std::optional<int> digits(std::string_view text, std::size_t position, std::size_t count) {
  if (position + count > text.size()) return std::nullopt;
  int number = 0;
  for (char c : text.substr(position, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool has(std::string_view text, std::size_t position, char wanted) {
  return position < text.size() && text[position] == wanted;
}

/// `YYYY-MM-DD` at the start of a text; any four-digit year.
std::optional<Time> read_day(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || !has(text, 4, '-') || !has(text, 7, '-')) return std::nullopt;
  const std::chrono::year_month_day calendar{std::chrono::year{*year},
                                             std::chrono::month{static_cast<unsigned>(*month)},
                                             std::chrono::day{static_cast<unsigned>(*day)}};
  if (!calendar.ok()) return std::nullopt;
  return Time{std::chrono::sys_days{calendar}.time_since_epoch().count()} * one_day;
}

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

}  // namespace

bool is_missing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

Value finite(double number) {
  if (!std::isfinite(number)) return {};
  return number;
}

// Section 1, timestamp: RFC 3339 with capital T and Z, seconds, up to three fraction digits, offset or Z;
// `:60` only at 23:59 UTC; the instant in [1970, 2200).
std::optional<Time> read_timestamp(std::string_view text) {
  constexpr Time year_2200 = 7'258'118'400'000;
  const auto day = read_day(text);
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!day || !hour || !minute || !second) return std::nullopt;
  if (!has(text, 10, 'T') || !has(text, 13, ':') || !has(text, 16, ':')) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;

  std::size_t position = 19;
  Time milliseconds = 0;
  if (has(text, position, '.')) {
    ++position;
    Time unit = 100;
    while (unit > 0 && digits(text, position, 1)) {
      milliseconds += unit * *digits(text, position, 1);
      unit /= 10;
      ++position;
    }
    if (unit == 100) return std::nullopt;
  }

  Time offset_minutes = 0;
  if (has(text, position, 'Z')) {
    position += 1;
  } else if (has(text, position, '+') || has(text, position, '-')) {
    const auto offset_hour = digits(text, position + 1, 2);
    const auto offset_minute = digits(text, position + 4, 2);
    if (!offset_hour || !offset_minute || !has(text, position + 3, ':')) return std::nullopt;
    if (*offset_hour > 23 || *offset_minute > 59) return std::nullopt;
    offset_minutes = (*offset_hour * 60 + *offset_minute) * (text[position] == '-' ? -1 : 1);
    position += 6;
  } else {
    return std::nullopt;
  }
  if (position != text.size()) return std::nullopt;

  const Time minute_of_day_utc = *hour * 60 + *minute - offset_minutes;
  if (*second == 60 && (minute_of_day_utc + 1) % (24 * 60) != 0) return std::nullopt;
  const Time at = *day + minute_of_day_utc * 60'000 + *second * 1000 + milliseconds;
  if (at < 0 || at >= year_2200) return std::nullopt;
  return at;
}

// Section 1, date: years 0001 to 9999.
std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text.substr(0, 4) == "0000") return std::nullopt;
  const auto day = read_day(text);
  if (!day) return std::nullopt;
  return Date{*day};
}

// Section 1, duration: a whole number and a unit. The text is part of a checked model.
Time read_duration(std::string_view text) {
  std::size_t position = 0;
  Time number = 0;
  while (digits(text, position, 1)) number = number * 10 + *digits(text, position++, 1);
  const std::string_view unit = text.substr(position);
  if (unit == "ms") return number;
  if (unit == "s") return number * 1000;
  if (unit == "m") return number * 60'000;
  if (unit == "h") return number * 3'600'000;
  if (unit == "w") return number * 7 * one_day;
  return number * one_day;
}

// Section 1, points: at most three decimals and a magnitude of at most 1,000,000 (the model is checked), so the double
// nearest to the text, times 1000, is nearer to the wanted whole number than to any other.
Points read_points(const Json& number) { return std::llround(number.get<double>() * 1000.0); }

Reading read_value(const Declaration& declaration, const Json& json) {
  const Reading wrong{{}, "wrong_type"};
  if (json.is_null()) return {};
  if (declaration.type == "number") {
    if (!json.is_number()) return wrong;
    return {json.get<double>(), ""};
  }
  if (declaration.type == "flag") {
    if (!json.is_boolean()) return wrong;
    return {json.get<bool>(), ""};
  }
  if (declaration.type == "list") {
    if (!json.is_array()) return wrong;
    std::vector<std::string> items;
    for (const Json& item : json) {
      if (!item.is_string()) return wrong;
      items.push_back(item.get<std::string>());
    }
    return {items, ""};
  }
  if (!json.is_string()) return wrong;
  const std::string text = json.get<std::string>();
  if (declaration.type == "date") {
    const auto date = read_date(text);
    if (!date) return wrong;
    return {*date, ""};
  }
  if (declaration.type == "choice") {
    for (const std::string& spelling : declaration.values)
      if (spelling == text || (declaration.ignore_case && ascii_lower(spelling) == ascii_lower(text)))
        return {spelling, ""};
    return {{}, "unknown_value"};
  }
  return {text, ""};
}

std::string print_date(Date date) {
  const std::chrono::sys_days day{std::chrono::days{floor_divide(date.midnight, one_day)}};
  const std::chrono::year_month_day calendar{day};
  return padded(static_cast<int>(calendar.year()), 4) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(calendar.month())), 2) + "-" +
         padded(static_cast<int>(static_cast<unsigned>(calendar.day())), 2);
}

std::string print_timestamp(Time at) {
  const Time day = floor_divide(at, one_day);
  const int of_day = static_cast<int>(at - day * one_day);
  std::string text = print_date(Date{day * one_day}) + "T" + padded(of_day / 3'600'000, 2) + ":" +
                     padded(of_day / 60'000 % 60, 2) + ":" + padded(of_day / 1000 % 60, 2);
  if (of_day % 1000 != 0) text += "." + padded(of_day % 1000, 3);
  return text + "Z";
}

std::string print_points(Points points) {
  const Points magnitude = points < 0 ? -points : points;
  std::string text = (points < 0 ? "-" : "") + std::to_string(magnitude / 1000);
  if (magnitude % 1000 != 0) {
    text += "." + padded(static_cast<int>(magnitude % 1000), 3);
    while (text.back() == '0') text.pop_back();
  }
  return text;
}

// Section 10: only `"`, `\` and control characters are escaped.
std::string print_text(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string quoted = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') quoted += std::string("\\") + c;
    else if (c == '\b') quoted += "\\b";
    else if (c == '\f') quoted += "\\f";
    else if (c == '\n') quoted += "\\n";
    else if (c == '\r') quoted += "\\r";
    else if (c == '\t') quoted += "\\t";
    else if (byte < 0x20) quoted += std::string("\\u00") + hex[byte / 16] + hex[byte % 16];
    else quoted += c;
  }
  return quoted + "\"";
}

std::string ascii_lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
  const std::int64_t quotient = dividend / divisor;
  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

std::int64_t divide_rounding(Wide dividend, Wide divisor) {
  const Wide magnitude = dividend < 0 ? -dividend : dividend;
  const Wide rounded = (2 * magnitude + divisor) / (2 * divisor);
  return static_cast<std::int64_t>(dividend < 0 ? -rounded : rounded);
}

Points clamp(Points points, std::optional<Points> min, std::optional<Points> max) {
  if (min && points < *min) points = *min;
  if (max && points > *max) points = *max;
  return points;
}

}  // namespace reference
