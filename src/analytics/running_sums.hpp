// Running sums: activities in order of time, added up where each lead's sums stand.
//
// A rule that asks no more of the past than a sum and, where only the newest count, a number of
// them, does not need the activities of a lead side by side. So columns that come in order of time
// are read once, from the newest row to the oldest, and nothing is gathered. A lead's sums and
// counts are one line of a cache, which is fetched ahead. What asks for more is gathered: see
// arrivals.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "bantam/batch.hpp"

namespace bantam {

struct BatchJob;
struct Block;

/// Where in the line of a lead each rule on activities adds.
struct SumPlan {
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct RulePlace {
    std::uint32_t sum = none;       ///< a word; rules without bounds and guard share that of their group
    bool first = false;             ///< of those that share it
    std::uint32_t count = none;     ///< where only the newest count: the word that has the number so far
    std::uint32_t count_shift = 0;  ///< and its bits
    std::uint64_t count_mask = 0;
  };
  std::vector<RulePlace> rules;  ///< by rule of the model
  std::size_t words = 0;         ///< of a line, which lies in one line of the cache
};

/// How the job's activities can be added up so; nothing where they cannot, or are not in order of time.
///
/// Cost     one pass over the moments.
std::optional<SumPlan> plan_sums(const BatchJob& job);

/// The lines of some leads, and the place of the rule that is at work.
struct SumLines {
  std::uint64_t* words = nullptr;
  std::size_t stride = 0;  ///< words of a line
  SumPlan::RulePlace place;

  std::int64_t sum(std::size_t lead) const { return static_cast<std::int64_t>(words[lead * stride + place.sum]); }
  void add(std::size_t lead, std::int64_t points) const {
    words[lead * stride + place.sum] += static_cast<std::uint64_t>(points);
  }
  /// Counts one more, unless there are `most` already: 1 or 0.
  std::int64_t count(std::size_t lead, std::uint64_t most) const {
    std::uint64_t& word = words[lead * stride + place.count];
    const auto counts = static_cast<std::uint64_t>((word >> place.count_shift & place.count_mask) < most);
    word += counts << place.count_shift;
    return static_cast<std::int64_t>(counts);
  }
};

/// What score_range does, of a job that has a plan.
std::optional<Error> score_by_sums(const BatchJob& job, std::size_t first, std::size_t last, BatchScores& scores);

}  // namespace bantam
