// Rows: some of a column's, and whether what they hold can be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "bantam/columns.hpp"
#include "bantam/result.hpp"

namespace bantam {

/// A run from `first`, or those that `rows` lists; of both perhaps only those at the `places`.
struct Rows {
  std::size_t first;
  const std::uint32_t* rows;
  const std::uint32_t* places;
  std::size_t count;

  std::size_t operator[](std::size_t i) const {
    const std::size_t place = places ? places[i] : i;
    return rows ? rows[place] : first + place;
  }
};

/// The first of the rows that has a value which is none: not finite, out of range, beyond its bytes.
std::optional<Error> check_rows(const Column& column, const Rows& rows);

}  // namespace bantam
