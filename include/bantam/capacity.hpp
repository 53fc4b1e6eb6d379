// Capacity: how many leads sales can take.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "bantam/columns.hpp"
#include "bantam/export.hpp"
#include "bantam/result.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// So many leads in all, so many in a time, or a share of them.
struct Capacity {
  double leads = 0;
  std::optional<Duration> per = {};   ///< nothing: in all
  std::optional<double> share = {};   ///< of all leads, above 0 and at most 1, in place of the others
};

/// How many of `leads` leads that is; not rounded, and it may be more than there are.
///
/// Units    `at` holds when leads came, milliseconds since 1970 UTC; a capacity in a time counts over
///          the time from the first to the last of them. Without such a capacity it may be empty.
/// Errors   Errc::out_of_range: a capacity that is not positive, one in a time without times of the
///          leads, or with leads of less than that time.
BANTAM_API Result<double> leads_of(const Capacity& capacity, std::size_t leads, View<std::int64_t> at);

}  // namespace bantam
