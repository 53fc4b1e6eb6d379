// Compare rows: a comparison as CSV.
#include <string>
#include <string_view>

#include "compare_report.hpp"
#include "figure_rows.hpp"

namespace bantam::cli {

namespace {

void add_whole(FigureRows& rows, const CompareReport& report) {
  rows.about("all");
  rows.count("leads", report.leads);
  rows.decided(report.a.decided);
  rows.count("open", report.a.open);
  rows.number("spearman", report.spearman);
  rows.number("kendall", report.kendall);
  rows.count("higher", report.higher);
  rows.count("lower", report.lower);
  rows.number("auc_p_value", report.auc_p_value);
}

void add_promotion(FigureRows& rows, std::string_view which, const PromotionChange& change) {
  rows.about("promotion", which);
  rows.count("leads", change.leads);
  rows.decided(change.decided);
  rows.share("share_won", change.share);
}

void add_figure(FigureRows& rows, const FigureChange& figure) {
  rows.about("figure", figure.name);
  rows.estimate("a", figure.a);
  rows.estimate("b", figure.b);
  rows.estimate("difference", figure.difference);
}

void add_thresholds(FigureRows& rows, const std::string& model, const BacktestReport& report) {
  if (report.threshold) rows.threshold(model + " threshold", *report.threshold);
  if (report.capacity) rows.threshold(model + " capacity", *report.capacity);
}

/// The rules stand below their lead, as figures named by their ids.
void add_lead(FigureRows& rows, const LeadChange& change, const std::string& lead) {
  rows.about("lead", lead);
  rows.number("points_a", change.points_a);
  rows.number("points_b", change.points_b);
  rows.number("place_a", change.place_a);
  rows.number("place_b", change.place_b);
  rows.about("rule b less a", lead);
  for (const RuleChange& rule : change.rules) rows.number(rule.rule, rule.points_b - rule.points_a);
}

}  // namespace

void print_compare_rows(const CompareReport& report, const Compared& compared, Output& output) {
  FigureRows rows(output);
  add_whole(rows, report);
  add_promotion(rows, "both", report.both);
  add_promotion(rows, "gained", report.gained);
  add_promotion(rows, "dropped", report.dropped);
  add_promotion(rows, "neither", report.neither);
  for (const FigureChange& figure : report.figures) add_figure(rows, figure);
  add_thresholds(rows, "a", report.a);
  add_thresholds(rows, "b", report.b);
  const auto name = [&](const char* which, const PromotionChange& change) {
    rows.about(which);
    for (const std::size_t row : change.rows) rows.text("lead", compared.leads[row]);
  };
  name("gained", report.gained);
  name("dropped", report.dropped);
  for (const LeadChange& change : report.largest)
    add_lead(rows, change, compared.leads[change.lead]);
}

}  // namespace bantam::cli
