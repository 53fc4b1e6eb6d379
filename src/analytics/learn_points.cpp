// Points: from log odds to whole numbers.
#include "analytics/learn_points.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bantam::learning {
namespace {

/// Without a guard the least weight of a term is 0: a table then reads as what a lead can gain.
/// Levels that no sign forbids stay as they are under a guard, where 0 is "says nothing".
Additive from_zero(Additive model) {
  for (Term& term : model.terms) {
    if (!term.guards.empty() || term.weights.empty()) continue;
    const double least = *std::min_element(term.weights.begin(), term.weights.end());
    for (double& weight : term.weights) weight -= least;
    model.intercept += least;
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

double loss_of(const std::vector<double>& points, const Sample& sample, const Calibration& chance_of) {
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
    if (term.weights.size() > 1 || (!term.weights.empty() && term.weights[0] != 0))
      kept.push_back(std::move(term));
  }
  table.terms = std::move(kept);
}

}  // namespace

PointTable round_to_points(const Additive& model, const Sample& sample, const PointOptions& options) {
  PointTable best;
  const Additive scaled = from_zero(model);
  double most = 0;
  for (const Term& term : scaled.terms)
    for (const double weight : term.weights) most = std::max(most, std::abs(weight));
  Sample without = sample;  // the points alone: what is given besides is no part of the table
  without.offset.clear();
  const bool fixed = options.fixed_scale > 0 && !sample.offset.empty();
  if (!(most > 0)) {
    best.table = Additive{};
    best.chance = calibrate(std::vector<double>(sample.rows, 0.0), sample.won);
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
  std::vector<PointTable> tried;
  std::vector<double> losses;
  double least = 0;
  for (const double multiplier : multipliers) {
    PointTable table;
    table.table = times(scaled, multiplier);
    table.per_log_odds = multiplier;
    std::vector<double> points = log_odds(table.table, without);
    if (fixed)
      for (std::size_t i = 0; i < sample.rows; ++i) points[i] += sample.offset[i] * options.fixed_scale;
    table.chance = calibrate(points, sample.won);
    losses.push_back(loss_of(points, sample, table.chance));
    if (tried.empty() || losses.back() < least) least = losses.back();
    tried.push_back(std::move(table));
  }
  // As good is what costs less than one log likelihood in ten thousand leads, or a twentieth of one.
  const double allowed = std::max(0.5, 1e-4 * static_cast<double>(sample.rows));
  for (std::size_t k = 0; k < tried.size(); ++k) {
    if (losses[k] > least + allowed) continue;
    best = std::move(tried[k]);
    break;
  }
  tidy(best.table);
  return best;
}

}  // namespace bantam::learning
