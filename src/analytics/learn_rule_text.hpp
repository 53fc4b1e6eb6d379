// Rule text: conditions and tables of points as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_terms.hpp"

namespace bantam::learning {

/// A JSON string.
std::string json_text(std::string_view text);

/// Points as they are written.
std::int64_t whole(double points);

/// The condition that the values of some codes meet; `name` is what a `var` calls the attribute.
std::string condition_text(const BinnedAttribute& attribute, const std::string& name, const Guard& guard);

/// `bands` or `values` of a rule on the attribute, with `other` and `missing`.
std::string table_text(const BinnedAttribute& attribute, const Term& term);

}  // namespace bantam::learning
