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
  /// "50", "`finance`", "true" or "removed" of an attribute; "2 more", "1 more, path `/pricing`" of
  /// activities; "answered `met`"; "at 2026-03-31T00:00:00Z" of time
  std::string change;
  Points total;  ///< with which the lead moves; of a suppressed lead none
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
  bool suppressed = false;    ///< the lead is not scored: no change that would score it is tried
  std::string how;            ///< "by score", "accept", "qualify", "open_opportunity", "win"
  /// How far the total is below the one that the promotion asks for, where it compares it with a
  /// number: of `and` the highest one, of `or` the lowest.
  std::optional<Points> points_short;
  std::vector<MissingAnswer> answers;
  std::vector<Blocker> blockers;
  std::vector<SingleChange> changes;  ///< smallest first; each true when tried
};

/// Says what is missing for the next stage at the state's clock.
///
/// Shapes   changes are looked for where something is in the way: each criterion answered `met`,
///          the values that the model mentions of an attribute (numbers and dates also one up and
///          down), up to five activities of a type, the next change. So not every way up is named.
///          None for a lead without an event: there is no moment at which to try one.
/// Errors   Errc::foreign_state; Errc::out_of_range of a clock outside 1970 to 2199.
/// Cost     a bounded number of evaluations: one per candidate change.
BANTAM_API Result<WhatIsMissing> what_is_missing(const Model& model, const LeadState& state);

}  // namespace bantam
