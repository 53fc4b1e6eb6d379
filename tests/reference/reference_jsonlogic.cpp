/// The two-valued, coercing conditions of `"semantics": "jsonlogic"` (docs/semantics.md, 3), as json-logic-js has them.
/// Where that library hands a value to JavaScript, the abstract operation of ECMA-262 is named.
///
/// Ours, since json-logic-js has no such operator: `startsWith` and `endsWith` are false unless both sides are texts.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "reference_condition.hpp"

namespace reference {

namespace {

struct Js;
using Array = std::vector<Js>;

/// A JavaScript value. An array has an identity: only the list of one attribute equals itself.
struct Js {
  std::variant<std::monostate, bool, double, std::string, Array> value;
  std::string origin;  // of an array: the name it came from
};

bool is_null(const Js& js) { return std::holds_alternative<std::monostate>(js.value); }
const double* as_number(const Js& js) { return std::get_if<double>(&js.value); }
const std::string* as_text(const Js& js) { return std::get_if<std::string>(&js.value); }
const Array* as_array(const Js& js) { return std::get_if<Array>(&js.value); }

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Js js_of(const Named& named, const std::string& name) {
  if (const auto* flag = std::get_if<bool>(&named.value)) return {*flag, ""};
  if (const auto* number = std::get_if<double>(&named.value)) return {*number, ""};
  if (const auto* text = std::get_if<std::string>(&named.value)) return {*text, ""};
  if (const auto* date = std::get_if<Date>(&named.value)) return {print_date(*date), ""};
  if (const auto* list = std::get_if<std::vector<std::string>>(&named.value)) {
    Array items;
    for (const std::string& item : std::set<std::string>(list->begin(), list->end())) items.push_back({item, ""});
    return {items, name};
  }
  return {};
}

// Conversions

/// jsonLogic.truthy: ToBoolean, but an empty array is false.
bool truthy(const Js& js) {
  if (const auto* flag = std::get_if<bool>(&js.value)) return *flag;
  if (const auto* number = as_number(js)) return *number != 0 && !std::isnan(*number);
  if (const auto* text = as_text(js)) return !text->empty();
  if (const auto* array = as_array(js)) return !array->empty();
  return false;
}

/// Number::toString: the shortest digits that read back, plain between 1e-7 and 1e21.
std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";
  if (number < 0) return "-" + number_text(-number);
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
  const std::string text(buffer, end);  // d[.ddd]e±xx
  const std::size_t e = text.find('e');
  std::string digits = text.substr(0, e);
  std::erase(digits, '.');
  const int count = static_cast<int>(digits.size());
  const int point = std::stoi(text.substr(e + 1)) + 1;  // digits before the decimal point
  const auto zeros = [](int n) { return std::string(static_cast<std::size_t>(n), '0'); };
  if (count <= point && point <= 21) return digits + zeros(point - count);
  if (0 < point && point <= 21) return digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0) return "0." + zeros(-point) + digits;
  const std::string exponent = std::string(point > 0 ? "+" : "-") + std::to_string(std::abs(point - 1));
  if (count > 1) digits.insert(1, ".");
  return digits + "e" + exponent;
}

/// ToString; of an array its items joined with commas, null being empty.
std::string to_text(const Js& js) {
  if (const auto* flag = std::get_if<bool>(&js.value)) return *flag ? "true" : "false";
  if (const auto* number = as_number(js)) return number_text(*number);
  if (const auto* text = as_text(js)) return *text;
  if (const auto* array = as_array(js)) {
    std::string joined;
    for (std::size_t i = 0; i < array->size(); ++i)
      joined += (i > 0 ? "," : "") + (is_null((*array)[i]) ? "" : to_text((*array)[i]));
    return joined;
  }
  return "null";
}

/// The text without JavaScript's white space at its start, and at its end too if asked.
std::string trimmed(std::string text, bool at_end) {
  static const std::vector<std::string> spaces = {
      "\t", "\n", "\v", "\f", "\r", " ", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
      "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000",
      "\uFEFF"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string& space : spaces) {
      if (text.starts_with(space)) {
        text.erase(0, space.size());
        again = true;
      } else if (at_end && text.ends_with(space)) {
        text.erase(text.size() - space.size());
        again = true;
      }
    }
  }
  return text;
}

/// The length of the longest StrDecimalLiteral that a text begins with, 0 if none.
std::size_t decimal_length(const std::string& text) {
  const auto skip_digits = [&](std::size_t i) {
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i;
  };
  const std::size_t start = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  if (text.substr(start).starts_with("Infinity")) return start + 8;
  std::size_t end = skip_digits(start);
  std::size_t digits = end - start;
  if (end < text.size() && text[end] == '.') {
    const std::size_t after = skip_digits(end + 1);
    digits += after - end - 1;
    if (digits > 0) end = after;
  }
  if (digits == 0) return 0;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const std::size_t sign = end + 1 < text.size() && (text[end + 1] == '+' || text[end + 1] == '-') ? 1 : 0;
    const std::size_t after = skip_digits(end + 1 + sign);
    if (after > end + 1 + sign) end = after;
  }
  return end;
}

double decimal(const std::string& literal) {
  const bool negative = literal.starts_with('-');
  const std::string magnitude = literal.substr(negative || literal.starts_with('+') ? 1 : 0);
  double number = 0;
  if (magnitude == "Infinity") number = std::numeric_limits<double>::infinity();
  else number = std::strtod(magnitude.c_str(), nullptr);
  return negative ? -number : number;
}

/// StringToNumber.
double text_to_number(const std::string& raw) {
  const std::string text = trimmed(raw, true);
  if (text.empty()) return 0;
  if (text.size() > 2 && text[0] == '0') {
    const char kind = text[1];
    int base = 0;
    if (kind == 'x' || kind == 'X') base = 16;
    if (kind == 'o' || kind == 'O') base = 8;
    if (kind == 'b' || kind == 'B') base = 2;
    if (base != 0) {
      long double number = 0;
      for (char c : text.substr(2)) {
        int digit = 99;
        if (c >= '0' && c <= '9') digit = c - '0';
        if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
        if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
        if (digit >= base) return not_a_number;
        number = number * base + digit;
      }
      return static_cast<double>(number);
    }
  }
  return decimal_length(text) == text.size() ? decimal(text) : not_a_number;
}

/// parseFloat.
double parse_float(const Js& js) {
  if (const auto* number = as_number(js)) return *number;
  const std::string text = trimmed(to_text(js), false);
  const std::size_t length = decimal_length(text);
  return length == 0 ? not_a_number : decimal(text.substr(0, length));
}

/// ToPrimitive: an array becomes its text.
Js to_primitive(const Js& js) {
  if (as_array(js)) return {to_text(js), ""};
  return js;
}

/// ToNumber.
double to_number(const Js& js) {
  if (const auto* flag = std::get_if<bool>(&js.value)) return *flag ? 1 : 0;
  if (const auto* number = as_number(js)) return *number;
  if (is_null(js)) return 0;
  return text_to_number(to_text(js));
}

// Comparisons

/// IsStrictlyEqual.
bool strictly_equal(const Js& a, const Js& b) {
  if (a.value.index() != b.value.index()) return false;
  if (as_array(a)) return !a.origin.empty() && a.origin == b.origin;
  if (as_number(a)) return *as_number(a) == *as_number(b);
  if (as_text(a)) return *as_text(a) == *as_text(b);
  return is_null(a) || std::get<bool>(a.value) == std::get<bool>(b.value);
}

/// IsLooselyEqual.
bool loosely_equal(const Js& a, const Js& b) {
  if (a.value.index() == b.value.index()) return strictly_equal(a, b);
  if (is_null(a) || is_null(b)) return false;
  const Js left = to_primitive(a);
  const Js right = to_primitive(b);
  if (as_text(left) && as_text(right)) return *as_text(left) == *as_text(right);
  return to_number(left) == to_number(right);
}

/// The UTF-16 code units of a text, by which JavaScript orders texts.
std::u16string utf16(const std::string& text) {
  std::u16string units;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? byte : byte & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    i += length;
    if (point < 0x10000) {
      units.push_back(static_cast<char16_t>(point));
    } else {
      units.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
      units.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  return units;
}

/// IsLessThan, and its like with equality.
bool ordered(const std::string& name, const Js& a, const Js& b) {
  const Js left = to_primitive(a);
  const Js right = to_primitive(b);
  const auto judge_pair = [&](const auto& x, const auto& y) {
    if (name == "<") return x < y;
    if (name == "<=") return x <= y;
    if (name == ">") return x > y;
    return x >= y;
  };
  if (as_text(left) && as_text(right)) return judge_pair(utf16(*as_text(left)), utf16(*as_text(right)));
  return judge_pair(to_number(left), to_number(right));
}

// Operators

Js js_value(const Json& expression, const Names& names);

/// One list, or the names one by one.
std::vector<std::string> key_texts(const std::vector<Js>& operands) {
  std::vector<std::string> keys;
  const Array* list = operands.empty() ? nullptr : as_array(operands[0]);
  for (const Js& key : list ? *list : operands) keys.push_back(to_text(key));
  return keys;
}

/// The names whose value is null or an empty text.
Array missing(const std::vector<std::string>& keys, const Names& names) {
  Array found;
  for (const std::string& key : keys) {
    const Js js = js_of(names(key), key);
    if (is_null(js) || (as_text(js) && as_text(js)->empty())) found.push_back({key, ""});
  }
  return found;
}

/// An element as data: of an array in an array its text is kept.
Value as_data(const Js& js) {
  if (const auto* flag = std::get_if<bool>(&js.value)) return *flag;
  if (as_number(js)) return *as_number(js);
  if (is_null(js)) return {};
  return to_text(js);
}

/// Inside, the element is all the data there is.
bool quantify(const std::string& name, const Js& list, const Json& condition) {
  const Array* items = as_array(list);
  if (!items || items->empty()) return name == "none";
  const auto holds = [&](const Js& item) {
    return truthy(js_value(condition, [&](const std::string& asked) {
      return asked.empty() ? Named{as_data(item), false} : Named{};
    }));
  };
  if (name == "all") return std::all_of(items->begin(), items->end(), holds);
  if (name == "some") return std::any_of(items->begin(), items->end(), holds);
  return std::none_of(items->begin(), items->end(), holds);
}

Js compute(const std::string& name, const std::vector<Js>& operands) {
  if (name == "*" && operands.size() == 1) return operands[0];
  if (name == "-" && operands.size() == 1) return {-to_number(operands[0]), ""};
  if (name == "-") return {to_number(operands[0]) - to_number(operands[1]), ""};
  if (name == "/") return {to_number(operands[0]) / to_number(operands[1]), ""};
  if (name == "+" || name == "*") {
    double result = name == "+" ? 0 : 1;
    for (const Js& operand : operands)
      result = name == "+" ? result + parse_float(operand) : result * parse_float(operand);
    return {result, ""};
  }
  double result = to_number(operands[0]);  // Math.min, Math.max
  for (const Js& operand : operands) {
    const double number = to_number(operand);
    if (std::isnan(number)) return {not_a_number, ""};
    result = name == "min" ? std::min(result, number) : std::max(result, number);
  }
  return {result, ""};
}

bool contains(const Js& needle, const Js& haystack) {
  if (const auto* text = as_text(haystack)) return !text->empty() && text->find(to_text(needle)) != std::string::npos;
  const Array* items = as_array(haystack);
  const auto equals_needle = [&](const Js& item) { return strictly_equal(item, needle); };
  return items && std::any_of(items->begin(), items->end(), equals_needle);
}

Js js_value(const Json& expression, const Names& names) {
  if (expression.is_boolean()) return {expression.get<bool>(), ""};
  if (expression.is_number()) return {expression.get<double>(), ""};
  if (expression.is_string()) return {expression.get<std::string>(), ""};
  if (expression.is_array()) {
    Array items;
    for (const Json& item : expression) items.push_back(js_value(item, names));
    return {items, ""};
  }
  if (!expression.is_object()) return {};

  const Operation operation = read_operation(expression);
  const auto& name = operation.name;
  const auto& operands = operation.operands;
  const auto value_of = [&](std::size_t i) { return js_value(operands[i], names); };

  if (name == "if") {
    std::size_t i = 0;
    for (; i + 1 < operands.size(); i += 2)
      if (truthy(value_of(i))) return value_of(i + 1);
    return i < operands.size() ? value_of(i) : Js{};
  }
  if (name == "and" || name == "or") {  // the first that decides, or the last
    Js value;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      value = value_of(i);
      if (truthy(value) == (name == "or")) return value;
    }
    return value;
  }
  if (name == "some" || name == "all" || name == "none") return {quantify(name, value_of(0), operands[1]), ""};

  std::vector<Js> values;
  for (const Json& operand : operands) values.push_back(js_value(operand, names));
  if (name == "var") return js_of(names(to_text(values[0])), to_text(values[0]));
  if (name == "missing") return {missing(key_texts(values), names), ""};
  if (name == "missing_some") {
    const auto keys = key_texts({values[1]});
    const Array absent = missing(keys, names);
    if (static_cast<double>(keys.size() - absent.size()) >= to_number(values[0])) return {Array{}, ""};
    return {absent, ""};
  }
  if (name == "!" || name == "!!") return {truthy(values[0]) == (name == "!!"), ""};
  if (name == "+" || name == "-" || name == "*" || name == "/" || name == "min" || name == "max")
    return compute(name, values);
  if (name == "in") return {contains(values[0], values[1]), ""};
  if (name == "==") return {loosely_equal(values[0], values[1]), ""};
  if (name == "!=") return {!loosely_equal(values[0], values[1]), ""};
  if (name == "===") return {strictly_equal(values[0], values[1]), ""};
  if (name == "!==") return {!strictly_equal(values[0], values[1]), ""};
  if (name == "startsWith" || name == "endsWith") {
    const std::string* text = as_text(values[0]);
    const std::string part = to_text(values[1]);
    if (!text) return {false, ""};
    return {name == "startsWith" ? text->starts_with(part) : text->ends_with(part), ""};
  }
  if (values.size() == 3) return {ordered(name, values[0], values[1]) && ordered(name, values[1], values[2]), ""};
  return {ordered(name, values[0], values[1]), ""};
}

}  // namespace

bool jsonlogic_truth(const Json& condition, const Names& names) { return truthy(js_value(condition, names)); }

}  // namespace reference
