// Logic: json-logic-js 2.0.5 as it computes, with the coercions of program/javascript.cpp.
//
// Source: https://jsonlogic.com/operations.html. `startsWith` and `endsWith`, which json-logic
// lacks, are those that react-querybuilder adds to it.
#include "program/logic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "program/javascript.hpp"

namespace bantam {
namespace {

using namespace javascript;

using Kind = LogicValue::Kind;

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
      default: return of_number(least_or_most(operands, op));
    }
  }

  /// A missing attribute is an absent one, so the default holds for it.
  LogicValue var(const Logic& logic) const {
    LogicValue value = named(logic);
    if (value.kind != Kind::null || logic.args.empty()) return value;
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
    if (value.kind == Kind::null && with_default) value = key.items[1];
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
