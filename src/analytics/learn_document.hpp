// Document: a points table as the text of a bantam model.
//
// The one rule that holds here: what is written gives every lead of the table the points it was
// judged by.
#pragma once

#include <string>
#include <vector>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_points.hpp"
#include "bantam/learn.hpp"

namespace bantam::learning {

struct Written {
  std::string document;
  std::vector<LearnedRule> rules;
};

/// `sample`: the leads that the rules are told to speak of.
Written write_document(const BinnedTable& table, const Sample& sample, const PointTable& points,
                       const LearnOptions& options, const LearnCard& card);

}  // namespace bantam::learning
