// Outcome columns: what is wrong with a column of numbers beside a column of outcomes.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "bantam/columns.hpp"
#include "bantam/result.hpp"

namespace bantam {

/// Rows are counted from 0, as in `score_batch`.
inline std::optional<Error> check_outcomes(const std::string& name, View<double> numbers,
                                           View<std::uint8_t> won) {
  const auto bad = [](std::string message) { return Error{Errc::bad_column, std::move(message)}; };
  if (numbers.size != won.size)
    return bad(name + " has " + std::to_string(numbers.size) + " rows, outcomes have " +
               std::to_string(won.size));
  for (std::size_t row = 0; row < numbers.size; ++row) {
    if (!std::isfinite(numbers[row]))
      return bad(name + ", row " + std::to_string(row) + ": not a finite number");
    if (won[row] > 1)
      return bad("outcomes, row " + std::to_string(row) + ": neither 0 nor 1");
  }
  return std::nullopt;
}

}  // namespace bantam
