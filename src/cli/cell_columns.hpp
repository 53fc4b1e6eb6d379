// Cell columns: the values of one attribute or field, a column for each kind of value it has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "said_event.hpp"
#include "text_table.hpp"
#include "waiting_texts.hpp"

namespace bantam::cli {

/// One bit a row.
class RowBits {
 public:
  void set(std::size_t row) {
    if (bytes_.size() <= row / 8) bytes_.resize(row / 8 + 1);
    bytes_[row / 8] = static_cast<std::uint8_t>(bytes_[row / 8] | (1U << (row % 8)));
  }
  bool operator[](std::size_t row) const {
    return row / 8 < bytes_.size() && ((bytes_[row / 8] >> (row % 8)) & 1U) != 0;
  }
  bool any() const { return !bytes_.empty(); }
  void resize(std::size_t rows) { bytes_.resize((rows + 7) / 8); }
  View<std::uint8_t> view() const { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

/// A row that has no value, where rows are named by number.
inline constexpr std::uint32_t no_row = 0xffffffffU;

class CellColumns {
 public:
  /// `most_bytes`: of the texts of one column; where they are more there is another column.
  CellColumns(std::string name, std::size_t most_bytes)
      : name_(std::move(name)), most_bytes_(most_bytes) {}

  /// Gives a row a value; the rows ascend. Null and foreign values are none.
  void put(std::size_t row, const SaidValue& value, const std::vector<std::string_view>& items);

  /// Makes room for so many rows where it has values.
  void expect(std::size_t rows);

  /// Makes it have so many rows; needed before `append_to` and `gather`.
  void finish(std::size_t rows);

  /// Makes row i what row `rows[i]` was.
  void gather(const std::vector<std::uint32_t>& rows);

  /// Adds views of the columns, which live as long as this is not touched.
  void append_to(std::vector<Column>& columns) const;

  const std::string& name() const { return name_; }

 private:
  struct Numbers {
    std::vector<double> values;
    RowBits valid;
  };
  struct Flags {
    RowBits bits;
    RowBits valid;
  };
  struct Texts {
    TextTable texts;
    std::vector<std::uint32_t> codes;  ///< of the last ones: what they wait under
    RowBits valid;
    WaitingTexts waiting;
    std::vector<std::size_t> waiting_rows;
    /// Of texts seen lately, by a few bits of their hash: the code of one that may be meant.
    std::array<std::uint32_t, 2048> lately;

    explicit Texts(std::size_t most_bytes) : texts(most_bytes) { lately.fill(0); }
    void add_waiting();
  };
  struct Lists {
    std::vector<std::int32_t> offsets{0};       ///< of the rows, into the texts
    std::vector<std::int32_t> text_offsets{0};
    std::vector<char> bytes;
    RowBits valid;
  };

  void put_text(std::size_t row, std::string_view text);
  void put_list(std::size_t row, const SaidValue& value, const std::vector<std::string_view>& items);
  Lists gathered(const Lists& lists, const std::vector<std::uint32_t>& rows) const;

  std::string name_;
  std::size_t most_bytes_;
  Numbers numbers_;
  Flags flags_;
  std::deque<Texts> texts_;  ///< most have one or none
  std::deque<Lists> lists_;
};

}  // namespace bantam::cli
