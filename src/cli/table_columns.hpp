// Table columns: what a table offers to learn from, where no model declares it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "console.hpp"
#include "raw_table.hpp"
#include "value_columns.hpp"

namespace bantam::cli {

struct TableColumns {
  std::vector<std::string> nulls;       ///< cells that stand for nothing
  std::vector<std::string> named;       ///< columns that are used though they look like ids
  std::vector<std::size_t> not_values;  ///< columns of ids, outcomes and times
};

/// What else came of it.
struct TakenColumns {
  std::vector<std::string> left_out;  ///< columns
  std::vector<std::string> remarks;   ///< what was taken for what, in words
};

/// Adds the columns of these rows as what their cells seem to be.
/// Errors   reported, and false: a number that says it is none.
bool add_table_columns(const RawTable& table, const std::vector<std::size_t>& rows,
                       const TableColumns& how, ValueColumns& columns, TakenColumns& taken,
                       Console& console);

}  // namespace bantam::cli
