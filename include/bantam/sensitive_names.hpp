// Sensitive names: the words by which `compile` and `learn` know a value that may stand for who
// somebody is.
#pragma once

#include <string>
#include <vector>

#include "bantam/export.hpp"

namespace bantam {

/// Words for what the law of many countries forbids to decide by, such as "gender", and for what
/// often stands in for it, such as "postcode". English; case and separators do not matter.
BANTAM_API std::vector<std::string> default_sensitive_names();

}  // namespace bantam
