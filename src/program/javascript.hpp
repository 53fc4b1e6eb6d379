// JavaScript's coercions, as far as JsonLogic needs them. Source: ECMA-262, sections 7.1 and 7.2.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "program/logic.hpp"

namespace bantam::javascript {

inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();

LogicValue of_flag(bool flag);
LogicValue of_number(double number);
LogicValue of_text(std::string text);
LogicValue of_array();

/// JavaScript's undefined, an operand that is not there: a null with the flag set. It never leaves
/// `evaluate`.
LogicValue undefined();
bool is_undefined(const LogicValue& value);

/// JavaScript's Number(…).
double number_of(const LogicValue& value);
/// JavaScript's parseFloat: whatever number the text begins with.
double parsed_number(const LogicValue& value);
/// JavaScript's String(…).
std::string text_of(const LogicValue& value);
/// Units a text has in UTF-16: its length in JavaScript.
std::size_t unit_count(std::string_view text);

/// `===`
bool strictly_equal(const LogicValue& a, const LogicValue& b);
/// `==`
bool loosely_equal(const LogicValue& a, const LogicValue& b);
/// `<` or, with another `op` than Op::less, `<=`. Texts compare as texts, everything else as numbers.
bool ordered(const LogicValue& a, const LogicValue& b, Op op);

}  // namespace bantam::javascript
