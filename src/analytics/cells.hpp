// Cells: reading the values of one name out of columns.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "engine/operand.hpp"

namespace bantam {

inline bool has_value(const Validity& validity, std::size_t row) {
  return !validity.data || ((validity.data[row >> 3U] >> (row & 7U)) & 1U) != 0;
}

inline std::string_view text_at(const TextColumn& texts, std::size_t row) {
  const auto begin = static_cast<std::size_t>(texts.offsets[row]);
  return {texts.bytes.data + begin, static_cast<std::size_t>(texts.offsets[row + 1]) - begin};
}

/// Room for what an operand views and no column holds: lists, and the texts of dates.
struct CellRoom {
  std::deque<List> lists;
  std::deque<std::string> texts;

  void clear() {
    lists.clear();
    texts.clear();
  }
};

/// The columns of one name, and the declaration they are read by. A row has the value of the first
/// column that is valid there.
struct Cells {
  const Slot* slot = nullptr;
  std::vector<const Column*> columns;
  std::int32_t copy = -1;  ///< which of a block's copies has the values; see Block

  /// The only column, where it is of that kind.
  template <class Kind>
  const Kind* only() const {
    return columns.size() == 1 ? std::get_if<Kind>(&columns.front()->values) : nullptr;
  }
  const Validity& validity() const { return columns.front()->validity; }

  Operand read(std::size_t row, CellRoom& room) const;
};

/// Negative, 0 or positive: the order of the values of two rows, as `compare` has it for values.
/// Rows without a value come first.
int compare_rows(const std::vector<const Column*>& columns, std::size_t a, std::size_t b);

/// Whether a row has a value in any of the columns.
bool any_value(const std::vector<const Column*>& columns, std::size_t row);

/// The columns of a name.
std::vector<const Column*> columns_named(const std::vector<Column>& columns, std::string_view name);

}  // namespace bantam
