// Lead log: a log lead by lead, and what it says became of each.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bantam/event.hpp"
#include "bantam/model.hpp"
#include "bantam/tombstone.hpp"
#include "console.hpp"

namespace bantam::cli {

/// Events of each lead, by time; those of one moment in the order of the log.
using EventsByLead = std::map<std::string, std::vector<Event>>;

/// Reads a whole log, without what it says of erased leads. Errors are reported; nothing then.
std::optional<EventsByLead> read_events(const std::string& path, const Model& model,
                                        const ErasedLeads& erased, Console& console);

/// Whether an event had happened and been received by a moment.
bool known_by(const Event& event, Timestamp at);

/// What became of a lead, and when.
struct Ending {
  bool won = false;
  Timestamp at;  ///< when it had happened and was received
};

/// The first move to closed won, closed lost or disqualified; nothing while a lead is open.
std::optional<Ending> ending_of(const Model& model, const std::string& lead,
                                const std::vector<Event>& events);

/// The same where no model says what is refused: the first command to win, to lose or to
/// disqualify.
std::optional<Ending> ending_told(const std::vector<Event>& events);

/// Types of activities that are known of enough leads at the moment they are judged, at most `most`
/// of them, those of the most leads; in order of their bytes.
std::vector<std::string> types_before(const EventsByLead& events,
                                      const std::map<std::string, Timestamp>& moments,
                                      std::size_t fewest_leads, std::size_t most);

}  // namespace bantam::cli
