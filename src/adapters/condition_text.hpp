// Conditions as English.
#pragma once

#include <string>

#include "model/condition.hpp"

namespace bantam {

/// "`path` starts with "/pricing" and `seconds` is at least 10": to stand after "where" or "while".
std::string in_english(const Condition& condition);

}  // namespace bantam
