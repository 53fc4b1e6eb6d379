// backtest: what a score would have been worth, judged by what came later.
//
// Leads come in as columns of points, each as of a moment at which its outcome was not known yet;
// whoever makes the columns answers for that. What each figure means is said once, for people, in
// docs/backtest.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/capacity.hpp"
#include "bantam/columns.hpp"
#include "bantam/export.hpp"
#include "bantam/metrics.hpp"
#include "bantam/result.hpp"
#include "bantam/share.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// What became of a lead. Open: nothing yet, or nothing that is known.
enum class LeadOutcome : unsigned char { lost, won, open };

/// "lost", "won", "open".
BANTAM_API std::string_view to_text(LeadOutcome outcome);

/// The fold of an open lead that is in none.
inline constexpr std::uint32_t no_fold = 0xFFFFFFFF;

/// What one rule gave each lead.
struct RulePoints {
  std::string rule;
  std::vector<double> points;  ///< one a lead
};

/// Something that sorts leads into groups: a rating, a stage, an attribute.
struct Grouping {
  std::string name;
  std::vector<std::string> group_of;  ///< one a lead; empty: in no group
};

/// Leads as they stood when they were judged: every column has a row a lead.
struct BacktestLeads {
  std::vector<double> points;
  std::vector<LeadOutcome> outcomes;
  std::vector<std::int64_t> at;        ///< when leads came, milliseconds since 1970 UTC; or none
  /// When outcomes were known, likewise; of an open lead any number. Or none: as soon as leads came.
  std::vector<std::int64_t> known;
  std::vector<std::uint8_t> promoted;  ///< 1: had been MQL by then; or none
  std::vector<std::uint32_t> folds;    ///< or none
  std::vector<Grouping> groupings;
  std::vector<RulePoints> rules;
};

struct BacktestOptions {
  std::optional<double> threshold;   ///< of the model: from how many points on a lead is promoted
  std::optional<Capacity> capacity;
  std::uint64_t seed = 1;
  std::size_t draws = 2000;          ///< of the bootstrap; 0: no intervals
};

/// Where 95 % of repetitions would lie.
struct Interval {
  double low = 0;
  double high = 0;
};

struct Estimate {
  double value = 0;
  std::optional<Interval> interval;  ///< nothing: too few leads to say
};

/// The leads that a threshold lets through.
struct ThresholdFigures {
  std::optional<double> from;       ///< points; nothing: the model's own stages decided
  std::uint64_t leads = 0;          ///< open ones too
  OutcomeCount decided;             ///< of those, with an outcome
  std::optional<Share> precision;   ///< of the decided, won
  std::optional<Share> recall;      ///< of all won leads, let through
};

/// A tenth of the decided leads in order of points; ties are split by their fraction.
struct LiftRow {
  std::size_t tenth = 0;   ///< 1 has the highest points
  double leads = 0;
  double won = 0;
  std::optional<double> share;       ///< won / leads
  std::optional<double> lift;        ///< share over that of all
  std::optional<double> won_so_far;  ///< of all won, in this tenth and those before
};

struct GroupFigures {
  std::string name;
  std::uint64_t leads = 0;  ///< open ones too
  OutcomeCount decided;
  std::optional<Share> share;  ///< won of the decided
  std::optional<double> auc;   ///< within the group
};

struct GroupingFigures {
  std::string name;
  std::vector<GroupFigures> groups;  ///< by name as bytes
};

/// One way from points to a chance, judged on leads it was not made from.
struct CalibrationFigures {
  std::string method;  ///< "logistic" or "isotonic"
  ChanceFigures judged;
};

struct Calibration {
  std::string split;        ///< "time", "given folds" or "drawn folds"
  std::uint64_t made_from = 0;  ///< leads, of a split by time: those whose outcome was known by then
  std::uint64_t unknown = 0;    ///< leads that came before the split, and whose outcome was known only after
  std::uint64_t judged = 0;     ///< leads
  MeanFigure prior_log_loss;    ///< of one chance for all: the share won where it was made
  MeanFigure prior_brier;
  std::vector<CalibrationFigures> methods;
  /// Made from all leads, for use; how good they are is what `methods` says.
  std::optional<LogisticCalibration> logistic;
  std::optional<IsotonicCalibration> isotonic;
};

struct RuleFigures {
  std::string rule;
  std::uint64_t fired = 0;       ///< decided leads to whom it gave or took points
  std::optional<Share> with;     ///< share won where it fired
  std::optional<Share> without;
  std::optional<double> lift;    ///< `with` over the share won of all
  std::optional<double> won_points;   ///< mean over won leads
  std::optional<double> lost_points;
  /// Of leads that came in the earlier and the later half, open ones too, the share where it fired;
  /// nothing without times.
  std::optional<Share> fired_earlier;
  std::optional<Share> fired_later;
};

/// How the points of the later half of the leads differ from those of the earlier half.
struct Drift {
  Timestamp from;      ///< the first lead of the later half
  std::uint64_t earlier = 0;  ///< leads
  std::uint64_t later = 0;
  std::optional<double> psi;  ///< population stability index over tenths of the earlier half
  std::optional<double> auc_earlier;
  std::optional<double> auc_later;
};

/// A doubt about the figures: codes never change their meaning.
///
/// Codes    backtest/few_outcomes, backtest/one_class, backtest/constant, backtest/few_for_isotonic,
///          backtest/wrong_way.
struct BacktestWarning {
  std::string code;
  std::string message;
};

struct BacktestReport {
  std::uint64_t leads = 0;
  OutcomeCount decided;
  std::uint64_t open = 0;
  std::optional<Timestamp> first_at;
  std::optional<Timestamp> last_at;
  std::optional<Share> won;      ///< of the decided
  std::optional<Estimate> auc;
  std::optional<Estimate> average_precision;
  std::optional<Estimate> gap;   ///< the largest between won and lost, Kolmogorov and Smirnov
  std::optional<Estimate> top_lift;  ///< of the highest tenth
  std::vector<LiftRow> tenths;
  std::vector<ThresholdFigures> curve;  ///< each distinct number of points, the highest first
  std::optional<ThresholdFigures> threshold;  ///< the model's
  std::optional<ThresholdFigures> promoted;   ///< by the model's stages
  std::optional<ThresholdFigures> capacity;   ///< nothing: not asked for, or even the highest points are too many
  std::vector<GroupingFigures> groupings;     ///< as given, then `fold` where there are folds
  std::optional<Calibration> calibration;     ///< nothing: too few leads of one outcome
  std::vector<RuleFigures> rules;             ///< as given
  std::optional<Drift> drift;                 ///< nothing without times
  std::vector<BacktestWarning> warnings;
};

/// Judges points by outcomes.
///
/// Errors   Errc::bad_column, naming the column and the row: columns of different lengths, points
///          that are NaN or infinite, a decided lead in no fold. Errc::out_of_range: a capacity, as
///          `leads_of` says.
///          Errc::limit_exceeded past 100 folds.
/// Cost     draws × decided leads, and sorts.
/// Threads  pure.
/// Source   docs/backtest.md.
BANTAM_API Result<BacktestReport> backtest(const BacktestLeads& leads,
                                           const BacktestOptions& options = {});

}  // namespace bantam
