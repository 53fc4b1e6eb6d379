// Two models as a page: who would be promoted by which, and which is the better judge.
#include <algorithm>

#include "adapters/html_numbers.hpp"
#include "adapters/html_page.hpp"
#include "bantam/report.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

using html::count_text;
using html::draw;
using html::figure_text;
using html::Page;
using html::percent_text;

std::string signed_figure(double value) {
  const std::string text = figure_text(value);
  return value > 0 ? "+" + text : text;
}

std::string value_of(const std::optional<Estimate>& estimate) {
  return estimate ? figure_text(estimate->value) : "–";
}

std::string interval_of(const std::optional<Estimate>& estimate) {
  if (!estimate || !estimate->interval) return "–";
  return format_text("{} to {}", signed_figure(estimate->interval->low), signed_figure(estimate->interval->high));
}

void write_facts(Page& page, const CompareReport& report) {
  html::facts(page, {{"leads", count_text(report.leads)},
                     {"only B promotes", count_text(report.gained.leads), "would become MQL"},
                     {"only A promotes", count_text(report.dropped.leads), "would drop"},
                     {"rank correlation", figure_text(report.spearman), "Spearman; Kendall " + figure_text(report.kendall)}});
}

void write_promotions(Page& page, const CompareReport& report) {
  html::Bars bars{{"Who had been MQL by the moment of judging", "How many leads each model had promoted, and what became of them."},
                  {"promoted by", "leads", "won", "lost", "share won", "95 % interval"}, {}};
  const auto add = [&](const char* which, const PromotionChange& change) {
    bars.bars.push_back({which, {static_cast<double>(change.leads), count_text(change.leads)}, std::nullopt,
                         {count_text(change.decided.won), count_text(change.decided.lost), percent_text(change.share),
                          html::interval_text(change.share)}});
  };
  add("both", report.both);
  add("B only: becomes MQL", report.gained);
  add("A only: drops", report.dropped);
  add("neither", report.neither);
  draw(page, bars);
}

// --- which is better

std::string words_of(const std::string& name) {
  if (name == "auc") return "ROC AUC";
  if (name == "average_precision") return "average precision";
  return name == "gap" ? "largest gap (KS)" : "lift of the top tenth";
}

void write_figures(Page& page, const CompareReport& report) {
  html::Bars bars{{"How much better B is", "Each figure of B less that of A, on the same leads, with the 95 % interval of the difference. "
                                           "Where the interval holds 0, these leads cannot tell the two apart."},
                  {"figure", "B less A", "95 % interval", "A", "B"}, {}};
  for (const FigureChange& figure : report.figures) {
    html::Bar bar{words_of(figure.name), {}, std::nullopt, {interval_of(figure.difference), value_of(figure.a), value_of(figure.b)}};
    if (const auto& difference = figure.difference) {
      bar.quantity = {difference->value, signed_figure(difference->value)};
      if (difference->interval) bar.interval = html::Range{difference->interval->low, difference->interval->high};
    }
    bars.bars.push_back(std::move(bar));
  }
  draw(page, bars);
  if (report.auc_p_value)
    html::paragraph(page, format_text("By chance alone the AUCs of equal models differ so much with probability {:.2g}.", *report.auc_p_value));
}

double part_of(std::uint64_t some, std::uint64_t all) {
  return all == 0 ? 0 : static_cast<double>(some) / static_cast<double>(all);
}

html::Curve recall_of(const char* name, const BacktestReport& report) {
  html::Curve curve{name, {{0, 0}}};
  for (const ThresholdFigures& row : report.curve)
    curve.points.push_back({part_of(row.decided.lost, report.decided.lost), part_of(row.decided.won, report.decided.won)});
  return curve;
}

void write_curves(Page& page, const CompareReport& report) {
  if (report.a.decided.won == 0 || report.a.decided.lost == 0) return;
  html::CurveFigure figure;
  figure.caption = {"Won and lost leads from the top (ROC)", "Going down from the highest points: how many of all won leads are in, against how "
                                                             "many of all lost ones. The table has both by tenth."};
  figure.x_name = "of all lost leads";
  figure.y_name = "of all won leads";
  figure.diagonal_name = "points that say nothing";
  figure.curves = {recall_of("A", report.a), recall_of("B", report.b)};
  figure.cells.head = {"tenth", "won, A", "won, B", "of all won so far, A", "B"};
  for (std::size_t i = 0; i < std::min(report.a.tenths.size(), report.b.tenths.size()); ++i) {
    const LiftRow& a = report.a.tenths[i];
    const LiftRow& b = report.b.tenths[i];
    figure.cells.rows.push_back({count_text(a.tenth), percent_text(a.share), percent_text(b.share), percent_text(a.won_so_far), percent_text(b.won_so_far)});
  }
  draw(page, figure);
}

void write_thresholds(Page& page, const CompareReport& report) {
  html::Cells cells{{"threshold", "points from", "leads", "won", "precision", "95 % interval", "recall"}, {}};
  const auto add = [&](const char* which, const std::optional<ThresholdFigures>& row) {
    if (row)
      cells.rows.push_back({which, row->from ? html::number_text(*row->from) : "–", count_text(row->leads), count_text(row->decided.won),
                            percent_text(row->precision), html::interval_text(row->precision), percent_text(row->recall)});
  };
  add("of A", report.a.threshold);
  add("of B", report.b.threshold);
  add("A, fits the capacity", report.a.capacity);
  add("B, fits the capacity", report.b.capacity);
  if (!cells.rows.empty()) html::table(page, {"Thresholds", "What each would let through, and what came of it."}, cells);
}

// --- leads

/// Numbers where ids are not to be told: 1 for the lead that the page names first.
class LeadNames {
 public:
  explicit LeadNames(const std::vector<std::string>& ids) : ids_(ids) {}

  std::string of(std::size_t row) {
    if (row < ids_.size()) return ids_[row];
    const auto found = std::find(told_.begin(), told_.end(), row);
    const auto number = static_cast<std::size_t>(found - told_.begin()) + 1;
    if (found == told_.end()) told_.push_back(row);
    return format_text("lead {}", number);
  }

 private:
  const std::vector<std::string>& ids_;
  std::vector<std::size_t> told_;
};

std::string rules_of(const LeadChange& change) {
  std::string text;
  for (const RuleChange& rule : change.rules)
    text += format_text("{}{} {}", text.empty() ? "" : "; ", rule.rule, html::signed_text(rule.points_b - rule.points_a));
  return text;
}

void write_largest(Page& page, const CompareReport& report, LeadNames& names) {
  html::Cells cells{{"lead", "rules, B less A", "points A", "points B", "place A", "place B"}, {}, 2};
  for (const LeadChange& change : report.largest)
    cells.rows.push_back({names.of(change.lead), rules_of(change), html::number_text(change.points_a), html::number_text(change.points_b),
                          percent_text(change.place_a, 0), percent_text(change.place_b, 0)});
  html::table(page, {"Leads whose place changes most", "A place is the share of leads below."}, cells);
}

void write_named(Page& page, const char* title, const PromotionChange& change, LeadNames& names) {
  if (change.rows.empty()) return;
  html::Cells cells{{"lead"}, {}};
  for (const std::size_t row : change.rows) cells.rows.push_back({names.of(row)});
  html::table(page, {title, ""}, cells);
}

}  // namespace

std::string to_html(const CompareReport& report, const ReportHead& head, const std::vector<std::string>& leads) {
  const DefaultFloatingPoint floating_point;
  LeadNames names(leads);
  std::vector<std::function<void(Page&)>> parts;
  const auto add = [&](auto&& part) { parts.emplace_back(part); };
  add([&](Page& page) {
    if (!head.note.empty()) html::paragraph(page, head.note);
    write_facts(page, report);
  });
  if (report.leads > 0) add([&](Page& page) { html::heading(page, "Promotions"), write_promotions(page, report); });
  if (report.a.decided.leads() > 0) {
    add([&](Page& page) { html::heading(page, "Which is the better judge"), write_figures(page, report); });
    add([&](Page& page) { write_curves(page, report), write_thresholds(page, report); });
  }
  if (!report.largest.empty()) add([&](Page& page) { html::heading(page, "Leads"), write_largest(page, report, names); });
  if (!leads.empty())
    add([&](Page& page) {
      write_named(page, "Would become MQL", report.gained, names);
      write_named(page, "Would drop", report.dropped, names);
    });
  const std::string summary = format_text("{} won, {} lost, {} without an outcome; {} leads have more points under B, {} fewer.",
                                          report.a.decided.won, report.a.decided.lost, report.a.open, report.higher, report.lower);
  return html::html_page({"Comparison", head.title, summary, head.foot}, parts);
}

}  // namespace bantam
