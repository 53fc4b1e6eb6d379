// Stays: a journal seen as the stays of a lead in its stages, one after the other.
#pragma once

#include <optional>
#include <vector>

#include "bantam/funnel.hpp"

namespace bantam {

struct Stay {
  Stage stage = Stage::lead;
  Timestamp entered;
  const StageMove* exit = nullptr;  ///< null: it lasts
  const Alert* alert = nullptr;     ///< its promise was broken
  bool first = false;               ///< the lead had never been in the stage
};

/// The stays of a lead as of a moment, into `stays`; none of a lead that begins later. They point
/// into the journal.
///
/// Errors  Errc::bad_journal, also for what is later than the moment; `place` is the journal's.
[[nodiscard]] std::optional<Error> find_stays(const LeadJournal& journal, std::size_t place,
                                              Timestamp as_of, std::vector<Stay>& stays);

}  // namespace bantam
