// Points: from log odds to whole numbers.
//
// The one rule that holds here: what is judged is what is written. Every figure of a learned
// model is computed from its whole points, not from the weights they were rounded from.
#pragma once

#include <cstddef>
#include <vector>

#include "analytics/learn_terms.hpp"
#include "bantam/metrics.hpp"

namespace bantam::learning {

struct PointOptions {
  std::size_t most = 50;       ///< of one rule, in magnitude
  double fixed_scale = 0;      ///< points of one log odds, where points that stay decide it; else 0
  std::size_t multipliers = 12;
  std::vector<bool> negative;  ///< by attribute: its points run up to 0, not from 0; empty: none
};

struct PointTable {
  Additive table;        ///< the weights are whole points, the intercept is 0
  double per_log_odds = 0;
  LogisticCalibration chance;
};

/// Rounds a model for the best log loss along a star of multipliers, takes the smallest points
/// among those about as good, and drops what has become nothing.
///
/// Source   the star ray search of FasterRisk (Liu, Zhong, Li, Seltzer and Rudin, FasterRisk: Fast
///          and Accurate Interpretable Risk Scores, NeurIPS 2022).
PointTable round_to_points(const Additive& model, const Sample& sample, const PointOptions& options);

/// Points of every lead: the table's, and those that are given.
std::vector<double> points_on(const PointTable& points, const Sample& sample);

}  // namespace bantam::learning
