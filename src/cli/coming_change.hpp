// Coming change: what the next tick that matters will do to a lead.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/apply.hpp"
#include "bantam/decision.hpp"

namespace bantam::cli {

struct ChangedStanding {
  std::string criterion;
  Standing from = Standing::unknown;
  Standing to = Standing::unknown;
};

struct ComingChange {
  Decision now;   ///< at the state's clock
  Decision then;  ///< after a tick at the moment of the change
  std::vector<Move> moves;
  std::vector<Alert> alerts;
  std::vector<ChangedStanding> standings;
};

/// Asks for the next change and ticks a copy to see it; nothing when there is none, or none
/// `within` that time from the state's clock.
Result<std::optional<ComingChange>> coming_change(const Model& model, const LeadState& state,
                                                  std::optional<Duration> within);

/// "mql -> lead (automatic), budget met -> expired".
std::string change_text(const ComingChange& change);

/// "3 d 4 h", "12 min", "30 s": two units at most, rounded down.
std::string span_text(Duration span);

}  // namespace bantam::cli
