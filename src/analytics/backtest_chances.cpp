// Backtest, chances: never judged on the leads that they were made from.
#include <algorithm>
#include <map>
#include <utility>

#include "analytics/backtest_parts.hpp"
#include "analytics/learn_random.hpp"

namespace bantam {

namespace {

constexpr std::uint32_t drawn_folds = 5;
constexpr double share_to_make_from = 0.7;  // of the leads in order of time

struct Split {
  Part made_from;
  Part judged;
};

/// The first seven tenths make, the others judge; leads of one moment stay on one side.
std::vector<Split> split_by_time(const BacktestLeads& leads, const Decided& decided) {
  Part order = all_of(decided);
  const auto at = [&](std::size_t i) { return leads.at[decided.rows[i]]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return at(a) < at(b); });
  auto cut = static_cast<std::size_t>(share_to_make_from * static_cast<double>(order.size()));
  while (cut > 0 && cut < order.size() && at(order[cut]) == at(order[cut - 1])) --cut;
  if (cut == 0) return {};
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(cut);
  return {{Part(order.begin(), middle), Part(middle, order.end())}};
}

std::vector<Split> split_by_folds(const std::vector<std::uint32_t>& fold_of) {
  std::map<std::uint32_t, Split> splits;
  for (const std::uint32_t fold : fold_of) splits.emplace(fold, Split());
  for (std::size_t i = 0; i < fold_of.size(); ++i)
    for (auto& [fold, split] : splits) (fold == fold_of[i] ? split.judged : split.made_from).push_back(i);
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
  if (!logistic || !isotonic) return false;
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
  if (calibration.split == "time") calibration.made_from = splits[0].made_from.size();
  calibration.judged = judged.won.size();
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
