// Doubts: what speaks against a table or one of its columns, before anything is learned.
//
// The one rule that holds here: a doubt names the column and never a value of a lead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_terms.hpp"
#include "bantam/learn.hpp"

namespace bantam::learning {

struct Doubts {
  std::vector<LearnWarning> warnings;
  std::vector<bool> held_back;  ///< by attribute of the table
};

/// What a person said, sensitive names, columns that can teach nothing, columns that know the
/// outcome, and, with times, columns whose meaning turns round.
Doubts doubts_of(const BinnedTable& table, const Sample& sample, View<std::int64_t> at,
                 const LearnOptions& options);

}  // namespace bantam::learning
