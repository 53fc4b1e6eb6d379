// Chances: how they are judged, and how points become one.
#include <algorithm>
#include <cmath>

#include "analytics/outcome_columns.hpp"
#include "bantam/metrics.hpp"
#include "values/floating_point.hpp"

namespace bantam {

namespace {

constexpr std::size_t bin_count = 10;
constexpr double least_chance = 1e-15;  // so that one wrong certainty does not make a mean infinite

/// A mean of numbers that come one by one. Source: Welford, Technometrics 4 (1962).
class Mean {
 public:
  void add(double value) {
    count_ += 1;
    const double before = value - mean_;
    mean_ += before / count_;
    squares_ += before * (value - mean_);
  }
  MeanFigure figure() const {
    if (count_ < 2) return {mean_, std::nullopt};
    return {mean_, std::sqrt(squares_ / (count_ - 1) / count_)};
  }

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

std::vector<ChanceBin> empty_bins() {
  std::vector<ChanceBin> bins(bin_count);
  for (std::size_t i = 0; i < bin_count; ++i) {
    bins[i].low = static_cast<double>(i) / bin_count;
    bins[i].high = static_cast<double>(i + 1) / bin_count;
  }
  return bins;
}

/// Ends by making the sums of chances means; gives the mean distance.
double close_bins(std::vector<ChanceBin>& bins, double leads) {
  double distance = 0;
  for (ChanceBin& bin : bins) {
    if (bin.leads == 0) continue;
    distance += std::abs(static_cast<double>(bin.won) - bin.mean_chance);
    bin.mean_chance /= static_cast<double>(bin.leads);
  }
  return distance / leads;
}

}  // namespace

Result<std::optional<ChanceFigures>> judge_chances(View<double> chances, View<std::uint8_t> won) {
  const DefaultFloatingPoint floating_point;
  if (const auto problem = check_outcomes("chances", chances, won)) return *problem;
  for (std::size_t row = 0; row < chances.size; ++row)
    if (chances[row] < 0 || chances[row] > 1)
      return Error{Errc::bad_column, "chances, row " + std::to_string(row) + ": not in [0, 1]"};
  if (chances.size == 0) return std::optional<ChanceFigures>();
  ChanceFigures figures;
  figures.bins = empty_bins();
  Mean log_loss;
  Mean brier;
  for (std::size_t row = 0; row < chances.size; ++row) {
    const double chance = chances[row];
    const double outcome = won[row];
    log_loss.add(-std::log(std::max(won[row] != 0 ? chance : 1 - chance, least_chance)));
    brier.add((chance - outcome) * (chance - outcome));
    ChanceBin& bin = figures.bins[std::min(static_cast<std::size_t>(chance * bin_count), bin_count - 1)];
    ++bin.leads;
    bin.won += won[row];
    bin.mean_chance += chance;
  }
  figures.log_loss = log_loss.figure();
  figures.brier = brier.figure();
  figures.ece = close_bins(figures.bins, static_cast<double>(chances.size));
  return std::optional<ChanceFigures>(std::move(figures));
}

// --- logistic ----------------------------------------------------------------------------------

namespace {

/// First and second derivatives of the log likelihood.
struct Slopes {
  double g0 = 0, g1 = 0;
  double h00 = 1e-9, h01 = 0, h11 = 1e-9;  // a trace of a ridge: separable scores have no maximum
};

struct Standard {
  double mean = 0;
  double spread = 0;
};

Standard standard_of(const ScoreTally& tally, double leads) {
  Standard standard;
  for (const ScoreCount& one : tally)
    standard.mean += one.score * static_cast<double>(one.won + one.lost) / leads;
  for (const ScoreCount& one : tally) {
    const double off = one.score - standard.mean;
    standard.spread += off * off * static_cast<double>(one.won + one.lost) / leads;
  }
  standard.spread = std::sqrt(standard.spread);
  return standard;
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

Slopes slopes_at(const ScoreTally& tally, Standard standard, LogisticCalibration now, double high,
                 double low) {
  Slopes s;
  for (const ScoreCount& one : tally) {
    const auto won = static_cast<double>(one.won);
    const auto lost = static_cast<double>(one.lost);
    const double x = (one.score - standard.mean) / standard.spread;
    const double p = logistic(now.slope * x + now.offset);
    const double residual = won * (high - p) + lost * (low - p);
    const double weight = (won + lost) * p * (1 - p);
    s.g0 += residual;
    s.g1 += residual * x;
    s.h00 += weight;
    s.h01 += weight * x;
    s.h11 += weight * x * x;
  }
  return s;
}

}  // namespace

std::optional<LogisticCalibration> fit_logistic(const ScoreTally& tally) {
  const DefaultFloatingPoint floating_point;
  const OutcomeCount all = outcomes(tally);
  if (all.won == 0 || all.lost == 0) return std::nullopt;
  const auto won = static_cast<double>(all.won);
  const auto lost = static_cast<double>(all.lost);
  const Standard standard = standard_of(tally, won + lost);
  LogisticCalibration fit{0, std::log((won + 1) / (lost + 1))};
  // One score has a spread too where its mean was rounded, and says nothing all the same.
  if (tally.size() < 2 || !(standard.spread > 0)) return fit;
  for (int step = 0; step < 100; ++step) {
    const Slopes s = slopes_at(tally, standard, fit, (won + 1) / (won + 2), 1 / (lost + 2));
    const double determinant = s.h00 * s.h11 - s.h01 * s.h01;
    if (!(determinant > 0)) break;
    const double by_offset = (s.h11 * s.g0 - s.h01 * s.g1) / determinant;
    const double by_slope = (s.h00 * s.g1 - s.h01 * s.g0) / determinant;
    fit.offset += std::clamp(by_offset, -2.0, 2.0);
    fit.slope += std::clamp(by_slope, -2.0, 2.0);
    if (std::abs(by_offset) + std::abs(by_slope) < 1e-11) break;
  }
  return LogisticCalibration{fit.slope / standard.spread,
                             fit.offset - fit.slope * standard.mean / standard.spread};
}

double chance_of(const LogisticCalibration& calibration, double score) {
  const DefaultFloatingPoint floating_point;
  return logistic(calibration.slope * score + calibration.offset);
}

// --- isotonic ----------------------------------------------------------------------------------

std::optional<IsotonicCalibration> fit_isotonic(const ScoreTally& tally) {
  const DefaultFloatingPoint floating_point;
  const OutcomeCount all = outcomes(tally);
  if (all.won == 0 || all.lost == 0) return std::nullopt;
  IsotonicCalibration steps;
  for (std::size_t i = tally.size(); i-- > 0;) {
    const ScoreCount& one = tally[i];
    ChanceStep step{one.score, 0, one.won + one.lost, one.won};
    // Shares are compared as products of whole numbers: equal ones are equal.
    while (!steps.empty() && steps.back().won * step.leads >= step.won * steps.back().leads) {
      step = {steps.back().score, 0, steps.back().leads + step.leads, steps.back().won + step.won};
      steps.pop_back();
    }
    steps.push_back(step);
  }
  for (ChanceStep& step : steps)
    step.chance = static_cast<double>(step.won) / static_cast<double>(step.leads);
  return steps;
}

double chance_of(const IsotonicCalibration& calibration, double score) {
  const DefaultFloatingPoint floating_point;
  const auto above = std::upper_bound(calibration.begin(), calibration.end(), score,
                                      [](double s, const ChanceStep& step) { return s < step.score; });
  return (above == calibration.begin() ? calibration.front() : *(above - 1)).chance;
}

}  // namespace bantam
