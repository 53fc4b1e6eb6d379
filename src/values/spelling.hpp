// The nearest right name to a wrong one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bantam {

/// "did you mean `intent`?" for the known name with the fewest edits, at most a third of the
/// name's length and at least one; else, of up to eight known names, "known: `a`, `b`"; else "".
std::string nearest_help(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace bantam
