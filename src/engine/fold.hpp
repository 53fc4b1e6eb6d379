// Fold: one lead's state while an event is applied to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bantam/apply.hpp"
#include "engine/evaluation.hpp"
#include "engine/undo.hpp"

namespace bantam {

/// What a command brings along.
struct MoveWords {
  std::optional<std::string> by;
  std::optional<std::string> reason;
};

struct StageRow;  // a row of the table in stages.cpp

class Fold {
 public:
  Fold(const Program& program, LeadState& state, Evaluation& evaluation, Effects& effects, Undo& undo)
      : program_(program), state_(state), evaluation_(evaluation), effects_(effects), undo_(undo) {}

  /// Time passes to `at`: an event of its own.
  void tick(Timestamp at);

  /// Tries a command at the clock. Where it is refused, the blockers are in the effects.
  bool command(const Command& command);

  /// After an accepted event: automatic rows, then the SLA of the stage the lead is now in.
  void settle();

  /// The lead's total at its clock.
  Points total() { return now().total; }
  bool suppressed() { return now().suppressed(); }

  /// To be called when the newest activity has come, and nothing else has changed.
  void newest_came();

  /// To be called when something changed that scores or gate depend on.
  void changed() { fresh_ = gate_fresh_ = false; }

  /// The same of the activities.
  void history_changed() {
    state_.tallied_until = {};
    changed();
  }

  /// When all is done: what the next event need not work out again.
  void remember();

 private:
  /// The scores at the clock; with the gate where a condition of a stage may ask for it.
  const Evaluation& now();
  const Evaluation& now_with_gate();
  void find_gate();
  bool nothing_is_due(Timestamp before) const;
  bool try_automatic(std::uint32_t& used);
  void keep_promise();
  std::vector<Blocker> blockers(const StageRow& row, const Command& command);
  void move(Stage to, Trigger trigger, const MoveWords& words);

  const Program& program_;
  LeadState& state_;
  Evaluation& evaluation_;
  Effects& effects_;
  Undo& undo_;
  bool fresh_ = false;         ///< the scores in `evaluation_` hold at the clock
  bool gate_fresh_ = false;    ///< and so does the gate in it
  std::optional<bool> quiet_;  ///< whether no automatic row would move the lead now; nothing: none was tried
};

/// Whether one tick at `evaluation.at` on a copy would move the lead or give an alert.
/// `evaluation` is of `state` at that moment.
bool would_change(const Program& program, const LeadState& state, const Evaluation& evaluation);

/// The condition that would move the lead by itself at `clock` if it became true, or nothing. Asked
/// in the stages that scores can move a lead out of: `lead`, `nurture` and `mql`.
const Predicate* awaited_condition(const Program& program, const LeadState& state, Timestamp clock);

/// Whether `reason` is one that the model lists for a command of the four that it lists reasons for,
/// or lists none for it.
bool reason_listed(const Program& program, CommandKind command, const std::string& reason);

}  // namespace bantam
