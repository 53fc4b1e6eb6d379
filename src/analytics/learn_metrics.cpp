// Figures by which a learned table is judged.
#include "analytics/learn_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bantam::learning {

std::optional<double> roc_auc(const std::vector<double>& scores, const std::vector<std::uint8_t>& won) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double pairs = 0;  // twice the number of pairs in right order
  double lost_below = 0;
  double won_count = 0;
  for (std::size_t i = 0; i < order.size();) {
    double tied_won = 0;
    double tied_lost = 0;
    std::size_t end = i;
    for (; end < order.size() && scores[order[end]] == scores[order[i]]; ++end)
      (won[order[end]] != 0 ? tied_won : tied_lost) += 1;
    pairs += tied_won * (2 * lost_below + tied_lost);
    lost_below += tied_lost;
    won_count += tied_won;
    i = end;
  }
  if (won_count == 0 || lost_below == 0) return std::nullopt;
  return pairs / (2 * won_count * lost_below);
}

double log_loss(const std::vector<double>& chances, const std::vector<std::uint8_t>& won) {
  double sum = 0;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    const double of_what_happened = won[i] != 0 ? chances[i] : 1 - chances[i];
    sum -= std::log(std::max(of_what_happened, 1e-15));
  }
  return chances.empty() ? 0 : sum / static_cast<double>(chances.size());
}

double auc_error(double auc, std::size_t won, std::size_t lost) {
  const auto w = static_cast<double>(won);
  const auto l = static_cast<double>(lost);
  const double q1 = auc / (2 - auc);
  const double q2 = 2 * auc * auc / (1 + auc);
  const double variance =
      (auc * (1 - auc) + (w - 1) * (q1 - auc * auc) + (l - 1) * (q2 - auc * auc)) / (w * l);
  return std::sqrt(std::max(variance, 0.0));
}

double chance(const Calibration& calibration, double points) {
  return 1 / (1 + std::exp(-(calibration.slope * points + calibration.offset)));
}

Calibration calibrate(const std::vector<double>& points, const std::vector<std::uint8_t>& won) {
  const auto rows = static_cast<double>(points.size());
  double won_count = 0;
  double mean = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    won_count += won[i] != 0 ? 1 : 0;
    mean += points[i];
  }
  mean /= std::max(rows, 1.0);
  double spread = 0;
  for (const double p : points) spread += (p - mean) * (p - mean);
  spread = std::sqrt(spread / std::max(rows, 1.0));
  const double high = (won_count + 1) / (won_count + 2);
  const double low = 1 / (rows - won_count + 2);
  const double base = std::log((won_count + 1) / (rows - won_count + 1));
  if (!(spread > 0)) return {0, base};
  double slope = 0;  // of the standardised points
  double offset = base;
  for (int step = 0; step < 50; ++step) {
    double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double x = (points[i] - mean) / spread;
      const double p = 1 / (1 + std::exp(-(slope * x + offset)));
      const double r = (won[i] != 0 ? high : low) - p;
      const double w = p * (1 - p);
      g0 += r;
      g1 += r * x;
      h00 += w;
      h01 += w * x;
      h11 += w * x * x;
    }
    const double determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) break;
    const double by_offset = (h11 * g0 - h01 * g1) / determinant;
    const double by_slope = (h00 * g1 - h01 * g0) / determinant;
    offset += std::clamp(by_offset, -2.0, 2.0);
    slope += std::clamp(by_slope, -2.0, 2.0);
    if (std::abs(by_offset) + std::abs(by_slope) < 1e-9) break;
  }
  if (slope < 0) return {0, base};  // points that run the wrong way promise nothing
  return {slope / spread, offset - slope * mean / spread};
}

}  // namespace bantam::learning
