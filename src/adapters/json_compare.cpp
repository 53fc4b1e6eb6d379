// What programs read of a comparison: one object a line, told apart by `of`.
//
// The key order is part of the contract: docs/backtest.md.
#include "adapters/json_figures.hpp"
#include "bantam/json.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

using Lines = std::vector<std::string>;

std::string whole_json(const CompareReport& report) {
  FigureObject out("all");
  out.count("leads", report.leads);
  out.decided(report.a.decided);
  out.count("open", report.a.open);
  out.number("spearman", report.spearman);
  out.number("kendall", report.kendall);
  out.count("higher", report.higher);
  out.count("lower", report.lower);
  out.number("auc_p_value", report.auc_p_value);
  return out.take();
}

std::string promotion_json(std::string_view which, const PromotionChange& change) {
  FigureObject out("promotion");
  out.text("which", which);
  out.count("leads", change.leads);
  out.decided(change.decided);
  out.share("share_won", change.share);
  return out.take();
}

void add_promoted(Lines& lines, std::string_view which, const PromotionChange& change,
                  const std::vector<std::string>& leads) {
  for (const std::size_t row : change.rows) {
    FigureObject out("promoted");
    out.text("which", which);
    out.text("lead", leads[row]);
    lines.push_back(out.take());
  }
}

std::string figure_json(const FigureChange& figure) {
  FigureObject out("figure");
  out.text("figure", figure.name);
  out.estimate("a", figure.a);
  out.estimate("b", figure.b);
  out.estimate("difference", figure.difference);
  return out.take();
}

void add_thresholds(Lines& lines, std::string_view model, const BacktestReport& report) {
  const auto add = [&](std::string_view of, const std::optional<ThresholdFigures>& row) {
    if (!row) return;
    FigureObject out(of);
    out.text("model", model);
    out.number("from", row->from);
    out.count("leads", row->leads);
    out.decided(row->decided);
    out.share("precision", row->precision);
    out.share("recall", row->recall);
    lines.push_back(out.take());
  };
  add("model_threshold", report.threshold);
  add("capacity", report.capacity);
}

std::string lead_json(const LeadChange& change, const std::string& lead) {
  FigureObject out("lead");
  out.text("lead", lead);
  out.number("points_a", change.points_a);
  out.number("points_b", change.points_b);
  out.number("place_a", change.place_a);
  out.number("place_b", change.place_b);
  out.open_list("rules");
  for (const RuleChange& rule : change.rules) {
    out.open_item();
    out.text("rule", rule.rule);
    out.number("points_a", rule.points_a);
    out.number("points_b", rule.points_b);
    out.close_item();
  }
  out.close_list();
  return out.take();
}

}  // namespace

std::vector<std::string> compare_to_json(const CompareReport& report,
                                         const std::vector<std::string>& leads) {
  const DefaultFloatingPoint floating_point;
  Lines lines{whole_json(report)};
  lines.push_back(promotion_json("both", report.both));
  lines.push_back(promotion_json("gained", report.gained));
  lines.push_back(promotion_json("dropped", report.dropped));
  lines.push_back(promotion_json("neither", report.neither));
  for (const FigureChange& figure : report.figures) lines.push_back(figure_json(figure));
  add_thresholds(lines, "a", report.a);
  add_thresholds(lines, "b", report.b);
  add_promoted(lines, "gained", report.gained, leads);
  add_promoted(lines, "dropped", report.dropped, leads);
  for (const LeadChange& change : report.largest) lines.push_back(lead_json(change, leads[change.lead]));
  return lines;
}

}  // namespace bantam
