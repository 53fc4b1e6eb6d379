/// The strict, three-valued conditions (docs/semantics.md, 3): a missing value is the unknown truth value.

#include "reference_condition.hpp"

#include <algorithm>
#include <set>

namespace reference {

namespace {

using Texts = std::vector<std::string>;

/// Names may be given one by one or as one array.
Texts read_names(const std::vector<Json>& operands) {
  Texts names;
  for (const Json& operand : operands) {
    if (operand.is_array()) return operand.get<Texts>();
    names.push_back(operand.get<std::string>());
  }
  return names;
}

/// Whether one of the declarations that an expression takes its text from says `ignore_case` (section 1).
bool ignores_case(const Json& expression, const Names& names) {
  if (!expression.is_object()) return false;
  const Operation operation = read_operation(expression);
  if (operation.name == "var") return names(operation.operands[0].get<std::string>()).ignore_case;
  if (operation.name != "if") return false;
  for (std::size_t i = 0; i < operation.operands.size(); ++i) {
    const bool is_condition = i % 2 == 0 && i + 1 < operation.operands.size();
    if (!is_condition && ignores_case(operation.operands[i], names)) return true;
  }
  return false;
}

Value lowered(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return ascii_lower(*text);
  if (const auto* list = std::get_if<Texts>(&value)) {
    Texts items;
    for (const std::string& item : *list) items.push_back(ascii_lower(item));
    return items;
  }
  return value;
}

/// Two values made comparable: a date literal is a text until it meets a date, and a list is a set.
void make_comparable(Value& a, Value& b) {
  for (auto [date, literal] : {std::pair{&a, &b}, std::pair{&b, &a}})
    if (std::holds_alternative<Date>(*date) && std::holds_alternative<std::string>(*literal))
      if (const auto read = read_date(std::get<std::string>(*literal))) *literal = *read;
  for (Value* value : {&a, &b}) {
    if (auto* list = std::get_if<Texts>(value)) {
      const std::set<std::string> items(list->begin(), list->end());
      list->assign(items.begin(), items.end());
    }
  }
}

Value compare(const std::string& name, Value a, Value b) {
  if (is_missing(a) || is_missing(b)) return {};
  make_comparable(a, b);
  if (name == "==" || name == "===") return a == b;
  if (name == "!=" || name == "!==") return a != b;
  if (name == "<") return a < b;
  if (name == "<=") return a <= b;
  if (name == ">") return a > b;
  return a >= b;
}

Value compute(const std::string& name, const std::vector<Value>& operands) {
  std::vector<double> numbers;
  for (const Value& operand : operands) {
    if (!std::holds_alternative<double>(operand)) return {};
    numbers.push_back(std::get<double>(operand));
  }
  double result = numbers[0];
  if (name == "-" && numbers.size() == 1) return finite(-result);
  if (name == "/" && numbers[1] == 0) return {};
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (name == "+") result += numbers[i];
    if (name == "-") result -= numbers[i];
    if (name == "*") result *= numbers[i];
    if (name == "/") result /= numbers[i];
    if (name == "min") result = std::min(result, numbers[i]);
    if (name == "max") result = std::max(result, numbers[i]);
  }
  return finite(result);
}

/// "Present and not false, 0, empty text or empty list": never unknown.
bool truthy(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<double>(&value)) return *number != 0;
  if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
  if (const auto* list = std::get_if<Texts>(&value)) return !list->empty();
  return std::holds_alternative<Date>(value);
}

/// `and`, `or`: the deciding value wins, then unknown, then the other.
Value combine(const std::vector<Value>& operands, bool deciding) {
  bool unknown = false;
  for (const Value& operand : operands) {
    if (is_missing(operand)) unknown = true;
    else if (truthy(operand) == deciding) return deciding;
  }
  if (unknown) return {};
  return !deciding;
}

Value negate(const Value& operand) {
  if (is_missing(operand)) return {};
  return !truthy(operand);
}

Value contains(const Json& needle_expression, const Json& haystack_expression, const Names& names) {
  const bool fold = ignores_case(needle_expression, names) || ignores_case(haystack_expression, names);
  const auto value_of = [&](const Json& expression) {
    const Value value = strict_value(expression, names);
    return fold ? lowered(value) : value;
  };
  const Value needle = value_of(needle_expression);
  if (is_missing(needle)) return {};
  if (haystack_expression.is_array()) {
    for (const Json& item : haystack_expression) {
      const Value equal = compare("==", needle, value_of(item));
      if (!is_missing(equal) && std::get<bool>(equal)) return true;
    }
    return false;
  }
  const Value haystack = value_of(haystack_expression);
  if (is_missing(haystack)) return {};
  const auto* text = std::get_if<std::string>(&needle);
  if (!text) return false;
  if (const auto* list = std::get_if<Texts>(&haystack)) return std::count(list->begin(), list->end(), *text) > 0;
  if (const auto* whole = std::get_if<std::string>(&haystack)) return whole->find(*text) != std::string::npos;
  return false;
}

Value quantify(const std::string& name, const Json& list_expression, const Json& condition, const Names& names) {
  const Value list = strict_value(list_expression, names);
  if (!std::holds_alternative<Texts>(list)) return {};
  const bool fold = ignores_case(list_expression, names);
  std::vector<Value> answers;
  for (const std::string& item : std::get<Texts>(list))
    answers.push_back(strict_value(condition, [&](const std::string&) { return Named{item, fold}; }));
  if (name == "all") return answers.empty() ? Value{false} : combine(answers, false);
  if (name == "some") return combine(answers, true);
  return negate(combine(answers, true));
}

}  // namespace

Operation read_operation(const Json& expression) {
  Operation operation;
  for (const auto& [key, body] : expression.items()) {
    if (key == "ui" || key.starts_with("x-")) continue;  // section 2: kept and not read
    operation.name = key;
    if (body.is_array()) operation.operands.assign(body.begin(), body.end());
    else operation.operands = {body};
  }
  return operation;
}

Value strict_value(const Json& expression, const Names& names) {
  if (expression.is_boolean()) return expression.get<bool>();
  if (expression.is_number()) return expression.get<double>();
  if (expression.is_string()) return expression.get<std::string>();
  if (expression.is_array()) return expression.get<Texts>();
  if (!expression.is_object()) return {};

  const Operation operation = read_operation(expression);
  const auto& name = operation.name;
  const auto& operands = operation.operands;
  const auto value_of = [&](std::size_t i) { return strict_value(operands[i], names); };
  const auto is_absent = [&](const std::string& named) { return is_missing(names(named).value); };

  if (name == "var") return names(operands[0].get<std::string>()).value;

  // Those whose operands are not simply values
  if (name == "some" || name == "all" || name == "none") return quantify(name, operands[0], operands[1], names);
  if (name == "in") return contains(operands[0], operands[1], names);
  if (name == "missing") {
    const Texts asked = read_names(operands);
    return std::any_of(asked.begin(), asked.end(), is_absent);
  }
  if (name == "missing_some") {
    const Texts asked = operands[1].get<Texts>();
    const auto absent = std::count_if(asked.begin(), asked.end(), is_absent);
    const auto present = static_cast<std::ptrdiff_t>(asked.size()) - absent;
    return static_cast<double>(present) < operands[0].get<double>();
  }
  if (name == "if") {
    std::size_t i = 0;
    for (; i + 1 < operands.size(); i += 2)
      if (value_of(i) == Value{true}) return value_of(i + 1);
    return i < operands.size() ? value_of(i) : Value{};
  }

  std::vector<Value> values;
  for (const Json& operand : operands) values.push_back(strict_value(operand, names));
  if (name == "and") return combine(values, false);
  if (name == "or") return combine(values, true);
  if (name == "!") return negate(values[0]);
  if (name == "!!") return truthy(values[0]);
  if (name == "+" || name == "-" || name == "*" || name == "/" || name == "min" || name == "max")
    return compute(name, values);

  // Comparisons. A literal null asks whether the other side is missing.
  const bool asks_missing = operands[0].is_null() || operands[1].is_null();
  if (asks_missing && (name == "==" || name == "===")) return is_missing(values[0]) && is_missing(values[1]);
  if (asks_missing && (name == "!=" || name == "!==")) return !(is_missing(values[0]) && is_missing(values[1]));
  if (std::any_of(operands.begin(), operands.end(), [&](const Json& each) { return ignores_case(each, names); }))
    for (Value& value : values) value = lowered(value);
  if (name == "startsWith" || name == "endsWith") {
    if (is_missing(values[0]) || is_missing(values[1])) return {};
    const auto& text = std::get<std::string>(values[0]);
    const auto& part = std::get<std::string>(values[1]);
    return name == "startsWith" ? text.starts_with(part) : text.ends_with(part);
  }
  if (values.size() == 3) {
    if (std::any_of(values.begin(), values.end(), is_missing)) return {};
    return combine({compare(name, values[0], values[1]), compare(name, values[1], values[2])}, false);
  }
  return compare(name, values[0], values[1]);
}

Truth judge(bool jsonlogic, const Json& condition, const Names& names) {
  if (jsonlogic) return jsonlogic_truth(condition, names) ? Truth::yes : Truth::no;
  const Value value = strict_value(condition, names);
  if (is_missing(value)) return Truth::unknown;
  return value == Value{true} ? Truth::yes : Truth::no;
}

Named with_days(const std::string& name, Time at, const Names& plain) {
  for (const std::string suffix : {".age_days", ".days_ahead"}) {
    if (!name.ends_with(suffix)) continue;
    const Value value = plain(name.substr(0, name.size() - suffix.size())).value;
    if (!std::holds_alternative<Date>(value)) return {};
    const auto age = static_cast<double>(floor_divide(at - std::get<Date>(value).midnight, one_day));
    return {suffix == ".age_days" ? age : -age, false};
  }
  return plain(name);
}

}  // namespace reference
