// Values between JSON and memory.
#pragma once

#include "bantam/value.hpp"
#include "values/json.hpp"

namespace bantam {

/// A value of the log. An object, an array of other things than texts and a number that no double
/// holds become foreign: kept in one spelling for equal content (keys sorted, nulls left out,
/// numbers at their shortest), so that a repeated event is still seen as the same.
Value value_of(const Json& json);

/// The members of an object as values, in document order.
NamedValues values_of(const Json& object);

}  // namespace bantam
