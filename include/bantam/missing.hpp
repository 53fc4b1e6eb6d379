// Missing: what stands between a lead and its next stage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/journal.hpp"

namespace bantam {

/// A single change that was tried on a copy and would move the lead to the next stage.
struct SingleChange {
  enum class Kind { attribute, activities, answer, time } kind = Kind::attribute;
  std::string subject;  ///< attribute, activity type, criterion, or "time"
  std::string change;   ///< "`team_size` = 50", "2 more `webinar`", "answer `budget` met"
  Points total;         ///< the total after the change
};

/// An answer that the gate still wants.
struct MissingAnswer {
  std::string criterion;
  Standing standing = Standing::unknown;
  bool mandatory = false;
  std::string ask;  ///< empty when the model has no question for it
};

struct WhatIsMissing {
  Stage stage = Stage::lead;
  std::optional<Stage> next;  ///< nothing above: closed_won, closed_lost, disqualified
  std::string how;            ///< "by score", "accept", "qualify", "open_opportunity", "win"
  std::optional<Points> points_short;  ///< of the total, where the promotion asks for a total
  std::vector<MissingAnswer> answers;
  std::vector<Blocker> blockers;
  std::vector<SingleChange> changes;  ///< smallest first; each true when tried
};

/// Says what is missing for the next stage at the state's clock.
///
/// Errors   Errc::foreign_state.
/// Cost     a bounded number of evaluations: one per candidate change.
BANTAM_API Result<WhatIsMissing> what_is_missing(const Model& model, const LeadState& state);

}  // namespace bantam
