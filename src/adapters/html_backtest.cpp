// A backtest as a page: what the points were worth, where to draw the line, which rules earn theirs.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "adapters/html_examples.hpp"
#include "adapters/html_numbers.hpp"
#include "adapters/html_page.hpp"
#include "adapters/html_scores.hpp"
#include "bantam/report.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

using html::count_text;
using html::draw;
using html::figure_text;
using html::interval_text;
using html::Page;
using html::percent_text;

constexpr std::size_t most_examples = 10;

std::string estimate_interval(const std::optional<Estimate>& estimate) {
  if (!estimate || !estimate->interval) return "–";
  return format_text("{} to {}", figure_text(estimate->interval->low), figure_text(estimate->interval->high));
}

std::string estimate_text(const std::optional<Estimate>& estimate) {
  return estimate ? figure_text(estimate->value) : "–";
}

std::optional<html::Range> range_of(const std::optional<Share>& share) {
  return share ? std::optional(html::Range{share->low, share->high}) : std::nullopt;
}

html::Quantity quantity_of(const std::optional<Share>& share) {
  return share ? html::Quantity{share->value, percent_text(share)} : html::Quantity{};
}

// --- the whole

void write_facts(Page& page, const BacktestReport& report) {
  html::Fact leads{"leads", count_text(report.leads)};
  if (report.first_at && report.last_at)
    leads.note = format_text("came {} to {}", to_text(*report.first_at).substr(0, 10), to_text(*report.last_at).substr(0, 10));
  const auto interval = [](const std::string& text) { return text == "–" ? "" : "95 % interval " + text; };
  html::facts(page, {leads,
                     {"won, of those with an outcome", percent_text(report.won), interval(interval_text(report.won))},
                     {"ROC AUC", estimate_text(report.auc), interval(estimate_interval(report.auc))},
                     {"lift of the top tenth", estimate_text(report.top_lift), interval(estimate_interval(report.top_lift))}});
  std::vector<std::string> doubts;
  for (const BacktestWarning& warning : report.warnings) doubts.push_back(format_text("{}: {}", warning.code, warning.message));
  html::points(page, doubts);
}

std::string summary_of(const BacktestReport& report) {
  return format_text("{} won, {} lost: {} won. {} without an outcome.", report.decided.won,
                     report.decided.lost, percent_text(report.won), report.open);
}

/// The curve counts all leads from a number of points on; a histogram those at it.
std::vector<html::HistogramBin> scores_of(const std::vector<ThresholdFigures>& curve) {
  std::vector<html::HistogramBin> scores;
  OutcomeCount before;
  for (const ThresholdFigures& row : curve) {
    if (!row.from) continue;
    scores.push_back({*row.from, *row.from, row.decided.won - before.won, row.decided.lost - before.lost});
    before = row.decided;
  }
  return scores;
}

double part_of(std::uint64_t some, std::uint64_t all) { return static_cast<double>(some) / static_cast<double>(all); }

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

void write_roc(Page& page, const BacktestReport& report) {
  const OutcomeCount& all = report.decided;
  if (all.won == 0 || all.lost == 0) return;
  html::CurveFigure figure;
  figure.caption = {"Won and lost leads from the top (ROC)",
                    "Going down from the highest points: how many of all won leads are in, against how many of all "
                    "lost ones. The area below the line is the ROC AUC."};
  figure.x_name = "of all lost leads";
  figure.y_name = "of all won leads";
  figure.diagonal_name = "points that say nothing";
  figure.cells.head = {"points from", "of all lost", "of all won"};
  html::Curve curve{"these points", {{0, 0}}};
  for (const ThresholdFigures& row : report.curve)
    curve.points.push_back({part_of(row.decided.lost, all.lost), part_of(row.decided.won, all.won)});
  figure.curves.push_back(std::move(curve));
  for (const ThresholdFigures& row : main_thresholds(report))
    figure.cells.rows.push_back({html::number_text(row.from.value_or(0)), html::share_text(row.decided.lost, all.lost),
                                 html::share_text(row.decided.won, all.won)});
  draw(page, figure);
}

void write_tenths(Page& page, const BacktestReport& report) {
  html::Bars bars{{"Lift by tenth", "Leads with an outcome in ten parts, the highest points first, and the share of each that was won."},
                  {"tenth", "share won", "lift", "leads", "won", "of all won, so far"}, {}};
  for (const LiftRow& row : report.tenths)
    bars.bars.push_back({count_text(row.tenth), {row.share, percent_text(row.share)}, std::nullopt,
                         {figure_text(row.lift, 2), figure_text(row.leads, 1), figure_text(row.won, 1), percent_text(row.won_so_far)}});
  if (report.won) {
    bars.reference = report.won->value;
    bars.reference_label = "all, " + percent_text(report.won);
  }
  draw(page, bars);
}

// --- thresholds

std::vector<std::string> threshold_row(const ThresholdFigures& row, std::uint64_t all, const std::string& note) {
  const std::string from = row.from ? html::number_text(*row.from) : "–";
  return {note.empty() ? from : format_text("{} ({})", from, note), count_text(row.leads), html::share_text(row.leads, all),
          count_text(row.decided.won), percent_text(row.precision), interval_text(row.precision), percent_text(row.recall)};
}

void write_thresholds(Page& page, const BacktestReport& report) {
  html::CurveFigure figure;
  figure.caption = {"Where to draw the line", "Against the share of leads that a threshold lets through: the share of "
                                              "those that was won, and the share of all won leads among them."};
  figure.x_name = "of all leads, let through";
  figure.y_name = "precision and recall";
  figure.diagonal_name = "recall of a draw by lot";
  figure.curves = {{"precision", {}}, {"recall", {}}};
  for (const ThresholdFigures& row : report.curve) {
    const double x = part_of(row.leads, report.leads);
    if (row.precision) figure.curves[0].points.push_back({x, row.precision->value});
    if (row.recall) figure.curves[1].points.push_back({x, row.recall->value});
  }
  struct Noted {
    ThresholdFigures row;
    std::string note;
  };
  std::vector<Noted> rows;
  for (const ThresholdFigures& row : main_thresholds(report)) rows.push_back({row, ""});
  if (report.threshold) rows.push_back({*report.threshold, "the model's"});
  if (report.capacity) rows.push_back({*report.capacity, "fits the capacity"});
  std::stable_sort(rows.begin(), rows.end(), [](const Noted& a, const Noted& b) { return a.row.from > b.row.from; });
  if (report.promoted) rows.push_back({*report.promoted, "had been MQL"});
  figure.cells.head = {"points from", "leads", "of all", "won", "precision", "95 % interval", "recall"};
  for (const Noted& one : rows) figure.cells.rows.push_back(threshold_row(one.row, report.leads, one.note));
  draw(page, figure);
}

// --- groups

/// "A3" of a rating: its letters and its digits; nothing of another name.
struct CellName {
  std::string letters;
  std::string digits;
};

std::optional<CellName> cell_name(const std::string& name) {
  const std::size_t digits = name.find_first_of("0123456789");
  if (digits == 0 || digits == std::string::npos) return std::nullopt;
  if (name.find_first_not_of("0123456789", digits) != std::string::npos) return std::nullopt;
  return CellName{name.substr(0, digits), name.substr(digits)};
}

/// Ratings in two directions; nothing where names are not of that kind.
std::optional<html::HeatTable> heat_of(const GroupingFigures& grouping) {
  std::set<std::string> rows;
  std::set<std::string> columns;
  for (const GroupFigures& group : grouping.groups) {
    const auto cell = cell_name(group.name);
    if (!cell) return std::nullopt;
    rows.insert(cell->letters);
    columns.insert(cell->digits);
  }
  if (rows.size() < 2 || columns.size() < 2) return std::nullopt;
  html::HeatTable table{{format_text("Won by {}", grouping.name), "Share of the leads with an outcome that was won, and how many that is; the darker the more."},
                        grouping.name, "", {rows.begin(), rows.end()}, {columns.begin(), columns.end()}, {}};
  for (const std::string& row : table.rows)
    for (const std::string& column : table.columns) {
      const auto found = std::find_if(grouping.groups.begin(), grouping.groups.end(),
                                      [&](const GroupFigures& group) { return group.name == row + column; });
      if (found == grouping.groups.end()) table.cells.push_back({{}, "no leads"});
      else table.cells.push_back({quantity_of(found->share), format_text("{} of {}", found->decided.won, found->decided.leads())});
    }
  return table;
}

void write_grouping(Page& page, const BacktestReport& report, const GroupingFigures& grouping) {
  const std::optional<html::HeatTable> heat = heat_of(grouping);
  if (heat) draw(page, *heat);
  html::Bars bars{{format_text("Won by {}{}", grouping.name, heat ? ", with intervals" : ""), "Share of the leads with an outcome that was won, with its 95 % interval."},
                  {grouping.name, "share won", "95 % interval", "leads", "won", "lost", "AUC within"}, {}};
  for (const GroupFigures& group : grouping.groups)
    bars.bars.push_back({group.name, quantity_of(group.share), range_of(group.share),
                         {interval_text(group.share), count_text(group.leads), count_text(group.decided.won),
                          count_text(group.decided.lost), figure_text(group.auc)}});
  if (report.won) {
    bars.reference = report.won->value;
    bars.reference_label = "all, " + percent_text(report.won);
  }
  draw(page, bars);
}

// --- chances

html::Curve curve_of(const CalibrationFigures& method) {
  html::Curve curve{method.method, {}, html::Curve::Form::points};
  for (const ChanceBin& bin : method.judged.bins)
    if (const std::optional<Share> won = share(bin.won, bin.leads))
      curve.points.push_back({bin.mean_chance, won->value, html::Range{won->low, won->high}});
  return curve;
}

std::string split_text(const Calibration& calibration) {
  if (calibration.split != "time")
    return format_text("over {}: each of {} leads judged by chances made from the others", calibration.split,
                       calibration.judged);
  std::string text = format_text("made from the {} earlier leads and judged on the {} later ones",
                                 calibration.made_from, calibration.judged);
  if (calibration.unknown > 0)
    text += format_text("; {} came earlier, but nobody knew by then what became of them", calibration.unknown);
  return text;
}

void write_chances(Page& page, const Calibration& calibration) {
  const std::string how = split_text(calibration);
  html::CurveFigure figure;
  figure.caption = {"Chances promised and come true", format_text("From points to a chance, {}. Lines are 95 % intervals.", how)};
  figure.x_name = "mean chance that was promised";
  figure.y_name = "share that was won";
  figure.diagonal_name = "promised and come true alike";
  figure.cells = {{"chance", "method", "leads", "mean chance", "share won", "95 % interval"}, {}, 2};
  for (const CalibrationFigures& method : calibration.methods) {
    figure.curves.push_back(curve_of(method));
    for (const ChanceBin& bin : method.judged.bins) {
      if (bin.leads == 0) continue;
      const std::optional<Share> won = share(bin.won, bin.leads);
      figure.cells.rows.push_back({format_text("{:.0f} to {:.0f} %", bin.low * 100, bin.high * 100), method.method,
                                   count_text(bin.leads), percent_text(bin.mean_chance), percent_text(won), interval_text(won)});
    }
  }
  draw(page, figure);
  html::Cells cells{{"chances", "log loss", "Brier", "ECE"}, {}};
  cells.rows.push_back({"one chance for all", figure_text(calibration.prior_log_loss.value, 4),
                        figure_text(calibration.prior_brier.value, 4), "–"});
  for (const CalibrationFigures& method : calibration.methods)
    cells.rows.push_back({method.method, figure_text(method.judged.log_loss.value, 4), figure_text(method.judged.brier.value, 4),
                          figure_text(method.judged.ece, 4)});
  html::table(page, {"How good the chances are", "Less is better in all three."}, cells);
  if (const auto& logistic = calibration.logistic)
    html::paragraph(page, format_text("Made from all leads, for use: chance = 1 / (1 + exp(-({:.6g} × points {} {:.6g}))).",
                                      logistic->slope, logistic->offset < 0 ? "−" : "+", std::abs(logistic->offset)));
}

// --- rules

void write_rules(Page& page, const BacktestReport& report) {
  html::Bars bars{{"What each rule tells", "Lift: how much more often leads were won where the rule fired than all leads were. 1 is no "
                                           "difference; to the left they were won less often."},
                  {"rule", "lift", "fired", "won with", "without", "points to won", "to lost", "fired earlier", "later"}, {}};
  bars.from = 1;
  for (const RuleFigures& rule : report.rules)
    bars.bars.push_back({rule.rule, {rule.lift, figure_text(rule.lift, 2)}, std::nullopt,
                         {count_text(rule.fired), percent_text(rule.with), percent_text(rule.without), figure_text(rule.won_points, 1),
                          figure_text(rule.lost_points, 1), percent_text(rule.fired_earlier), percent_text(rule.fired_later)}});
  draw(page, bars);
}

void write_drift(Page& page, const Drift& drift) {
  html::table(page, {"Earlier and later", format_text("The {} leads before {} against the {} since.", drift.earlier,
                                                      to_text(drift.from).substr(0, 10), drift.later)},
              {{"figure", "value"},
               {{"ROC AUC of the earlier", figure_text(drift.auc_earlier)},
                {"ROC AUC of the later", figure_text(drift.auc_later)},
                {"stability index of the points", figure_text(drift.psi)}}});
}

}  // namespace

std::string to_html(const BacktestReport& report, const ReportHead& head, const std::vector<ReportLead>& examples) {
  const DefaultFloatingPoint floating_point;
  std::vector<std::function<void(Page&)>> parts;
  const auto add = [&](auto&& part) { parts.emplace_back(part); };
  add([&](Page& page) {
    if (!head.note.empty()) html::paragraph(page, head.note);
    write_facts(page, report);
  });
  if (report.leads > 0) {
    add([&](Page& page) {
      html::heading(page, "Points");
      draw(page, html::histogram_of(scores_of(report.curve), {"Points of won and lost leads", "Each side as shares of its own. The further the two stand apart, the better."}));
    });
    add([&](Page& page) { write_tenths(page, report); });
    add([&](Page& page) { write_roc(page, report); });
    add([&](Page& page) { html::heading(page, "Thresholds"), write_thresholds(page, report); });
  }
  if (!report.groupings.empty()) add([](Page& page) { html::heading(page, "Groups"); });
  for (const GroupingFigures& grouping : report.groupings)
    add([&](Page& page) { write_grouping(page, report, grouping); });
  if (report.calibration)
    add([&](Page& page) { html::heading(page, "Chances"), write_chances(page, *report.calibration); });
  if (!report.rules.empty()) add([&](Page& page) { html::heading(page, "Rules"), write_rules(page, report); });
  if (report.drift) add([&](Page& page) { write_drift(page, *report.drift); });
  if (!examples.empty()) add([](Page& page) { html::heading(page, "Examples"); });
  for (std::size_t i = 0; i < examples.size() && i < most_examples; ++i)
    add([&, i](Page& page) { draw(page, html::waterfall_of(examples[i].explanation, examples[i].name)); });
  return html::html_page({"Backtest", head.title, summary_of(report), head.foot}, parts);
}

}  // namespace bantam
