// Evaluation: everything that is true of a lead at a moment, and the room it is computed in.
//
// State at T is a function of the activities, attributes, answers, the model and T: this is that
// function's value. Its vectors are reused, so that a warm one allocates nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
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

/// A rule while the activities are walked from the newest.
struct Running {
  Points sum;
  std::int64_t taken = 0;
};

/// A rule that the newest activity changed, before and after.
struct Changed {
  std::uint32_t summing;  ///< its place in Program::summing
  Running before;
  Running after;
};

/// As many values as wanted, all as they begin. Nearly always there are as many already.
template <class T>
void refill(std::vector<T>& values, std::size_t count) {
  if (values.size() == count) std::fill(values.begin(), values.end(), T());
  else values.assign(count, T());
}

struct Evaluation {
  Timestamp at;
  Stage stage = Stage::lead;
  std::vector<Operand> signals;
  std::vector<Points> rules;  ///< contributions, for explanations
  std::vector<Points> tallied;  ///< what the activity rules add to each group, then to each score
  Timestamp tallied_until;      ///< when time will have changed it, or sooner
  std::vector<Points> sums;     ///< of all rules, before their bounds: of all groups, then of all scores
  std::vector<Points> groups;
  std::vector<Points> scores;
  Points total_sum;
  Points total;
  std::vector<std::uint32_t> excluded_by;
  std::vector<std::uint32_t> suppressed_by;  ///< where it holds any, nothing above is worked out
  std::vector<Standing> standings;
  std::size_t met = 0;
  bool gate_open = false;

  // room
  std::vector<Match> matches;  ///< for one rule
  std::vector<Running> running;
  std::vector<Changed> changed;
  std::vector<Operand> said;             ///< by the activity that comes, one per declared field
  std::vector<StoredActivity> unpacked;  ///< for explanations
  std::deque<List> lists;                ///< that signals view

  bool excluded() const { return !excluded_by.empty(); }
  bool suppressed() const { return !suppressed_by.empty(); }
};

/// What conditions are asked with that look neither at signals nor at scores.
const Evaluation& nothing_evaluated();

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
  std::int32_t type_index = -1;          ///< of the activity that `fields` belong to
  const NamedValues* fields = nullptr;
  const Operand* said = nullptr;         ///< the same as read, one per declared field; instead of `fields`
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

/// Which of a type's listeners hear an activity: the bits that History remembers. It depends on the
/// activity and the model alone. `said` as in Frame, where its fields have been read already.
std::uint32_t heard_by(const Program& program, const LeadState& state, std::int32_t type_index,
                       const NamedValues& fields, const Operand* said = nullptr);

/// Whether a listener hears an activity of the history.
bool hears(const Listening& listening, const Program& program, const LeadState& state, std::size_t activity);

/// Whether a lead is not to be scored. It depends on its attributes alone, so it changes with them
/// and never with time. docs/semantics.md, section 6, Suppression.
bool is_suppressed(const Program& program, const LeadState& state);

/// Derives `state.settled` from its attributes; nothing of a suppressed lead. What was tallied is
/// forgotten.
void settle_attributes(const Program& program, LeadState& state);

/// What the activity rules come to before their bounds, into `evaluation.running`, and until when.
void tally_activities(const Program& program, const LeadState& state, Evaluation& evaluation);
/// What the newest activity changed of it, into `evaluation.changed`; false when it changed more
/// than sums of rules.
bool tally_newest(const Program& program, const LeadState& state, Evaluation& evaluation);

/// What a rule contributes; `line` gets every detail on the way.
/// docs/semantics.md, section 6.
Points explain_tally(const RuleProgram& rule, Evaluation& evaluation, const Frame& frame, RuleLine& line);
Points look_up(const RuleProgram& rule, const Frame& frame, RuleLine* line);
/// The entry of an attribute rule's table for a value.
Points table_points(const RuleProgram& rule, const Operand& value);

/// Signals, rules, groups, scores, exclusion, total and gate at `at`; `lines` as in `tally`, one
/// per rule. Of a suppressed lead the gate alone: the others are 0 or missing, unasked.
void evaluate(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
              std::vector<RuleLine>* lines = nullptr);

/// The same without the gate.
void evaluate_scores(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
                     std::vector<RuleLine>* lines = nullptr);

/// The same as `evaluate_scores` where `evaluation` was right before the newest activity came, or what
/// `recall_tally` gives was; false, and nothing done, when that changed more than sums of rules.
bool evaluate_newest(const Program& program, const LeadState& state, Evaluation& evaluation);

/// What the state remembers at its clock of what its activities come to; false when nothing.
bool recall_tally(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation);
/// Has the state remember it for the next event. Nothing in it can fail.
void remember_tally(const Program& program, LeadState& state, const Evaluation& evaluation);

/// How a criterion stands at `frame.at`. docs/semantics.md, section 7.
Standing standing_of(const CriterionProgram& criterion, const StoredAnswer* answer,
                     const Frame& frame);

/// The standing of every criterion at `evaluation.at`, and whether the gate is open.
void evaluate_gate(const Program& program, const LeadState& state, Evaluation& evaluation);

/// Why the gate is closed; nothing when it is open.
void add_gate_blockers(const Program& program, const Evaluation& evaluation,
                       std::vector<Blocker>& blockers);

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

/// Why a question about a state can't be answered; nothing when it can.
std::optional<Error> refused(const Program& program, const LeadState& state, Timestamp at);

/// What the host sees of an evaluation.
Decision decision_of(const Program& program, const LeadState& state, const Evaluation& evaluation);
GateStanding gate_of(const Program& program, const Evaluation& evaluation);
std::vector<ScoreStanding> scores_of(const Program& program, const Evaluation& evaluation);

struct Workspace::Room {
  Evaluation evaluation;
};

}  // namespace bantam
