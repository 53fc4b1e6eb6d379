// Backtest parts: the leads whose outcome is known, and what is made of them file by file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "bantam/backtest.hpp"

namespace bantam {

/// The leads with an outcome, in the order given.
struct Decided {
  std::vector<std::size_t> rows;  ///< of the leads given
  std::vector<double> points;
  std::vector<std::uint8_t> won;

  std::size_t size() const { return rows.size(); }
};

/// Some of the decided leads, by their places there.
using Part = std::vector<std::size_t>;

ScoreTally tally_of(const Decided& decided, const Part& part);
Part all_of(const Decided& decided);

/// Ways from points to chances, each judged on leads it was not made from: by the folds given, else
/// by time where there are times and enough was known in time, else by five drawn folds. Nothing
/// where no split leaves leads of both outcomes to make a chance from.
std::optional<Calibration> calibrate(const BacktestLeads& leads, const Decided& decided,
                                     std::uint64_t seed);

std::vector<RuleFigures> judge_rules(const BacktestLeads& leads, const Decided& decided);

/// Nothing without times, or where all leads came at once.
std::optional<Drift> drift(const BacktestLeads& leads, const Decided& decided);

/// The first moment of the later half of leads in order of time: what came then is later, whole.
/// Nothing where no lead came earlier.
std::optional<std::int64_t> middle_moment(const std::vector<std::int64_t>& at);

}  // namespace bantam
