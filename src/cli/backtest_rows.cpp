// Backtest rows: CSV for spreadsheets, one figure a row. No share of nobody has a row.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "backtest_report.hpp"
#include "csv.hpp"

namespace bantam::cli {

namespace {

/// Rows `of,subject,figure,value,low,high`; `of` is the kind of the subject.
class FigureRows {
 public:
  explicit FigureRows(Output& output) : output_(output) {
    output.write("of,subject,figure,value,low,high\r\n");
  }

  void about(std::string_view of, std::string_view subject = {}) {
    before_ = fmt::format("{},{}", csv_text(of), csv_text(subject));
  }
  void row(std::string_view figure, std::string_view value, std::string_view bounds = ",") {
    output_.write(fmt::format("{},{},{},{}\r\n", before_, figure, value, bounds));
  }
  void count(std::string_view figure, std::uint64_t value) { row(figure, fmt::format("{}", value)); }
  void number(std::string_view figure, const std::optional<double>& value) {
    if (value) row(figure, fmt::format("{}", *value));
  }
  void bounded(std::string_view figure, double value, double low, double high) {
    row(figure, fmt::format("{}", value), fmt::format("{},{}", low, high));
  }
  void share(std::string_view figure, const std::optional<Share>& share) {
    if (share) bounded(figure, share->value, share->low, share->high);
  }
  void estimate(std::string_view figure, const std::optional<Estimate>& estimate) {
    if (!estimate) return;
    if (estimate->interval) bounded(figure, estimate->value, estimate->interval->low, estimate->interval->high);
    else number(figure, estimate->value);
  }
  void mean(std::string_view figure, const MeanFigure& mean) {
    constexpr double normal_975 = 1.959963984540054;
    if (!mean.error) return number(figure, mean.value);
    bounded(figure, mean.value, mean.value - normal_975 * *mean.error, mean.value + normal_975 * *mean.error);
  }
  void decided(const OutcomeCount& decided) {
    count("won", decided.won);
    count("lost", decided.lost);
  }

 private:
  Output& output_;
  std::string before_;
};

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
  for (const BacktestWarning& warning : report.warnings) rows.row("warning", csv_text(warning.code));
}

void add_threshold(FigureRows& rows, std::string_view of, const ThresholdFigures& row) {
  rows.about(of, row.from ? fmt::format("{}", *row.from) : "");
  rows.count("leads", row.leads);
  rows.decided(row.decided);
  rows.share("precision", row.precision);
  rows.share("recall", row.recall);
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
  for (const ThresholdFigures& row : report.curve) add_threshold(rows, "points from", row);
  if (report.threshold) add_threshold(rows, "model threshold", *report.threshold);
  if (report.promoted) add_threshold(rows, "promoted", *report.promoted);
  if (report.capacity) add_threshold(rows, "capacity", *report.capacity);
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
