// Bootstrap. A draw is counted into cells, one a distinct score and outcome: nothing is sorted twice.
#include "analytics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/learn_random.hpp"

namespace bantam {

namespace {

/// A column of scores, with the place of each lead's score in its tally.
struct Ranked {
  ScoreTally tally;
  std::vector<std::uint32_t> place;
};

Ranked rank(View<double> scores) {
  Ranked ranked;
  std::vector<std::uint32_t> order(scores.size);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  ranked.place.resize(scores.size);
  for (const std::uint32_t row : order) {
    if (ranked.tally.empty() || ranked.tally.back().score != scores[row])
      ranked.tally.push_back({scores[row], 0, 0});
    ranked.place[row] = static_cast<std::uint32_t>(ranked.tally.size() - 1);
  }
  return ranked;
}

void clear(ScoreTally& tally) {
  for (ScoreCount& one : tally) one.won = one.lost = 0;
}

/// A whole number below `bound`, from the upper half of a random word.
std::uint32_t below(std::uint64_t word, std::uint32_t bound) {
  return static_cast<std::uint32_t>(((word >> 32U) * bound) >> 32U);
}

void draw(std::vector<Ranked>& ranked, std::vector<ScoreTally>& tallies, View<std::uint8_t> won,
          learning::Random& random) {
  const auto leads = static_cast<std::uint32_t>(won.size);
  for (ScoreTally& tally : tallies) clear(tally);
  for (std::uint32_t i = 0; i < leads; ++i) {
    const std::uint32_t lead = below(random.next(), leads);
    for (std::size_t c = 0; c < ranked.size(); ++c) {
      ScoreCount& cell = tallies[c][ranked[c].place[lead]];
      ++(won[lead] != 0 ? cell.won : cell.lost);
    }
  }
}

}  // namespace

Interval middle(const std::vector<double>& sorted) {
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (place - std::floor(place)) * (sorted[high] - sorted[low]);
  };
  return {at(0.025), at(0.975)};
}

std::vector<std::optional<Interval>> bootstrap(
    const std::vector<View<double>>& columns, View<std::uint8_t> won, std::uint64_t seed,
    std::size_t draws, const std::function<DrawnFigures(const std::vector<ScoreTally>&)>& figures) {
  std::vector<Ranked> ranked;
  std::vector<ScoreTally> tallies;
  for (const View<double>& column : columns) {
    ranked.push_back(rank(column));
    tallies.push_back(ranked.back().tally);
  }
  learning::Random random(seed);
  std::vector<std::vector<double>> drawn;
  for (std::size_t i = 0; i < draws && won.size > 0; ++i) {
    draw(ranked, tallies, won, random);
    const DrawnFigures found = figures(tallies);
    drawn.resize(found.size());
    for (std::size_t f = 0; f < found.size(); ++f)
      if (found[f]) drawn[f].push_back(*found[f]);
  }
  std::vector<std::optional<Interval>> intervals;
  for (std::vector<double>& values : drawn) {
    std::sort(values.begin(), values.end());
    const bool enough = !values.empty() && values.size() * 10 >= draws * 9;
    intervals.push_back(enough ? std::optional(middle(values)) : std::nullopt);
  }
  return intervals;
}

}  // namespace bantam
