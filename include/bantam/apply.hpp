// apply: the one way a lead's state changes.
#pragma once

#include <memory>
#include <vector>

#include "bantam/event.hpp"
#include "bantam/journal.hpp"
#include "bantam/model.hpp"
#include "bantam/result.hpp"

namespace bantam {

enum class Outcome {
  accepted,
  duplicate,           ///< the same id and content again: no change
  duplicate_conflict,  ///< the same id, other content: the first stays
  refused              ///< see `blockers`; time may have passed all the same
};

/// "accepted", "duplicate", "duplicate_conflict", "refused".
BANTAM_API std::string_view to_text(Outcome outcome);

/// What one event did.
struct Effects {
  Outcome outcome = Outcome::accepted;
  std::vector<Blocker> blockers;  ///< of a refused event; of a conflict, what differs
  std::vector<Notice> notices;
  std::vector<Move> moves;    ///< in order; those of the tick that an event begins with come first
  std::vector<Alert> alerts;  ///< likewise
  Points total;               ///< the lead's total at its clock, after the event
  bool suppressed = false;    ///< the lead is not scored: `total` is no total
};

/// The state after an event, and what the event did.
struct Step {
  LeadState state;
  Effects effects;
};

/// Room for evaluation that is kept between calls, so that a warm one allocates nothing.
/// One per thread; it carries nothing from one call to the next but memory.
class BANTAM_API Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  struct Room;
  Room& room() { return *room_; }

 private:
  std::unique_ptr<Room> room_;
};

/// Folds one event into a lead's state and says what followed.
///
/// Shapes   one lead, one event; the returned state replaces the one given.
/// Order    events of one moment are judged one by one, in call order.
/// Errors   Errc::foreign_state if `state` belongs to a model with another fingerprint,
///          Errc::foreign_lead if the event is of another lead, Errc::malformed_event if it lacks
///          what its row names, says a name twice or holds a moment outside [1970, 2200).
///          A refusal is no error: see Effects. Bad values are no errors: see Effects::notices.
/// Cost     for an activity: a walk over the history by the rules that hear it, and the sum of groups
///          and scores. A walk by all rules that heard any where an activity that counts has left
///          its window or decayed by a step since the last event, an attribute has changed, the lead
///          has moved, an activity comes late, or the model has signals, guards of activity rules that
///          ask for more than attributes, or more than 21 listeners to the type.
/// Threads  pure; any number of threads may share `model`.
/// Source   docs/semantics.md, section 8.
BANTAM_API Result<Step> apply(const Model& model, const LeadState& state, const Event& event);

/// The same, in place: for hosts that keep the state in memory. On an error, and when memory runs
/// out, `state` is as it was.
BANTAM_API Result<Effects> apply_to(const Model& model, LeadState& state, const Event& event,
                                    Workspace& workspace);

/// The smallest moment after the clock and before the year 2200 at which one tick would move the
/// lead, give an alert, or change how a criterion of the gate stands; nothing when there is none.
///
/// Errors   Errc::foreign_state.
/// Cost     see docs/semantics.md, section 8: bounded by the boundaries that windows, decays,
///          dates and answers have ahead.
BANTAM_API Result<std::optional<Timestamp>> next_change(const Model& model, const LeadState& state);

}  // namespace bantam
