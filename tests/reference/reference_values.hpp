/// Values: how they are read, compared, rounded and printed (docs/semantics.md, 1 and 10).

#pragma once

#include <compare>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reference {

using Json = nlohmann::ordered_json;
__extension__ typedef __int128 Wide;

using Points = std::int64_t;  // thousandths of a point
using Time = std::int64_t;    // milliseconds UTC, for instants and for lengths of time

constexpr Time one_day = 86'400'000;
constexpr Points one_point = 1000;
constexpr Points worth_limit = 1'000'000 * one_point;

struct Date {
  Time midnight = 0;
  auto operator<=>(const Date&) const = default;
};

/// The first kind is missing, which is also the unknown of a condition. The order of the kinds and of the values in
/// them is section 4's: flag < number < text < list; a date is only ever compared with another date.
using Value = std::variant<std::monostate, bool, double, std::string, std::vector<std::string>, Date>;

bool is_missing(const Value& value);

/// A number, but missing where a computation overflowed.
Value finite(double number);

/// What a model says of an attribute or a field.
struct Declaration {
  std::string type;  // number, text, flag, choice, list, date
  bool ignore_case = false;
  std::vector<std::string> values;  // of a choice
};

/// An event's value read as its declaration says. `problem` is empty, `wrong_type` or `unknown_value`; then the value
/// is missing.
struct Reading {
  Value value;
  std::string problem;
};
Reading read_value(const Declaration& declaration, const Json& json);

std::optional<Time> read_timestamp(std::string_view text);
std::optional<Date> read_date(std::string_view text);
Time read_duration(std::string_view text);
Points read_points(const Json& number);

std::string print_timestamp(Time at);
std::string print_date(Date date);
std::string print_points(Points points);
std::string print_text(std::string_view text);  // with its quotes

std::string ascii_lower(std::string text);

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor);

/// Section 1: rounding is half away from zero. The divisor is positive.
std::int64_t divide_rounding(Wide dividend, Wide divisor);

Points clamp(Points points, std::optional<Points> min, std::optional<Points> max);

/// A value as an event says it, before it is read as its type; ordered as section 4 says: flag < number < text < list.
/// Anything else comes last, by its JSON text.
struct Said {
  int rank = 0;
  bool flag = false;
  double number = 0;
  std::string text;
  std::vector<std::string> list;
  auto operator<=>(const Said&) const = default;
};

}  // namespace reference
