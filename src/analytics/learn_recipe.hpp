// Recipe: one fit from leads to a path of models, the same for a fold as for all leads.
//
// The one rule that holds here: whatever looks at outcomes is part of the recipe, so that a
// cross-validation repeats all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analytics/learn_points.hpp"
#include "analytics/learn_search.hpp"
#include "analytics/learn_teacher.hpp"
#include "bantam/learn.hpp"

namespace bantam::learning {

struct Recipe {
  SearchOptions search;
  TeacherOptions teacher;
  PointOptions points;
  double teacher_share = 0.7;   ///< of the chances that the table is fitted to; the rest is what happened
  double trusted_trees = 80;    ///< a teacher that found use for fewer has a smaller share
};

/// The recipe for a table, with what was asked of its attributes; `held_back` by attribute. With
/// times a level is cheap: every attribute that is left has held from period to period.
Recipe recipe_of(const BinnedTable& table, const LearnOptions& options,
                 const std::vector<bool>& held_back, bool by_time);

/// The chances that a table is fitted to, by lead: what the trees say, and what happened.
std::vector<double> chances_to_learn(const Recipe& recipe, const BinnedTable& table, const Sample& sample);

/// The models that the leads of a sample choose, by their number of rules.
///
/// Source   distillation: a small model fitted to a large one's chances (Craven and Shavlik,
///          Extracting Tree-Structured Representations of Trained Networks, NIPS 1995; Tan,
///          Caruana, Hooker and Lou, Distill-and-Compare, 2018).
Path follow(const Recipe& recipe, const BinnedTable& table, Sample sample);

}  // namespace bantam::learning
