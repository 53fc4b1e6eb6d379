// Value columns: columns with the memory they view.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/value.hpp"

namespace bantam::cli {

/// Columns of one value a lead. It is moved but never copied: the columns view what it owns.
class ValueColumns {
 public:
  explicit ValueColumns(std::size_t rows) { columns_.rows = rows; }
  ValueColumns(const ValueColumns&) = delete;
  ValueColumns& operator=(const ValueColumns&) = delete;
  ValueColumns(ValueColumns&&) = default;
  ValueColumns& operator=(ValueColumns&&) = default;

  enum class Kind { number, flag, text, other };

  /// A column of one kind; a value of another kind is missing. `other`: dates and lists, of which
  /// only that they are there is told.
  void add(std::string name, Kind kind, const std::vector<Value>& values);

  const LeadColumns& columns() const { return columns_; }

 private:
  std::deque<std::vector<double>> numbers_;
  std::deque<std::vector<std::int32_t>> offsets_;
  std::deque<std::vector<char>> bytes_;
  std::deque<std::vector<std::uint8_t>> bits_;
  LeadColumns columns_;
};

}  // namespace bantam::cli
