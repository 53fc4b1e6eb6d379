// Scores: how points are spread over won and lost leads.
#pragma once

#include <vector>

#include "adapters/html_figure.hpp"

namespace bantam::html {

/// A histogram of leads by points. `scores`: how many leads won and lost at each number of points,
/// `from`; the numbers may come in any order and more than once. Bins are as wide as a round number.
HistogramFigure histogram_of(const std::vector<HistogramBin>& scores, const Caption& caption);

}  // namespace bantam::html
