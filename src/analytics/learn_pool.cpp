// Pool: models that are about as good as the best, to choose from.
#include "analytics/learn_pool.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bantam::learning {
namespace {

/// A model without the terms that look at an attribute.
Additive less(Additive model, std::size_t attribute) {
  const auto looks = [&](const Term& term) {
    return term.attribute == attribute || std::any_of(term.guards.begin(), term.guards.end(), [&](const Guard& guard) {
             return guard.attribute == attribute;
           });
  };
  model.terms.erase(std::remove_if(model.terms.begin(), model.terms.end(), looks), model.terms.end());
  return model;
}

}  // namespace

std::vector<Additive> pool_of(const Recipe& recipe, const BinnedTable& table, const Sample& sample,
                              std::size_t most) {
  Sample goal = sample;
  goal.target = chances_to_learn(recipe, table, sample);
  const Path first = search(table, goal, recipe.search);
  std::vector<Additive> pool = {first.models.back()};
  if (most <= 1) return pool;
  const double worst = first.losses.front();
  const double best = first.losses.back();
  std::vector<std::pair<double, Additive>> others;
  std::size_t tries = 0;
  std::vector<bool> tried(table.attributes.size(), false);
  for (const Term& term : first.models.back().terms) {
    if (tries == most || tried[term.attribute]) continue;
    tried[term.attribute] = true;
    ++tries;
    if (recipe.search.wanted[term.attribute]) continue;
    SearchOptions without = recipe.search;
    without.usable[term.attribute] = false;
    const Path path = search(table, goal, without, less(first.models.back(), term.attribute));
    // About as good: it explains at least 95 % of what the best one does.
    if (path.losses.back() - best <= 0.05 * (worst - best)) others.emplace_back(path.losses.back(), path.models.back());
  }
  std::stable_sort(others.begin(), others.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [loss, model] : others)
    if (pool.size() < most) pool.push_back(std::move(model));
  return pool;
}

}  // namespace bantam::learning
