// Value columns: from values, row by row, to Arrow's layouts.
#include "value_columns.hpp"

#include <utility>

namespace bantam::cli {

namespace {

void set_bit(std::vector<std::uint8_t>& bits, std::size_t row) {
  bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | (1U << (row % 8)));
}

}  // namespace

void ValueColumns::add(std::string name, Kind kind, const std::vector<Value>& values) {
  const std::size_t bytes_of_bits = (values.size() + 7) / 8;
  std::vector<std::uint8_t>& known = bits_.emplace_back(bytes_of_bits, std::uint8_t{0});
  Column column;
  column.name = std::move(name);
  if (kind == Kind::number) {
    std::vector<double>& numbers = numbers_.emplace_back(values.size(), 0.0);
    for (std::size_t row = 0; row < values.size(); ++row)
      if (const double* number = values[row].number()) {
        numbers[row] = *number;
        set_bit(known, row);
      }
    column.values = NumberColumn{numbers};
  } else if (kind == Kind::flag) {
    std::vector<std::uint8_t>& flags = bits_.emplace_back(bytes_of_bits, std::uint8_t{0});
    for (std::size_t row = 0; row < values.size(); ++row)
      if (const bool* flag = values[row].flag()) {
        if (*flag) set_bit(flags, row);
        set_bit(known, row);
      }
    column.values = FlagColumn{flags};
  } else if (kind == Kind::text) {
    std::vector<std::int32_t>& offsets = offsets_.emplace_back(1, 0);
    std::vector<char>& bytes = bytes_.emplace_back();
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (const std::string* text = values[row].text()) {
        bytes.insert(bytes.end(), text->begin(), text->end());
        set_bit(known, row);
      }
      offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
    column.values = TextColumn{offsets, bytes};
  } else {
    column.values = DateColumn{};
  }
  column.validity = known;
  columns_.attributes.push_back(std::move(column));
}

}  // namespace bantam::cli
