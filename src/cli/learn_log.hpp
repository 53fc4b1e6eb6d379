// Learn log: a log as leads are judged by it: at a moment of each lead's own, nothing later visible.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bantam/event.hpp"
#include "bantam/model.hpp"
#include "bantam/state.hpp"
#include "console.hpp"

namespace bantam::cli {

/// Events of each lead, by time; those of one moment in the order of the log.
using EventsByLead = std::map<std::string, std::vector<Event>>;

/// Reads a whole log. Errors are reported; nothing then.
std::optional<EventsByLead> read_events(const std::string& path, const Model& model,
                                        Console& console);

/// A lead after its events up to `at`.
///
/// Errors   reported; nothing then.
std::optional<LeadState> state_at(const Model& model, const std::string& lead,
                                  const std::vector<Event>& events, Timestamp at,
                                  Console& console);

/// What became of a lead, and when.
struct Ending {
  bool won = false;
  Timestamp at;
};

/// The first move to closed won, closed lost or disqualified; nothing while a lead is open.
std::optional<Ending> ending_of(const Model& model, const std::string& lead,
                                const std::vector<Event>& events);

/// The same where no model says what is refused: the first command to win, to lose or to disqualify.
std::optional<Ending> ending_told(const std::vector<Event>& events);

/// Types of activities that enough leads did up to the moment they are judged at, at most `most` of
/// them, those of the most leads; in order of their bytes.
std::vector<std::string> types_before(const EventsByLead& events,
                                      const std::map<std::string, Timestamp>& moments,
                                      std::size_t fewest_leads, std::size_t most);

}  // namespace bantam::cli
