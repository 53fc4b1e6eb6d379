// Backtest: the leads are checked once, and every figure is a function of those that are decided.
#include "bantam/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "analytics/backtest_parts.hpp"
#include "analytics/bootstrap.hpp"
#include "values/floating_point.hpp"

namespace bantam {

namespace {

constexpr std::size_t tenths = 10;
constexpr std::size_t most_folds = 100;  // chances are made anew for each
constexpr std::uint64_t few_outcomes = 30;       // of the rarer one: intervals are wide then
constexpr std::uint64_t few_for_isotonic = 1000;  // Niculescu-Mizil and Caruana, ICML (2005)

// --- what is given

Error bad_column(std::string message) { return {Errc::bad_column, std::move(message)}; }

std::optional<Error> check_rows(const std::string& name, std::size_t rows, std::size_t wanted) {
  if (rows == wanted) return std::nullopt;
  return bad_column(name + " has " + std::to_string(rows) + " rows, points have " +
                    std::to_string(wanted));
}

std::optional<Error> check_numbers(const std::string& name, const std::vector<double>& numbers) {
  for (std::size_t row = 0; row < numbers.size(); ++row)
    if (!std::isfinite(numbers[row]))
      return bad_column(name + ", row " + std::to_string(row) + ": not a finite number");
  return std::nullopt;
}

std::optional<Error> check_columns(const BacktestLeads& leads) {
  const std::size_t rows = leads.points.size();
  if (auto problem = check_numbers("points", leads.points)) return problem;
  if (auto problem = check_rows("outcomes", leads.outcomes.size(), rows)) return problem;
  if (!leads.at.empty())
    if (auto problem = check_rows("at", leads.at.size(), rows)) return problem;
  if (!leads.known.empty())
    if (auto problem = check_rows("known", leads.known.size(), rows)) return problem;
  if (!leads.promoted.empty())
    if (auto problem = check_rows("promoted", leads.promoted.size(), rows)) return problem;
  if (!leads.folds.empty())
    if (auto problem = check_rows("folds", leads.folds.size(), rows)) return problem;
  for (std::size_t row = 0; row < leads.folds.size(); ++row)
    if (leads.folds[row] == no_fold && leads.outcomes[row] != LeadOutcome::open)
      return bad_column("folds, row " + std::to_string(row) + ": none, of a lead with an outcome");
  if (std::set<std::uint32_t>(leads.folds.begin(), leads.folds.end()).size() > most_folds)
    return Error{Errc::limit_exceeded, "more than " + std::to_string(most_folds) + " folds"};
  for (const Grouping& grouping : leads.groupings)
    if (auto problem = check_rows(grouping.name, grouping.group_of.size(), rows)) return problem;
  for (const RulePoints& rule : leads.rules) {
    if (auto problem = check_rows(rule.rule, rule.points.size(), rows)) return problem;
    if (auto problem = check_numbers(rule.rule, rule.points)) return problem;
  }
  return std::nullopt;
}

Decided decided_leads(const BacktestLeads& leads) {
  Decided decided;
  for (std::size_t row = 0; row < leads.points.size(); ++row) {
    if (leads.outcomes[row] == LeadOutcome::open) continue;
    decided.rows.push_back(row);
    decided.points.push_back(leads.points[row]);
    decided.won.push_back(leads.outcomes[row] == LeadOutcome::won ? 1 : 0);
  }
  return decided;
}

// --- figures of the whole

DrawnFigures figures_of(const std::vector<ScoreTally>& tallies) {
  const ScoreTally& tally = tallies[0];
  return {roc_auc(tally), average_precision(tally), largest_gap(tally), lift(tally, 0.1)};
}

void estimate(const Decided& decided, const ScoreTally& tally, const BacktestOptions& options,
              BacktestReport& report) {
  const DrawnFigures values = figures_of({tally});
  std::vector<std::optional<Interval>> intervals =
      bootstrap({decided.points}, decided.won, options.seed, options.draws, figures_of);
  intervals.resize(values.size());
  const auto figure = [&](std::size_t i) {
    return values[i] ? std::optional(Estimate{*values[i], intervals[i]}) : std::nullopt;
  };
  report.auc = figure(0);
  report.average_precision = figure(1);
  report.gap = figure(2);
  report.top_lift = figure(3);
}

std::vector<LiftRow> lift_rows(const ScoreTally& tally) {
  const OutcomeCount all = outcomes(tally);
  const auto leads = static_cast<double>(all.leads());
  const auto won = static_cast<double>(all.won);
  std::vector<LiftRow> rows;
  double before = 0;
  for (std::size_t tenth = 1; tenth <= tenths && all.leads() > 0; ++tenth) {
    const double so_far = tenth == tenths ? won : won_among(tally, leads * static_cast<double>(tenth) / tenths);
    const double in_tenth = std::clamp(so_far - before, 0.0, leads / tenths);  // but for rounding
    LiftRow row{tenth, leads / tenths, in_tenth, in_tenth / (leads / tenths), {}, {}};
    if (all.won > 0) {
      row.lift = *row.share / (won / leads);
      row.won_so_far = so_far / won;
    }
    rows.push_back(row);
    before = so_far;
  }
  return rows;
}

// --- thresholds

ThresholdFigures threshold_figures(std::optional<double> from, std::uint64_t leads,
                                   OutcomeCount through, std::uint64_t all_won) {
  return {from, leads, through, share(through.won, through.leads()), share(through.won, all_won)};
}

/// Each distinct number of points, also of open leads, the highest first.
std::vector<ThresholdFigures> curve(const BacktestLeads& leads, const ScoreTally& tally) {
  std::vector<double> sorted = leads.points;
  std::sort(sorted.begin(), sorted.end(), std::greater<double>());
  const std::uint64_t all_won = outcomes(tally).won;
  std::vector<ThresholdFigures> rows;
  OutcomeCount through;
  auto next = tally.begin();
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i + 1 < sorted.size() && sorted[i + 1] == sorted[i]) continue;
    for (; next != tally.end() && next->score >= sorted[i]; ++next) {
      through.won += next->won;
      through.lost += next->lost;
    }
    rows.push_back(threshold_figures(sorted[i], i + 1, through, all_won));
  }
  return rows;
}

ThresholdFigures at_threshold(const BacktestLeads& leads, const ScoreTally& tally, double from) {
  const auto through = static_cast<std::uint64_t>(
      std::count_if(leads.points.begin(), leads.points.end(), [&](double p) { return p >= from; }));
  return threshold_figures(from, through, from_score(tally, from), outcomes(tally).won);
}

ThresholdFigures by_stages(const BacktestLeads& leads, std::uint64_t all_won) {
  std::uint64_t through = 0;
  OutcomeCount decided;
  for (std::size_t row = 0; row < leads.points.size(); ++row) {
    if (leads.promoted[row] == 0) continue;
    ++through;
    decided.won += leads.outcomes[row] == LeadOutcome::won ? 1U : 0U;
    decided.lost += leads.outcomes[row] == LeadOutcome::lost ? 1U : 0U;
  }
  return threshold_figures(std::nullopt, through, decided, all_won);
}

/// The lowest threshold that lets no more leads through than there is room for.
std::optional<ThresholdFigures> within(double room, const std::vector<ThresholdFigures>& curve) {
  std::optional<ThresholdFigures> best;
  for (const ThresholdFigures& row : curve)
    if (static_cast<double>(row.leads) <= room) best = row;
  return best;
}

// --- groups

/// What stands in one group.
struct Group {
  std::uint64_t leads = 0;
  std::vector<double> points;     // of the decided ones
  std::vector<std::uint8_t> won;
};

GroupingFigures judge_groups(const Grouping& grouping, const BacktestLeads& leads) {
  std::map<std::string, Group> groups;
  for (std::size_t row = 0; row < leads.points.size(); ++row) {
    if (grouping.group_of[row].empty()) continue;
    Group& group = groups[grouping.group_of[row]];
    ++group.leads;
    if (leads.outcomes[row] == LeadOutcome::open) continue;
    group.points.push_back(leads.points[row]);
    group.won.push_back(leads.outcomes[row] == LeadOutcome::won ? 1 : 0);
  }
  GroupingFigures figures{grouping.name, {}};
  for (const auto& [name, group] : groups) {
    const ScoreTally tally = *tally_scores(group.points, group.won);
    const OutcomeCount decided = outcomes(tally);
    figures.groups.push_back(
        {name, group.leads, decided, share(decided.won, decided.leads()), roc_auc(tally)});
  }
  return figures;
}

/// Folds as a grouping, with names that sort as their numbers do.
Grouping fold_grouping(const std::vector<std::uint32_t>& folds) {
  Grouping grouping{"fold", {}};
  std::uint32_t largest = 0;
  for (const std::uint32_t fold : folds)
    if (fold != no_fold) largest = std::max(largest, fold);
  const std::size_t digits = std::to_string(largest).size();
  for (const std::uint32_t fold : folds) {
    const std::string name = fold == no_fold ? std::string() : std::to_string(fold);
    if (name.empty()) grouping.group_of.push_back(name);
    else grouping.group_of.push_back(std::string(digits - name.size(), '0') + name);
  }
  return grouping;
}

// --- doubts

void warn(const ScoreTally& tally, BacktestReport& report) {
  const OutcomeCount all = outcomes(tally);
  const auto add = [&](const char* code, std::string message) {
    report.warnings.push_back({code, std::move(message)});
  };
  if (all.won == 0 || all.lost == 0) {
    add("backtest/one_class", all.leads() == 0 ? "no lead has an outcome: nothing can be judged"
                              : all.won == 0   ? "no lead was won: nothing tells won from lost"
                                               : "no lead was lost: nothing tells won from lost");
    return;
  }
  if (const std::uint64_t rarer = std::min(all.won, all.lost); rarer < few_outcomes)
    add("backtest/few_outcomes", "only " + std::to_string(rarer) + (all.won < all.lost ? " won" : " lost") +
                                     " leads: every figure may be chance");
  if (tally.size() == 1) add("backtest/constant", "all leads have the same points: there is no order to judge");
  if (all.leads() < few_for_isotonic)
    add("backtest/few_for_isotonic",
        "isotonic chances are made from fewer than 1000 leads: prefer the logistic ones");
  if (report.auc->interval && report.auc->interval->high < 0.5)
    add("backtest/wrong_way", "leads with more points are won less often: the score runs the wrong way");
}

void set_times(const BacktestLeads& leads, BacktestReport& report) {
  if (leads.at.empty()) return;
  const auto [first, last] = std::minmax_element(leads.at.begin(), leads.at.end());
  report.first_at = Timestamp{*first};
  report.last_at = Timestamp{*last};
}

}  // namespace

std::string_view to_text(LeadOutcome outcome) {
  switch (outcome) {
    case LeadOutcome::lost: return "lost";
    case LeadOutcome::won: return "won";
    case LeadOutcome::open: break;
  }
  return "open";
}

Part all_of(const Decided& decided) {
  Part part(decided.size());
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = i;
  return part;
}

ScoreTally tally_of(const Decided& decided, const Part& part) {
  std::vector<double> points;
  std::vector<std::uint8_t> won;
  for (const std::size_t i : part) {
    points.push_back(decided.points[i]);
    won.push_back(decided.won[i]);
  }
  return *tally_scores(points, won);
}

Result<BacktestReport> backtest(const BacktestLeads& leads, const BacktestOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (auto problem = check_columns(leads)) return *problem;
  const Decided decided = decided_leads(leads);
  const ScoreTally tally = *tally_scores(decided.points, decided.won);
  BacktestReport report;
  report.leads = leads.points.size();
  report.decided = outcomes(tally);
  report.open = report.leads - report.decided.leads();
  report.won = share(report.decided.won, report.decided.leads());
  set_times(leads, report);
  estimate(decided, tally, options, report);
  report.tenths = lift_rows(tally);
  report.curve = curve(leads, tally);
  if (options.threshold) report.threshold = at_threshold(leads, tally, *options.threshold);
  if (!leads.promoted.empty()) report.promoted = by_stages(leads, report.decided.won);
  if (options.capacity) {
    const Result<double> room = leads_of(*options.capacity, leads.points.size(), leads.at);
    if (!room) return room.error();
    report.capacity = within(*room, report.curve);
  }
  for (const Grouping& grouping : leads.groupings)
    report.groupings.push_back(judge_groups(grouping, leads));
  if (!leads.folds.empty())
    report.groupings.push_back(judge_groups(fold_grouping(leads.folds), leads));
  report.calibration = calibrate(leads, decided, options.seed);
  report.rules = judge_rules(leads, decided);
  report.drift = drift(leads, decided);
  warn(tally, report);
  return report;
}

}  // namespace bantam
