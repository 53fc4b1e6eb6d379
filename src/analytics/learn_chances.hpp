// Chances that a learned table promises.
#pragma once

#include <cstdint>
#include <vector>

#include "bantam/metrics.hpp"

namespace bantam::learning {

/// As `fit_logistic`, but never falling: points that run the wrong way promise nothing, and neither
/// do any where only one outcome is there. Then all leads have one chance.
LogisticCalibration rising_chances(const std::vector<double>& points, const std::vector<std::uint8_t>& won);

/// Of these points as chances, the mean log loss; there are leads.
double log_loss_of(const LogisticCalibration& chances, const std::vector<double>& points,
                   const std::vector<std::uint8_t>& won);

}  // namespace bantam::learning
