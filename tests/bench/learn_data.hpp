// Data sets for the measurement of `learn`: files of a folder, as tables with outcomes and folds.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "bantam/columns.hpp"

namespace bench {

/// A column as a file has it; an empty cell is missing.
struct Cells {
  std::string name;
  std::vector<std::string> cells;
  bool text = false;  ///< a code, not a quantity, though its cells read as numbers
};

struct DataSet {
  std::string name;
  std::vector<Cells> columns;
  std::vector<std::uint8_t> won;
  std::vector<std::uint32_t> fold;
  std::vector<std::int64_t> at;  ///< order in time where the set has one; may be empty
};

/// Columns of some rows of a data set, with the memory they point into.
struct Table {
  std::deque<std::vector<double>> numbers;
  std::deque<std::vector<std::uint32_t>> codes;
  std::deque<std::vector<std::int32_t>> offsets;
  std::deque<std::string> bytes;
  std::deque<std::vector<std::uint8_t>> validity;
  bantam::LeadColumns columns;
  std::vector<std::uint8_t> won;
  std::vector<std::int64_t> at;
};

Table table_of(const DataSet& set, const std::vector<std::size_t>& rows);

/// x-education, x-education-strict, bank-marketing, online-shoppers, bpic2012, olist-funnel,
/// coil2000, crm-sales-opportunities. An unknown name ends the program.
DataSet load(const std::string& folder, const std::string& name);

}  // namespace bench
