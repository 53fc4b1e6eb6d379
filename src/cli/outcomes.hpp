// Outcomes: what became of leads, as a table says it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "bantam/timestamp.hpp"
#include "console.hpp"
#include "outcome_cell.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

struct KnownOutcome {
  bool won = false;
  std::optional<Timestamp> at;  ///< nothing: the table does not say when
};

/// By lead; leads that the table leaves open are not in it.
using Outcomes = std::map<std::string, KnownOutcome>;

/// Columns of a table.
struct OutcomePlaces {
  std::optional<std::size_t> lead;  ///< its ids; nothing: rows count from 0
  std::size_t outcome = 0;
  std::optional<std::size_t> at;    ///< when that was known
};

/// Errors   reported, with line and column; nothing then. A lead may stand twice only where both
///          rows say the same.
std::optional<Outcomes> outcomes_in(const RawTable& table, const OutcomePlaces& columns,
                                    const OutcomeWords& words, Console& console);

}  // namespace bantam::cli
