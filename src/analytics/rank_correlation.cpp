// Rank correlation. Pairs in the wrong order are counted while one column is sorted by merging.
#include "analytics/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace bantam {

namespace {

std::vector<std::size_t> order_of(std::size_t size) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

/// Sorts, and gives how many pairs stood in the wrong order.
std::uint64_t count_swaps(std::vector<double>& values, std::vector<double>& room, std::size_t first,
                          std::size_t last) {
  if (last - first < 2) return 0;
  const std::size_t middle = first + (last - first) / 2;
  std::uint64_t swaps = count_swaps(values, room, first, middle) + count_swaps(values, room, middle, last);
  std::size_t left = first;
  std::size_t right = middle;
  for (std::size_t out = first; out < last; ++out) {
    const bool take_right = left == middle || (right < last && values[right] < values[left]);
    if (take_right) swaps += middle - left;
    room[out] = values[take_right ? right++ : left++];
  }
  std::copy(room.begin() + static_cast<std::ptrdiff_t>(first), room.begin() + static_cast<std::ptrdiff_t>(last),
            values.begin() + static_cast<std::ptrdiff_t>(first));
  return swaps;
}

std::uint64_t pairs(std::uint64_t count) { return count < 2 ? 0 : count * (count - 1) / 2; }

/// Pairs of rows, next to each other in `order`, that `same` says are tied.
template <class Same>
std::uint64_t tied_pairs(const std::vector<std::size_t>& order, const Same& same) {
  std::uint64_t tied = 0;
  std::uint64_t run = 1;
  for (std::size_t i = 1; i <= order.size(); ++i) {
    if (i < order.size() && same(order[i - 1], order[i])) {
      ++run;
      continue;
    }
    tied += pairs(run);
    run = 1;
  }
  return tied;
}

}  // namespace

std::vector<double> ranks(const std::vector<double>& numbers) {
  std::vector<std::size_t> order = order_of(numbers.size());
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
  std::vector<double> rank(numbers.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last < order.size() && numbers[order[last]] == numbers[order[first]]) ++last;
    for (std::size_t i = first; i < last; ++i)
      rank[order[i]] = static_cast<double>(first + last + 1) / 2;
    first = last;
  }
  return rank;
}

std::optional<double> spearman(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> rank_a = ranks(a);
  const std::vector<double> rank_b = ranks(b);
  const double mean = (static_cast<double>(a.size()) + 1) / 2;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = rank_a[i] - mean;
    const double y = rank_b[i] - mean;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  if (!(aa > 0) || !(bb > 0)) return std::nullopt;
  return ab / (std::sqrt(aa) * std::sqrt(bb));
}

std::optional<double> kendall(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<std::size_t> order = order_of(a.size());
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    return a[i] != a[j] ? a[i] < a[j] : b[i] < b[j];
  });
  const std::uint64_t all = pairs(a.size());
  const std::uint64_t tied_a = tied_pairs(order, [&](std::size_t i, std::size_t j) { return a[i] == a[j]; });
  const std::uint64_t tied_both =
      tied_pairs(order, [&](std::size_t i, std::size_t j) { return a[i] == a[j] && b[i] == b[j]; });
  std::vector<double> values;
  for (const std::size_t i : order) values.push_back(b[i]);
  std::vector<double> room(values.size());
  const std::uint64_t swaps = count_swaps(values, room, 0, values.size());
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return b[i] < b[j]; });
  const std::uint64_t tied_b = tied_pairs(order, [&](std::size_t i, std::size_t j) { return b[i] == b[j]; });
  if (all == tied_a || all == tied_b) return std::nullopt;
  const double untied = static_cast<double>(all + tied_both) - static_cast<double>(tied_a + tied_b);
  return (untied - 2 * static_cast<double>(swaps)) /
         (std::sqrt(static_cast<double>(all - tied_a)) * std::sqrt(static_cast<double>(all - tied_b)));
}

}  // namespace bantam
