// Rank correlation: whether two columns of numbers put leads in the same order.
#pragma once

#include <optional>

#include "bantam/columns.hpp"

namespace bantam {

/// The correlation of ranks, tied ones at their mean; nothing where a column is constant or empty.
/// Columns are finite and of one length. Cost: a sort.
std::optional<double> spearman(View<double> a, View<double> b);

/// Kendall's tau-b; nothing where a column is constant or empty. Cost: a sort.
std::optional<double> kendall(View<double> a, View<double> b);

}  // namespace bantam
