// Table: aligned columns for people.
#pragma once

#include <string>
#include <vector>

#include "output.hpp"

namespace bantam::cli {

struct Column {
  std::string title;
  enum class Side { left, right, point } side = Side::left;  ///< point: decimal points line up
  enum class Fit { whole, may_be_cut } fit = Fit::whole;  ///< where the terminal is too narrow
};

/// A header, a rule and a line for each row. On a terminal, columns that may be cut are cut so far
/// that a row fits its width, if that can be; elsewhere nothing is cut.
/// `rows` are as long as `columns`; control characters are made visible.
void print_table(const std::vector<Column>& columns, std::vector<std::vector<std::string>> rows,
                 Output& output);

}  // namespace bantam::cli
