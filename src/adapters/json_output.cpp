// What programs read: the line of a lead, journal entries, explanations.
//
// The key order is part of the contract: docs/semantics.md, section 10.
#include "adapters/json_writer.hpp"
#include "bantam/json.hpp"

namespace bantam {
namespace {

void write_scores(JsonWriter& out, const std::vector<ScoreStanding>& scores) {
  out.key("scores");
  out.open_object();
  for (const ScoreStanding& score : scores) out.member(score.name, score.points);
  out.close_object();
}

void write_bands(JsonWriter& out, const std::vector<ScoreStanding>& scores,
                 const std::optional<std::string>& total_band) {
  out.key("bands");
  out.open_object();
  for (const ScoreStanding& score : scores) out.member_if(score.name, score.band);
  out.member_if("total", total_band);
  out.close_object();
}

void write_criteria(JsonWriter& out, const GateStanding& gate) {
  out.key("criteria");
  out.open_object();
  for (const CriterionStanding& criterion : gate.criteria)
    out.member(criterion.name, to_text(criterion.standing));
  out.close_object();
}

void write_counted_gate(JsonWriter& out, const GateStanding& gate) {
  out.key("gate");
  out.open_object();
  out.member("open", gate.open);
  out.count("met", gate.met);
  out.count("required", gate.required);
  write_criteria(out, gate);
}

void write_alert(JsonWriter& out, const Alert& alert) {
  out.open_object();
  out.member("alert", "sla_breached");
  out.member("stage", to_text(alert.stage));
  out.member("due", alert.due);
  out.member("at", alert.at);
  out.close_object();
}

/// What both the line of a lead and its explanation begin a move with.
void write_step(JsonWriter& out, const Move& move) {
  out.member("from", to_text(move.from));
  out.member("to", to_text(move.to));
  out.member("trigger", to_text(move.trigger));
  out.member("at", move.at);
  out.member_if("by", move.by);
  out.member_if("reason", move.reason);
}

void write_ids(JsonWriter& out, std::string_view key, const std::vector<std::string>& ids) {
  out.key(key);
  out.open_array();
  for (const std::string& id : ids) out.text(id);
  out.close_array();
}

/// What scoring came to; of a suppressed lead, why there is nothing.
void write_scoring(JsonWriter& out, const Decision& decision) {
  if (suppressed(decision)) return write_ids(out, "suppressed_by", decision.suppressed_by);
  write_scores(out, decision.scores);
  out.member("total", decision.total);
  write_bands(out, decision.scores, decision.total_band);
  out.member("rating", decision.rating);
  write_ids(out, "excluded_by", decision.excluded_by);
}

void write_contributions(JsonWriter& out, const Explanation& explanation) {
  out.key("contributions");
  out.open_array();
  for (const RuleLine& rule : explanation.rules) {
    if (rule.points == Points()) continue;
    out.open_object();
    out.member("rule", rule.rule);
    out.member("points", rule.points);
    out.close_object();
  }
  out.close_array();
}

void write_match(JsonWriter& out, const MatchLine& match) {
  out.open_object();
  out.member("at", match.at);
  out.member_if("id", match.id);
  out.member("type", match.type);
  out.member("outcome", to_text(match.removal));
  out.member("worth", match.worth);
  out.member("decayed", match.decayed);
  out.close_object();
}

void write_rule(JsonWriter& out, const RuleLine& rule) {
  out.open_object();
  out.member("rule", rule.rule);
  out.member("score", rule.score);
  if (!rule.group.empty()) out.member("group", rule.group);
  out.member("points", rule.points);
  out.count("matched", rule.matched);
  out.count("counted", rule.counted);
  out.key("removed");
  out.open_object();
  out.count("cooldown", rule.by_cooldown);
  out.count("per_day", rule.by_per_day);
  out.count("window", rule.by_window);
  out.count("newest", rule.by_newest);
  out.close_object();
  out.member("worth", rule.worth);
  out.member("decayed", rule.decayed);
  out.member("clamp", rule.clamp);
  out.member("held", rule.held);
  out.member("blocked", rule.blocked);
  out.key("missing");
  out.open_array();
  for (const std::string& name : rule.missing) out.text(name);
  out.close_array();
  if (!rule.why.empty()) out.member("why", rule.why);
  out.key("matches");
  out.open_array();
  for (const MatchLine& match : rule.matches) write_match(out, match);
  out.close_array();
  out.close_object();
}

void write_group(JsonWriter& out, const GroupLine& group) {
  out.open_object();
  out.member("group", group.group);
  out.member("score", group.score);
  out.member("sum", group.sum);
  out.member("clamp", group.clamp);
  out.member("points", group.points);
  out.close_object();
}

void write_score(JsonWriter& out, const ScoreLine& score) {
  out.open_object();
  out.member("score", score.score);
  out.member("sum", score.sum);
  out.member("clamp", score.clamp);
  out.member("exclusion", score.exclusion);
  out.member("points", score.points);
  out.member_if("band", score.band);
  out.member("weight", score.weight);
  out.close_object();
}

/// Everything that adds up to the total.
void write_lines(JsonWriter& out, const Explanation& explanation) {
  const Decision& decision = explanation.decision;
  out.key("rules");
  out.open_array();
  for (const RuleLine& rule : explanation.rules) write_rule(out, rule);
  out.close_array();
  out.key("groups");
  out.open_array();
  for (const GroupLine& group : explanation.groups) write_group(out, group);
  out.close_array();
  out.key("scores");
  out.open_array();
  for (const ScoreLine& score : explanation.scores) write_score(out, score);
  out.close_array();
  out.key("total");
  out.open_object();
  out.member("sum", explanation.total_sum);
  out.member("clamp", explanation.total_clamp);
  out.member("points", decision.total);
  out.member_if("band", decision.total_band);
  out.close_object();
  out.member("rating", decision.rating);
  write_ids(out, "excluded_by", decision.excluded_by);
}

}  // namespace

std::string lead_to_json(const Decision& decision, const std::vector<Move>& moves,
                         const std::vector<Alert>& alerts, const Explanation* explanation) {
  JsonWriter out;
  out.open_object();
  out.member("lead", decision.lead);
  out.member("as_of", decision.as_of);
  write_scoring(out, decision);
  out.member("stage", to_text(decision.stage));
  out.member("entered_at", decision.entered_at);
  out.key("gate");
  out.open_object();
  out.member("open", decision.gate.open);
  write_criteria(out, decision.gate);
  out.close_object();
  out.key("transitions");
  out.open_array();
  for (const Move& move : moves) {
    out.open_object();
    write_step(out, move);
    out.close_object();
  }
  out.close_array();
  out.key("alerts");
  out.open_array();
  for (const Alert& alert : alerts) write_alert(out, alert);
  out.close_array();
  if (explanation && !suppressed(decision)) write_contributions(out, *explanation);
  out.close_object();
  return out.take();
}

std::string explanation_to_json(const Explanation& explanation) {
  const Decision& decision = explanation.decision;
  JsonWriter out;
  out.open_object();
  out.member("lead", decision.lead);
  out.member("as_of", decision.as_of);
  out.member("stage", to_text(decision.stage));
  out.member("entered_at", decision.entered_at);
  if (suppressed(decision)) write_ids(out, "suppressed_by", decision.suppressed_by);
  else write_lines(out, explanation);
  write_counted_gate(out, decision.gate);
  if (!decision.gate.next_criterion.empty())
    out.member("next_criterion", decision.gate.next_criterion);
  if (!decision.gate.next_ask.empty()) out.member("next_ask", decision.gate.next_ask);
  out.close_object();
  out.close_object();
  return out.take();
}

std::string move_to_json(const Move& move) {
  JsonWriter out;
  out.open_object();
  write_step(out, move);
  if (move.suppressed) {
    out.member("suppressed", true);
  } else {
    out.member("total", move.total);
    write_scores(out, move.scores);
    write_bands(out, move.scores, move.total_band);
  }
  write_counted_gate(out, move.gate);
  out.close_object();
  out.member("model", to_text(move.model));
  out.close_object();
  return out.take();
}

std::string alert_to_json(const Alert& alert) {
  JsonWriter out;
  write_alert(out, alert);
  return out.take();
}

}  // namespace bantam
