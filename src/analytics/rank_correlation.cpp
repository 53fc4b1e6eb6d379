// Rank correlation. Pairs are counted in whole numbers; Kendall's by a merge sort (Knight, 1966).
#include "analytics/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace bantam {

namespace {

using Pairs = std::vector<std::pair<double, double>>;

/// Twice the rank of each number, so that the mean of tied ranks is whole.
std::vector<double> doubled_ranks(View<double> numbers) {
  std::vector<std::size_t> order(numbers.size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  std::vector<double> ranks(numbers.size);
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && numbers[order[end]] == numbers[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end - 1);
    begin = end;
  }
  return ranks;
}

double pairs_of(std::uint64_t count) {
  return static_cast<double>(count) * (static_cast<double>(count) - 1) / 2;
}

/// How many pairs are equal in a sorted sequence.
template <class Sequence, class Same>
double tied_pairs(const Sequence& sorted, const Same& same) {
  double pairs = 0;
  std::uint64_t run = 1;
  for (std::size_t i = 1; i <= sorted.size(); ++i) {
    if (i < sorted.size() && same(sorted[i], sorted[i - 1])) {
      ++run;
      continue;
    }
    pairs += pairs_of(run);
    run = 1;
  }
  return pairs;
}

/// Sorts, and counts the pairs that stood the wrong way round.
std::uint64_t sort_counting(std::vector<double>& numbers, std::size_t begin, std::size_t end) {
  if (end - begin < 2) return 0;
  const std::size_t middle = begin + (end - begin) / 2;
  std::uint64_t wrong = sort_counting(numbers, begin, middle) + sort_counting(numbers, middle, end);
  std::vector<double> merged;
  merged.reserve(end - begin);
  std::size_t left = begin;
  for (std::size_t right = middle; right < end; ++right) {
    for (; left < middle && numbers[left] <= numbers[right]; ++left) merged.push_back(numbers[left]);
    wrong += middle - left;
    merged.push_back(numbers[right]);
  }
  for (; left < middle; ++left) merged.push_back(numbers[left]);
  std::copy(merged.begin(), merged.end(), numbers.begin() + static_cast<std::ptrdiff_t>(begin));
  return wrong;
}

}  // namespace

std::optional<double> spearman(View<double> a, View<double> b) {
  const std::vector<double> x = doubled_ranks(a);
  const std::vector<double> y = doubled_ranks(b);
  const double mean = static_cast<double>(x.size()) - 1;  // of doubled ranks 0, 2, …
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  if (!(xx > 0) || !(yy > 0)) return std::nullopt;
  return xy / std::sqrt(xx * yy);
}

std::optional<double> kendall(View<double> a, View<double> b) {
  Pairs pairs;
  for (std::size_t i = 0; i < a.size; ++i) pairs.emplace_back(a[i], b[i]);
  std::sort(pairs.begin(), pairs.end());
  const double tied_a = tied_pairs(pairs, [](const auto& p, const auto& q) { return p.first == q.first; });
  const double tied_both = tied_pairs(pairs, [](const auto& p, const auto& q) { return p == q; });
  std::vector<double> second;
  for (const auto& pair : pairs) second.push_back(pair.second);
  const auto wrong = static_cast<double>(sort_counting(second, 0, second.size()));
  const double tied_b = tied_pairs(second, [](double p, double q) { return p == q; });
  const double all = pairs_of(pairs.size());
  if (pairs.empty() || !(all > tied_a) || !(all > tied_b)) return std::nullopt;
  return (all - tied_a - tied_b + tied_both - 2 * wrong) / std::sqrt((all - tied_a) * (all - tied_b));
}

}  // namespace bantam
