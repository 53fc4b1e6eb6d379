// Compare: the same leads under two models, row by row and then figure by figure.
#include "bantam/compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "analytics/bootstrap.hpp"
#include "analytics/delong.hpp"
#include "analytics/rank_correlation.hpp"
#include "values/floating_point.hpp"

namespace bantam {

namespace {

std::optional<Error> check_same_leads(const BacktestLeads& a, const BacktestLeads& b) {
  const auto bad = [](const char* message) { return Error{Errc::bad_column, message}; };
  if (a.points.size() != b.points.size()) return bad("the two models were not given the same leads");
  if (a.outcomes != b.outcomes) return bad("the outcomes of the two models' leads differ");
  if (a.at != b.at || a.known != b.known || a.folds != b.folds) return bad("the times or folds of the two models' leads differ");
  if (a.promoted.empty() != b.promoted.empty()) return bad("only one model says whom it promotes");
  return std::nullopt;
}

// --- promotions

void count_promotion(const BacktestLeads& leads, std::size_t row, PromotionChange& change) {
  ++change.leads;
  change.rows.push_back(row);
  if (leads.outcomes[row] == LeadOutcome::won) ++change.decided.won;
  if (leads.outcomes[row] == LeadOutcome::lost) ++change.decided.lost;
}

void compare_promotions(const BacktestLeads& a, const BacktestLeads& b, CompareReport& report) {
  for (std::size_t row = 0; row < a.promoted.size(); ++row) {
    const bool in_a = a.promoted[row] != 0;
    const bool in_b = b.promoted[row] != 0;
    count_promotion(a, row, in_a ? (in_b ? report.both : report.dropped)
                                 : (in_b ? report.gained : report.neither));
  }
  for (PromotionChange* change : {&report.both, &report.neither, &report.gained, &report.dropped})
    change->share = share(change->decided.won, change->decided.leads());
}

// --- leads

/// Ranks as places from 0 to 1.
std::vector<double> places(const std::vector<double>& points) {
  std::vector<double> place = ranks(points);
  for (double& one : place) one = (one - 0.5) / static_cast<double>(points.size());
  return place;
}

std::vector<RuleChange> rules_behind(const BacktestLeads& a, const BacktestLeads& b, std::size_t row,
                                     std::size_t most) {
  std::map<std::string, RuleChange> by_rule;
  const auto rule = [&](const std::string& id) -> RuleChange& {
    return by_rule.emplace(id, RuleChange{id, 0, 0}).first->second;
  };
  for (const RulePoints& one : a.rules) rule(one.rule).points_a = one.points[row];
  for (const RulePoints& one : b.rules) rule(one.rule).points_b = one.points[row];
  std::vector<RuleChange> changes;
  for (auto& [id, change] : by_rule)
    if (change.points_a != change.points_b) changes.push_back(std::move(change));
  std::stable_sort(changes.begin(), changes.end(), [](const RuleChange& x, const RuleChange& y) {
    return std::abs(x.points_b - x.points_a) > std::abs(y.points_b - y.points_a);
  });
  if (changes.size() > most) changes.resize(most);
  return changes;
}

void compare_leads(const BacktestLeads& a, const BacktestLeads& b, const CompareOptions& options,
                   CompareReport& report) {
  const std::vector<double> place_a = places(a.points);
  const std::vector<double> place_b = places(b.points);
  std::vector<std::size_t> order;
  for (std::size_t row = 0; row < a.points.size(); ++row) {
    if (b.points[row] > a.points[row]) ++report.higher;
    if (b.points[row] < a.points[row]) ++report.lower;
    if (place_a[row] != place_b[row]) order.push_back(row);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return std::abs(place_b[x] - place_a[x]) > std::abs(place_b[y] - place_a[y]);
  });
  if (order.size() > options.largest) order.resize(options.largest);
  for (const std::size_t row : order)
    report.largest.push_back({row, a.points[row], b.points[row], place_a[row], place_b[row],
                              rules_behind(a, b, row, options.rules)});
}

// --- figures

/// Of two tallies the differences of their figures, the second less the first.
DrawnFigures differences(const std::vector<ScoreTally>& tallies) {
  // Outcomes decide whether there is a figure, and they are the same.
  const auto less = [](std::optional<double> second, std::optional<double> first) {
    return first ? std::optional(*second - *first) : std::nullopt;
  };
  const ScoreTally& a = tallies[0];
  const ScoreTally& b = tallies[1];
  return {less(roc_auc(b), roc_auc(a)), less(average_precision(b), average_precision(a)),
          less(largest_gap(b), largest_gap(a)), less(lift(b, 0.1), lift(a, 0.1))};
}

/// The leads with an outcome, with the points of both models.
struct Pairs {
  std::vector<double> a;
  std::vector<double> b;
  std::vector<std::uint8_t> won;
};

Pairs decided_pairs(const BacktestLeads& a, const BacktestLeads& b) {
  Pairs pairs;
  for (std::size_t row = 0; row < a.points.size(); ++row) {
    if (a.outcomes[row] == LeadOutcome::open) continue;
    pairs.a.push_back(a.points[row]);
    pairs.b.push_back(b.points[row]);
    pairs.won.push_back(a.outcomes[row] == LeadOutcome::won ? 1 : 0);
  }
  return pairs;
}

void compare_figures(const Pairs& pairs, const CompareOptions& options, CompareReport& report) {
  const DrawnFigures values =
      differences({*tally_scores(pairs.a, pairs.won), *tally_scores(pairs.b, pairs.won)});
  std::vector<std::optional<Interval>> intervals = bootstrap(
      {pairs.a, pairs.b}, pairs.won, options.backtest.seed, options.backtest.draws, differences);
  intervals.resize(values.size());
  report.figures = {{"auc", report.a.auc, report.b.auc, {}},
                    {"average_precision", report.a.average_precision, report.b.average_precision, {}},
                    {"gap", report.a.gap, report.b.gap, {}},
                    {"top_lift", report.a.top_lift, report.b.top_lift, {}}};
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i]) report.figures[i].difference = Estimate{*values[i], intervals[i]};
  report.auc_p_value = auc_p_value(pairs.a, pairs.b, pairs.won);
}

}  // namespace

Result<CompareReport> compare(const BacktestLeads& a, const BacktestLeads& b,
                              const CompareOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (auto problem = check_same_leads(a, b)) return *problem;
  BacktestOptions of_a = options.backtest;
  BacktestOptions of_b = options.backtest;
  of_a.threshold = options.threshold_a;
  of_b.threshold = options.threshold_b;
  Result<BacktestReport> report_a = backtest(a, of_a);
  if (!report_a) return report_a.error();
  Result<BacktestReport> report_b = backtest(b, of_b);
  if (!report_b) return report_b.error();
  CompareReport report;
  report.leads = a.points.size();
  report.a = *std::move(report_a);
  report.b = *std::move(report_b);
  compare_promotions(a, b, report);
  report.spearman = spearman(a.points, b.points);
  report.kendall = kendall(a.points, b.points);
  compare_leads(a, b, options, report);
  compare_figures(decided_pairs(a, b), options, report);
  return report;
}

}  // namespace bantam
