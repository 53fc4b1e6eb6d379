// How messages show texts; the nearest right name is in bantam/text.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bantam/text.hpp"

namespace bantam {

/// A text as messages show it: in backticks, control characters escaped, cut after 64 bytes.
std::string quoted(std::string_view text);

/// A text with its control characters as `\x0a`: for what has to stay on one line.
std::string on_one_line(std::string_view text);

}  // namespace bantam
