// replay: a whole log, lead by lead.
#pragma once

#include <optional>
#include <vector>

#include "bantam/apply.hpp"
#include "bantam/tombstone.hpp"

namespace bantam {

enum class ReplayOrder {
  by_time,   ///< by `at`, ties in log order: the journal of a host to whom nothing came late
  by_arrival ///< in log order: the journal the host saw
};

struct ReplayOptions {
  std::optional<Timestamp> as_of;  ///< nothing: the largest `at` that is not in the future
  ReplayOrder order = ReplayOrder::by_time;
  ErasedLeads erased = {};  ///< their events are refused, and say nothing of the time
};

/// A lead after its replay.
struct ReplayedLead {
  LeadState state;
  std::vector<Move> moves;
  std::vector<Alert> alerts;
  std::optional<Timestamp> began = {};  ///< its first accepted event; nothing: it does not exist
};

/// What one event of the log came to.
struct ReplayedEvent {
  std::size_t event = 0;  ///< its place in the log
  Effects effects;
};

struct Replay {
  Timestamp as_of;
  std::vector<ReplayedLead> leads;    ///< in order of id as bytes; those without an event left out
  std::vector<ReplayedEvent> events;  ///< in the order applied
};

/// Applies the events up to `as_of`, then a tick at `as_of` to every lead.
///
/// Errors   Errc::malformed_event, naming the event's place; nothing is returned then.
/// Cost     the sum of the events' `apply`, and a sort.
BANTAM_API Result<Replay> replay(const Model& model, const std::vector<Event>& log,
                                 const ReplayOptions& options = {});

}  // namespace bantam
