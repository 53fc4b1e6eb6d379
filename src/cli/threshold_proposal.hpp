// Threshold proposal: new points move totals, and the MQL threshold has to move with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bantam/capacity.hpp"
#include "console.hpp"
#include "learn_input.hpp"

namespace bantam::cli {

struct ThresholdProposal {
  double promote = 0;
  std::optional<double> demote;
  std::string words;  ///< what is proposed and why, for the card
};

/// Whether a capacity can be had from these leads; reported where not.
bool capacity_fits(const Capacity& capacity, const LearnInput& input, Console& console);

/// The threshold from which on as many leads pass as passed under the model they were judged with,
/// or as `capacity` says, which fits. The leads are judged once more, with the new document.
///
/// Nothing: the model compares no total with a number and no capacity is given; or something was
/// wrong, which has been reported.
std::optional<ThresholdProposal> propose_threshold(const LearnInput& input,
                                                   const std::string& old_document,
                                                   const std::string& document,
                                                   const std::optional<Capacity>& capacity,
                                                   Console& console);

/// The same for a document without a model before it, from the points it gives. `at`: when the
/// leads came, where that is known.
std::optional<ThresholdProposal> propose_threshold(const std::vector<std::int64_t>& points,
                                                   const std::vector<std::int64_t>& at,
                                                   const Capacity& capacity);

}  // namespace bantam::cli
