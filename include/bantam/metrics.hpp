// metrics: how well scores tell won leads from lost ones.
//
// One rule holds here: a figure that the leads cannot give is absent, never made up. The sums go
// over distinct scores, so that ties count the same in whatever order the leads come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/export.hpp"
#include "bantam/result.hpp"

namespace bantam {

/// The leads of one score.
struct ScoreCount {
  double score = 0;
  std::uint64_t won = 0;
  std::uint64_t lost = 0;
};

/// How many leads won and lost at each distinct score, the highest first.
using ScoreTally = std::vector<ScoreCount>;

/// Shapes   one row a lead; `won` holds 1 or 0.
/// Errors   Errc::bad_column, naming the row: columns of different lengths, a score that is NaN or
///          infinite, an outcome that is neither 0 nor 1. No leads are an empty tally.
/// Cost     a sort.
BANTAM_API Result<ScoreTally> tally_scores(View<double> scores, View<std::uint8_t> won);

/// Wins and losses among leads that have something in common.
struct OutcomeCount {
  std::uint64_t won = 0;
  std::uint64_t lost = 0;

  std::uint64_t leads() const { return won + lost; }
};

BANTAM_API OutcomeCount outcomes(const ScoreTally& tally);

/// The chance that a won lead has the higher score of a won and a lost one; of ties, half.
/// Nothing without both. Source: Hanley and McNeil, Radiology 143 (1982).
BANTAM_API std::optional<double> roc_auc(const ScoreTally& tally);

/// The standard error of a ROC AUC of so many won and lost leads, which are both there. Source: the
/// same.
BANTAM_API double auc_error(double auc, const OutcomeCount& leads);

/// The area under precision against recall: the sum over distinct scores, from the highest, of the
/// step in recall times the precision there. Leads of one score are one step. Nothing without wins.
BANTAM_API std::optional<double> average_precision(const ScoreTally& tally);

/// The largest difference between the cumulative distributions of won and lost leads (Kolmogorov
/// and Smirnov). Nothing without both.
BANTAM_API std::optional<double> largest_gap(const ScoreTally& tally);

/// How many wins are among the leads of the `count` highest scores; leads that are tied at the cut
/// count by their fraction.
BANTAM_API double won_among(const ScoreTally& tally, double count);

/// The share won among the `share` × leads with the highest scores (rounded to whole leads), over the
/// share won among all. Nothing without wins, or where that is no lead.
BANTAM_API std::optional<double> lift(const ScoreTally& tally, double share);

/// The leads with at least so many points.
BANTAM_API OutcomeCount from_score(const ScoreTally& tally, double least);

/// The leads with at least `least` and less than `below`.
BANTAM_API OutcomeCount between_scores(const ScoreTally& tally, double least, double below);

// --- chances -----------------------------------------------------------------------------------

/// A mean over leads and its standard error; the latter is absent for a single lead.
struct MeanFigure {
  double value = 0;
  std::optional<double> error;
};

/// The leads whose chance is in [low, high), the last bin with its end.
struct ChanceBin {
  double low = 0;
  double high = 0;
  std::uint64_t leads = 0;
  std::uint64_t won = 0;
  double mean_chance = 0;  ///< of these leads; 0 of none
};

/// How well chances say how often leads are won.
struct ChanceFigures {
  MeanFigure log_loss;  ///< mean of -log of the chance of what happened, held at 1e-15 at least
  MeanFigure brier;     ///< mean of (chance - outcome)²
  double ece = 0;       ///< mean over leads of |share won - mean chance| of their bin
  std::vector<ChanceBin> bins;  ///< ten of equal width
};

/// Errors   Errc::bad_column, naming the row: as for tally_scores, and a chance outside [0, 1].
///          Nothing of no leads.
/// Source   Brier, Monthly Weather Review 78 (1950); Naeini, Cooper and Hauskrecht, AAAI (2015).
BANTAM_API Result<std::optional<ChanceFigures>> judge_chances(View<double> chances,
                                                              View<std::uint8_t> won);

// --- from points to a chance -------------------------------------------------------------------

/// chance = 1 / (1 + exp(-(slope × points + offset)))
///
/// Source   Platt, Advances in Large Margin Classifiers (1999), with his targets
///          (won + 1) / (won + 2) and 1 / (lost + 2), so that no chance is 0 or 1.
struct LogisticCalibration {
  double slope = 0;
  double offset = 0;
};

/// From `score` on, the chance is this, up to the next step.
struct ChanceStep {
  double score = 0;
  double chance = 0;
  std::uint64_t leads = 0;  ///< that it was made from
  std::uint64_t won = 0;
};

/// Steps that never fall, with the lowest score first. Below the first its chance holds too.
///
/// Source   Ayer and others, Annals of Mathematical Statistics 26 (1955): adjacent groups that
///          would make the share won fall are put together.
using IsotonicCalibration = std::vector<ChanceStep>;

/// Nothing without both outcomes.
BANTAM_API std::optional<LogisticCalibration> fit_logistic(const ScoreTally& tally);
BANTAM_API std::optional<IsotonicCalibration> fit_isotonic(const ScoreTally& tally);

BANTAM_API double chance_of(const LogisticCalibration& calibration, double score);
/// `calibration` has a step.
BANTAM_API double chance_of(const IsotonicCalibration& calibration, double score);

}  // namespace bantam
