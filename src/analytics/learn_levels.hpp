// Levels: cutting fine bins into few, where the outcome asks for it.
//
// The one rule that holds here: a further level must earn its price, in log likelihood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analytics/learn_bins.hpp"

namespace bantam::learning {

/// Gradient and curvature of the log likelihood, by code.
struct Histogram {
  std::vector<double> gradient;
  std::vector<double> curvature;
  std::vector<double> leads;
};

/// Which way a number's levels may run.
enum class Direction : signed char { falling = -1, free = 0, rising = 1 };

struct LevelOptions {
  double ridge = 1;            ///< as in FitOptions
  double price = 0.7;            ///< log likelihood that a further level must gain
  double text_price = 0.7;       ///< the same for texts, whose order is chosen by the outcome
  std::size_t most = 8;        ///< levels, missing apart
  double least_leads = 20;     ///< in a level
};

struct Levels {
  std::vector<std::uint8_t> level_of;  ///< by code
  std::vector<double> weights;         ///< the best by the quadratic approximation
  double gain = 0;                     ///< of log likelihood, less the prices
};

/// The best levels of one attribute: of a number runs of codes, of texts and flags any sets.
///
/// Source   the best segmentation by dynamic programming over sorted codes (W. Fisher, On Grouping
///          for Maximum Homogeneity, JASA 53, 1958), with the second-order gain of a leaf of
///          boosted trees (Chen and Guestrin, XGBoost, KDD 2016).
/// Cost     most × codes².
Levels cut(const BinnedAttribute& attribute, const Histogram& histogram, Direction direction,
           const LevelOptions& options);

}  // namespace bantam::learning
