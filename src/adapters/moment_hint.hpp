// What is wrong with something that should be a moment.
#pragma once

#include <string>
#include <string_view>

#include "values/json.hpp"

namespace bantam {

/// One line for a member `name` that is no RFC 3339 timestamp: that it lies out of range, lacks an
/// offset or looks like milliseconds, without saying what it holds.
std::string moment_hint(std::string_view name, const Json& json);

}  // namespace bantam
