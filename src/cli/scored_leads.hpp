// Scored leads: model, log and table brought together; what four of the subcommands begin with.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "bantam/model.hpp"
#include "log_replay.hpp"

namespace bantam::cli {

struct ScoredLeads {
  Model model;
  Leads leads;      ///< each with a tick at `as_of` behind it
  Timestamp as_of;  ///< of no meaning where there is no lead
};

/// Loads the model, replays the log up to the moment asked for, applies the rows of the table at
/// that moment, and lets time pass to it. With a table, leads without a row are left out.
///
/// `wanted`: only these leads; empty: all.
/// Errors   reported; nothing then.
std::optional<ScoredLeads> score_leads(const Arguments& arguments, Console& console,
                                       const std::function<bool(const std::string&)>& wanted = {});

}  // namespace bantam::cli
