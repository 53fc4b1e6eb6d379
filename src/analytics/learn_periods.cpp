// Periods: leads by the time they came.
#include "analytics/learn_periods.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bantam::learning {

std::vector<std::vector<std::size_t>> periods_of(const std::vector<std::uint8_t>& won,
                                                 View<std::int64_t> at, std::size_t count) {
  std::vector<std::vector<std::size_t>> blocks;
  const std::size_t rows = won.size();
  if (at.size != rows) return blocks;
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return at[x] < at[y]; });
  const auto all_won = static_cast<std::size_t>(std::count(won.begin(), won.end(), 1));
  const std::uint8_t rarer = 2 * all_won <= rows ? 1 : 0;
  const std::size_t all = rarer == 1 ? all_won : rows - all_won;
  std::size_t begin = 0;
  std::size_t seen = 0;  // leads of the rarer outcome so far
  for (std::size_t k = 0; k < rows; ++k) {
    seen += won[order[k]] == rarer ? 1 : 0;
    const bool last = k + 1 == rows;
    const bool full = seen * count >= all * (blocks.size() + 1) && blocks.size() + 1 < count;
    const bool moment_goes_on = !last && at[order[k + 1]] == at[order[k]];
    if (!last && (!full || moment_goes_on)) continue;
    blocks.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(begin),
                        order.begin() + static_cast<std::ptrdiff_t>(k + 1));
    std::sort(blocks.back().begin(), blocks.back().end());
    begin = k + 1;
  }
  return blocks;
}

std::vector<double> period_odds(const std::vector<std::uint8_t>& won, View<std::int64_t> at) {
  // Shares move within a quarter, too: as many periods as have enough outcomes to tell theirs.
  constexpr std::size_t outcomes_of_period = 40, fewest = 4, most = 30;
  const auto all_won = static_cast<std::size_t>(std::count(won.begin(), won.end(), 1));
  const std::size_t rarer = std::min(all_won, won.size() - all_won);
  const std::size_t periods = std::clamp(rarer / outcomes_of_period, fewest, most);
  constexpr double as_all = 20;  // leads of the overall share that each period is given beside its own
  std::vector<double> odds;
  const std::vector<std::vector<std::size_t>> blocks = periods_of(won, at, periods);
  if (blocks.empty()) return odds;
  odds.resize(won.size());
  const double base = static_cast<double>(std::count(won.begin(), won.end(), 1)) / static_cast<double>(won.size());
  for (const std::vector<std::size_t>& block : blocks) {
    double of_block = as_all * base;
    for (const std::size_t row : block) of_block += won[row];
    const double share = of_block / (static_cast<double>(block.size()) + as_all);
    const double own = std::log(share / (1 - share)) - std::log(base / (1 - base));
    for (const std::size_t row : block) odds[row] = own;
  }
  return odds;
}

}  // namespace bantam::learning
