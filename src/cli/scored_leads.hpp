// Scored leads: model, log and table brought together; what four of the subcommands begin with.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "bantam/model.hpp"
#include "bantam/tombstone.hpp"
#include "input.hpp"
#include "lead_rows.hpp"
#include "log_replay.hpp"

namespace bantam::cli {

/// What leads are scored from.
struct Sources {
  Model model;
  std::optional<LeadRows> table;
  std::optional<Input> log;
  ErasedLeads erased;
};


/// Loads the model, reads the table, opens the log. Errors are reported; nothing then.
std::optional<Sources> open_sources(const Arguments& arguments, Console& console);

struct ScoredLeads {
  Model model;
  Leads leads;      ///< each with a tick at `as_of` behind it
  Timestamp as_of;  ///< of no meaning where there is no lead
};

/// Replays the log up to the moment asked for, applies the rows of the table at that moment, and
/// lets time pass to it. With a table, leads without a row are left out. A log that has been read
/// is read again, and its bad lines are not reported again.
///
/// `wanted`: only these leads; empty: all.
/// Errors   reported; nothing then.
std::optional<ScoredLeads> score_leads(Sources& sources, const Arguments& arguments,
                                       Console& console,
                                       const std::function<bool(const std::string&)>& wanted = {});

/// The same, sources opened.
std::optional<ScoredLeads> score_leads(const Arguments& arguments, Console& console,
                                       const std::function<bool(const std::string&)>& wanted = {});

/// Says that a table cannot be scored because the log has no events.
void report_no_moment(const Arguments& arguments, Console& console);

}  // namespace bantam::cli
