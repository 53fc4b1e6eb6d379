// Backtest, rules and drift: where a rule fired, what came of it, and whether it still fires.
#include <algorithm>
#include <cmath>
#include <functional>

#include "analytics/backtest_parts.hpp"

namespace bantam {

namespace {

constexpr std::size_t psi_bins = 10;

RuleFigures judge_rule(const RulePoints& rule, const Decided& decided) {
  RuleFigures figures;
  figures.rule = rule.rule;
  OutcomeCount with;
  OutcomeCount without;
  double won_points = 0;
  double lost_points = 0;
  for (std::size_t i = 0; i < decided.size(); ++i) {
    const double points = rule.points[decided.rows[i]];
    OutcomeCount& count = points != 0 ? with : without;
    ++(decided.won[i] != 0 ? count.won : count.lost);
    (decided.won[i] != 0 ? won_points : lost_points) += points;
  }
  const auto won = static_cast<double>(with.won + without.won);
  const auto lost = static_cast<double>(with.lost + without.lost);
  figures.fired = with.leads();
  figures.with = share(with.won, with.leads());
  figures.without = share(without.won, without.leads());
  if (figures.with && won > 0) figures.lift = figures.with->value / (won / (won + lost));
  if (won > 0) figures.won_points = won_points / won;
  if (lost > 0) figures.lost_points = lost_points / lost;
  return figures;
}

void add_periods(const RulePoints& rule, const std::vector<std::int64_t>& at, std::int64_t middle,
                 RuleFigures& figures) {
  std::uint64_t fired[2] = {0, 0};
  std::uint64_t leads[2] = {0, 0};
  for (std::size_t row = 0; row < at.size(); ++row) {
    const std::size_t half = at[row] < middle ? 0 : 1;
    ++leads[half];
    if (rule.points[row] != 0) ++fired[half];
  }
  figures.fired_earlier = share(fired[0], leads[0]);
  figures.fired_later = share(fired[1], leads[1]);
}

/// Shares of the numbers in (edge, next edge], half a lead added to each so that none is empty.
std::vector<double> shares(const std::vector<double>& numbers, const std::vector<double>& edges) {
  std::vector<double> counts(edges.size() + 1, 0.5);
  for (const double number : numbers) {
    const auto bin = std::lower_bound(edges.begin(), edges.end(), number) - edges.begin();
    counts[static_cast<std::size_t>(bin)] += 1;
  }
  const double all = static_cast<double>(numbers.size()) + 0.5 * static_cast<double>(counts.size());
  for (double& count : counts) count /= all;
  return counts;
}

/// Source: Siddiqi, Credit Risk Scorecards (2006); nothing where the earlier points are all alike.
std::optional<double> stability_index(std::vector<double> earlier, const std::vector<double>& later) {
  std::sort(earlier.begin(), earlier.end());
  std::vector<double> edges;
  for (std::size_t i = 1; i < psi_bins; ++i) {
    const double edge = earlier[(earlier.size() - 1) * i / psi_bins];
    if (edge < earlier.back() && (edges.empty() || edges.back() < edge)) edges.push_back(edge);
  }
  if (edges.empty()) return std::nullopt;
  const std::vector<double> before = shares(earlier, edges);
  const std::vector<double> after = shares(later, edges);
  double index = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    index += (after[i] - before[i]) * std::log(after[i] / before[i]);
  return index;
}

}  // namespace

std::optional<std::int64_t> middle_moment(const std::vector<std::int64_t>& at) {
  if (at.empty()) return std::nullopt;
  std::vector<std::int64_t> sorted = at;
  std::sort(sorted.begin(), sorted.end());
  const std::int64_t middle = sorted[sorted.size() / 2];
  if (middle > sorted.front()) return middle;
  const auto later = std::upper_bound(sorted.begin(), sorted.end(), middle);
  return later == sorted.end() ? std::nullopt : std::optional(*later);
}

std::vector<RuleFigures> judge_rules(const BacktestLeads& leads, const Decided& decided) {
  const std::optional<std::int64_t> middle = middle_moment(leads.at);
  std::vector<RuleFigures> rules;
  for (const RulePoints& rule : leads.rules) {
    rules.push_back(judge_rule(rule, decided));
    if (middle) add_periods(rule, leads.at, *middle, rules.back());
  }
  return rules;
}

std::optional<Drift> drift(const BacktestLeads& leads, const Decided& decided) {
  const std::optional<std::int64_t> middle = middle_moment(leads.at);
  if (!middle) return std::nullopt;
  std::vector<double> points[2];
  for (std::size_t row = 0; row < leads.at.size(); ++row)
    points[leads.at[row] < *middle ? 0 : 1].push_back(leads.points[row]);
  Part halves[2];
  for (std::size_t i = 0; i < decided.size(); ++i)
    halves[leads.at[decided.rows[i]] < *middle ? 0 : 1].push_back(i);
  Drift drift;
  drift.from = Timestamp{*middle};
  drift.earlier = points[0].size();
  drift.later = points[1].size();
  drift.psi = stability_index(points[0], points[1]);
  drift.auc_earlier = roc_auc(tally_of(decided, halves[0]));
  drift.auc_later = roc_auc(tally_of(decided, halves[1]));
  return drift;
}

}  // namespace bantam
