// CSV rows: the records of a large CSV file, most of which are plain.
//
// The rule here is that of event_line.hpp: a plain row, on one line and with nothing wrong, is
// taken apart in its block. CsvReader reads every other one, and decides and words what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "byte_marks.hpp"
#include "csv.hpp"

namespace bantam::cli {

class CsvRows {
 public:
  CsvRows(Input& input, const Limits& limits);

  /// The next record, as CsvReader would give it; the cells live until the next call.
  CsvReader::Read next(Finding& problem);

  std::size_t size() const { return cells_.size(); }
  std::string_view cell(std::size_t i) const { return cells_[i]; }
  std::size_t line() const { return line_; }  ///< of the record's first cell
  Finding place_of(std::size_t i) const;      ///< of a cell: file, line and column

 private:
  enum class Plain { row, blank, odd };

  bool next_block();
  Plain plain_row();
  bool quoted_cell(std::size_t& mark);
  bool without_doubles(std::string_view& cell);
  CsvReader::Read careful_row(Finding& problem);
  void hand_over();
  void take_back();

  Input& input_;
  Limits limits_;
  CsvReader careful_;
  CsvRecord record_;      ///< of the last careful row
  bool careful_ago_ = false;  ///< the last row was one

  std::string_view block_;
  std::size_t fills_ = 0;          ///< of `input_`, when the block was at hand
  bool utf8_ = false;
  Marks marks_;
  std::size_t mark_ = 0;           ///< the first that is not behind
  std::size_t begin_ = 0;          ///< of the next row
  std::size_t handed_over_ = 0;    ///< of the block, to `input_`
  std::size_t lines_ = 0;          ///< of the block, read and not handed over

  std::vector<std::string_view> cells_;
  std::vector<std::size_t> starts_;  ///< of the cells, in the block
  std::size_t row_begin_ = 0;
  std::size_t line_ = 0;
  std::vector<char> scratch_;        ///< cells without their doubled quotes
  char* free_ = nullptr;
};

}  // namespace bantam::cli
