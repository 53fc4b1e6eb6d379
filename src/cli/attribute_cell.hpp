// Attribute cell: from the text of a table's cell to the value of an attribute.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bantam/model.hpp"
#include "bantam/value.hpp"

namespace bantam::cli {

/// Why a cell cannot be read: a code, and what its column wants.
struct CellProblem {
  std::string code;
  std::string wanted;
};

/// Whether the whole of `text` is a number in JSON's grammar: no `+`, no `.5`, no `1.`, no space.
bool is_json_number(std::string_view text);

/// Reads a cell as `attribute` declares it; an empty cell and one in its `nulls` are null.
/// Choices are passed on as they are: an unknown one is the lead's data, and a notice.
std::pair<Value, std::optional<CellProblem>> read_cell(const AttributeSummary& attribute,
                                                       std::string_view text);

}  // namespace bantam::cli
