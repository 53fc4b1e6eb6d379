// Judging: leads as they stood at a moment of their own, and what became of them after it.
//
// One rule holds here: what happened or was received after that moment is never applied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bantam/backtest.hpp"
#include "bantam/explanation.hpp"
#include "bantam/model.hpp"
#include "bantam/replay.hpp"
#include "console.hpp"
#include "fold_file.hpp"
#include "learn_log.hpp"
#include "outcomes.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

struct JudgingFiles {
  std::string events;             ///< a log; empty: none
  std::string leads;              ///< a table of attributes, CSV; empty: none
  std::string outcomes;           ///< a table of outcomes, CSV; empty: none
  std::string id_column;          ///< of both tables; empty: `lead`
  std::string outcome_column;     ///< of the table of outcomes, else of that of the leads
  std::string outcome_at_column;
  std::string time_column;        ///< of the table of leads: when they came; empty: none
  std::string folds;              ///< empty: none
  std::optional<Timestamp> as_of; ///< all leads are judged then
  std::optional<Duration> after;  ///< or each so long after it came
  /// A lead that is not won so long after its moment is lost; nothing: it is open until it is lost.
  std::optional<Duration> within;
};

/// A lead that is to be judged.
struct LeadCase {
  std::string lead;
  Timestamp at;                     ///< judged then
  std::optional<Timestamp> came;
  LeadOutcome outcome = LeadOutcome::open;
  std::optional<std::size_t> row;   ///< of the table
};

/// Leads that are not judged, by why.
struct LeftOut {
  std::size_t decided = 0;         ///< the outcome was known by the moment
  std::size_t later = 0;           ///< came after it
  std::size_t young = 0;           ///< the log ends before it, or before the time to be won in
  std::size_t without_row = 0;     ///< have events, but no row in the table
  std::size_t without_time = 0;    ///< nothing says when they came
  std::size_t suppressed = 0;      ///< not to be scored
};

struct Cases {
  EventsByLead events;
  std::optional<RawTable> table;
  std::optional<std::size_t> outcome_column;  ///< of the table: never read as an attribute
  std::vector<LeadCase> leads;                ///< in order of id
  std::vector<std::uint32_t> folds;           ///< empty: none
  LeftOut left_out;
  bool outcomes_have_times = true;            ///< so that it could be checked what was known when
};

/// Reads log, tables and folds. Where no table says what became of leads, the log does: by `model`,
/// the first move to closed won, closed lost or disqualified.
///
/// Errors   reported; nothing then.
std::optional<Cases> read_cases(const Model& model, const JudgingFiles& files, Console& console);

/// Leaves out the leads that `model` suppresses at their moment. Models that are compared each do.
/// False: something was wrong, which has been reported.
bool leave_out_suppressed(const Model& model, Cases& cases, Console& console);

/// The fold of each lead; `no_fold` where an open one has none.
/// Errors   reported, and nothing where a lead with an outcome has none.
std::optional<std::vector<std::uint32_t>> folds_of(const FoldFile& file,
                                                   const std::vector<std::string>& leads,
                                                   const std::vector<LeadOutcome>& outcomes,
                                                   Console& console);

/// A lead at its moment, with a tick then.
struct JudgedCase {
  const LeadCase& lead;
  const ReplayedLead& replayed;
  const Explanation& explanation;
};

/// Hands each lead to `use`, in order. False: something was wrong, which has been reported.
bool judge_cases(const Model& model, const Cases& cases, Console& console,
                 const std::function<void(const JudgedCase&)>& use);

}  // namespace bantam::cli
