// Explanation: where every thousandth of a score comes from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/decision.hpp"
#include "bantam/model.hpp"
#include "bantam/result.hpp"

namespace bantam {

/// Why an activity that matched a rule does not count.
enum class Removal : unsigned char { none, cooldown, per_day, window, newest };

/// "counted", "cool-down", "per day", "window", "newest".
BANTAM_API std::string_view to_text(Removal removal);

/// An activity that matched a rule.
struct MatchLine {
  Timestamp at;
  std::optional<std::string> id;
  std::string type;
  Removal removal = Removal::none;
  Points worth;    ///< before decay
  Points decayed;  ///< after decay; 0 when removed
};

/// What one rule contributes and what took points away on the way.
struct RuleLine {
  std::string rule;
  std::string score;
  std::string group;  ///< empty without one
  Points points;      ///< what the rule contributes
  std::size_t matched = 0;
  std::size_t counted = 0;
  std::size_t by_cooldown = 0, by_per_day = 0, by_window = 0, by_newest = 0;  ///< removed
  Points worth;     ///< of the counted ones, before decay
  Points decayed;   ///< of the counted ones, after decay
  Points clamp;     ///< what the rule's own min and max added (negative: took away)
  Points blocked;   ///< what `if` kept back: the rule would have contributed this
  bool held = true;                  ///< false: `if` is not true
  std::vector<std::string> missing;  ///< values whose absence left a condition unknown
  std::string why;                   ///< of an attribute rule: the line of the table that applied
  std::vector<MatchLine> matches;    ///< of an activity rule, in canonical order
};

/// A group: the sum of its rules, and what its bounds changed.
struct GroupLine {
  std::string group;
  std::string score;
  Points sum;
  Points clamp;
  Points points;  ///< sum + clamp
};

/// A score: its groups and own rules, its bounds, and exclusion.
struct ScoreLine {
  std::string score;
  Points sum;
  Points clamp;
  Points exclusion;  ///< what exclusion takes away
  Points points;     ///< sum + clamp + exclusion
  std::optional<std::string> band;
  Points weight;
};

/// Every line of a lead's total. Of a suppressed lead there is none, and `decision` says why.
///
/// The lines of a score add up to it, exactly, always:
///   group.points  = Σ rule.points of the group + group.clamp
///   score.points  = Σ group.points + Σ rule.points of no group + score.clamp + score.exclusion
///   total         = round(Σ score.weight × score.points) + total_clamp
struct Explanation {
  Decision decision;
  std::vector<RuleLine> rules;    ///< in model order
  std::vector<GroupLine> groups;  ///< in model order
  std::vector<ScoreLine> scores;  ///< in model order
  Points total_sum;               ///< of weight × score, rounded half away from zero once
  Points total_clamp;
};

/// Explains scores and gate at `at`. Errors and cost as for `decide`.
BANTAM_API Result<Explanation> explain(const Model& model, const LeadState& state, Timestamp at);

}  // namespace bantam
