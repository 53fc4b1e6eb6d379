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
#include "erased_leads.hpp"
#include "fold_file.hpp"
#include "lead_log.hpp"
#include "lead_table.hpp"
#include "outcomes.hpp"

namespace bantam::cli {

struct JudgingFiles {
  std::string events;          ///< a log; empty: none
  std::string leads;           ///< a table of attributes, CSV; empty: none
  std::string outcomes;        ///< a table of outcomes, CSV; empty: none
  std::string id_column;       ///< of both tables; empty: `lead`
  std::string outcome_column;  ///< of the table of outcomes, else of that of the leads
  std::string outcome_at_column;
  OutcomeWords words;       ///< in the column of the outcome
  std::string time_column;  ///< of the table of leads: when they came; empty: none
  std::string folds;        ///< empty: none
  ErasedFiles erased;       ///< who is erased is in no file that is read
  /// All leads are judged then, or each so long after it came; neither: the table of leads is taken
  /// as it is, and nothing is asked of times.
  std::optional<Timestamp> as_of;
  std::optional<Duration> after;
  /// A lead that is not won so long after its moment is lost; nothing: it is open until it is lost.
  std::optional<Duration> within;
};

/// A lead that is to be judged.
struct LeadCase {
  std::string lead;
  Timestamp at;  ///< judged then
  std::optional<Timestamp> came;
  LeadOutcome outcome = LeadOutcome::open;
  std::optional<Timestamp> known;  ///< when its outcome was known, where that is told
  std::optional<std::size_t> row;  ///< of the table
};

/// Leads that are not judged, by why.
struct LeftOut {
  std::size_t decided = 0;       ///< the outcome was known by the moment
  std::size_t later = 0;         ///< came after it
  std::size_t young = 0;         ///< the log ends before it, or before the time to be won in
  std::size_t without_row = 0;   ///< have events, but no row in the table
  std::size_t without_time = 0;  ///< nothing says when they came
  std::size_t unknown = 0;       ///< only the table of outcomes names them
  std::size_t suppressed = 0;    ///< not to be scored
};

struct Cases {
  EventsByLead events;
  std::optional<LeadTable> table;
  std::vector<std::size_t> outcome_columns;  ///< of the table: never read as attributes
  std::vector<LeadCase> leads;               ///< in order of id
  std::vector<std::uint32_t> folds;          ///< empty: none
  LeftOut left_out;
  bool outcomes_have_times = true;  ///< so that it could be checked what was known when
};

/// What a log says became of a lead.
using EndingOf =
    std::function<std::optional<Ending>(const std::string& lead, const std::vector<Event>&)>;

/// Reads log, tables and folds. Where no table says what became of leads, the log does: `ending`,
/// which may be empty: by `model`, the first move to closed won, closed lost or disqualified.
///
/// Errors   reported; nothing then.
std::optional<Cases> read_cases(const Model& model, const JudgingFiles& files, Console& console,
                                const EndingOf& ending = {});

/// "3 whose outcome was known by then, 1 that came later"; empty where none is left out.
std::string left_out_text(const LeftOut& left_out);

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
