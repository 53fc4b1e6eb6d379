// Log replay: a whole log folded lead by lead, with memory for the leads and not for the log.
//
// A lead whose events come in order of time is folded as they come. A lead with one that comes
// late is set aside, and its events are collected in a second pass over the log and sorted.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bantam/apply.hpp"
#include "bantam/replay.hpp"
#include "console.hpp"
#include "input.hpp"
#include "log_reader.hpp"

namespace bantam::cli {

struct LogOptions {
  std::optional<Timestamp> as_of;
  ReplayOrder order = ReplayOrder::by_time;
  bool keep_going = false;
  bool notices = false;
  bool require_ids = false;
  const ErasedLeads* erased = nullptr;  ///< whose events are refused; must outlive the replay
  bool read_before = false;  ///< from its start, and its bad lines have been reported
  std::function<bool(const std::string&)> wanted;  ///< which leads; empty: all
};

/// Leads by id, in order of its bytes.
using Leads = std::map<std::string, ReplayedLead>;

struct ReplayedLog {
  Leads leads;
  std::optional<Timestamp> as_of;  ///< as asked for, else the largest `at`; nothing: no event
  std::size_t lines = 0;           ///< that were not blank
  std::size_t bad_lines = 0;
  std::size_t erased = 0;          ///< events of erased leads
};

/// Applies the events of a log up to `as_of`. No lead gets its last tick here.
///
/// Errors   reported; without `keep_going` the first malformed line ends it and gives nothing.
std::optional<ReplayedLog> replay_log(const Model& model, Input& log, const LogOptions& options,
                                      Console& console);

/// Opens a log for `replay_log`; it is read twice where events may be late.
std::optional<Input> open_log(const std::string& path, const LogOptions& options, Console& console);

/// Applies one event and keeps the moves and alerts that followed. Errors as for `apply`.
Result<Effects> apply_event(const Model& model, ReplayedLead& lead, const Event& event,
                            Workspace& workspace);

}  // namespace bantam::cli
