// Figures by which a learned table is judged.
//
// The one rule that holds here: a figure that has no leads behind it is absent, never made up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bantam::learning {

/// P(score of a won lead > score of a lost one), half the ties; absent with one class only.
std::optional<double> roc_auc(const std::vector<double>& scores, const std::vector<std::uint8_t>& won);

/// Mean of -log p of what happened.
double log_loss(const std::vector<double>& chances, const std::vector<std::uint8_t>& won);

/// Standard error of a ROC AUC by Hanley and McNeil (Radiology 143, 1982).
double auc_error(double auc, std::size_t won, std::size_t lost);

/// From points to a chance: chance = 1 / (1 + exp(-(slope × points + offset))), the slope not below 0.
///
/// Source   J. Platt, Probabilistic Outputs for Support Vector Machines, 1999, with his targets
///          (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), so that no chance is 0 or 1.
struct Calibration {
  double slope = 0;
  double offset = 0;
};
Calibration calibrate(const std::vector<double>& points, const std::vector<std::uint8_t>& won);
double chance(const Calibration& calibration, double points);

}  // namespace bantam::learning
