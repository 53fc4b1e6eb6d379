// DeLong. Of each lead: the share of leads with the other outcome that it stands on the right side of.
#include "analytics/delong.hpp"

#include <cmath>

#include "analytics/rank_correlation.hpp"

namespace bantam {

namespace {

/// By row: its rank among all less its rank among its own, over the number of the others.
std::vector<double> shares_below(const std::vector<double>& points, const std::vector<std::uint8_t>& won) {
  std::vector<double> own[2];
  for (std::size_t i = 0; i < points.size(); ++i) own[won[i]].push_back(points[i]);
  const std::vector<double> rank = ranks(points);
  const std::vector<double> own_rank[2] = {ranks(own[0]), ranks(own[1])};
  std::size_t next[2] = {0, 0};
  std::vector<double> shares(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    shares[i] = (rank[i] - own_rank[won[i]][next[won[i]]++]) / static_cast<double>(own[1 - won[i]].size());
  return shares;
}

struct Spread {
  double count = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    count += 1;
    const double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }
  double variance_of_mean() const { return squares / (count - 1) / count; }
};

}  // namespace

std::optional<double> auc_p_value(const std::vector<double>& a, const std::vector<double>& b,
                                  const std::vector<std::uint8_t>& won) {
  std::size_t count[2] = {0, 0};
  for (const std::uint8_t outcome : won) ++count[outcome];
  if (count[0] < 2 || count[1] < 2) return std::nullopt;
  const std::vector<double> share_a = shares_below(a, won);
  const std::vector<double> share_b = shares_below(b, won);
  Spread spread[2];
  for (std::size_t i = 0; i < won.size(); ++i) spread[won[i]].add(share_b[i] - share_a[i]);
  const double variance = spread[0].variance_of_mean() + spread[1].variance_of_mean();
  if (!(variance > 0)) return std::nullopt;
  return std::erfc(std::abs(spread[1].mean) / std::sqrt(2 * variance));
}

}  // namespace bantam
