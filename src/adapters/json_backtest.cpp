// What programs read of a backtest: one object a line, told apart by `of`.
//
// The key order is part of the contract: docs/backtest.md.
#include "adapters/json_figures.hpp"
#include "bantam/json.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

using Lines = std::vector<std::string>;

std::string whole_json(const BacktestReport& report) {
  FigureObject out("all");
  out.count("leads", report.leads);
  out.decided(report.decided);
  out.count("open", report.open);
  if (report.first_at) out.text("first_at", to_text(*report.first_at));
  if (report.last_at) out.text("last_at", to_text(*report.last_at));
  out.share("share_won", report.won);
  out.estimate("auc", report.auc);
  out.estimate("average_precision", report.average_precision);
  out.estimate("gap", report.gap);
  out.estimate("top_lift", report.top_lift);
  return out.take();
}

std::string tenth_json(const LiftRow& row) {
  FigureObject out("tenth");
  out.count("tenth", row.tenth);
  out.number("leads", row.leads);
  out.number("won", row.won);
  out.number("share_won", row.share);
  out.number("lift", row.lift);
  out.number("won_so_far", row.won_so_far);
  return out.take();
}

std::string threshold_json(std::string_view of, const ThresholdFigures& row) {
  FigureObject out(of);
  if (row.from) out.number("from", row.from);
  out.count("leads", row.leads);
  out.decided(row.decided);
  out.share("precision", row.precision);
  out.share("recall", row.recall);
  return out.take();
}

std::string group_json(const std::string& grouping, const GroupFigures& group) {
  FigureObject out("group");
  out.text("grouping", grouping);
  out.text("group", group.name);
  out.count("leads", group.leads);
  out.decided(group.decided);
  out.share("share_won", group.share);
  out.number("auc", group.auc);
  return out.take();
}

void add_split(const Calibration& calibration, FigureObject& out) {
  out.text("split", calibration.split);
  if (calibration.split == "time") {
    out.count("made_from", calibration.made_from);
    out.count("unknown", calibration.unknown);
  }
  out.count("judged", calibration.judged);
}

std::string chances_json(const Calibration& calibration, const std::string& method,
                         const ChanceFigures& judged) {
  FigureObject out("chances");
  out.text("method", method);
  add_split(calibration, out);
  out.mean("log_loss", judged.log_loss);
  out.mean("brier", judged.brier);
  out.number("ece", judged.ece);
  out.open_list("bins");
  for (const ChanceBin& bin : judged.bins) {
    out.open_item();
    out.number("low", bin.low);
    out.number("high", bin.high);
    out.count("leads", bin.leads);
    out.count("won", bin.won);
    out.number("mean_chance", bin.leads == 0 ? std::nullopt : std::optional(bin.mean_chance));
    out.close_item();
  }
  out.close_list();
  return out.take();
}

std::string prior_json(const Calibration& calibration) {
  FigureObject out("chances");
  out.text("method", "one for all");
  add_split(calibration, out);
  out.mean("log_loss", calibration.prior_log_loss);
  out.mean("brier", calibration.prior_brier);
  return out.take();
}

std::string calibration_json(const Calibration& calibration) {
  FigureObject out("calibration");
  out.number("slope", calibration.logistic ? std::optional(calibration.logistic->slope) : std::nullopt);
  out.number("offset", calibration.logistic ? std::optional(calibration.logistic->offset) : std::nullopt);
  out.open_list("isotonic");
  if (calibration.isotonic)
    for (const ChanceStep& step : *calibration.isotonic) {
      out.open_item();
      out.number("from", step.score);
      out.number("chance", step.chance);
      out.count("leads", step.leads);
      out.count("won", step.won);
      out.close_item();
    }
  out.close_list();
  return out.take();
}

std::string rule_json(const RuleFigures& rule) {
  FigureObject out("rule");
  out.text("rule", rule.rule);
  out.count("fired", rule.fired);
  out.share("share_won_with", rule.with);
  out.share("share_won_without", rule.without);
  out.number("lift", rule.lift);
  out.number("won_points", rule.won_points);
  out.number("lost_points", rule.lost_points);
  out.share("fired_earlier", rule.fired_earlier);
  out.share("fired_later", rule.fired_later);
  return out.take();
}

std::string drift_json(const Drift& drift) {
  FigureObject out("drift");
  out.text("from", to_text(drift.from));
  out.count("earlier", drift.earlier);
  out.count("later", drift.later);
  out.number("psi", drift.psi);
  out.number("auc_earlier", drift.auc_earlier);
  out.number("auc_later", drift.auc_later);
  return out.take();
}

std::string warning_json(const BacktestWarning& warning) {
  FigureObject out("warning");
  out.text("code", warning.code);
  out.text("message", warning.message);
  return out.take();
}

void add_calibration(Lines& lines, const Calibration& calibration) {
  lines.push_back(prior_json(calibration));
  for (const CalibrationFigures& one : calibration.methods)
    lines.push_back(chances_json(calibration, one.method, one.judged));
  lines.push_back(calibration_json(calibration));
}

}  // namespace

std::vector<std::string> backtest_to_json(const BacktestReport& report) {
  const DefaultFloatingPoint floating_point;
  Lines lines{whole_json(report)};
  for (const BacktestWarning& warning : report.warnings) lines.push_back(warning_json(warning));
  for (const LiftRow& row : report.tenths) lines.push_back(tenth_json(row));
  for (const ThresholdFigures& row : report.curve) lines.push_back(threshold_json("threshold", row));
  if (report.threshold) lines.push_back(threshold_json("model_threshold", *report.threshold));
  if (report.promoted) lines.push_back(threshold_json("promoted", *report.promoted));
  if (report.capacity) lines.push_back(threshold_json("capacity", *report.capacity));
  for (const GroupingFigures& grouping : report.groupings)
    for (const GroupFigures& group : grouping.groups) lines.push_back(group_json(grouping.name, group));
  if (report.calibration) add_calibration(lines, *report.calibration);
  for (const RuleFigures& rule : report.rules) lines.push_back(rule_json(rule));
  if (report.drift) lines.push_back(drift_json(*report.drift));
  return lines;
}

}  // namespace bantam
