// Scoring: from rules to groups, scores, exclusion and total. Bounds act on final sums only.
// docs/semantics.md, section 6, Assembly.
#include <algorithm>

#include "engine/evaluation.hpp"
#include "values/rounding.hpp"

namespace bantam {
namespace {

/// Rule by rule, with their lines.
void explain_rules(const Program& program, const LeadState& state, Evaluation& evaluation,
                   std::vector<RuleLine>& lines) {
  evaluation.unpacked.assign(state.activities.begin(), state.activities.end());
  evaluation.rules.assign(program.rules.size(), Points());
  evaluation.sums.assign(program.places, Points());
  const Frame frame{program, state, evaluation, evaluation.at};
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const RuleProgram& rule = program.rules[i];
    const Points points = rule.form == Rule::Form::activity ? explain_tally(rule, evaluation, frame, lines[i])
                                                            : look_up(rule, frame, &lines[i]);
    evaluation.rules[i] = points;
    evaluation.sums[rule.place] += points;
  }
}

/// What a rule's activities come to. Without a branch on whether any counts: that is anybody's guess.
Points bounded(const Summing& summing, const Running& running) {
  const Points points = std::min(std::max(running.sum, summing.min), summing.max);
  return Points::of_thousandths(points.thousandths() & -std::int64_t{running.taken != 0});
}

/// What is settled, what is not, and what the activities came to.
void add_rules(const Program& program, const LeadState& state, Evaluation& evaluation) {
  evaluation.sums.resize(program.places);
  std::copy_n(evaluation.tallied.begin(), program.places, evaluation.sums.begin());
  const Frame frame{program, state, evaluation, evaluation.at};
  if (state.settled.empty())  // nothing is known of the lead
    for (const RuleProgram& rule : program.rules)
      if (rule.settled) evaluation.sums[rule.place] += look_up(rule, frame, nullptr);
  const std::size_t known = state.settled.empty() ? 0 : program.places;
  for (std::size_t i = 0; i < known; ++i) evaluation.sums[i] += state.settled[i];
  for (const std::uint32_t i : program.unsettled)
    evaluation.sums[program.rules[i].place] += look_up(program.rules[i], frame, nullptr);
}

/// What the activities come to: remembered, or worked out.
void tally(const Program& program, const LeadState& state, Evaluation& evaluation) {
  if (recall_tally(program, state, evaluation.at, evaluation)) return;
  refill(evaluation.tallied, program.places);
  tally_activities(program, state, evaluation);
  const Frame frame{program, state, evaluation, evaluation.at};
  const Running* running = evaluation.running.data();
  Points* const tallied = evaluation.tallied.data();
  for (const Summing& summing : program.summing) {
    const Points points = bounded(summing, *running++);
    if (!summing.guard || ask(*summing.guard, frame) == Truth::yes) tallied[summing.place] += points;
  }
}

/// What the newest activity changed.
void add_changes(const Program& program, const LeadState& state, Evaluation& evaluation) {
  const Frame frame{program, state, evaluation, evaluation.at};
  for (const Changed& changed : evaluation.changed) {
    const Summing& summing = program.summing[changed.summing];
    const Points more = bounded(summing, changed.after) - bounded(summing, changed.before);
    if (!summing.guard || ask(*summing.guard, frame) == Truth::yes) evaluation.tallied[summing.place] += more;
  }
}

void add_groups(const Program& program, Evaluation& evaluation) {
  evaluation.groups.resize(program.groups.size());
  const Points* sum = evaluation.sums.data();
  Points* points = evaluation.groups.data();
  Points* const scores = evaluation.sums.data() + evaluation.groups.size();
  for (const GroupProgram& group : program.groups) {
    *points = clamped(*sum++, group.bounds);
    scores[group.score] += *points++;
  }
}

void exclude(const Program& program, const LeadState& state, Evaluation& evaluation) {
  evaluation.excluded_by.clear();
  if (program.exclusions.empty()) return;
  const Frame frame{program, state, evaluation, evaluation.at};
  for (std::uint32_t i = 0; i < program.exclusions.size(); ++i)
    if (ask(program.exclusions[i].when, frame) == Truth::yes) evaluation.excluded_by.push_back(i);
}

void add_scores(const Program& program, Evaluation& evaluation) {
  refill(evaluation.scores, program.scores.size());
  evaluation.total_sum = evaluation.total = Points();
  if (evaluation.excluded()) return;
  const Points* sum = evaluation.sums.data() + program.groups.size();
  Points* points = evaluation.scores.data();
  for (const ScoreProgram& score : program.scores) *points++ = clamped(*sum++, score.bounds);
  evaluation.total_sum = weighted_sum(program, evaluation.scores);
  evaluation.total = clamped(evaluation.total_sum, program.total_bounds);
}

void assemble(const Program& program, const LeadState& state, Evaluation& evaluation, std::vector<RuleLine>* lines) {
  if (lines) explain_rules(program, state, evaluation, *lines);
  else add_rules(program, state, evaluation);
  add_groups(program, evaluation);
  exclude(program, state, evaluation);
  add_scores(program, evaluation);
}

void suppress(const Program& program, const LeadState& state, Evaluation& evaluation) {
  evaluation.suppressed_by.clear();
  const Frame frame{program, state, nothing_evaluated(), {}};
  for (std::uint32_t i = 0; i < program.suppressions.size(); ++i)
    if (ask(program.suppressions[i].when, frame) == Truth::yes) evaluation.suppressed_by.push_back(i);
}

/// What is left of a lead that is not scored: nothing that was worked out before.
void leave_unscored(const Program& program, Evaluation& evaluation) {
  evaluation.signals.assign(program.signals.size(), Operand());
  evaluation.rules.assign(program.rules.size(), Points());
  evaluation.sums.assign(program.places, Points());
  evaluation.groups.assign(program.groups.size(), Points());
  evaluation.scores.assign(program.scores.size(), Points());
  evaluation.total_sum = evaluation.total = Points();
  evaluation.excluded_by.clear();
}

}  // namespace

bool is_suppressed(const Program& program, const LeadState& state) {
  const Frame frame{program, state, nothing_evaluated(), {}};
  return std::any_of(program.suppressions.begin(), program.suppressions.end(), [&](const ExclusionProgram& each) {
    return ask(each.when, frame) == Truth::yes;
  });
}

const Evaluation& nothing_evaluated() {
  static const Evaluation nothing;
  return nothing;
}

Points weighted_sum(const Program& program, const std::vector<Points>& scores) {
  constexpr Wide most = static_cast<Wide>(1'000'000'000'000'000) * 1000;
  Wide millionths = 0;
  const Points* points = scores.data();
  for (const ScoreProgram& score : program.scores)
    millionths += static_cast<Wide>(score.weight.thousandths()) * (points++)->thousandths();
  return Points::of_thousandths(rounded_thousandth(std::min(std::max(millionths, -most), most)));
}

void settle_attributes(const Program& program, LeadState& state) {
  state.settled.assign(2 * program.places, Points());
  state.tallied_until = {};
  if (is_suppressed(program, state)) return;
  const Frame frame{program, state, nothing_evaluated(), {}};
  for (const RuleProgram& rule : program.rules)
    if (rule.settled) state.settled[rule.place] += look_up(rule, frame, nullptr);
}

void evaluate_scores(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
                     std::vector<RuleLine>* lines) {
  evaluation.at = at;
  evaluation.stage = state.stage;
  suppress(program, state, evaluation);
  if (evaluation.suppressed()) return leave_unscored(program, evaluation);
  measure_signals(program, state, evaluation);
  if (!lines) tally(program, state, evaluation);
  assemble(program, state, evaluation, lines);
}

void evaluate(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
              std::vector<RuleLine>* lines) {
  evaluate_scores(program, state, at, evaluation, lines);
  evaluate_gate(program, state, evaluation);
}

bool evaluate_newest(const Program& program, const LeadState& state, Evaluation& evaluation) {
  if (evaluation.suppressed()) return true;  // an activity changes nothing of it
  if (!tally_newest(program, state, evaluation)) return false;
  add_changes(program, state, evaluation);
  assemble(program, state, evaluation, nullptr);
  return true;
}

bool recall_tally(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation) {
  if (at >= state.tallied_until) return false;
  evaluation.at = at;
  evaluation.stage = state.stage;
  evaluation.suppressed_by.clear();  // or nothing would be remembered
  evaluation.tallied.resize(program.places);
  std::copy_n(state.settled.begin() + static_cast<std::ptrdiff_t>(program.places), program.places,
              evaluation.tallied.begin());
  evaluation.tallied_until = state.tallied_until;
  return true;
}

void remember_tally(const Program& program, LeadState& state, const Evaluation& evaluation) {
  if (!program.tally_lasts || state.settled.empty() || evaluation.suppressed()) return;
  std::copy(evaluation.tallied.begin(), evaluation.tallied.end(),
            state.settled.begin() + static_cast<std::ptrdiff_t>(program.places));
  state.tallied_until = evaluation.tallied_until;
}

}  // namespace bantam
