// Column guess: what the cells of a column seem to be, where no model declares them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bantam/value.hpp"

namespace bantam::cli {

enum class Guess { number, flag, text, date, id, empty };

/// "number", "flag", "text", "date", "id", "empty".
std::string_view to_text(Guess guess);

struct ColumnGuess {
  Guess guess = Guess::empty;
  std::size_t known = 0;     ///< cells that are neither empty nor nulls
  std::size_t distinct = 0;  ///< of those
  std::size_t odd = 0;       ///< of a column that is nearly all numbers: those that are none
  std::optional<std::size_t> first_odd;  ///< its row
  bool odd_is_not_a_number = false;      ///< all of them say NaN or infinity
};

/// A number as JSON has it, true or false, a date or moment; else a text. An id: texts of which 95 %
/// differ, or whole numbers that all do.
ColumnGuess guess_column(const std::vector<std::string>& cells,
                         const std::vector<std::string>& nulls);

/// The cells as values of what was guessed. Cells that are no values of that kind are null.
std::vector<Value> values_of(const std::vector<std::string>& cells, Guess guess,
                             const std::vector<std::string>& nulls);

}  // namespace bantam::cli
