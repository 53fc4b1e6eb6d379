// Logic: a condition in JsonLogic's own semantics, two-valued and coercing.
//
// For hosts that must agree with another JsonLogic engine; docs/semantics.md, section 3.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/value.hpp"
#include "model/condition.hpp"

namespace bantam {

/// What json-logic computes with: null, flag, number (NaN included), text or array.
struct LogicValue {
  enum class Kind : unsigned char { null, flag, number, text, array } kind = Kind::null;
  bool flag = false;
  double number = 0;
  std::string text;
  std::vector<LogicValue> items;
};

struct Logic {
  Op op = Op::literal;
  LogicValue literal;
  std::string name;  ///< of a var
  Ref ref;           ///< of a var outside `some`, `all`, `none`
  std::vector<Logic> args;
};

Logic lower_logic(const Condition& condition);

/// The value of a var: its name and what it refers to.
using LogicLookup = std::function<LogicValue(const Logic& var)>;

/// Evaluates; `element` is the data inside `some`, `all` and `none`.
LogicValue evaluate(const Logic& logic, const LogicLookup& lookup);

/// json-logic's truth: not null, false, 0, NaN, "" or [].
bool truthy(const LogicValue& value);

LogicValue logic_value(const Value& value);

}  // namespace bantam
