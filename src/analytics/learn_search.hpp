// Search: which terms, one after the other, and all their weights together.
//
// The one rule that holds here: nothing is drawn by lot; equal gains go to the candidate that
// comes first, so that equal samples give equal models.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analytics/learn_levels.hpp"
#include "analytics/learn_terms.hpp"

namespace bantam::learning {

struct SearchOptions {
  std::size_t most_terms = 15;
  LevelOptions levels;
  FitOptions fit;
  double rule_price = 0.2;          ///< log likelihood that a further rule must gain
  double guard_price = 0.3;         ///< and more where it has a guard
  std::size_t guard_attributes = 16;  ///< the best ones are tried in pairs
  std::size_t guard_finalists = 12;
  bool guards = true;
  std::vector<bool> usable;           ///< by attribute; empty: all
  std::vector<bool> wanted;           ///< by attribute: chosen first
  std::vector<bool> alone;            ///< by attribute: under no guard and no guard itself
  std::vector<Direction> directions;  ///< by attribute; empty: all free
};

/// The models of one search, the first without terms, each with one more than that before it.
struct Path {
  std::vector<Additive> models;
  std::vector<double> losses;  ///< penalised, on the sample
};

/// `start`: terms that are there already; the path then goes on from them.
Path search(const BinnedTable& table, const Sample& sample, const SearchOptions& options,
            const Additive& start = {});

}  // namespace bantam::learning
