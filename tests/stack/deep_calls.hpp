// What goes as deep as the limits allow: nesting, conditions, and as many rules as there may be.
#pragma once

#include <vector>

#include "calls/calls.hpp"

namespace stack {

void add_deep_calls(std::vector<calls::Call>& calls);

}  // namespace stack
