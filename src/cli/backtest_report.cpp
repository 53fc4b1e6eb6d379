// Backtest report. What is not there is a dash, never a zero.
#include "backtest_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "figure_text.hpp"
#include "table.hpp"

namespace bantam::cli {

namespace {

using Cells = std::vector<std::string>;
using Rows = std::vector<Cells>;

constexpr auto point = Column::Side::point;
constexpr auto right = Column::Side::right;
constexpr auto may_be_cut = Column::Fit::may_be_cut;

std::string number(std::uint64_t count) { return fmt::format("{}", count); }

std::string points_text(double points) { return fmt::format("{}", points); }

std::string one_decimal(const std::optional<double>& value) {
  return value ? fmt::format("{:.1f}", *value) : no_figure;
}

// --- the whole

void print_figures(const BacktestReport& report, Output& output) {
  Rows rows;
  const auto add = [&](const char* name, const std::optional<Estimate>& figure,
                       const char* chance) {
    rows.push_back({name, figure ? decimal_text(figure->value) : no_figure,
                    figure ? interval_text(figure->interval) : no_figure, chance});
  };
  const std::string base = report.won ? decimal_text(report.won->value) : no_figure;
  add("ROC AUC", report.auc, "0.500");
  add("average precision", report.average_precision, base.c_str());
  add("largest gap (KS)", report.gap, "0.000");
  add("lift of the top tenth", report.top_lift, "1.000");
  print_section("How well the points tell won from lost", output);
  print_table({{"figure"}, {"value", point}, {"95 % interval", right}, {"no skill", point}},
              std::move(rows), output);
}

void print_tenths(const BacktestReport& report, Output& output) {
  if (report.tenths.empty()) return;
  print_section(
      "Lift by tenth of the leads with an outcome, the highest points first; ties are split",
      output);
  Rows rows;
  for (const LiftRow& row : report.tenths)
    rows.push_back({number(row.tenth), fmt::format("{:.1f}", row.leads),
                    fmt::format("{:.1f}", row.won), percent_text(row.share),
                    row.lift ? fmt::format("{:.2f}", *row.lift) : no_figure,
                    percent_text(row.won_so_far)});
  print_table({{"tenth", right},
               {"leads", point},
               {"won", point},
               {"share won", point},
               {"lift", point},
               {"of all won, so far", point}},
              std::move(rows), output);
}

// --- thresholds

Cells threshold_row(const ThresholdFigures& row, std::uint64_t all, std::string note) {
  return {row.from ? points_text(*row.from) : no_figure,
          number(row.leads),
          all == 0 ? no_figure
                   : percent_text(static_cast<double>(row.leads) / static_cast<double>(all)),
          number(row.decided.won),
          percent_text(row.precision),
          percent_interval(row.precision),
          percent_text(row.recall),
          std::move(note)};
}

/// Of each tenth of the leads the lowest threshold that lets no more of them through.
std::vector<ThresholdFigures> main_thresholds(const BacktestReport& report) {
  std::vector<ThresholdFigures> main;
  for (std::size_t i = 0; i < report.curve.size(); ++i) {
    const bool last = i + 1 == report.curve.size();
    const auto tenth = [&](std::size_t at) { return report.curve[at].leads * 10 / report.leads; };
    if (last || tenth(i + 1) > tenth(i)) main.push_back(report.curve[i]);
  }
  return main;
}

void print_thresholds(const BacktestReport& report, bool capacity_asked, Output& output) {
  print_section("Thresholds: what would go to sales, and what came of it", output);
  struct Noted {
    ThresholdFigures row;
    std::string note;
  };
  std::vector<Noted> rows;
  for (const ThresholdFigures& row : main_thresholds(report)) rows.push_back({row, ""});
  if (report.threshold) rows.push_back({*report.threshold, "the model's threshold"});
  if (report.capacity) rows.push_back({*report.capacity, "fits the capacity"});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Noted& a, const Noted& b) { return *a.row.from > *b.row.from; });
  if (report.promoted) rows.push_back({*report.promoted, "had been MQL by the model's stages"});
  Rows cells;
  for (Noted& one : rows)
    cells.push_back(threshold_row(one.row, report.leads, std::move(one.note)));
  print_table({{"points from", point},
               {"leads", point},
               {"of all", point},
               {"won", point},
               {"precision", point},
               {"95 % interval", right},
               {"recall", point},
               {""}},
              std::move(cells), output);
  if (capacity_asked && !report.capacity)
    output.write_line(
        "no threshold fits the capacity: the leads with the most points are too many");
}

// --- groups

void print_grouping(const GroupingFigures& grouping, Output& output) {
  print_section(fmt::format("By {}", grouping.name), output);
  Rows rows;
  for (const GroupFigures& group : grouping.groups)
    rows.push_back({group.name, number(group.leads), number(group.decided.won),
                    number(group.decided.lost), percent_text(group.share),
                    percent_interval(group.share), decimal_text(group.auc)});
  print_table({{grouping.name, Column::Side::left, may_be_cut},
               {"leads", point},
               {"won", point},
               {"lost", point},
               {"share won", point},
               {"95 % interval", right},
               {"AUC within", point}},
              std::move(rows), output);
}

// --- chances

std::string mean_text(const MeanFigure& figure) { return fmt::format("{:.4f}", figure.value); }

std::string mean_interval(const MeanFigure& figure) {
  if (!figure.error) return no_figure;
  const double half = 1.959963984540054 * *figure.error;
  return fmt::format("{:.4f} to {:.4f}", figure.value - half, figure.value + half);
}

std::string split_text(const Calibration& calibration) {
  if (calibration.split == "time")
    return fmt::format(
        "made from the {} earlier leads, judged on the {} later ones{}", calibration.made_from,
        calibration.judged,
        calibration.unknown == 0
            ? ""
            : fmt::format("; {} were earlier, but not known by then", calibration.unknown));
  return fmt::format("over {}: each of {} leads judged by chances made from the others",
                     calibration.split, calibration.judged);
}

void print_chances(const Calibration& calibration, Output& output) {
  print_section(fmt::format("From points to a chance, {}", split_text(calibration)), output);
  Rows rows{{"one chance for all", mean_text(calibration.prior_log_loss),
             mean_interval(calibration.prior_log_loss), mean_text(calibration.prior_brier),
             no_figure}};
  for (const CalibrationFigures& one : calibration.methods)
    rows.push_back({one.method, mean_text(one.judged.log_loss), mean_interval(one.judged.log_loss),
                    mean_text(one.judged.brier), mean_text({one.judged.ece, std::nullopt})});
  print_table(
      {{"method"}, {"log loss", point}, {"95 % interval", right}, {"Brier", point}, {"ECE", point}},
      std::move(rows), output);
  if (calibration.logistic)
    output.write_line(fmt::format(
        "\nmade from all leads, for use: chance = 1 / (1 + exp(-({:.6g} x points {} {:.6g})))",
        calibration.logistic->slope, calibration.logistic->offset < 0 ? "-" : "+",
        std::abs(calibration.logistic->offset)));
}

void print_bins(const CalibrationFigures& figures, Output& output) {
  print_section(fmt::format("Promised and come true, {} chances", figures.method), output);
  Rows rows;
  for (const ChanceBin& bin : figures.judged.bins) {
    if (bin.leads == 0) continue;
    rows.push_back({fmt::format("{:.0f} to {:.0f} %", bin.low * 100, bin.high * 100),
                    number(bin.leads), percent_text(bin.mean_chance),
                    percent_text(share(bin.won, bin.leads)),
                    percent_interval(share(bin.won, bin.leads))});
  }
  print_table({{"chance"},
               {"leads", point},
               {"mean chance", point},
               {"share won", point},
               {"95 % interval", right}},
              std::move(rows), output);
}

// --- rules

void print_rules(const BacktestReport& report, Output& output) {
  if (report.rules.empty()) return;
  print_section("Rules, on the leads with an outcome: where they fired, and mean points given",
                output);
  Rows rows;
  for (const RuleFigures& rule : report.rules)
    rows.push_back({rule.rule, number(rule.fired), percent_text(rule.with),
                    percent_interval(rule.with), percent_text(rule.without),
                    rule.lift ? fmt::format("{:.2f}", *rule.lift) : no_figure,
                    one_decimal(rule.won_points), one_decimal(rule.lost_points),
                    percent_text(rule.fired_earlier), percent_text(rule.fired_later)});
  print_table({{"rule", Column::Side::left, may_be_cut},
               {"fired", point},
               {"won with", point},
               {"95 % interval", right},
               {"without", point},
               {"lift", point},
               {"to won", point},
               {"to lost", point},
               {"fired earlier", point},
               {"later", point}},
              std::move(rows), output);
}

void print_drift(const Drift& drift, Output& output) {
  print_section(fmt::format("Drift: the {} leads before {} and the {} since", drift.earlier,
                            to_text(drift.from), drift.later),
                output);
  print_table({{"figure"}, {"value", point}},
              {{"ROC AUC of the earlier", decimal_text(drift.auc_earlier)},
               {"ROC AUC of the later", decimal_text(drift.auc_later)},
               {"stability index of the points", decimal_text(drift.psi)}},
              output);
}

}  // namespace

void print_backtest(const BacktestReport& report, const BacktestOptions& options,
                    const std::string& what, Output& output) {
  output.write_line(what);
  output.write_line(fmt::format("{} won, {} lost: {} won ({}); {} without an outcome",
                                report.decided.won, report.decided.lost, percent_text(report.won),
                                percent_interval(report.won), report.open));
  for (const BacktestWarning& warning : report.warnings)
    output.write_line(fmt::format("{} {}: {}",
                                  in_colour(output.terminal(), Colour::yellow, "warning"),
                                  warning.code, warning.message));
  if (report.leads == 0) return;
  print_figures(report, output);
  print_tenths(report, output);
  print_thresholds(report, options.capacity.has_value(), output);
  for (const GroupingFigures& grouping : report.groupings) print_grouping(grouping, output);
  if (report.calibration) {
    print_chances(*report.calibration, output);
    for (const CalibrationFigures& one : report.calibration->methods) print_bins(one, output);
  }
  print_rules(report, output);
  if (report.drift) print_drift(*report.drift, output);
}

}  // namespace bantam::cli
