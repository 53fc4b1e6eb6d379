// Examples: how the points of single leads came about, for a report.
#pragma once

#include <string>
#include <vector>

#include "adapters/html_figure.hpp"
#include "bantam/explanation.hpp"

namespace bantam::html {

/// The lines of an explanation, each with its weight, up to the total they add up to. Of many lines
/// those of the most points are kept, and the others are one line.
WaterfallFigure waterfall_of(const Explanation& explanation, const std::string& name);

}  // namespace bantam::html
