// Teacher: many small trees, to learn a short table from.
//
// A short table chosen from won and lost leads follows their noise. Boosted trees average it out;
// their chances are what the table is then fitted to. The trees are thrown away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analytics/learn_levels.hpp"
#include "analytics/learn_terms.hpp"

namespace bantam::learning {

struct TeacherOptions {
  std::size_t trees = 250;
  std::size_t depth = 3;
  double rate = 0.08;
  double patience = 2;  ///< times the trees that the leads left out call for, who are known to ask for too few
  double ridge = 10;
  double rows_share = 0.6;     ///< of the leads, drawn anew for each tree
  double columns_share = 0.4;  ///< of the attributes
  double least_curvature = 2;  ///< in a leaf: at even odds, 8 leads
  std::uint64_t seed = 1;
  std::vector<bool> usable;           ///< by attribute; empty: all
  std::vector<Direction> directions;  ///< by attribute; empty: all free
};

struct Taught {
  std::vector<double> odds;  ///< of every lead, by the trees that were grown on all of them
  std::size_t trees = 0;
};

/// Grows trees as long as the leads left out gain by them.
///
/// Source   J. Friedman, Stochastic Gradient Boosting, 2002: a share of the leads for each tree,
///          and the number of trees by what the leads left out say; G. Ridgeway, Generalized
///          Boosted Models, 2007: that number is too small; Chen and Guestrin, XGBoost, KDD 2016:
///          second-order splits; Ke et al., LightGBM, NIPS 2017: sums of the smaller half only.
/// Cost     trees × depth × the shares of leads and columns.
Taught teach(const BinnedTable& table, const Sample& sample, const TeacherOptions& options);

}  // namespace bantam::learning
