// Backtest rows: a backtest as CSV.
#include <fmt/format.h>

#include <string>

#include "backtest_report.hpp"
#include "figure_rows.hpp"

namespace bantam::cli {

namespace {

void add_whole(FigureRows& rows, const BacktestReport& report) {
  rows.about("all");
  rows.count("leads", report.leads);
  rows.decided(report.decided);
  rows.count("open", report.open);
  rows.share("share_won", report.won);
  rows.estimate("auc", report.auc);
  rows.estimate("average_precision", report.average_precision);
  rows.estimate("gap", report.gap);
  rows.estimate("top_lift", report.top_lift);
  for (const BacktestWarning& warning : report.warnings) rows.text("warning", warning.code);
}

void add_bins(FigureRows& rows, const CalibrationFigures& figures) {
  for (const ChanceBin& bin : figures.judged.bins) {
    if (bin.leads == 0) continue;
    rows.about(figures.method + " chance", fmt::format("{:.1f} to {:.1f}", bin.low, bin.high));
    rows.count("leads", bin.leads);
    rows.count("won", bin.won);
    rows.number("mean_chance", bin.mean_chance);
    rows.share("share_won", share(bin.won, bin.leads));
  }
}

void add_chances(FigureRows& rows, const Calibration& calibration) {
  rows.about("chances", "one for all");
  rows.mean("log_loss", calibration.prior_log_loss);
  rows.mean("brier", calibration.prior_brier);
  for (const CalibrationFigures& one : calibration.methods) {
    rows.about("chances", one.method);
    rows.mean("log_loss", one.judged.log_loss);
    rows.mean("brier", one.judged.brier);
    rows.number("ece", one.judged.ece);
    add_bins(rows, one);
  }
  if (calibration.logistic) {
    rows.about("calibration", "logistic");
    rows.number("slope", calibration.logistic->slope);
    rows.number("offset", calibration.logistic->offset);
  }
  if (!calibration.isotonic) return;
  for (const ChanceStep& step : *calibration.isotonic) {
    rows.about("isotonic step", fmt::format("{}", step.score));
    rows.number("chance", step.chance);
    rows.count("leads", step.leads);
    rows.count("won", step.won);
  }
}

void add_rule(FigureRows& rows, const RuleFigures& rule) {
  rows.about("rule", rule.rule);
  rows.count("fired", rule.fired);
  rows.share("share_won_with", rule.with);
  rows.share("share_won_without", rule.without);
  rows.number("lift", rule.lift);
  rows.number("won_points", rule.won_points);
  rows.number("lost_points", rule.lost_points);
  rows.share("fired_earlier", rule.fired_earlier);
  rows.share("fired_later", rule.fired_later);
}

}  // namespace

void print_backtest_rows(const BacktestReport& report, Output& output) {
  FigureRows rows(output);
  add_whole(rows, report);
  for (const LiftRow& row : report.tenths) {
    rows.about("tenth", fmt::format("{}", row.tenth));
    rows.number("leads", row.leads);
    rows.number("won", row.won);
    rows.number("share_won", row.share);
    rows.number("lift", row.lift);
    rows.number("won_so_far", row.won_so_far);
  }
  for (const ThresholdFigures& row : report.curve) rows.threshold("points from", row);
  if (report.threshold) rows.threshold("model threshold", *report.threshold);
  if (report.promoted) rows.threshold("promoted", *report.promoted);
  if (report.capacity) rows.threshold("capacity", *report.capacity);
  for (const GroupingFigures& grouping : report.groupings)
    for (const GroupFigures& group : grouping.groups) {
      rows.about(grouping.name, group.name);
      rows.count("leads", group.leads);
      rows.decided(group.decided);
      rows.share("share_won", group.share);
      rows.number("auc", group.auc);
    }
  if (report.calibration) add_chances(rows, *report.calibration);
  for (const RuleFigures& rule : report.rules) add_rule(rows, rule);
  if (!report.drift) return;
  rows.about("drift", to_text(report.drift->from));
  rows.count("earlier", report.drift->earlier);
  rows.count("later", report.drift->later);
  rows.number("psi", report.drift->psi);
  rows.number("auc_earlier", report.drift->auc_earlier);
  rows.number("auc_later", report.drift->auc_later);
}

}  // namespace bantam::cli
