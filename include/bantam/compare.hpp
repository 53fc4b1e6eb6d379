// compare: what another model would have made of the same leads at the same moments.
//
// The model in use is the first, the one that is to follow it the second. What each figure means is
// said once, for people, in docs/backtest.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bantam/backtest.hpp"
#include "bantam/export.hpp"
#include "bantam/metrics.hpp"
#include "bantam/result.hpp"

namespace bantam {

/// The same leads, in the same order, by two models: outcomes, times and folds are the same too.
struct ComparedLeads {
  BacktestLeads first;
  BacktestLeads second;
};

struct CompareOptions {
  std::optional<double> first_threshold;   ///< of the first model
  std::optional<double> second_threshold;
  std::optional<Capacity> capacity;
  std::uint64_t seed = 1;
  std::size_t draws = 2000;       ///< of the bootstrap; 0: no intervals
  std::size_t most_changes = 20;  ///< leads that are listed
};

/// What a rule gave a lead by either model; 0 by a model that has no such rule.
struct RuleChange {
  std::string rule;
  double first = 0;
  double second = 0;
};

struct LeadChange {
  std::size_t row = 0;  ///< of the leads given
  double first = 0;     ///< points
  double second = 0;
  std::vector<RuleChange> rules;  ///< that differ, the largest difference first
  double bounds = 0;  ///< of the change what the rules do not make: bounds of scores and total
};

/// Leads by whether they have been MQL by each model's stages.
struct PromotionChanges {
  std::uint64_t both = 0;
  std::uint64_t neither = 0;
  std::vector<std::size_t> gained;  ///< rows; by the second model alone
  std::vector<std::size_t> dropped; ///< by the first alone
  OutcomeCount gained_decided;
  OutcomeCount dropped_decided;
};

struct FigureChange {
  std::string figure;  ///< "auc", "average_precision", "gap", "top_lift"
  std::optional<double> first;
  std::optional<double> second;
  std::optional<double> difference;  ///< second - first
  std::optional<Interval> interval;  ///< of the difference; both from the same drawn leads
};

struct Comparison {
  std::uint64_t leads = 0;
  std::uint64_t changed = 0;  ///< have other points by the second model
  std::optional<double> spearman;  ///< rank correlation; nothing where either has one number of points
  std::optional<double> kendall;   ///< tau-b
  std::optional<PromotionChanges> promotions;  ///< nothing without the columns
  std::vector<LeadChange> changes;  ///< the largest first, then by row
  std::vector<FigureChange> figures;
  BacktestReport first;
  BacktestReport second;
};

/// Errors   those of `backtest`; Errc::bad_column where outcomes or times of the two differ.
/// Cost     of two backtests.
/// Threads  pure.
/// Source   docs/backtest.md; Kendall, Biometrika 33 (1945), by Knight, JASA 61 (1966).
BANTAM_API Result<Comparison> compare(const ComparedLeads& leads, const CompareOptions& options = {});

}  // namespace bantam
