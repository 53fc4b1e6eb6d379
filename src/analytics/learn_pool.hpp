// Pool: models that are about as good as the best, to choose from.
#pragma once

#include <cstddef>
#include <vector>

#include "analytics/learn_recipe.hpp"

namespace bantam::learning {

/// The model of a recipe, then those that do without one of its attributes, the best first, as
/// long as they are about as good.
///
/// Source   the pool of diverse sparse solutions of FasterRisk (Liu et al., NeurIPS 2022), with
///          swaps of whole attributes in place of single features.
std::vector<Additive> pool_of(const Recipe& recipe, const BinnedTable& table, const Sample& sample,
                              std::size_t most);

}  // namespace bantam::learning
