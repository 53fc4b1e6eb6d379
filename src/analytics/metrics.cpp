// Metrics of scores: every one is a walk over the tally, from the highest score down.
#include "bantam/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/outcome_columns.hpp"
#include "values/floating_point.hpp"

namespace bantam {

Result<ScoreTally> tally_scores(View<double> scores, View<std::uint8_t> won) {
  const DefaultFloatingPoint floating_point;
  if (const auto problem = check_outcomes("scores", scores, won)) return *problem;
  std::vector<std::size_t> order(scores.size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  ScoreTally tally;
  for (const std::size_t row : order) {
    if (tally.empty() || tally.back().score != scores[row]) tally.push_back({scores[row], 0, 0});
    ++(won[row] != 0 ? tally.back().won : tally.back().lost);
  }
  return tally;
}

OutcomeCount outcomes(const ScoreTally& tally) {
  OutcomeCount all;
  for (const ScoreCount& one : tally) {
    all.won += one.won;
    all.lost += one.lost;
  }
  return all;
}

std::optional<double> roc_auc(const ScoreTally& tally) {
  const DefaultFloatingPoint floating_point;
  double pairs = 0;  // twice the pairs in right order
  double won = 0;    // so far, that is with higher scores
  double lost = 0;
  for (const ScoreCount& one : tally) {
    const auto tied_won = static_cast<double>(one.won);
    const auto tied_lost = static_cast<double>(one.lost);
    pairs += tied_lost * (2 * won + tied_won);
    won += tied_won;
    lost += tied_lost;
  }
  if (won == 0 || lost == 0) return std::nullopt;
  return pairs / (2 * won * lost);
}

double auc_error(double auc, const OutcomeCount& leads) {
  const DefaultFloatingPoint floating_point;
  const auto won = static_cast<double>(leads.won);
  const auto lost = static_cast<double>(leads.lost);
  const double two_won = auc / (2 - auc);               // both of two won leads above a lost one
  const double two_lost = 2 * auc * auc / (1 + auc);    // a won lead above both of two lost ones
  const double variance = (auc * (1 - auc) + (won - 1) * (two_won - auc * auc) +
                           (lost - 1) * (two_lost - auc * auc)) / (won * lost);
  return std::sqrt(std::max(variance, 0.0));
}

std::optional<double> average_precision(const ScoreTally& tally) {
  const DefaultFloatingPoint floating_point;
  double sum = 0;
  double won = 0;
  double leads = 0;
  for (const ScoreCount& one : tally) {
    const auto step = static_cast<double>(one.won);
    won += step;
    leads += static_cast<double>(one.won + one.lost);
    if (step > 0) sum += step * (won / leads);
  }
  if (won == 0) return std::nullopt;
  return sum / won;
}

std::optional<double> largest_gap(const ScoreTally& tally) {
  const DefaultFloatingPoint floating_point;
  const OutcomeCount all = outcomes(tally);
  if (all.won == 0 || all.lost == 0) return std::nullopt;
  double won = 0;
  double lost = 0;
  double gap = 0;
  for (const ScoreCount& one : tally) {
    won += static_cast<double>(one.won);
    lost += static_cast<double>(one.lost);
    gap = std::max(gap, std::abs(won / static_cast<double>(all.won) - lost / static_cast<double>(all.lost)));
  }
  return gap;
}

double won_among(const ScoreTally& tally, double count) {
  const DefaultFloatingPoint floating_point;
  double won = 0;
  for (const ScoreCount& one : tally) {
    const auto here = static_cast<double>(one.won + one.lost);
    if (here > count) return won + (count > 0 ? static_cast<double>(one.won) * count / here : 0);
    won += static_cast<double>(one.won);
    count -= here;
  }
  return won;
}

std::optional<double> lift(const ScoreTally& tally, double share) {
  const DefaultFloatingPoint floating_point;
  const OutcomeCount all = outcomes(tally);
  const auto leads = static_cast<double>(all.leads());
  const double count = std::floor(share * leads + 0.5);
  if (all.won == 0 || count < 1) return std::nullopt;
  return (won_among(tally, count) / count) / (static_cast<double>(all.won) / leads);
}

OutcomeCount from_score(const ScoreTally& tally, double least) {
  const DefaultFloatingPoint floating_point;
  OutcomeCount count;
  for (const ScoreCount& one : tally) {
    if (one.score < least) break;
    count.won += one.won;
    count.lost += one.lost;
  }
  return count;
}

OutcomeCount between_scores(const ScoreTally& tally, double least, double below) {
  const DefaultFloatingPoint floating_point;
  OutcomeCount count;
  for (const ScoreCount& one : tally) {
    if (one.score < least || one.score >= below) continue;
    count.won += one.won;
    count.lost += one.lost;
  }
  return count;
}

}  // namespace bantam
