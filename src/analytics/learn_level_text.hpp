// Level text: the levels of a learned rule in words, for the card.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_terms.hpp"
#include "bantam/learn.hpp"

namespace bantam::learning {

/// The values that some codes of an attribute stand for.
std::string values_text(const BinnedAttribute& attribute, const std::array<bool, max_codes>& codes);

/// A line for each run of a number, or for each set of texts, with points of its own; numbers ascend,
/// of texts those with the most points come first, and missing is last.
std::vector<LearnedLevel> table_of(const BinnedAttribute& attribute, const Term& term, const Sample& sample);

}  // namespace bantam::learning
