// Validation: how good a recipe is on leads it has not seen.
#include "analytics/learn_validate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/learn_chances.hpp"
#include "analytics/learn_periods.hpp"
#include "analytics/learn_random.hpp"

namespace bantam::learning {
namespace {

constexpr std::size_t fold_count = 5;  // of drawn ones
constexpr std::size_t time_blocks = 5;
constexpr std::size_t fewest_known = 10;  // of the rarer outcome: fewer teach nothing that could be judged

bool both_outcomes(const std::vector<std::size_t>& rows, const std::vector<std::uint8_t>& won) {
  bool seen[2] = {false, false};
  for (const std::size_t row : rows) seen[won[row] != 0 ? 1 : 0] = true;
  return seen[0] && seen[1];
}

std::vector<Fold> folds_by(const std::vector<std::uint32_t>& fold_of) {
  std::vector<std::uint32_t> names = fold_of;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<Fold> folds(names.size());
  for (std::size_t f = 0; f < names.size(); ++f)
    for (std::size_t i = 0; i < fold_of.size(); ++i)
      (fold_of[i] == names[f] ? folds[f].judged : folds[f].made_from).push_back(i);
  return folds;
}

void keep_usable(Folds& folds, const std::vector<std::uint8_t>& won) {
  std::vector<Fold> usable;
  for (Fold& fold : folds.folds)
    if (both_outcomes(fold.made_from, won)) usable.push_back(std::move(fold));
  folds.folds = std::move(usable);
}

std::size_t rarer_of(const std::vector<std::size_t>& rows, const std::vector<std::uint8_t>& won) {
  std::size_t count = 0;
  for (const std::size_t row : rows) count += won[row];
  return std::min(count, rows.size() - count);
}

/// Blocks of time, each judged by what was known of those before it when its first lead came. None
/// where that can be done for fewer than half of them: a block or two tell more of their season
/// than of the leads.
std::vector<Fold> folds_by_time(const std::vector<std::uint8_t>& won, const OutcomeColumns& outcomes) {
  const std::vector<std::vector<std::size_t>> blocks = periods_of(won, outcomes.at, time_blocks);
  std::vector<Fold> folds;
  for (std::size_t b = 1; b < blocks.size(); ++b) {
    Fold fold;
    fold.judged = blocks[b];
    std::int64_t begin = outcomes.at[blocks[b][0]];
    for (const std::size_t row : blocks[b]) begin = std::min(begin, outcomes.at[row]);
    for (std::size_t before = 0; before < b; ++before)
      for (const std::size_t row : blocks[before])
        if (outcomes.known.size == 0 || outcomes.known[row] <= begin) fold.made_from.push_back(row);
    std::sort(fold.made_from.begin(), fold.made_from.end());
    if (rarer_of(fold.made_from, won) >= fewest_known) folds.push_back(std::move(fold));
  }
  if (2 * folds.size() + 1 < blocks.size()) folds.clear();
  return folds;
}

/// Each outcome is dealt out by itself, so that every fold has its share.
std::vector<Fold> drawn_folds(const std::vector<std::uint8_t>& won, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::uint32_t> fold_of(won.size(), 0);
  std::size_t next = 0;
  for (int outcome = 0; outcome < 2; ++outcome) {
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < won.size(); ++i)
      if ((won[i] != 0 ? 1 : 0) == outcome) own.push_back(i);
    for (std::size_t i = own.size(); i > 1; --i) std::swap(own[i - 1], own[random.below(i)]);
    for (const std::size_t row : own) fold_of[row] = static_cast<std::uint32_t>(next++ % fold_count);
  }
  return folds_by(fold_of);
}

}  // namespace

Folds folds_within_time(const std::vector<std::uint8_t>& won, View<std::int64_t> at) {
  Folds folds;
  folds.by = "periods";
  std::vector<std::uint32_t> block_of(won.size(), 0);
  const std::vector<std::vector<std::size_t>> blocks = periods_of(won, at, time_blocks);
  for (std::size_t b = 0; b < blocks.size(); ++b)
    for (const std::size_t row : blocks[b]) block_of[row] = static_cast<std::uint32_t>(b);
  folds.folds = folds_by(block_of);
  keep_usable(folds, won);
  return folds;
}

Folds folds_of(const std::vector<std::uint8_t>& won, const OutcomeColumns& outcomes, std::uint64_t seed) {
  const std::size_t rows = won.size();
  Folds folds;
  if (outcomes.folds.size == rows) {
    folds.by = "given folds";
    folds.folds = folds_by({outcomes.folds.data, outcomes.folds.data + rows});
    keep_usable(folds, won);
    return folds;
  }
  folds.by = "time";
  folds.folds = folds_by_time(won, outcomes);
  keep_usable(folds, won);
  if (!folds.folds.empty()) return folds;
  folds.by = "drawn folds";
  folds.folds = drawn_folds(won, seed);
  keep_usable(folds, won);
  return folds;
}

Validation validate(const Folds& folds, const std::vector<std::uint8_t>& won,
                    const std::function<Scored(const Fold&)>& scorer) {
  Validation validation;
  double auc_sum = 0, variance = 0, loss = 0, prior_loss = 0;
  std::size_t judged_folds = 0;
  for (const Fold& fold : folds.folds) {
    const Scored scored = scorer(fold);
    std::vector<std::uint8_t> made, judged;
    for (const std::size_t row : fold.made_from) made.push_back(won[row]);
    for (const std::size_t row : fold.judged) judged.push_back(won[row]);
    const auto n = static_cast<double>(judged.size());
    const ScoreTally tally = *tally_scores(scored.judged, judged);
    if (const auto auc = roc_auc(tally)) {
      const double error = auc_error(*auc, outcomes(tally));
      auc_sum += *auc;
      variance += error * error;
      ++judged_folds;
    }
    loss += n * log_loss_of(rising_chances(scored.made_from, made), scored.judged, judged);
    const double base = static_cast<double>(std::count(made.begin(), made.end(), 1)) /
                        static_cast<double>(made.size());
    prior_loss += n * (*judge_chances(std::vector<double>(judged.size(), base), judged))->log_loss.value;
    validation.leads += judged.size();
  }
  if (judged_folds > 0) {
    const auto count = static_cast<double>(judged_folds);
    const double auc = auc_sum / count;
    validation.auc = auc;
    const double half = 1.96 * std::sqrt(variance) / count;
    validation.auc_low = std::max(0.0, auc - half);
    validation.auc_high = std::min(1.0, auc + half);
  }
  if (validation.leads > 0) {
    validation.log_loss = loss / static_cast<double>(validation.leads);
    validation.prior_log_loss = prior_loss / static_cast<double>(validation.leads);
  }
  return validation;
}

std::vector<Path> paths_of(const Recipe& recipe, const BinnedTable& table, const Sample& sample,
                           const Folds& folds) {
  std::vector<Path> paths;
  for (const Fold& fold : folds.folds)
    paths.push_back(follow(recipe, table, rows_of(sample, fold.made_from)));
  return paths;
}

BestSize best_size(const std::vector<Path>& paths, const Sample& sample, const Folds& folds) {
  std::size_t most = 0;
  for (const Path& path : paths) most = std::max(most, path.models.size());
  std::vector<double> losses(most, 0.0);
  std::vector<std::vector<double>> by_lead(most);
  for (std::size_t f = 0; f < paths.size(); ++f) {
    const Sample judged = rows_of(sample, folds.folds[f].judged);
    for (std::size_t size = 0; size < most; ++size) {
      const Path& path = paths[f];
      const Additive& model = path.models[std::min(size, path.models.size() - 1)];
      for (std::size_t i = 0; const double z : log_odds(model, judged)) {
        const double loss = std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))) -
                            (judged.won[i++] != 0 ? z : 0.0);
        losses[size] += loss;
        by_lead[size].push_back(loss);
      }
    }
  }
  if (most == 0) return {};
  std::size_t best = 0;
  for (std::size_t size = 1; size < most; ++size)
    if (losses[size] < losses[best]) best = size;
  // A smaller one is about as good where it is within a twentieth of the standard error of the difference.
  for (std::size_t size = 0; size < best; ++size) {
    double square = 0;
    for (std::size_t i = 0; i < by_lead[size].size(); ++i) {
      const double difference = by_lead[size][i] - by_lead[best][i];
      square += difference * difference;
    }
    if (losses[size] - losses[best] < 0.05 * std::sqrt(square)) return {size, losses[0] - losses[size]};
  }
  return {best, losses[0] - losses[best]};
}

Scored naive_bayes(const BinnedTable& table, const Sample& sample, const Fold& fold,
                   const std::vector<bool>& usable) {
  constexpr double smoothing = 0.1;
  double won = 0, lost = 0;
  for (const std::size_t row : fold.made_from) (sample.won[row] != 0 ? won : lost) += 1;
  // What each code says for or against, by attribute; what is missing says nothing.
  std::vector<std::vector<double>> says(table.attributes.size());
  for (std::size_t a = 0; a < table.attributes.size(); ++a) {
    const std::size_t codes = table.attributes[a].code_count;
    std::vector<double> of_won(codes, 0.0), of_lost(codes, 0.0);
    double known_won = 0, known_lost = 0;
    for (const std::size_t row : fold.made_from) {
      const std::uint8_t code = sample.codes[a][row];
      if (code == 0) continue;
      (sample.won[row] != 0 ? of_won : of_lost)[code] += 1;
      (sample.won[row] != 0 ? known_won : known_lost) += 1;
    }
    says[a].assign(codes, 0.0);
    if (!usable.empty() && !usable[a]) continue;
    const double all = smoothing * static_cast<double>(codes - 1);
    for (std::size_t code = 1; code < codes; ++code)
      if (of_won[code] + of_lost[code] > 0)
        says[a][code] = std::log((of_won[code] + smoothing) / (known_won + all)) -
                        std::log((of_lost[code] + smoothing) / (known_lost + all));
  }
  const double prior = std::log((won + smoothing) / (lost + smoothing));
  const auto score = [&](const std::vector<std::size_t>& rows) {
    std::vector<double> chances;
    for (const std::size_t row : rows) {
      double z = prior;
      for (std::size_t a = 0; a < table.attributes.size(); ++a) z += says[a][sample.codes[a][row]];
      chances.push_back(std::clamp(1 / (1 + std::exp(-z)), 0.0001, 0.9999));
    }
    return chances;
  };
  return {score(fold.judged), score(fold.made_from)};
}

}  // namespace bantam::learning
