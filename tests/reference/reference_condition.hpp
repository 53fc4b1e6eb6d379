/// Conditions (docs/semantics.md, 3).

#pragma once

#include <functional>
#include <string>

#include "reference_values.hpp"

namespace reference {

/// What a `var` names: its value, and whether its declaration says `ignore_case`.
struct Named {
  Value value;
  bool ignore_case = false;
};
using Names = std::function<Named(const std::string&)>;

enum class Truth { no, yes, unknown };

/// "A rule, guard or criterion holds only when its condition is true": the caller compares with Truth::yes.
Truth judge(bool jsonlogic, const Json& condition, const Names& names);

/// Adds `.age_days` and `.days_ahead` of a date to names that have none.
Named with_days(const std::string& name, Time at, const Names& plain);

/// The three-valued, strictly typed rules: the value of an expression, where missing is unknown.
Value strict_value(const Json& expression, const Names& names);

/// The rules of `"semantics": "jsonlogic"`.
bool jsonlogic_truth(const Json& condition, const Names& names);

/// The operator and the operands of `{"operator": [operands]}`; one operand may stand without its array.
struct Operation {
  std::string name;
  std::vector<Json> operands;
};
Operation read_operation(const Json& expression);

}  // namespace reference
