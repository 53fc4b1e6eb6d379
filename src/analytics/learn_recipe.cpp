// Recipe: one fit from leads to a path of models.
#include "analytics/learn_recipe.hpp"

#include <algorithm>
#include <cmath>

namespace bantam::learning {

Recipe recipe_of(const BinnedTable& table, const LearnOptions& options,
                 const std::vector<bool>& held_back, bool by_time) {
  const std::size_t count = table.attributes.size();
  Recipe recipe;
  SearchOptions& search = recipe.search;
  search.most_terms = options.most_rules;
  search.guards = options.conditions;
  search.levels.most = std::max<std::size_t>(options.most_levels, 2);
  if (by_time) {
    search.rule_price = 0.1;
    search.levels.price = 0.3;
    search.levels.text_price = 0.3;
  }
  search.usable.assign(count, true);
  search.wanted.assign(count, false);
  search.alone.assign(count, false);
  search.directions.assign(count, Direction::free);
  recipe.points.negative.assign(count, false);
  for (std::size_t a = 0; a < count; ++a) {
    search.usable[a] = !held_back[a];
    for (const AttributeWish& wish : options.attributes) {
      if (wish.name != table.attributes[a].name) continue;
      search.wanted[a] = wish.use == AttributeUse::must;
      search.alone[a] = wish.course != Course::free || wish.sign != PointSign::any;
      const AttributeKind kind = table.attributes[a].kind;
      if (wish.course != Course::free && kind == AttributeKind::number)
        search.directions[a] = wish.course == Course::rising ? Direction::rising : Direction::falling;
      if (wish.sign != PointSign::any && kind == AttributeKind::flag)
        search.directions[a] = wish.sign == PointSign::positive ? Direction::rising : Direction::falling;
      recipe.points.negative[a] = wish.sign == PointSign::negative;
    }
  }
  recipe.teacher.usable = search.usable;
  recipe.teacher.directions = search.directions;
  recipe.teacher.seed = options.seed;
  recipe.points.most = options.most_points;
  return recipe;
}

std::vector<double> chances_to_learn(const Recipe& recipe, const BinnedTable& table, const Sample& sample) {
  const Taught taught = teach(table, sample, recipe.teacher);
  const double share =
      recipe.teacher_share * std::min(1.0, static_cast<double>(taught.trees) / recipe.trusted_trees);
  std::vector<double> chances(sample.rows);
  for (std::size_t i = 0; i < sample.rows; ++i)
    chances[i] = share / (1 + std::exp(-taught.odds[i])) + (1 - share) * (sample.won[i] != 0 ? 1.0 : 0.0);
  return chances;
}

Path follow(const Recipe& recipe, const BinnedTable& table, Sample sample) {
  sample.target = chances_to_learn(recipe, table, sample);
  return search(table, sample, recipe.search);
}

}  // namespace bantam::learning
