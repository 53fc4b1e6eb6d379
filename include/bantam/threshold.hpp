// Threshold: from how many points on a lead is promoted to MQL.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/export.hpp"

namespace bantam {

/// The numbers that a document compares the total with.
struct Thresholds {
  std::optional<double> promote;  ///< `promote_if` is `>=` of `score.total` and a number
  std::optional<double> demote;   ///< `demote_if` is `<` of them
  bool other = false;             ///< `promote_if` is there and says something else
};

/// Shapes   a document that compiles.
BANTAM_API Thresholds thresholds(std::string_view document);

/// The document with other thresholds and every other byte as it was; where it has no `promote_if`
/// at all, that is added. A threshold that the document does not have in this form stays absent.
BANTAM_API std::string with_thresholds(std::string_view document, double promote,
                                       std::optional<double> demote = {});

/// The whole number from which on about so many of these totals pass, and rather fewer than more;
/// nothing where there are none.
BANTAM_API std::optional<double> threshold_for(std::vector<double> totals, std::size_t capacity);

}  // namespace bantam
