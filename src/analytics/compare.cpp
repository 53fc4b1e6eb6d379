// Compare: two backtests of the same leads, and what lies between them.
#include "bantam/compare.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "analytics/bootstrap.hpp"
#include "analytics/rank_correlation.hpp"

namespace bantam {

namespace {

std::optional<Error> check_alike(const ComparedLeads& leads) {
  const auto bad = [](std::string message) { return Error{Errc::bad_column, std::move(message)}; };
  const BacktestLeads& first = leads.first;
  const BacktestLeads& second = leads.second;
  if (first.points.size() != second.points.size())
    return bad("the second model has " + std::to_string(second.points.size()) +
               " rows, the first has " + std::to_string(first.points.size()));
  if (first.outcomes != second.outcomes) return bad("outcomes are not the same by both models");
  if (first.at != second.at) return bad("times are not the same by both models");
  return std::nullopt;
}

BacktestOptions options_of(const CompareOptions& options, std::optional<double> threshold) {
  BacktestOptions own;
  own.threshold = threshold;
  own.capacity = options.capacity;
  own.seed = options.seed;
  own.draws = options.draws;
  return own;
}

// --- who moves

PromotionChanges promotions(const ComparedLeads& leads) {
  PromotionChanges changes;
  const auto add = [&](std::size_t row, std::vector<std::size_t>& rows, OutcomeCount& decided) {
    rows.push_back(row);
    decided.won += leads.first.outcomes[row] == LeadOutcome::won ? 1U : 0U;
    decided.lost += leads.first.outcomes[row] == LeadOutcome::lost ? 1U : 0U;
  };
  for (std::size_t row = 0; row < leads.first.promoted.size(); ++row) {
    const bool first = leads.first.promoted[row] != 0;
    const bool second = leads.second.promoted[row] != 0;
    if (first && second) ++changes.both;
    else if (second) add(row, changes.gained, changes.gained_decided);
    else if (first) add(row, changes.dropped, changes.dropped_decided);
    else ++changes.neither;
  }
  return changes;
}

// --- whose points change

/// The columns of a rule by either model.
struct RulePair {
  const RulePoints* first = nullptr;
  const RulePoints* second = nullptr;
};

using RulePairs = std::map<std::string, RulePair>;

RulePairs pair_rules(const ComparedLeads& leads) {
  RulePairs pairs;
  for (const RulePoints& rule : leads.first.rules) pairs[rule.rule].first = &rule;
  for (const RulePoints& rule : leads.second.rules) pairs[rule.rule].second = &rule;
  return pairs;
}

LeadChange change_of(const ComparedLeads& leads, const RulePairs& rules, std::size_t row) {
  LeadChange change{row, leads.first.points[row], leads.second.points[row], {}, 0};
  change.bounds = change.second - change.first;
  for (const auto& [name, pair] : rules) {
    const RuleChange rule{name, pair.first ? pair.first->points[row] : 0,
                          pair.second ? pair.second->points[row] : 0};
    if (rule.first == rule.second) continue;
    change.bounds -= rule.second - rule.first;
    change.rules.push_back(rule);
  }
  change.bounds = std::round(change.bounds * 1000) / 1000;  // points are thousandths
  std::stable_sort(change.rules.begin(), change.rules.end(), [](const RuleChange& a, const RuleChange& b) {
    return std::abs(a.second - a.first) > std::abs(b.second - b.first);
  });
  return change;
}

std::vector<LeadChange> largest_changes(const ComparedLeads& leads, std::size_t most) {
  const auto size = [&](std::size_t row) {
    return std::abs(leads.second.points[row] - leads.first.points[row]);
  };
  std::vector<std::size_t> order(leads.first.points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  const RulePairs rules = pair_rules(leads);
  std::vector<LeadChange> changes;
  for (const std::size_t row : order) {
    if (changes.size() == most || size(row) == 0) break;
    changes.push_back(change_of(leads, rules, row));
  }
  return changes;
}

// --- which is better

DrawnFigures differences(const std::vector<ScoreTally>& drawn) {
  const auto difference = [&](const auto& figure) -> std::optional<double> {
    const std::optional<double> first = figure(drawn[0]);
    const std::optional<double> second = figure(drawn[1]);
    if (!first || !second) return std::nullopt;
    return *second - *first;
  };
  return {difference(roc_auc), difference(average_precision), difference(largest_gap),
          difference([](const ScoreTally& tally) { return lift(tally, 0.1); })};
}

std::vector<FigureChange> compare_figures(const ComparedLeads& leads, const Comparison& comparison,
                                          const CompareOptions& options) {
  std::vector<double> points[2];
  std::vector<std::uint8_t> won;
  for (std::size_t row = 0; row < leads.first.points.size(); ++row) {
    if (leads.first.outcomes[row] == LeadOutcome::open) continue;
    points[0].push_back(leads.first.points[row]);
    points[1].push_back(leads.second.points[row]);
    won.push_back(leads.first.outcomes[row] == LeadOutcome::won ? 1 : 0);
  }
  std::vector<std::optional<Interval>> intervals =
      bootstrap({points[0], points[1]}, won, options.seed, options.draws, differences);
  std::vector<FigureChange> figures;
  intervals.resize(4);
  const auto add = [&](const char* name, std::optional<Estimate> BacktestReport::*figure) {
    const std::optional<Estimate>& first = comparison.first.*figure;
    const std::optional<Estimate>& second = comparison.second.*figure;
    FigureChange change{name, {}, {}, {}, intervals[figures.size()]};
    if (first) change.first = first->value;
    if (second) change.second = second->value;
    if (first && second) change.difference = second->value - first->value;
    figures.push_back(std::move(change));
  };
  add("auc", &BacktestReport::auc);
  add("average_precision", &BacktestReport::average_precision);
  add("gap", &BacktestReport::gap);
  add("top_lift", &BacktestReport::top_lift);
  return figures;
}

}  // namespace

Result<Comparison> compare(const ComparedLeads& leads, const CompareOptions& options) {
  if (auto problem = check_alike(leads)) return *problem;
  Result<BacktestReport> first = backtest(leads.first, options_of(options, options.first_threshold));
  if (!first) return first.error();
  Result<BacktestReport> second = backtest(leads.second, options_of(options, options.second_threshold));
  if (!second) return second.error();
  Comparison comparison;
  comparison.leads = first->leads;
  comparison.first = *std::move(first);
  comparison.second = *std::move(second);
  for (std::size_t row = 0; row < leads.first.points.size(); ++row)
    if (leads.first.points[row] != leads.second.points[row]) ++comparison.changed;
  comparison.spearman = spearman(leads.first.points, leads.second.points);
  comparison.kendall = kendall(leads.first.points, leads.second.points);
  if (!leads.first.promoted.empty() && !leads.second.promoted.empty())
    comparison.promotions = promotions(leads);
  comparison.changes = largest_changes(leads, options.most_changes);
  comparison.figures = compare_figures(leads, comparison, options);
  return comparison;
}

}  // namespace bantam
