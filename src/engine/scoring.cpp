// Scoring: from rules to groups, scores, exclusion and total. Bounds act on final sums only.
// docs/semantics.md, section 6, Assembly.
#include <algorithm>

#include "engine/evaluation.hpp"
#include "values/rounding.hpp"

namespace bantam {
namespace {

/// Where a rule's points are added up: in its group, or in its score.
Points& sum_of(const RuleProgram& rule, Evaluation& evaluation) {
  return rule.group >= 0 ? evaluation.group_sums[static_cast<std::size_t>(rule.group)]
                         : evaluation.score_sums[rule.score];
}

/// Rule by rule, with their lines.
void explain_rules(const Program& program, const LeadState& state, Evaluation& evaluation,
                   std::vector<RuleLine>& lines) {
  evaluation.unpacked.assign(state.activities.begin(), state.activities.end());
  evaluation.rules.assign(program.rules.size(), Points());
  const Frame frame{program, state, evaluation, evaluation.at};
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const RuleProgram& rule = program.rules[i];
    const Points points = rule.form == Rule::Form::activity ? explain_tally(rule, evaluation, frame, lines[i])
                                                            : look_up(rule, frame, &lines[i]);
    evaluation.rules[i] = points;
    sum_of(rule, evaluation) += points;
  }
}

/// What is settled, what is not, and what the activities came to.
void add_rules(const Program& program, const LeadState& state, Evaluation& evaluation) {
  const Frame frame{program, state, evaluation, evaluation.at};
  if (!state.settled.empty()) {
    for (std::size_t i = 0; i < program.groups.size(); ++i) evaluation.group_sums[i] = state.settled[i];
    for (std::size_t i = 0; i < program.scores.size(); ++i)
      evaluation.score_sums[i] = state.settled[program.groups.size() + i];
  }
  if (state.settled.empty()) {  // no attribute was ever set
    for (const RuleProgram& rule : program.rules)
      if (rule.settled) sum_of(rule, evaluation) += look_up(rule, frame, nullptr);
  }
  for (const std::uint32_t i : program.unsettled)
    sum_of(program.rules[i], evaluation) += look_up(program.rules[i], frame, nullptr);
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    if (evaluation.running[i].taken == 0) continue;
    const RuleProgram& rule = program.rules[i];
    if (!rule.guard || ask(*rule.guard, frame) == Truth::yes)
      sum_of(rule, evaluation) += clamped(evaluation.running[i].sum, rule.bounds);
  }
}

void add_groups(const Program& program, Evaluation& evaluation) {
  evaluation.groups.assign(program.groups.size(), Points());
  for (std::size_t i = 0; i < program.groups.size(); ++i) {
    evaluation.groups[i] = clamped(evaluation.group_sums[i], program.groups[i].bounds);
    evaluation.score_sums[program.groups[i].score] += evaluation.groups[i];
  }
}

void exclude(const Program& program, const LeadState& state, Evaluation& evaluation) {
  evaluation.excluded_by.clear();
  const Frame frame{program, state, evaluation, evaluation.at};
  for (std::uint32_t i = 0; i < program.exclusions.size(); ++i)
    if (ask(program.exclusions[i].when, frame) == Truth::yes) evaluation.excluded_by.push_back(i);
}

void add_scores(const Program& program, Evaluation& evaluation) {
  evaluation.scores.assign(program.scores.size(), Points());
  evaluation.total_sum = evaluation.total = Points();
  if (evaluation.excluded()) return;
  for (std::size_t i = 0; i < program.scores.size(); ++i)
    evaluation.scores[i] = clamped(evaluation.score_sums[i], program.scores[i].bounds);
  evaluation.total_sum = weighted_sum(program, evaluation.scores);
  evaluation.total = clamped(evaluation.total_sum, program.total_bounds);
}

void assemble(const Program& program, const LeadState& state, Evaluation& evaluation, std::vector<RuleLine>* lines) {
  evaluation.group_sums.assign(program.groups.size(), Points());
  evaluation.score_sums.assign(program.scores.size(), Points());
  if (lines) explain_rules(program, state, evaluation, *lines);
  else add_rules(program, state, evaluation);
  add_groups(program, evaluation);
  exclude(program, state, evaluation);
  add_scores(program, evaluation);
}

}  // namespace

const Evaluation& nothing_evaluated() {
  static const Evaluation nothing;
  return nothing;
}

Points weighted_sum(const Program& program, const std::vector<Points>& scores) {
  constexpr Wide most = static_cast<Wide>(1'000'000'000'000'000) * 1000;
  Wide millionths = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    millionths += static_cast<Wide>(program.scores[i].weight.thousandths()) * scores[i].thousandths();
  return Points::of_thousandths(rounded_thousandth(std::min(std::max(millionths, -most), most)));
}

void settle_attributes(const Program& program, LeadState& state) {
  state.settled.assign(program.groups.size() + program.scores.size(), Points());
  const Frame frame{program, state, nothing_evaluated(), {}};
  for (const RuleProgram& rule : program.rules) {
    if (!rule.settled) continue;
    const std::size_t place = rule.group >= 0 ? static_cast<std::size_t>(rule.group)
                                              : program.groups.size() + rule.score;
    state.settled[place] += look_up(rule, frame, nullptr);
  }
}

void evaluate(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
              std::vector<RuleLine>* lines) {
  evaluation.at = at;
  evaluation.stage = state.stage;
  measure_signals(program, state, evaluation);
  if (!lines) tally_activities(program, state, evaluation);
  assemble(program, state, evaluation, lines);
  evaluate_gate(program, state, evaluation);
}

void evaluate_newest(const Program& program, const LeadState& state, Evaluation& evaluation) {
  if (tally_newest(program, state, evaluation)) assemble(program, state, evaluation, nullptr);
  else evaluate(program, state, evaluation.at, evaluation);
}

}  // namespace bantam
