// Compare report: first who would be treated otherwise, then whether that is better.
#include "compare_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "figure_text.hpp"
#include "table.hpp"
#include "utf8.hpp"

namespace bantam::cli {

namespace {

using Cells = std::vector<std::string>;
using Rows = std::vector<Cells>;

constexpr auto left = Column::Side::left;
constexpr auto point = Column::Side::point;
constexpr auto right = Column::Side::right;
constexpr auto may_be_cut = Column::Fit::may_be_cut;

std::string number(std::uint64_t count) { return fmt::format("{}", count); }

std::string points_text(double points) { return fmt::format("{}", points); }

/// "+0.021", "-3", "0".
std::string signed_text(const std::string& text, double value) {
  return value > 0 ? "+" + text : text;
}

std::string change_text(double a, double b) {
  const double change = b - a;
  return signed_text(fmt::format("{:.6g}", change), change);
}

// --- promotions

Cells promotion_row(const char* which, const PromotionChange& change) {
  return {which,
          number(change.leads),
          number(change.decided.won),
          number(change.decided.lost),
          percent_text(change.share),
          percent_interval(change.share)};
}

void print_promotions(const CompareReport& report, Output& output) {
  print_section("Who had been MQL by the moment of judging", output);
  print_table(
      {{"promoted by"},
       {"leads", point},
       {"won", point},
       {"lost", point},
       {"share won", point},
       {"95 % interval", right}},
      {promotion_row("both", report.both), promotion_row("B only: becomes MQL", report.gained),
       promotion_row("A only: drops", report.dropped), promotion_row("neither", report.neither)},
      output);
}

void print_names(const char* title, const PromotionChange& change, const Compared& compared,
                 std::size_t names, Output& output) {
  const std::size_t shown = std::min(names, change.rows.size());
  if (shown == 0) return;
  print_section(shown < change.rows.size()
                    ? fmt::format("{}: the first {} of {}", title, shown, change.rows.size())
                    : std::string(title),
                output);
  for (std::size_t i = 0; i < shown; ++i)
    output.write_line(fmt::format("  {}", printable(compared.leads[change.rows[i]])));
}

// --- leads

std::string rules_text(const LeadChange& change) {
  std::vector<std::string> parts;
  for (const RuleChange& rule : change.rules)
    parts.push_back(fmt::format("{} {}", rule.rule, change_text(rule.points_a, rule.points_b)));
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string place_text(double place) { return fmt::format("{:.0f} %", 100 * place); }

void print_largest(const CompareReport& report, const Compared& compared, Output& output) {
  if (report.largest.empty())
    return output.write_line("\nboth models put the leads in the same order");
  print_section(
      "Leads whose place among the others changes most: their share of leads below them, and the "
      "rules behind it",
      output);
  Rows rows;
  for (const LeadChange& change : report.largest)
    rows.push_back({compared.leads[change.lead], points_text(change.points_a),
                    points_text(change.points_b), place_text(change.place_a),
                    place_text(change.place_b), rules_text(change)});
  print_table({{"lead", left, may_be_cut},
               {"points A", point},
               {"points B", point},
               {"place A", right},
               {"place B", right},
               {"rules, B less A", left, may_be_cut}},
              std::move(rows), output);
}

// --- figures

std::string words_of(const std::string& name) {
  if (name == "auc") return "ROC AUC";
  if (name == "average_precision") return "average precision";
  if (name == "gap") return "largest gap (KS)";
  return "lift of the top tenth";
}

std::string value_text(const std::optional<Estimate>& figure) {
  return figure ? decimal_text(figure->value) : no_figure;
}

void print_figures(const CompareReport& report, Output& output) {
  print_section("Both judged by what became of the leads; the interval is of the difference",
                output);
  Rows rows;
  for (const FigureChange& figure : report.figures)
    rows.push_back({words_of(figure.name), value_text(figure.a), value_text(figure.b),
                    figure.difference ? signed_text(decimal_text(figure.difference->value),
                                                    figure.difference->value)
                                      : no_figure,
                    figure.difference ? interval_text(figure.difference->interval) : no_figure});
  print_table(
      {{"figure"}, {"A", point}, {"B", point}, {"B less A", point}, {"95 % interval", right}},
      std::move(rows), output);
  if (report.auc_p_value)
    output.write_line(fmt::format(
        "\nby chance alone the AUCs of equal models differ so much with probability {:.2g}",
        *report.auc_p_value));
}

void print_thresholds(const CompareReport& report, Output& output) {
  Rows rows;
  const auto add = [&](const char* model, const char* which,
                       const std::optional<ThresholdFigures>& row) {
    if (!row) return;
    rows.push_back({model, which, row->from ? points_text(*row->from) : no_figure,
                    number(row->leads), number(row->decided.won), percent_text(row->precision),
                    percent_interval(row->precision), percent_text(row->recall)});
  };
  add("A", "its threshold", report.a.threshold);
  add("B", "its threshold", report.b.threshold);
  add("A", "fits the capacity", report.a.capacity);
  add("B", "fits the capacity", report.b.capacity);
  if (rows.empty()) return;
  print_section("Thresholds", output);
  print_table({{"model"},
               {""},
               {"points from", point},
               {"leads", point},
               {"won", point},
               {"precision", point},
               {"95 % interval", right},
               {"recall", point}},
              std::move(rows), output);
}

}  // namespace

void print_compare(const CompareReport& report, const Compared& compared, std::size_t names,
                   Output& output) {
  output.write_line(fmt::format("A  {}\nB  {}", printable(compared.a), printable(compared.b)));
  output.write_line(compared.what);
  output.write_line(fmt::format("{} won, {} lost, {} without an outcome", report.a.decided.won,
                                report.a.decided.lost, report.a.open));
  if (report.leads == 0) return;
  output.write_line(fmt::format(
      "{} leads have more points under B, {} fewer; rank correlation: Spearman {}, Kendall {}",
      report.higher, report.lower, decimal_text(report.spearman), decimal_text(report.kendall)));
  print_promotions(report, output);
  print_names("Would become MQL", report.gained, compared, names, output);
  print_names("Would drop", report.dropped, compared, names, output);
  print_largest(report, compared, output);
  if (report.a.decided.leads() == 0)
    return output.write_line("\nno lead has an outcome: which model is better cannot be said");
  print_figures(report, output);
  print_thresholds(report, output);
}

}  // namespace bantam::cli
