// compare: two models on the same leads as of the same moments.
//
// What each figure means is said once, for people, in docs/backtest.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bantam/backtest.hpp"
#include "bantam/export.hpp"
#include "bantam/result.hpp"

namespace bantam {

struct CompareOptions {
  BacktestOptions backtest;       ///< of both; the thresholds below stand for its own
  std::optional<double> threshold_a;
  std::optional<double> threshold_b;
  std::size_t largest = 10;       ///< leads with the largest change to name, at most
  std::size_t rules = 3;          ///< behind each of them, at most
};

/// What a rule gave a lead under each model; 0 where the model has no such rule or it is silent.
struct RuleChange {
  std::string rule;
  double points_a = 0;
  double points_b = 0;
};

/// A lead whose place among the others changed.
///
/// Units    places are shares of the leads with fewer points, ties half: 0 lowest, 1 highest. Points
///          of two models need not be of one unit, places are.
struct LeadChange {
  std::size_t lead = 0;   ///< its row
  double points_a = 0;
  double points_b = 0;
  double place_a = 0;
  double place_b = 0;
  std::vector<RuleChange> rules;  ///< that differ most
};

/// Leads by whether each model had promoted them, with what became of them.
struct PromotionChange {
  std::uint64_t leads = 0;
  OutcomeCount decided;
  std::optional<Share> share;       ///< won of the decided
  std::vector<std::size_t> rows;    ///< in order of the columns
};

/// A figure of both models on the same leads, and b - a with its paired interval.
struct FigureChange {
  std::string name;       ///< "auc", "average_precision", "gap", "top_lift"
  std::optional<Estimate> a;
  std::optional<Estimate> b;
  std::optional<Estimate> difference;
};

struct CompareReport {
  std::uint64_t leads = 0;
  PromotionChange both;
  PromotionChange neither;
  PromotionChange gained;   ///< only b promotes
  PromotionChange dropped;  ///< only a promotes
  std::optional<double> spearman;  ///< of the points; nothing where one model gives all the same
  std::optional<double> kendall;   ///< tau-b, the same
  std::uint64_t higher = 0;        ///< leads with more points under b
  std::uint64_t lower = 0;
  std::vector<LeadChange> largest; ///< by the change of place, then by row; none without any
  std::vector<FigureChange> figures;
  /// That two AUCs differ so much by chance alone. Source: DeLong, DeLong and Clarke-Pearson,
  /// Biometrics 44 (1988). Nothing without both outcomes, or where the models do not differ.
  std::optional<double> auc_p_value;
  BacktestReport a;
  BacktestReport b;
};

/// Compares the columns of two models.
///
/// Shapes   `a` and `b` are of the same leads in the same order, with equal outcomes, times and folds.
/// Errors   as for `backtest`; Errc::bad_column also where leads, outcomes or `promoted` do not agree.
/// Cost     that of both backtests, draws × decided leads, and sorts.
/// Threads  pure.
/// Source   docs/backtest.md.
BANTAM_API Result<CompareReport> compare(const BacktestLeads& a, const BacktestLeads& b,
                                         const CompareOptions& options = {});

}  // namespace bantam
