// Decision: how a lead stands at a moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/model.hpp"
#include "bantam/points.hpp"
#include "bantam/result.hpp"
#include "bantam/stage.hpp"
#include "bantam/state.hpp"

namespace bantam {

struct ScoreStanding {
  std::string name;
  Points points;
  std::optional<std::string> band;  ///< of a score that has bands
};

struct CriterionStanding {
  std::string name;
  Standing standing = Standing::unknown;
};

struct GateStanding {
  bool open = false;
  std::size_t met = 0;
  std::size_t required = 0;
  std::vector<CriterionStanding> criteria;  ///< in model order
  std::string next_criterion;  ///< the first criterion not met; empty when all are
  std::string next_ask;        ///< its question; empty when the model has none for it
};

/// The scores, gate and stage of a lead as of a moment. Of a suppressed lead there are no scores:
/// `scores`, `rating` and `excluded_by` are empty, and `total` is no total.
struct Decision {
  std::string lead;
  Timestamp as_of;
  std::vector<ScoreStanding> scores;  ///< in model order
  Points total;
  std::optional<std::string> total_band;
  std::string rating;
  std::vector<std::string> excluded_by;  ///< ids of the exclusions that hold, in model order
  std::vector<std::string> suppressed_by;  ///< why it is not scored: ids, in model order; or none
  Stage stage = Stage::lead;
  Timestamp entered_at;
  GateStanding gate;
};

/// Whether a lead is not scored.
inline bool suppressed(const Decision& decision) { return !decision.suppressed_by.empty(); }

/// Judges scores and gate at `at`; moves nothing.
///
/// Units    `at` is a moment from the state's clock on.
/// Errors   Errc::foreign_state, Errc::before_clock (replay the log as of `at` instead),
///          Errc::out_of_range.
/// Cost     linear in the activities of the lead times the rules that listen to them.
/// Threads  pure.
BANTAM_API Result<Decision> decide(const Model& model, const LeadState& state, Timestamp at);

}  // namespace bantam
