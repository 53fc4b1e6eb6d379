// Journal: what happened to a lead's stage, entry by entry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/decision.hpp"

namespace bantam {

/// A move from one stage to another. Values are those at the clock just before the move.
struct Move {
  Stage from = Stage::lead;
  Stage to = Stage::lead;
  Trigger trigger = Trigger::automatic;
  Timestamp at;
  std::optional<std::string> by;
  std::optional<std::string> reason;
  bool suppressed = false;  ///< not scored: `total` is no total, and there are no scores
  Points total;
  std::optional<std::string> total_band;
  std::vector<ScoreStanding> scores;
  GateStanding gate;
  Fingerprint model;
};

/// A promise that was not kept: one per stay in a stage.
struct Alert {
  Stage stage = Stage::lead;
  Timestamp due;
  Timestamp at;
};

/// Something in an event that could not be used; it never stops anything.
struct Notice {
  std::string code;     ///< "activity/unknown_type", "attribute/wrong_type", …
  std::string subject;  ///< the name it is about, never a value
};

/// Why a command, answer or tick was refused, or a promotion would be.
struct Blocker {
  std::string code;    ///< "gate/budget", "stage/not_from", "time/future", …
  std::string detail;  ///< "unknown", "lead"; empty where the code says it all
};

/// "gate/budget unknown"
BANTAM_API std::string to_text(const Blocker& blocker);

}  // namespace bantam
