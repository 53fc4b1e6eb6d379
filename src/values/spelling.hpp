// How messages show texts, and the nearest right name to a wrong one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bantam {

/// A text as messages show it: in backticks, control characters escaped, cut after 64 bytes.
std::string quoted(std::string_view text);

/// A text with its control characters as `\x0a`: for what has to stay on one line.
std::string on_one_line(std::string_view text);

/// "did you mean `intent`?" for the known name with the fewest edits, at most a third of the
/// name's length and at least one; else, of up to twelve known names, "known: `a`, `b`"; else "".
std::string nearest_help(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace bantam
