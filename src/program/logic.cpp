// Logic: json-logic-js 2.0.5 as it computes, JavaScript's coercions included.
//
// Source: https://jsonlogic.com/operations.html and ECMA-262, sections 7.1 and 7.2. `startsWith`
// and `endsWith`, which json-logic lacks, are those that react-querybuilder adds to it.
#include "program/logic.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace bantam {
namespace {

using Kind = LogicValue::Kind;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

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
    const std::string_view digits = text.substr(2, end < 2 ? 0 : end - 2);
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

/// Units a text has in UTF-16: its length in JavaScript.
std::size_t unit_count(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) count += byte >= 0xF0 ? 2 : 1;
  }
  return count;
}

/// An array equals itself only: one that a var gave carries the name of it as its text.
bool same_array(const LogicValue& a, const LogicValue& b) { return !a.text.empty() && a.text == b.text; }

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

bool is_in(const LogicValue& needle, const LogicValue& hay) {
  if (hay.kind == Kind::array)
    return std::any_of(hay.items.begin(), hay.items.end(),
                       [&](const LogicValue& item) { return strictly_equal(needle, item); });
  return hay.kind == Kind::text && !hay.text.empty() &&
         hay.text.find(text_of(needle)) != std::string::npos;
}

bool starts_or_ends(const LogicValue& text, const LogicValue& part, Op op) {
  if (text.kind != Kind::text) return false;
  const std::string wanted = text_of(part);
  if (wanted.size() > text.text.size()) return false;
  const std::size_t at = op == Op::starts_with ? 0 : text.text.size() - wanted.size();
  return text.text.compare(at, wanted.size(), wanted) == 0;
}

using Operands = std::vector<LogicValue>;

double least_or_most(const Operands& operands, Op op) {
  const double sign = op == Op::max ? -1 : 1;
  double least = infinity;
  for (const LogicValue& operand : operands) {
    const double number = sign * number_of(operand);
    if (number != number) return nan;
    if (number < least || (number == least && std::signbit(number))) least = number;
  }
  return sign * least;
}

LogicValue sum(const Operands& operands) {
  double total = 0;
  for (const LogicValue& operand : operands) total += parsed_number(operand);
  return of_number(total);
}

/// Of a single operand itself, as it is.
LogicValue product(const Operands& operands) {
  if (operands.empty()) return {};
  if (operands.size() == 1) return operands.front();
  double total = parsed_number(operands.front());
  for (std::size_t i = 1; i < operands.size(); ++i) total *= parsed_number(operands[i]);
  return of_number(total);
}

LogicValue literal_value(const Json& json) {
  switch (json.kind) {
    case Json::Kind::flag: return of_flag(json.flag);
    case Json::Kind::number: return of_number(json.number);
    case Json::Kind::text: return of_text(json.text);
    default: return {};
  }
}

/// What a name that stands in an operator's operands refers to.
Ref ref_in(const Logic& logic, std::string_view name) {
  if (logic.op == Op::literal && logic.name == name) return logic.ref;
  for (const Logic& arg : logic.args)
    if (const Ref ref = ref_in(arg, name); ref.kind != RefKind::none) return ref;
  return {};
}

/// One evaluation: `element` is the data inside `some`, `all` and `none`, else nothing.
class LogicRun {
 public:
  LogicRun(const LogicLookup& lookup, const LogicValue* element) : lookup_(lookup), element_(element) {}

  LogicValue evaluate(const Logic& logic) const {
    switch (logic.op) {
      case Op::literal: return logic.literal;
      case Op::var: return var(logic);
      case Op::branch: return branch(logic);
      case Op::all_of: case Op::any_of: return first_decisive(logic);
      case Op::some: case Op::all: case Op::none: return quantified(logic);
      default: break;
    }
    Operands operands;
    for (const Logic& arg : logic.args) operands.push_back(evaluate(arg));
    if (logic.op == Op::array) {
      LogicValue array = of_array();
      array.items = std::move(operands);
      return array;
    }
    if (logic.op == Op::missing) return missing(logic, operands);
    if (logic.op == Op::missing_some) return missing_some(logic, operands);
    return computed(logic.op, operands);
  }

 private:
  static LogicValue computed(Op op, const Operands& operands) {
    const LogicValue nothing = undefined();
    const auto operand = [&](std::size_t i) -> const LogicValue& {
      return i < operands.size() ? operands[i] : nothing;
    };
    const LogicValue& a = operand(0);
    const LogicValue& b = operand(1);
    const LogicValue& c = operand(2);
    switch (op) {
      case Op::equal: return of_flag(loosely_equal(a, b));
      case Op::not_equal: return of_flag(!loosely_equal(a, b));
      case Op::same: return of_flag(strictly_equal(a, b));
      case Op::not_same: return of_flag(!strictly_equal(a, b));
      case Op::greater: return of_flag(ordered(b, a, Op::less));
      case Op::greater_equal: return of_flag(ordered(b, a, Op::less_equal));
      case Op::less: case Op::less_equal:
        return of_flag(ordered(a, b, op) && (is_undefined(c) || ordered(b, c, op)));
      case Op::negate: return of_flag(!truthy(a));
      case Op::truthy: return of_flag(truthy(a));
      case Op::in: return of_flag(is_in(a, b));
      case Op::starts_with: case Op::ends_with: return of_flag(starts_or_ends(a, b, op));
      case Op::add: return sum(operands);
      case Op::multiply: return product(operands);
      case Op::subtract:
        return of_number(is_undefined(b) ? -number_of(a) : number_of(a) - number_of(b));
      case Op::divide: return of_number(number_of(a) / number_of(b));
      case Op::min: case Op::max: return of_number(least_or_most(operands, op));
      default: return {};
    }
  }

  /// A missing attribute is an absent one, so the default holds for it.
  LogicValue var(const Logic& logic) const {
    LogicValue value = named(logic);
    if (value.kind != Kind::null || logic.args.empty() || logic.name.empty()) return value;
    value = evaluate(logic.args.front());
    return is_undefined(value) ? LogicValue() : value;
  }

  LogicValue named(const Logic& logic) const {
    if (element_) return logic.name.empty() ? *element_ : LogicValue();
    LogicValue value = lookup_(logic);
    if (value.kind == Kind::array) value.text = logic.name;
    return value;
  }

  LogicValue branch(const Logic& logic) const {
    const std::size_t count = logic.args.size();
    for (std::size_t i = 0; i + 1 < count; i += 2)
      if (truthy(evaluate(logic.args[i]))) return evaluate(logic.args[i + 1]);
    return count % 2 == 1 ? evaluate(logic.args.back()) : LogicValue();
  }

  /// `and` gives its first false operand, `or` its first true one; else the last.
  LogicValue first_decisive(const Logic& logic) const {
    LogicValue value = undefined();
    for (const Logic& arg : logic.args) {
      value = evaluate(arg);
      if (truthy(value) == (logic.op == Op::any_of)) break;
    }
    return value;
  }

  LogicValue quantified(const Logic& logic) const {
    const LogicValue list = logic.args.empty() ? LogicValue() : evaluate(logic.args.front());
    if (list.kind != Kind::array || list.items.empty()) return of_flag(logic.op == Op::none);
    const bool stop_at = logic.op != Op::all;
    for (const LogicValue& item : list.items) {
      const bool holds = logic.args.size() > 1 && truthy(LogicRun(lookup_, &item).evaluate(logic.args[1]));
      if (holds == stop_at) return of_flag(logic.op == Op::some);
    }
    return of_flag(logic.op != Op::some);
  }

  /// Whether a name of `missing` has no value: null or "". An array is a name and its default.
  bool is_missing(const Logic& logic, const LogicValue& key) const {
    const bool with_default = key.kind == Kind::array && key.items.size() > 1;
    const LogicValue name = key.kind != Kind::array ? key : (key.items.empty() ? LogicValue() : key.items[0]);
    Logic var;
    var.op = Op::var;
    if (name.kind != Kind::null) var.name = text_of(name);
    if (var.name.empty() && !element_) return false;  // all the data there is
    var.ref = ref_in(logic, var.name);
    LogicValue value = named(var);
    if (value.kind == Kind::null && with_default && !var.name.empty()) value = key.items[1];
    return value.kind == Kind::null || (value.kind == Kind::text && value.text.empty());
  }

  LogicValue missing(const Logic& logic, const Operands& operands) const {
    const bool one_array = !operands.empty() && operands.front().kind == Kind::array;
    LogicValue absent = of_array();
    for (const LogicValue& key : one_array ? operands.front().items : operands)
      if (is_missing(logic, key)) absent.items.push_back(key);
    return absent;
  }

  LogicValue missing_some(const Logic& logic, const Operands& operands) const {
    if (operands.size() < 2 || operands[1].kind == Kind::null) return {};  // JavaScript throws
    const LogicValue& names = operands[1];
    LogicValue absent = missing(logic, names.kind == Kind::array ? names.items : Operands{names});
    double count = nan;
    if (names.kind == Kind::array) count = static_cast<double>(names.items.size());
    if (names.kind == Kind::text) count = static_cast<double>(unit_count(names.text));
    const LogicValue present = of_number(count - static_cast<double>(absent.items.size()));
    return ordered(operands[0], present, Op::less_equal) ? of_array() : absent;
  }

  const LogicLookup& lookup_;
  const LogicValue* element_;
};

}  // namespace

Logic lower_logic(const Condition& condition) {
  Logic logic;
  logic.op = condition.op;
  logic.name = condition.name;
  logic.ref = condition.ref;
  if (condition.op == Op::literal) logic.literal = literal_value(condition.literal);
  for (const Condition& arg : condition.args) logic.args.push_back(lower_logic(arg));
  return logic;
}

LogicValue evaluate(const Logic& logic, const LogicLookup& lookup) {
  LogicValue value = LogicRun(lookup, nullptr).evaluate(logic);
  if (is_undefined(value)) value.flag = false;
  return value;
}

bool truthy(const LogicValue& value) {
  switch (value.kind) {
    case Kind::null: return false;
    case Kind::flag: return value.flag;
    case Kind::number: return value.number == value.number && value.number != 0;
    case Kind::text: return !value.text.empty();
    case Kind::array: break;
  }
  return !value.items.empty();
}

LogicValue logic_value(const Value& value) {
  if (const bool* flag = value.flag()) return of_flag(*flag);
  if (const double* number = value.number()) return of_number(*number);
  if (const std::string* text = value.text()) return of_text(*text);
  if (!value.list()) return {};
  List sorted = *value.list();
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  LogicValue array = of_array();
  for (std::string& text : sorted) array.items.push_back(of_text(std::move(text)));
  return array;
}

}  // namespace bantam
