// Rank correlation: whether two columns of points put leads in the same order.
#pragma once

#include <optional>
#include <vector>

namespace bantam {

/// Ranks from 1, the lowest number first; ties share the middle of their ranks.
std::vector<double> ranks(const std::vector<double>& numbers);

/// Correlation of the ranks. Source: Spearman, American Journal of Psychology 15 (1904).
/// Nothing where one column is constant, or with fewer than two rows.
std::optional<double> spearman(const std::vector<double>& a, const std::vector<double>& b);

/// Tau-b: pairs in the same order less pairs in the other, over the geometric mean of the pairs that
/// are not tied. Source: Kendall, Biometrika 33 (1945); counted as Knight does, JASA 61 (1966).
/// Nothing where one column is constant, or with fewer than two rows.
std::optional<double> kendall(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace bantam
