// Scoring: from rules to groups, scores, exclusion and total. Bounds act on final sums only.
// docs/semantics.md, section 6, Assembly.
#include <algorithm>

#include "engine/evaluation.hpp"
#include "values/rounding.hpp"

namespace bantam {
namespace {

void add_rules(const Program& program, const LeadState& state, Evaluation& evaluation,
               std::vector<RuleLine>* lines) {
  evaluation.rules.assign(program.rules.size(), Points());
  evaluation.group_sums.assign(program.groups.size(), Points());
  evaluation.score_sums.assign(program.scores.size(), Points());
  const Frame frame{program, state, evaluation, evaluation.at};
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const RuleProgram& rule = program.rules[i];
    RuleLine* line = lines ? &(*lines)[i] : nullptr;
    const Points points = rule.form == Rule::Form::activity
                              ? tally(rule, state, evaluation, frame, line)
                              : look_up(rule, frame, line);
    evaluation.rules[i] = points;
    if (rule.group >= 0) evaluation.group_sums[static_cast<std::size_t>(rule.group)] += points;
    else evaluation.score_sums[rule.score] += points;
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

}  // namespace

Points weighted_sum(const Program& program, const std::vector<Points>& scores) {
  constexpr Wide most = static_cast<Wide>(1'000'000'000'000'000) * 1000;
  Wide millionths = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    millionths += static_cast<Wide>(program.scores[i].weight.thousandths()) * scores[i].thousandths();
  return Points::of_thousandths(rounded_thousandth(std::min(std::max(millionths, -most), most)));
}

void evaluate(const Program& program, const LeadState& state, Timestamp at, Evaluation& evaluation,
              std::vector<RuleLine>* lines) {
  evaluation.at = at;
  evaluation.stage = state.stage;
  measure_signals(program, state, evaluation);
  add_rules(program, state, evaluation, lines);
  add_groups(program, evaluation);
  exclude(program, state, evaluation);
  add_scores(program, evaluation);
  evaluate_gate(program, state, evaluation);
}

}  // namespace bantam
