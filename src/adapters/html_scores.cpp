// Scores: bins of 1, 2 or 5 times a power of ten, so that their ends are numbers people know.
#include "adapters/html_scores.hpp"

#include <algorithm>
#include <cmath>

namespace bantam::html {
namespace {

constexpr double most_bins = 16;

/// The smallest round width of which `most_bins` cover the range.
double round_width(double range) {
  double width = std::pow(10.0, std::floor(std::log10(std::max(range, 1e-6) / most_bins)));
  for (const double factor : {2.0, 2.5, 2.0}) {
    if (std::floor(range / width) + 2 <= most_bins) break;
    width *= factor;
  }
  return width;
}

}  // namespace

HistogramFigure histogram_of(const std::vector<HistogramBin>& scores, const Caption& caption) {
  HistogramFigure figure{caption, "points", {}};
  if (scores.empty()) return figure;
  const auto less = [](const HistogramBin& a, const HistogramBin& b) { return a.from < b.from; };
  const double least = std::min_element(scores.begin(), scores.end(), less)->from;
  const double most = std::max_element(scores.begin(), scores.end(), less)->from;
  const double width = most > least ? round_width(most - least) : 1;
  const double first = std::floor(least / width);
  const auto bin_of = [&](double points) {
    return static_cast<std::size_t>(std::max(std::floor(points / width) - first, 0.0));
  };
  figure.bins.resize(bin_of(most) + 1);
  for (std::size_t i = 0; i < figure.bins.size(); ++i) {
    const double number = first + static_cast<double>(i);
    figure.bins[i].from = number * width;
    figure.bins[i].to = (number + 1) * width;
  }
  for (const HistogramBin& score : scores) {
    HistogramBin& bin = figure.bins[std::min(bin_of(score.from), figure.bins.size() - 1)];
    bin.won += score.won;
    bin.lost += score.lost;
  }
  return figure;
}

}  // namespace bantam::html
