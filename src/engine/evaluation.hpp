// Evaluation: everything that is true of a lead at a moment, and the room it is computed in.
//
// State at T is a function of the activities, attributes, answers, the model and T: this is that
// function's value. Its vectors are reused, so that a warm one allocates nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bantam/apply.hpp"
#include "bantam/explanation.hpp"
#include "engine/operand.hpp"

namespace bantam {

/// An activity that matches a rule, and whether it counts.
struct Match {
  std::uint32_t activity;
  Removal removal;
};

struct Evaluation {
  Timestamp at;
  Stage stage = Stage::lead;
  std::vector<Operand> signals;
  std::vector<Points> rules;  ///< contributions
  std::vector<Points> group_sums;
  std::vector<Points> groups;
  std::vector<Points> score_sums;
  std::vector<Points> scores;
  Points total_sum;
  Points total;
  std::vector<std::uint32_t> excluded_by;
  std::vector<Standing> standings;
  std::size_t met = 0;
  bool gate_open = false;
  std::vector<Match> matches;  ///< room for one rule

  bool excluded() const { return !excluded_by.empty(); }
};

/// A lead, and perhaps one of its activities, that is in columns and not in a LeadState.
class Row {
 public:
  virtual Operand attribute(std::size_t index) const = 0;
  virtual Operand field(std::string_view name) const = 0;
  virtual Operand signal(std::size_t index) const = 0;

 protected:
  ~Row() = default;
};

/// What a var of a condition is read from.
struct Frame {
  const Program& program;
  const LeadState& state;
  const Evaluation& evaluation;
  Timestamp at;
  const StoredActivity* activity = nullptr;
  const CriterionProgram* criterion = nullptr;
  const StoredAnswer* answer = nullptr;
  std::string_view element = {};
  bool element_ignores_case = false;
  const Row* row = nullptr;  ///< instead of `state` and `activity`
};

/// Asks a condition. In JsonLogic's own semantics the answer is never unknown.
Truth ask(const Predicate& predicate, const Frame& frame);

/// The value of one node of a condition.
Operand value_of(const Predicate& predicate, std::uint32_t node, const Frame& frame);

/// The value a `var` or an `of` refers to.
Operand read(const Ref& ref, std::string_view name, const Frame& frame);

/// The names in a condition that have no value, added to `names` once each.
void add_missing(const Predicate& predicate, const Frame& frame, std::vector<std::string>& names);

/// Signals at `evaluation.at`. docs/semantics.md, section 5.
void measure_signals(const Program& program, const LeadState& state, Evaluation& evaluation);

/// What a rule contributes; `line`, where given, gets every detail on the way.
/// docs/semantics.md, section 6.
Points tally(const RuleProgram& rule, const LeadState& state, Evaluation& evaluation,
             const Frame& frame, RuleLine* line);
Points look_up(const RuleProgram& rule, const Frame& frame, RuleLine* line);
/// The entry of an attribute rule's table for a value.
Points table_points(const RuleProgram& rule, const Operand& value);

/// Signals, rules, groups, scores, exclusion, total and gate at `at`; `lines` as in `tally`, one
/// per rule.
void evaluate(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
              std::vector<RuleLine>* lines = nullptr);

/// How a criterion stands at `frame.at`. docs/semantics.md, section 7.
Standing standing_of(const CriterionProgram& criterion, const std::optional<StoredAnswer>& answer,
                     Frame frame);

/// The standing of every criterion at `evaluation.at`, and whether the gate is open.
void evaluate_gate(const Program& program, const LeadState& state, Evaluation& evaluation);

/// The band of a score, or nothing without bands.
inline const BandProgram* band_of(const std::vector<BandProgram>& bands, Points points) {
  for (const BandProgram& band : bands)
    if (band.from <= points) return &band;
  return bands.empty() ? nullptr : &bands.back();
}

inline Points clamped(Points points, const Bounds& bounds) {
  if (bounds.min && points < *bounds.min) points = *bounds.min;
  if (bounds.max && points > *bounds.max) points = *bounds.max;
  return points;
}

/// Σ weight × score, exact, rounded once, limited to ±10¹⁵ thousandths.
Points weighted_sum(const Program& program, const std::vector<Points>& scores);

/// What the host sees of an evaluation.
Decision decision_of(const Program& program, const LeadState& state, const Evaluation& evaluation);
GateStanding gate_of(const Program& program, const Evaluation& evaluation);
std::vector<ScoreStanding> scores_of(const Program& program, const Evaluation& evaluation);

struct Workspace::Room {
  Evaluation evaluation;
};

}  // namespace bantam
