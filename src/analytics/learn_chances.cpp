// Chances that a learned table promises.
#include "analytics/learn_chances.hpp"

#include <cmath>

namespace bantam::learning {

LogisticCalibration rising_chances(const std::vector<double>& points, const std::vector<std::uint8_t>& won) {
  const ScoreTally tally = *tally_scores(points, won);
  const std::optional<LogisticCalibration> fitted = fit_logistic(tally);
  if (fitted && fitted->slope >= 0) return *fitted;
  const OutcomeCount all = outcomes(tally);
  return {0, std::log((static_cast<double>(all.won) + 1) / (static_cast<double>(all.lost) + 1))};
}

double log_loss_of(const LogisticCalibration& chances, const std::vector<double>& points,
                   const std::vector<std::uint8_t>& won) {
  std::vector<double> promised;
  for (const double one : points) promised.push_back(chance_of(chances, one));
  return (*judge_chances(promised, won))->log_loss.value;
}

}  // namespace bantam::learning
