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
  double least_leads = 20;     ///< in a leaf
  std::uint64_t seed = 1;
  std::vector<bool> usable;           ///< by attribute; empty: all
  std::vector<Direction> directions;  ///< by attribute; empty: all free
};

/// A split by codes: those of the left side.
struct TreeNode {
  std::size_t attribute = 0;
  std::vector<bool> left;  ///< by code
  std::size_t children = 0;  ///< the left child's place, the right one's is next; 0: a leaf
  double weight = 0;
};

struct Teacher {
  double intercept = 0;
  std::vector<std::vector<TreeNode>> trees;
};

/// Source   J. Friedman, Stochastic Gradient Boosting, 2002: a share of the leads for each tree,
///          and the number of trees by what the leads left out say; Chen and Guestrin, XGBoost,
///          KDD 2016: second-order splits.
Teacher teach(const BinnedTable& table, const Sample& sample, const TeacherOptions& options);

std::vector<double> log_odds(const Teacher& teacher, const Sample& sample);

}  // namespace bantam::learning
