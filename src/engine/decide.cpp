// decide and explain: one evaluation, shown in short and in full.
#include "bantam/decision.hpp"
#include "bantam/explanation.hpp"
#include "engine/evaluation.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

std::optional<std::string> band_name(const std::vector<BandProgram>& bands, Points points) {
  const BandProgram* band = band_of(bands, points);
  return band ? std::optional<std::string>(band->name) : std::nullopt;
}

void add_scores(const Program& program, const Evaluation& evaluation, Decision& decision) {
  decision.scores = scores_of(program, evaluation);
  decision.total = evaluation.total;
  decision.total_band = band_name(program.total_bands, evaluation.total);
  for (const std::size_t score : program.rating)
    decision.rating += decision.scores[score].band.value_or("");
  for (const std::uint32_t i : evaluation.excluded_by)
    decision.excluded_by.push_back(program.exclusions[i].id);
}

}  // namespace

std::optional<Error> refused(const Program& program, const LeadState& state, Timestamp at) {
  if (state.model != program.fingerprint)
    return Error{Errc::foreign_state, "the state was made by another model"};
  if (at.ms < 0 || at >= timestamp_end)
    return Error{Errc::out_of_range, "the moment lies outside 1970 to 2199"};
  if (at < state.clock)
    return Error{Errc::before_clock,
                 "the moment lies before the state's clock; replay the log as of it instead"};
  return std::nullopt;
}

std::vector<ScoreStanding> scores_of(const Program& program, const Evaluation& evaluation) {
  std::vector<ScoreStanding> scores;
  if (evaluation.suppressed()) return scores;
  for (std::size_t i = 0; i < program.scores.size(); ++i)
    scores.push_back({program.scores[i].name, evaluation.scores[i],
                      band_name(program.scores[i].bands, evaluation.scores[i])});
  return scores;
}

Decision decision_of(const Program& program, const LeadState& state, const Evaluation& evaluation) {
  Decision decision;
  decision.lead = state.lead;
  decision.as_of = evaluation.at;
  if (evaluation.suppressed()) {
    for (const std::uint32_t i : evaluation.suppressed_by)
      decision.suppressed_by.push_back(program.suppressions[i].id);
  } else {
    add_scores(program, evaluation, decision);
  }
  decision.stage = state.stage;
  decision.entered_at = state.entered_at;
  decision.gate = gate_of(program, evaluation);
  return decision;
}

Result<Decision> decide(const Model& model, const LeadState& state, Timestamp at) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (std::optional<Error> error = refused(program, state, at)) return *error;
  Evaluation evaluation;
  evaluate(program, state, at, evaluation);
  return decision_of(program, state, evaluation);
}

Result<Explanation> explain(const Model& model, const LeadState& state, Timestamp at) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (std::optional<Error> error = refused(program, state, at)) return *error;
  Explanation explanation;
  Evaluation evaluation;
  explanation.rules.resize(program.rules.size());
  evaluate(program, state, at, evaluation, &explanation.rules);
  explanation.decision = decision_of(program, state, evaluation);
  if (evaluation.suppressed()) {
    explanation.rules.clear();
    return explanation;
  }
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    RuleLine& line = explanation.rules[i];
    const RuleProgram& rule = program.rules[i];
    line.rule = rule.id;
    line.score = program.scores[rule.score].name;
    if (rule.group >= 0) line.group = program.groups[static_cast<std::size_t>(rule.group)].name;
    line.points = evaluation.rules[i];
  }
  for (std::size_t i = 0; i < program.groups.size(); ++i)
    explanation.groups.push_back({program.groups[i].name, program.scores[program.groups[i].score].name,
                                  evaluation.sums[i],
                                  evaluation.groups[i] - evaluation.sums[i], evaluation.groups[i]});
  for (std::size_t i = 0; i < program.scores.size(); ++i) {
    const ScoreProgram& score = program.scores[i];
    ScoreLine line;
    line.score = score.name;
    line.sum = evaluation.sums[program.groups.size() + i];
    const Points within = clamped(line.sum, score.bounds);
    line.clamp = within - line.sum;
    line.points = evaluation.scores[i];
    line.exclusion = line.points - within;
    line.band = explanation.decision.scores[i].band;
    line.weight = score.weight;
    explanation.scores.push_back(std::move(line));
  }
  explanation.total_sum = evaluation.total_sum;
  explanation.total_clamp = evaluation.total - evaluation.total_sum;
  return explanation;
}

}  // namespace bantam
