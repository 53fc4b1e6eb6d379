// Threshold proposal: new points move totals, and the MQL threshold has to move with them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "console.hpp"
#include "learn_input.hpp"

namespace bantam::cli {

/// How many leads may pass: a number of them, or a share of all.
struct Capacity {
  std::optional<std::size_t> leads;
  std::optional<double> share;

  std::size_t of(std::size_t all) const;
};

/// "40" or "15%"; nothing where it is neither.
std::optional<Capacity> parse_capacity(std::string_view text);

struct ThresholdProposal {
  double promote = 0;
  std::optional<double> demote;
  std::string words;  ///< what is proposed and why, for the card
};

/// The threshold from which on as many leads pass as passed under the model they were judged with,
/// or as `capacity` says. The leads are read once more, and scored with the new document.
///
/// Nothing: the model compares no total with a number and no capacity is given, or the files are
/// standard input and cannot be read again.
std::optional<ThresholdProposal> propose_threshold(const LearnFiles& files,
                                                   const LearnInput& judged,
                                                   const std::string& old_document,
                                                   const std::string& document,
                                                   const std::optional<Capacity>& capacity,
                                                   Console& console);

/// The same for a document without a model before it, from the points it gives.
std::optional<ThresholdProposal> propose_threshold(const std::vector<std::int64_t>& points,
                                                   const Capacity& capacity);

}  // namespace bantam::cli
