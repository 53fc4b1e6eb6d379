// Explanation words: what stands beside the points of a line, and weighted points without rounding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bantam/explanation.hpp"
#include "values/rounding.hpp"

namespace bantam {

/// Points times a weight, exactly. Units: millionths of a point.
Wide millionths(Points points, Points weight);
/// "-1.000001": a weighted score is exact to a millionth before the total is rounded.
std::string exact_text(Wide number);

std::string joined(const std::vector<std::string>& parts, std::string_view between);
/// "`a`, `b` and `c`"
std::string codes(const std::vector<std::string>& names);
/// What happened on the way to a rule's points.
std::string words_of(const RuleLine& rule);

}  // namespace bantam
