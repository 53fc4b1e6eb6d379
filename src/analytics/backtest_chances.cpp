// Backtest, chances: never judged on the leads that they were made from.
#include <algorithm>
#include <map>
#include <utility>

#include "analytics/backtest_parts.hpp"
#include "analytics/learn_random.hpp"

namespace bantam {

namespace {

constexpr std::uint32_t drawn_folds = 5;
constexpr double share_to_make_from = 0.7;

struct Split {
  Part made_from;
  Part judged;
};

bool both_outcomes(const Decided& decided, const Part& part) {
  const auto won = [&](std::size_t i) { return decided.won[i] != 0; };
  return std::any_of(part.begin(), part.end(), won) && !std::all_of(part.begin(), part.end(), won);
}

/// When a decided lead came, and when it was known what became of it.
struct Times {
  std::int64_t came = 0;
  std::int64_t known = 0;
};

std::vector<Times> times_of(const BacktestLeads& leads, const Decided& decided) {
  std::vector<Times> times;
  for (const std::size_t row : decided.rows)
    times.push_back({leads.at[row], leads.known.empty()
                                        ? leads.at[row]
                                        : std::max(leads.at[row], leads.known[row])});
  return times;
}

/// The latest moment at which no more than seven tenths make: of the leads that came before and
/// were known by then, and those that came since.
std::optional<std::int64_t> split_moment(const std::vector<Times>& times) {
  std::vector<std::int64_t> came;
  std::vector<std::pair<std::int64_t, std::int64_t>> known;
  for (const Times& one : times) {
    came.push_back(one.came);
    known.emplace_back(one.known, one.came);
  }
  std::sort(came.begin(), came.end());
  std::sort(known.begin(), known.end());
  std::optional<std::int64_t> moment;
  std::size_t make = 0;
  for (std::size_t before = 1; before < came.size(); ++before) {
    const std::int64_t here = came[before];
    if (here == came[before - 1]) continue;
    while (known[make].first <= here && known[make].second < here) ++make;  // one that came here is among them
    const auto judge = static_cast<double>(came.size() - before);
    if (static_cast<double>(make) > share_to_make_from * (static_cast<double>(make) + judge)) break;
    moment = here;
  }
  return moment;
}

/// Nothing where what was known by the moment is of one outcome only, or where most leads came
/// before and were not: the few that are left tell more of their days than of the points.
std::vector<Split> split_by_time(const BacktestLeads& leads, const Decided& decided) {
  const std::vector<Times> times = times_of(leads, decided);
  const std::optional<std::int64_t> moment = split_moment(times);
  if (!moment) return {};
  Split split;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i].came >= *moment)
      split.judged.push_back(i);
    else if (times[i].known <= *moment)
      split.made_from.push_back(i);
  }
  const std::size_t used = split.made_from.size() + split.judged.size();
  if (!both_outcomes(decided, split.made_from) || 2 * used < times.size()) return {};
  return {std::move(split)};
}

std::vector<Split> split_by_folds(const std::vector<std::uint32_t>& fold_of) {
  std::map<std::uint32_t, Split> splits;
  for (const std::uint32_t fold : fold_of) splits.emplace(fold, Split());
  for (std::size_t i = 0; i < fold_of.size(); ++i)
    for (auto& [fold, split] : splits)
      (fold == fold_of[i] ? split.judged : split.made_from).push_back(i);
  std::vector<Split> result;
  for (auto& [fold, split] : splits) result.push_back(std::move(split));
  return result;
}

/// Each outcome is dealt out by itself, so that every fold has its share of both.
std::vector<std::uint32_t> draw_folds(const Decided& decided, std::uint64_t seed) {
  learning::Random random(seed);
  std::vector<std::uint32_t> fold_of(decided.size());
  for (const std::uint8_t outcome : {std::uint8_t{0}, std::uint8_t{1}}) {
    Part own;
    for (std::size_t i = 0; i < decided.size(); ++i)
      if (decided.won[i] == outcome) own.push_back(i);
    for (std::size_t i = own.size(); i > 1; --i) std::swap(own[i - 1], own[random.below(i)]);
    for (std::size_t i = 0; i < own.size(); ++i)
      fold_of[own[i]] = static_cast<std::uint32_t>(i % drawn_folds);
  }
  return fold_of;
}

std::vector<std::uint32_t> given_folds(const BacktestLeads& leads, const Decided& decided) {
  std::vector<std::uint32_t> fold_of;
  for (const std::size_t row : decided.rows) fold_of.push_back(leads.folds[row]);
  return fold_of;
}

/// Chances of the judged leads of all splits, by each method, beside what became of them.
struct Judged {
  std::vector<double> logistic;
  std::vector<double> isotonic;
  std::vector<double> prior;
  std::vector<std::uint8_t> won;
};

/// False: there are not both outcomes to make chances from.
bool judge_split(const Decided& decided, const Split& split, Judged& judged) {
  const ScoreTally tally = tally_of(decided, split.made_from);
  const auto logistic = fit_logistic(tally);
  const auto isotonic = fit_isotonic(tally);
  if (!logistic) return false;
  const OutcomeCount made_from = outcomes(tally);
  const double prior = static_cast<double>(made_from.won) / static_cast<double>(made_from.leads());
  for (const std::size_t i : split.judged) {
    judged.logistic.push_back(chance_of(*logistic, decided.points[i]));
    judged.isotonic.push_back(chance_of(*isotonic, decided.points[i]));
    judged.prior.push_back(prior);
    judged.won.push_back(decided.won[i]);
  }
  return true;
}

}  // namespace

std::optional<Calibration> calibrate(const BacktestLeads& leads, const Decided& decided,
                                     std::uint64_t seed) {
  Calibration calibration;
  std::vector<Split> splits;
  if (!leads.folds.empty()) {
    calibration.split = "given folds";
    splits = split_by_folds(given_folds(leads, decided));
  } else if (!leads.at.empty()) {
    calibration.split = "time";
    splits = split_by_time(leads, decided);
  }
  if (splits.empty()) {
    calibration.split = "drawn folds";
    splits = split_by_folds(draw_folds(decided, seed));
  }
  Judged judged;
  for (const Split& split : splits)
    if (!judge_split(decided, split, judged)) return std::nullopt;
  if (judged.won.empty()) return std::nullopt;
  calibration.judged = judged.won.size();
  if (calibration.split == "time") {
    calibration.made_from = splits[0].made_from.size();
    calibration.unknown = decided.size() - calibration.judged - calibration.made_from;
  }
  const ChanceFigures prior = **judge_chances(judged.prior, judged.won);
  calibration.prior_log_loss = prior.log_loss;
  calibration.prior_brier = prior.brier;
  calibration.methods = {{"logistic", **judge_chances(judged.logistic, judged.won)},
                         {"isotonic", **judge_chances(judged.isotonic, judged.won)}};
  const ScoreTally all = tally_of(decided, all_of(decided));
  calibration.logistic = fit_logistic(all);
  calibration.isotonic = fit_isotonic(all);
  return calibration;
}

}  // namespace bantam
