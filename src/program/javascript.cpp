#include "program/javascript.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace bantam::javascript {
namespace {

using Kind = LogicValue::Kind;

// Numbers and texts, as ECMA-262 turns one into the other.

/// The bytes of white space at the start of a text.
std::size_t space_at(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  const std::string_view three = text.substr(0, 3);
  for (const std::string_view space : {"\xEF\xBB\xBF", "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9",
                                       "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"})
    if (three == space) return 3;
  const bool wide = three >= "\xE2\x80\x80" && three <= "\xE2\x80\x8A";
  return three.size() == 3 && wide ? 3 : 0;
}

std::string_view without_space_before(std::string_view text) {
  while (const std::size_t space = space_at(text)) text.remove_prefix(space);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

/// The bytes of the longest unsigned decimal literal at the start of a text.
std::size_t decimal_at(std::string_view text) {
  const std::size_t whole = digits_at(text, 0);
  std::size_t end = whole;
  std::size_t fraction = 0;
  if (end < text.size() && text[end] == '.') {
    fraction = digits_at(text, end + 1);
    if (whole + fraction > 0) end += 1 + fraction;
  }
  if (whole + fraction == 0) return 0;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-');
    const std::size_t first = end + 1 + (sign ? 1 : 0);
    if (const std::size_t exponent = digits_at(text, first)) end = first + exponent;
  }
  return end;
}

/// A decimal literal that no double holds: infinity, or 0 when it is too small.
double out_of_range(std::string_view decimal) {
  const std::size_t mark = std::min(decimal.find_first_of("eE"), decimal.size());
  const std::string_view digits = decimal.substr(0, mark);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const auto magnitude =
      static_cast<std::int64_t>(point) - static_cast<std::int64_t>(digits.find_first_of("123456789"));
  if (mark == decimal.size()) return magnitude > 0 ? infinity : 0;
  const bool negative = decimal[mark + 1] == '-';
  const std::size_t first = mark + (negative || decimal[mark + 1] == '+' ? 2 : 1);
  std::int64_t exponent = 0;
  const auto read = std::from_chars(decimal.data() + first, decimal.data() + decimal.size(), exponent);
  if (read.ec != std::errc()) return negative ? 0 : infinity;
  return magnitude + (negative ? -exponent : exponent) > 0 ? infinity : 0;
}

/// Reads a signed decimal number or Infinity at the start of a text; NaN and 0 bytes without one.
double number_at(std::string_view text, std::size_t& length) {
  const std::size_t sign = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const double direction = sign == 1 && text[0] == '-' ? -1 : 1;
  const std::string_view rest = text.substr(sign);
  if (rest.substr(0, 8) == "Infinity") {
    length = sign + 8;
    return direction * infinity;
  }
  const std::string_view decimal = rest.substr(0, decimal_at(rest));
  length = decimal.empty() ? 0 : sign + decimal.size();
  if (decimal.empty()) return nan;
  double number = 0;
  const auto read = std::from_chars(decimal.data(), decimal.data() + decimal.size(), number);
  if (read.ec == std::errc::result_out_of_range) number = out_of_range(decimal);
  return direction * number;
}

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/// Digits of a base that is 2 to the power `bits`, rounded to the nearest double once.
double power_base(std::string_view digits, int bits) {
  std::uint64_t high = 0;
  int dropped = 0;
  bool rest = false;
  for (const char c : digits) {
    const int digit = digit_value(c);
    if (digit >= 1 << bits) return nan;
    for (int bit = bits - 1; bit >= 0; --bit) {
      const bool set = (digit >> bit & 1) != 0;
      if (high < std::uint64_t{1} << 62U) {
        high = high * 2 + (set ? 1U : 0U);
      } else {
        ++dropped;
        rest = rest || set;
      }
    }
  }
  return digits.empty() ? nan : std::ldexp(static_cast<double>(high | (rest ? 1U : 0U)), dropped);
}

double number_of(std::string_view text) {
  text = without_space_before(text);
  if (text.empty()) return 0;
  if (text[0] == '0' && text.size() > 1) {
    std::size_t end = text.size();
    for (std::size_t i = 2; i < text.size() && end == text.size(); ++i)
      if (without_space_before(text.substr(i)).empty()) end = i;
    const std::string_view digits = text.substr(2, end - 2);
    if (text[1] == 'x' || text[1] == 'X') return power_base(digits, 4);
    if (text[1] == 'o' || text[1] == 'O') return power_base(digits, 3);
    if (text[1] == 'b' || text[1] == 'B') return power_base(digits, 1);
  }
  std::size_t length = 0;
  const double number = number_at(text, length);
  return length > 0 && without_space_before(text.substr(length)).empty() ? number : nan;
}

/// A double as JavaScript writes it. Source: ECMA-262, Number::toString.
std::string text_of(double number) {
  if (number != number) return "NaN";
  if (number == 0) return "0";
  if (number < 0) return "-" + text_of(-number);
  if (number == infinity) return "Infinity";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
  const std::string_view written(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t mark = written.find('e');
  std::string digits(1, written[0]);
  if (mark > 2) digits += written.substr(2, mark - 2);
  int exponent = 0;
  const std::size_t plus = written[mark + 1] == '+' ? 1 : 0;
  std::from_chars(written.data() + mark + 1 + plus, end, exponent);
  const int count = static_cast<int>(digits.size());
  const int whole = exponent + 1;  // the digits before the point
  const auto zeros = [](int n) { return std::string(static_cast<std::size_t>(n), '0'); };
  if (whole > 21 || whole <= -6) {
    if (count > 1) digits.insert(1, ".");
    return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
  }
  if (whole >= count) return digits + zeros(whole - count);
  if (whole > 0) return digits.insert(static_cast<std::size_t>(whole), ".");
  return "0." + zeros(-whole) + digits;
}

/// The order of two texts by UTF-16 code units, which is not that of their bytes: what needs two
/// units (first byte F0 and up) stands before U+E000 to U+FFFF (first byte EE or EF).
int compare_units(std::string_view a, std::string_view b) {
  const auto split = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (split.first == a.end() || split.second == b.end())
    return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
  const auto x = static_cast<unsigned char>(*split.first);
  const auto y = static_cast<unsigned char>(*split.second);
  const bool swapped = x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0);
  return (x < y) != swapped ? -1 : 1;
}

/// An array equals itself only: one that a var gave carries the name of it as its text.
bool same_array(const LogicValue& a, const LogicValue& b) { return !a.text.empty() && a.text == b.text; }

}  // namespace

LogicValue of_flag(bool flag) {
  LogicValue value;
  value.kind = Kind::flag;
  value.flag = flag;
  return value;
}

LogicValue of_number(double number) {
  LogicValue value;
  value.kind = Kind::number;
  value.number = number;
  return value;
}

LogicValue of_text(std::string text) {
  LogicValue value;
  value.kind = Kind::text;
  value.text = std::move(text);
  return value;
}

LogicValue of_array() {
  LogicValue value;
  value.kind = Kind::array;
  return value;
}

/// JavaScript's undefined, an operand that is not there: a null with the flag set. It never leaves
/// `evaluate`.
LogicValue undefined() {
  LogicValue value;
  value.flag = true;
  return value;
}

bool is_undefined(const LogicValue& value) { return value.kind == Kind::null && value.flag; }

std::string text_of(const LogicValue& value) {
  switch (value.kind) {
    case Kind::null: return is_undefined(value) ? "undefined" : "null";
    case Kind::flag: return value.flag ? "true" : "false";
    case Kind::number: return text_of(value.number);
    case Kind::text: return value.text;
    case Kind::array: break;
  }
  std::string joined;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) joined += ',';
    if (value.items[i].kind != Kind::null) joined += text_of(value.items[i]);
  }
  return joined;
}

double number_of(const LogicValue& value) {
  switch (value.kind) {
    case Kind::null: return is_undefined(value) ? nan : 0;
    case Kind::flag: return value.flag ? 1 : 0;
    case Kind::number: return value.number;
    case Kind::text: return number_of(value.text);
    case Kind::array: break;
  }
  return number_of(text_of(value));
}

/// JavaScript's parseFloat: whatever number the text begins with.
double parsed_number(const LogicValue& value) {
  if (value.kind == Kind::number) return value.number == 0 ? 0 : value.number;
  const std::string text = text_of(value);
  std::size_t length = 0;
  return number_at(without_space_before(text), length);
}

// Comparisons.

/// Units a text has in UTF-16: its length in JavaScript.
std::size_t unit_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) count += byte >= 0xF0 ? 2 : 1;
  }
  return count;
}

bool strictly_equal(const LogicValue& a, const LogicValue& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::null: return is_undefined(a) == is_undefined(b);
    case Kind::flag: return a.flag == b.flag;
    case Kind::number: return a.number == b.number;
    case Kind::text: return a.text == b.text;
    case Kind::array: break;
  }
  return same_array(a, b);
}

bool loosely_equal(const LogicValue& a, const LogicValue& b) {
  if (a.kind == Kind::null || b.kind == Kind::null) return a.kind == b.kind;
  if (a.kind == b.kind) return strictly_equal(a, b);
  if (a.kind == Kind::array) return loosely_equal(of_text(text_of(a)), b);
  if (b.kind == Kind::array) return loosely_equal(a, of_text(text_of(b)));
  return number_of(a) == number_of(b);
}

/// `<` or, with `or_equal`, `<=`. Texts compare as texts, everything else as numbers.
bool ordered(const LogicValue& a, const LogicValue& b, Op op) {
  const auto textual = [](const LogicValue& value) {
    return value.kind == Kind::text || value.kind == Kind::array;
  };
  if (textual(a) && textual(b)) {
    const int order = compare_units(text_of(a), text_of(b));
    return op == Op::less ? order < 0 : order <= 0;
  }
  const double x = number_of(a);
  const double y = number_of(b);
  return op == Op::less ? x < y : x <= y;
}

}  // namespace bantam::javascript
