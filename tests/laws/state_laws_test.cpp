// Laws about states and moves, on generated models and logs: replay_equals_stepwise,
// state_round_trips, every_move_is_in_the_table, closed_gate_blocks_promotion,
// explanation_adds_up_to_score, points_stay_within_group_bounds, equal_inputs_give_equal_bytes,
// checked_models_never_fail_to_evaluate.
#include <map>
#include <set>
#include <tuple>

#include "engine/evaluation.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"
#include "values/rounding.hpp"

namespace {

using bantam::Points;
using bantam::Stage;
using bantam::Trigger;

/// The rows of docs/semantics.md, section 8, written out once more and by hand.
bool in_the_table(Stage from, Trigger trigger, Stage to) {
  using S = Stage;
  using T = Trigger;
  static const std::set<std::tuple<S, T, S>> rows = {
      {S::lead, T::automatic, S::mql}, {S::nurture, T::automatic, S::mql},
      {S::mql, T::automatic, S::lead}, {S::mql, T::accept, S::sal},
      {S::mql, T::reject, S::nurture}, {S::sal, T::reject, S::nurture},
      {S::mql, T::qualify, S::sql}, {S::sal, T::qualify, S::sql},
      {S::sal, T::automatic, S::sql}, {S::sql, T::open_opportunity, S::opportunity},
      {S::opportunity, T::win, S::closed_won}, {S::sql, T::lose, S::closed_lost},
      {S::opportunity, T::lose, S::closed_lost},
      {S::lead, T::recycle, S::nurture}, {S::mql, T::recycle, S::nurture},
      {S::sal, T::recycle, S::nurture}, {S::sql, T::recycle, S::nurture},
      {S::opportunity, T::recycle, S::nurture},
      {S::lead, T::disqualify, S::disqualified}, {S::mql, T::disqualify, S::disqualified},
      {S::sal, T::disqualify, S::disqualified}, {S::sql, T::disqualify, S::disqualified},
      {S::opportunity, T::disqualify, S::disqualified}, {S::nurture, T::disqualify, S::disqualified},
      {S::closed_lost, T::disqualify, S::disqualified},
      {S::disqualified, T::reopen, S::nurture}, {S::closed_lost, T::reopen, S::nurture},
      {S::lead, T::sla, S::nurture}, {S::mql, T::sla, S::nurture}, {S::sal, T::sla, S::nurture},
      {S::sql, T::sla, S::nurture}, {S::opportunity, T::sla, S::nurture}, {S::mql, T::sla, S::sal}};
  if (trigger == T::override_stage) return from != S::closed_won;
  return rows.count({from, trigger, to}) == 1;
}

std::string check_moves(const std::vector<bantam::Move>& moves) {
  for (const bantam::Move& move : moves) {
    const std::string text = std::string(to_text(move.from)) + " " + std::string(to_text(move.trigger)) + " " +
                             std::string(to_text(move.to));
    if (!in_the_table(move.from, move.trigger, move.to)) return "no row of the table: " + text;
    if (move.to == Stage::sql && move.trigger != Trigger::override_stage && !move.gate.open)
      return "sql with a closed gate: " + text;
  }
  return {};
}

/// The lines of an explanation, added up here by the documented equations and nothing else.
std::string check_sums(const bantam::Explanation& explanation) {
  std::map<std::string, Points> groups;
  std::map<std::string, Points> scores;
  for (const bantam::RuleLine& rule : explanation.rules) {
    (rule.group.empty() ? scores[rule.score] : groups[rule.group]) += rule.points;
    if (rule.matches.empty()) continue;
    Points decayed;
    for (const bantam::MatchLine& match : rule.matches) decayed += match.decayed;
    if (decayed != rule.decayed) return "matches of rule " + rule.rule;
    if (rule.held && rule.points != rule.decayed + rule.clamp) return "rule " + rule.rule;
    if (rule.matched != rule.counted + rule.by_cooldown + rule.by_per_day + rule.by_window + rule.by_newest)
      return "counts of rule " + rule.rule;
  }
  for (const bantam::GroupLine& group : explanation.groups) {
    if (group.sum != groups[group.group] || group.points != group.sum + group.clamp) return "group " + group.group;
    scores[group.score] += group.points;
  }
  bantam::Wide millionths = 0;
  for (const bantam::ScoreLine& score : explanation.scores) {
    if (score.sum != scores[score.score]) return "sum of score " + score.score;
    if (score.points != score.sum + score.clamp + score.exclusion) return "score " + score.score;
    millionths += static_cast<bantam::Wide>(score.weight.thousandths()) * score.points.thousandths();
  }
  const Points total = Points::of_thousandths(bantam::rounded_quotient(millionths, 1000));
  if (explanation.total_sum != total || explanation.decision.total != total + explanation.total_clamp) return "total";
  return {};
}

std::string check_bounds(const bantam::Model& model, const bantam::Explanation& explanation) {
  const bantam::Program& program = model.program();
  if (suppressed(explanation.decision)) {
    const bool nothing = explanation.rules.empty() && explanation.scores.empty() &&
                         explanation.decision.scores.empty() && explanation.decision.total == Points();
    return nothing ? "" : "a suppressed lead is scored";
  }
  for (std::size_t i = 0; i < program.groups.size(); ++i)
    if (bantam::clamped(explanation.groups[i].points, program.groups[i].bounds) != explanation.groups[i].points)
      return "group out of bounds";
  for (std::size_t i = 0; i < program.scores.size(); ++i)
    if (explanation.decision.excluded_by.empty() &&
        bantam::clamped(explanation.scores[i].points, program.scores[i].bounds) != explanation.scores[i].points)
      return "score out of bounds";
  return {};
}

/// One lead's state through text or bytes and back.
std::string through_storage(const bantam::Model& model, bantam::LeadState& state, bool binary) {
  const std::string saved = binary ? *bantam::state_to_binary(model, state) : *bantam::state_to_json(model, state);
  bantam::Result<bantam::LeadState> loaded = binary ? bantam::state_from_binary(model, state.lead, saved)
                                                    : bantam::state_from_json(model, state.lead, saved);
  if (!loaded) return "not loaded: " + bantam::to_text(loaded.error());
  if (*loaded != state) return "loaded another state";
  state = std::move(*loaded);
  return {};
}

std::string check(std::uint64_t seed) {
  generate::Random random(seed);
  const std::string document = generate::model(random);
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return "the model does not compile";
  const bantam::Model& model = *report.model;
  std::vector<bantam::Event> log;
  for (const std::string& line : generate::log(random, 24))
    if (bantam::Result<bantam::Event> event = bantam::event_from_json(line)) log.push_back(std::move(*event));

  bantam::ReplayOptions options;
  options.order = bantam::ReplayOrder::by_arrival;
  const bantam::Result<bantam::Replay> whole = bantam::replay(model, log, options);
  if (!whole) return "replay failed: " + bantam::to_text(whole.error());

  // One at a time, each state saved and loaded again wherever a coin says so.
  std::map<std::string, bantam::LeadState> states;
  std::map<std::string, std::size_t> moves;
  for (const bantam::Event& event : log) {
    const auto [found, is_new] = states.try_emplace(event.lead, model.new_lead(event.lead));
    const bantam::LeadState before = found->second;
    bantam::Result<bantam::Step> step = bantam::apply(model, before, event);
    if (!step) return "apply failed: " + bantam::to_text(step.error());
    bantam::Result<bantam::Step> again = bantam::apply(model, before, event);
    if (again->state != step->state) return "equal inputs gave other states";
    if (std::string wrong = check_moves(step->effects.moves); !wrong.empty()) return wrong;
    moves[event.lead] += step->effects.moves.size();
    found->second = std::move(step->state);
    if (found->second.exists && random.once_in(3))
      if (std::string wrong = through_storage(model, found->second, random.once_in(2)); !wrong.empty()) return wrong;
  }
  for (const bantam::ReplayedLead& lead : whole->leads) {
    bantam::LeadState& state = states.at(lead.state.lead);
    const bantam::Event tick{state.lead, whole->as_of, bantam::Tick{}, {}, {}};
    bantam::Result<bantam::Step> step = bantam::apply(model, state, tick);
    if (!step || step->state != lead.state) return "replay and one at a time differ";
    if (moves[state.lead] + step->effects.moves.size() != lead.moves.size()) return "other journals";
    const bantam::Result<bantam::Explanation> explanation = bantam::explain(model, lead.state, whole->as_of);
    if (!explanation) return "explain failed";
    if (std::string wrong = check_sums(*explanation); !wrong.empty()) return "does not add up: " + wrong;
    if (std::string wrong = check_bounds(model, *explanation); !wrong.empty()) return wrong;
    const bantam::Result<bantam::Decision> decision = bantam::decide(model, lead.state, whole->as_of);
    if (bantam::lead_to_json(*decision, lead.moves, lead.alerts) !=
        bantam::lead_to_json(explanation->decision, lead.moves, lead.alerts))
      return "decide and explain differ";
  }
  return {};
}

}  // namespace

TEST_CASE("laws: states, moves and sums", "[laws]") {
  laws::hold(laws::seeds(20'000), check);
}
