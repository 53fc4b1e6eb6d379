// Recipe: one fit from leads to a path of models.
#include "analytics/learn_recipe.hpp"

#include <algorithm>
#include <cmath>

namespace bantam::learning {

Recipe recipe_of(const BinnedTable& table, const LearnOptions& options,
                 const std::vector<bool>& held_back) {
  const std::size_t count = table.attributes.size();
  Recipe recipe;
  SearchOptions& search = recipe.search;
  search.most_terms = options.most_rules;
  search.guards = options.conditions;
  search.levels.most = std::max<std::size_t>(options.most_levels, 2);
  search.usable.assign(count, true);
  search.wanted.assign(count, false);
  search.alone.assign(count, false);
  search.directions.assign(count, Direction::free);
  for (std::size_t a = 0; a < count; ++a) {
    search.usable[a] = !held_back[a];
    for (const AttributeWish& wish : options.attributes) {
      if (wish.name != table.attributes[a].name) continue;
      search.wanted[a] = wish.use == AttributeUse::must;
      search.alone[a] = wish.course != Course::free || wish.sign != PointSign::any;
      if (wish.course != Course::free)
        search.directions[a] = wish.course == Course::rising ? Direction::rising : Direction::falling;
    }
  }
  recipe.teacher.usable = search.usable;
  recipe.teacher.directions = search.directions;
  recipe.teacher.seed = options.seed;
  recipe.points.most = options.most_points;
  return recipe;
}

std::vector<double> chances_to_learn(const Recipe& recipe, const BinnedTable& table, const Sample& sample) {
  const Teacher teacher = teach(table, sample, recipe.teacher);
  std::vector<double> chances(sample.rows);
  if (teacher.trees.empty()) {
    for (std::size_t i = 0; i < sample.rows; ++i) chances[i] = sample.won[i] != 0 ? 1.0 : 0.0;
    return chances;
  }
  const std::vector<double> odds = log_odds(teacher, sample);
  for (std::size_t i = 0; i < sample.rows; ++i)
    chances[i] = recipe.teacher_share / (1 + std::exp(-odds[i])) +
                 (1 - recipe.teacher_share) * (sample.won[i] != 0 ? 1.0 : 0.0);
  return chances;
}

Path follow(const Recipe& recipe, const BinnedTable& table, Sample sample) {
  sample.target = chances_to_learn(recipe, table, sample);
  return search(table, sample, recipe.search);
}

}  // namespace bantam::learning
