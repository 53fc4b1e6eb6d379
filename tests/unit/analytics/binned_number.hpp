// A number in bins between cuts, one row in each.
#pragma once

#include <utility>
#include <vector>

#include "analytics/learn_bins.hpp"

namespace bantam::learning {

inline BinnedAttribute number(std::vector<double> cuts) {
  BinnedAttribute attribute;
  attribute.cuts = std::move(cuts);
  attribute.code_count = attribute.cuts.size() + 2;
  attribute.rows_of.assign(attribute.code_count, 1);
  return attribute;
}

}  // namespace bantam::learning
