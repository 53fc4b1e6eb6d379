// Levels: cutting fine bins into few, where the outcome asks for it.
#include "analytics/learn_levels.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace bantam::learning {
namespace {

double gain_of(double gradient, double curvature, double ridge) {
  return gradient * gradient / (curvature + ridge) / 2;
}

/// The best cut of a sorted list of codes into at most `most` runs.
struct Runs {
  std::vector<std::size_t> ends;  ///< of each run, in the list
  double gain = 0;
};

Runs best_runs(const Histogram& histogram, const std::vector<std::uint8_t>& list, double price,
               Direction direction, const LevelOptions& options) {
  const std::size_t n = list.size();
  std::vector<double> g(n + 1, 0.0), h(n + 1, 0.0), leads(n + 1, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    g[i + 1] = g[i] + histogram.gradient[list[i]];
    h[i + 1] = h[i] + histogram.curvature[list[i]];
    leads[i + 1] = leads[i] + histogram.leads[list[i]];
  }
  const std::size_t most = std::min(options.most, n);
  constexpr double none = -std::numeric_limits<double>::infinity();
  std::vector<double> best((most + 1) * (n + 1), none);
  std::vector<std::size_t> from((most + 1) * (n + 1), 0);
  std::vector<double> weight((most + 1) * (n + 1), 0);  // of the last run of the best
  best[0] = 0;
  for (std::size_t k = 1; k <= most; ++k) {
    for (std::size_t end = k; end <= n; ++end) {
      for (std::size_t begin = k - 1; begin < end; ++begin) {
        const double before = best[(k - 1) * (n + 1) + begin];
        if (before == none || leads[end] - leads[begin] < options.least_leads) continue;
        const double gradient = g[end] - g[begin];
        const double curvature = h[end] - h[begin];
        const double own = gradient / (curvature + options.ridge);
        // A greedy stand-in for the monotone problem: each run keeps the direction of the best
        // cut before it. The cut itself is never against the direction.
        if (k > 1 && direction != Direction::free &&
            (own - weight[(k - 1) * (n + 1) + begin]) * static_cast<double>(direction) <= 0)
          continue;
        const double gain = before + gain_of(gradient, curvature, options.ridge) - (k > 1 ? price : 0);
        if (gain > best[k * (n + 1) + end]) {
          best[k * (n + 1) + end] = gain;
          from[k * (n + 1) + end] = begin;
          weight[k * (n + 1) + end] = own;
        }
      }
    }
  }
  std::size_t k_best = 0;
  Runs runs;
  runs.gain = none;
  for (std::size_t k = 1; k <= most; ++k) {
    if (best[k * (n + 1) + n] > runs.gain) {
      runs.gain = best[k * (n + 1) + n];
      k_best = k;
    }
  }
  if (k_best == 0) {
    runs.gain = 0;
    if (n > 0) runs.ends.push_back(n);
    return runs;
  }
  for (std::size_t k = k_best, end = n; k > 0; --k) {
    runs.ends.push_back(end);
    end = from[k * (n + 1) + end];
  }
  std::reverse(runs.ends.begin(), runs.ends.end());
  return runs;
}

}  // namespace

Levels cut(const BinnedAttribute& attribute, const Histogram& histogram, Direction direction,
           const LevelOptions& options) {
  const bool ordered = attribute.kind == AttributeKind::number ||
                       (attribute.kind == AttributeKind::flag && direction != Direction::free);
  std::vector<std::uint8_t> list;
  for (std::size_t code = 1; code < attribute.code_count; ++code)
    if (histogram.leads[code] > 0 || ordered) list.push_back(static_cast<std::uint8_t>(code));
  if (!ordered) {
    std::vector<double> mean(attribute.code_count);
    for (const std::uint8_t code : list)
      mean[code] = histogram.gradient[code] / (histogram.curvature[code] + options.ridge);
    std::stable_sort(list.begin(), list.end(),
                     [&](std::uint8_t a, std::uint8_t b) { return mean[a] < mean[b]; });
  }
  const Runs runs = best_runs(histogram, list, ordered ? options.price : options.text_price,
                              ordered ? direction : Direction::free, options);
  Levels levels;
  levels.level_of.assign(attribute.code_count, 0);
  levels.gain = runs.gain;
  std::vector<double> g(runs.ends.size(), 0.0), h(runs.ends.size(), 0.0);
  for (std::size_t k = 0, i = 0; k < runs.ends.size(); ++k) {
    for (; i < runs.ends[k]; ++i) {
      levels.level_of[list[i]] = static_cast<std::uint8_t>(k);
      g[k] += histogram.gradient[list[i]];
      h[k] += histogram.curvature[list[i]];
    }
  }
  // Missing is a level of its own where it earns one; else it goes with the level nearest to 0.
  const double missing_gain =
      gain_of(histogram.gradient[0], histogram.curvature[0], options.ridge) - options.price;
  const bool own_level = histogram.leads[0] >= options.least_leads && missing_gain > 0;
  for (std::size_t k = 0; k < g.size(); ++k) levels.weights.push_back(g[k] / (h[k] + options.ridge));
  std::size_t neutral = 0;
  for (std::size_t k = 1; k < levels.weights.size(); ++k)
    if (std::abs(levels.weights[k]) < std::abs(levels.weights[neutral])) neutral = k;
  levels.level_of[0] = static_cast<std::uint8_t>(neutral);
  if (own_level || levels.weights.empty()) {
    levels.level_of[0] = static_cast<std::uint8_t>(levels.weights.size());
    levels.weights.push_back(histogram.gradient[0] / (histogram.curvature[0] + options.ridge));
    if (own_level) levels.gain += missing_gain;
  }
  // Codes that no lead here has go with the neutral level too.
  if (!ordered)
    for (std::size_t code = 1; code < attribute.code_count; ++code)
      if (!(histogram.leads[code] > 0)) levels.level_of[code] = static_cast<std::uint8_t>(neutral);
  return levels;
}

}  // namespace bantam::learning
