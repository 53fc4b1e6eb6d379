// Outcome cell: what a table's cell says became of a lead.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bantam/backtest.hpp"
#include "console.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

/// What cells mean; ASCII letters in any case.
struct OutcomeWords {
  std::vector<std::string> won;   ///< these mean won and all others lost; empty: the usual words
  std::vector<std::string> open;  ///< these mean open, as an empty cell does
};

/// The usual words for won are `won`, `closed_won`, `1`, `true`, `yes`, for lost `lost`,
/// `closed_lost`, `disqualified`, `0`, `false`, `no`. Nothing: the cell is none of them.
std::optional<LeadOutcome> outcome_in(const std::string& cell, const OutcomeWords& words);

/// False: a word that shall mean won is in no cell of the column, which has been reported.
/// Otherwise a slip of the hand would make every lead a lost one.
bool words_are_there(const RawTable& table, std::size_t column, const OutcomeWords& words,
                     Console& console);

/// What is wrong with a cell that is no outcome. It does not show the cell.
Finding not_an_outcome(const RawTable& table, std::size_t column, std::size_t row);

}  // namespace bantam::cli
