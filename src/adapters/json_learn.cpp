// What programs read of a learned model: the card, the rules, and old and new points.
#include <cmath>

#include "adapters/json_writer.hpp"
#include "bantam/learn.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

void number(JsonWriter& out, std::string_view name, double value) {
  out.key(name);
  out.raw(std::isfinite(value) ? json_number(value) : "null");
}

void number(JsonWriter& out, std::string_view name, const std::optional<double>& value) {
  if (value) return number(out, name, *value);
  out.key(name);
  out.raw("null");
}

void whole(JsonWriter& out, std::string_view name, std::int64_t value) {
  out.key(name);
  out.raw(std::to_string(value));
}

void write_validation(JsonWriter& out, std::string_view name, const Validation& judged) {
  const auto known = [&](bool is, double value) { return is ? std::optional(value) : std::nullopt; };
  out.key(name);
  out.open_object();
  number(out, "auc", judged.auc);
  number(out, "auc_low", known(judged.auc.has_value(), judged.auc_low));
  number(out, "auc_high", known(judged.auc.has_value(), judged.auc_high));
  number(out, "log_loss", known(judged.leads > 0, judged.log_loss));
  number(out, "prior_log_loss", known(judged.leads > 0, judged.prior_log_loss));
  out.count("leads", judged.leads);
  out.close_object();
}

void write_warnings(JsonWriter& out, const std::vector<LearnWarning>& warnings) {
  out.key("warnings");
  out.open_array();
  for (const LearnWarning& warning : warnings) {
    out.open_object();
    out.member("code", warning.code);
    out.member("attribute", warning.attribute);
    out.member("message", warning.message);
    out.member("held_back", warning.held_back);
    out.close_object();
  }
  out.close_array();
}

void write_rule(JsonWriter& out, const LearnedRule& rule) {
  out.open_object();
  out.member("id", rule.id);
  out.member("attribute", rule.attribute);
  if (!rule.condition.empty()) {
    out.member("condition", rule.condition);
    out.member("condition_values", rule.condition_values);
  }
  out.key("levels");
  out.open_array();
  for (const LearnedLevel& level : rule.table) {
    out.open_object();
    out.member("values", level.values);
    whole(out, "points", level.points);
    out.count("leads", level.leads);
    out.count("won", level.won);
    out.close_object();
  }
  out.close_array();
  out.close_object();
}

void write_model(JsonWriter& out, const LearnedModel& model) {
  out.open_object();
  number(out, "auc", model.auc);
  number(out, "log_loss", model.log_loss);
  out.key("rules");
  out.open_array();
  for (const LearnedRule& rule : model.rules) write_rule(out, rule);
  out.close_array();
  out.close_object();
}

}  // namespace

std::string learn_report_to_json(const LearnReport& report) {
  const DefaultFloatingPoint floating_point;
  const LearnCard& card = report.card;
  JsonWriter out;
  out.open_object();
  out.member("verdict", report.verdict);
  out.count("leads", card.leads);
  out.count("won", card.won);
  if (card.first_at) whole(out, "first_at_ms", *card.first_at);
  if (card.last_at) whole(out, "last_at_ms", *card.last_at);
  out.member("validated_by", card.validated_by);
  out.count("folds", card.folds);
  out.count("seed", card.seed);
  write_validation(out, "learned", card.learned);
  write_validation(out, "naive_bayes", card.naive_bayes);
  if (!report.models.empty()) {
    number(out, "points_per_log_odds", card.points_per_log_odds);
    number(out, "chance_slope", card.chance_slope);
    number(out, "chance_offset", card.chance_offset);
  }
  out.key("models");
  out.open_array();
  for (const LearnedModel& model : report.models) write_model(out, model);
  out.close_array();
  write_warnings(out, card.warnings);
  out.close_object();
  return out.take();
}

std::string retune_report_to_json(const RetuneReport& report) {
  const DefaultFloatingPoint floating_point;
  JsonWriter out;
  out.open_object();
  write_validation(out, "before", report.before);
  write_validation(out, "after", report.after);
  out.key("rules");
  out.open_array();
  for (const RetunedRule& rule : report.rules) {
    out.open_object();
    out.member("id", rule.id);
    out.member("level", rule.level);
    number(out, "old_points", rule.old_points);
    number(out, "points", rule.points);
    number(out, "error", rule.error);
    out.count("fired", rule.fired);
    out.close_object();
  }
  out.close_array();
  write_warnings(out, report.warnings);
  out.close_object();
  return out.take();
}

}  // namespace bantam
