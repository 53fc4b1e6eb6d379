// Outcomes: what became of leads, as a table says it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "bantam/timestamp.hpp"
#include "console.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

struct KnownOutcome {
  bool won = false;
  std::optional<Timestamp> at;  ///< nothing: the table does not say when
};

/// By lead; leads that the table leaves open are not in it.
using Outcomes = std::map<std::string, KnownOutcome>;

struct OutcomeColumns {
  std::string lead;     ///< its ids
  std::string outcome;  ///< cells as in outcome_cell.hpp; an empty one: open
  std::string at;       ///< when that was known; empty: no such column
};

/// Errors   reported, with line and column; nothing then. A lead may stand twice only where both
///          rows say the same.
std::optional<Outcomes> outcomes_in(const RawTable& table, const OutcomeColumns& columns,
                                    Console& console);

/// A date or a moment.
std::optional<Timestamp> moment_in(const std::string& cell);

}  // namespace bantam::cli
