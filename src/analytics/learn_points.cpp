// Points: from log odds to whole numbers.
#include "analytics/learn_points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analytics/learn_chances.hpp"

namespace bantam::learning {
namespace {

/// Without a guard the least weight of a term is 0, or the greatest where only taking is allowed:
/// a table then reads as what a lead can gain. Under a guard 0 is what it says of all others.
Additive from_zero(Additive model, const std::vector<bool>& negative) {
  for (Term& term : model.terms) {
    if (!term.guards.empty()) continue;
    // Only levels that some code has: others were joined to their neighbours.
    double least = term.weights[term.level_of[0]], most = least;
    for (const std::uint8_t level : term.level_of) {
      least = std::min(least, term.weights[level]);
      most = std::max(most, term.weights[level]);
    }
    const double zero = !negative.empty() && negative[term.attribute] ? most : least;
    for (double& weight : term.weights) weight -= zero;
    for (double& weight : term.weights) weight = std::clamp(weight, least - zero, most - zero);
    model.intercept += zero;
  }
  return model;
}

Additive times(const Additive& model, double multiplier) {
  Additive rounded = model;
  rounded.intercept = 0;
  for (Term& term : rounded.terms)
    for (double& weight : term.weights) weight = std::round(weight * multiplier);
  return rounded;
}

using TermLevels = std::vector<std::vector<std::uint8_t>>;  // by term, then by lead

/// As `points_on`, where the levels of each term are at hand: a multiplier does not change them.
std::vector<double> points_with(const Additive& table, const TermLevels& levels, const Sample& sample) {
  std::vector<double> points = sample.fixed;
  points.resize(sample.rows, 0.0);
  for (std::size_t t = 0; t < table.terms.size(); ++t)
    for (std::size_t i = 0; i < sample.rows; ++i)
      if (levels[t][i] != no_level) points[i] += table.terms[t].weights[levels[t][i]];
  return points;
}

double loss_of(const std::vector<double>& points, const Sample& sample, const LogisticCalibration& chance_of) {
  double sum = 0;
  for (std::size_t i = 0; i < sample.rows; ++i) {
    const double z = chance_of.slope * points[i] + chance_of.offset;
    sum += std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))) - sample.goal(i) * z;
  }
  return sum;
}

/// Levels of equal points become one, terms without points none.
void tidy(Additive& table) {
  std::vector<Term> kept;
  for (Term& term : table.terms) {
    std::vector<double> weights;
    for (std::uint8_t& level : term.level_of) {
      const double own = term.weights[level];
      const auto place = std::find(weights.begin(), weights.end(), own);
      level = static_cast<std::uint8_t>(place - weights.begin());
      if (place == weights.end()) weights.push_back(own);
    }
    term.weights = std::move(weights);
    if (term.weights.size() > 1 || term.weights[0] != 0)
      kept.push_back(std::move(term));
  }
  table.terms = std::move(kept);
}

}  // namespace

std::vector<double> points_on(const PointTable& points, const Sample& sample) {
  std::vector<double> sums = sums_of(points.table, sample);
  for (std::size_t i = 0; i < sample.fixed.size(); ++i) sums[i] += sample.fixed[i];
  return sums;
}

PointTable round_to_points(const Additive& model, const Sample& sample, const PointOptions& options) {
  PointTable best;
  const Additive scaled = from_zero(model, options.negative);
  double most = 0;
  for (const Term& term : scaled.terms)
    for (const double weight : term.weights) most = std::max(most, std::abs(weight));
  const bool fixed = options.fixed_scale > 0 && !sample.fixed.empty();
  if (!(most > 0)) {
    best.chance = rising_chances(points_on(best, sample), sample.won);
    return best;
  }
  const double highest = static_cast<double>(options.most) / most;
  std::vector<double> multipliers;
  if (fixed) {
    multipliers.push_back(std::min(options.fixed_scale, highest));
  } else {
    // From points of about 5 up to the most, each step a tenth finer.
    const double lowest = std::min(highest, 5 / most);
    const auto steps = static_cast<double>(std::max<std::size_t>(options.multipliers, 2) - 1);
    for (std::size_t k = 0; k < options.multipliers; ++k)
      multipliers.push_back(lowest * std::pow(highest / lowest, static_cast<double>(k) / steps));
  }
  TermLevels levels;
  for (const Term& term : scaled.terms) levels.push_back(levels_of(term, sample));
  std::vector<PointTable> tried;
  std::vector<double> losses;
  double least = 0;
  for (const double multiplier : multipliers) {
    PointTable table;
    table.table = times(scaled, multiplier);
    table.per_log_odds = multiplier;
    const std::vector<double> points = points_with(table.table, levels, sample);
    table.chance = rising_chances(points, sample.won);
    losses.push_back(loss_of(points, sample, table.chance));
    if (tried.empty() || losses.back() < least) least = losses.back();
    tried.push_back(std::move(table));
  }
  // About as good: within a fifth of one log likelihood, or three of a hundred thousand leads.
  const double allowed = std::max(0.2, 3e-5 * static_cast<double>(sample.rows));
  std::size_t coarsest = 0;
  while (losses[coarsest] > least + allowed) ++coarsest;
  best = std::move(tried[coarsest]);
  tidy(best.table);
  return best;
}

}  // namespace bantam::learning
