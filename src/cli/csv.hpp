// CSV: RFC 4180, read strictly and written so that no spreadsheet computes what a lead typed.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "input.hpp"

namespace bantam::cli {

/// A cell and where it begins.
struct CsvCell {
  std::string text;
  std::size_t line = 0;
  std::size_t column = 0;  ///< 1-based, in bytes of that line
};

struct CsvRecord {
  std::vector<CsvCell> cells;
  std::size_t line = 0;  ///< of its first cell
};

/// Reads records that are separated by commas, with cells in quotes where they need it; line ends
/// inside quotes are kept as they are. Blank lines are no records.
class CsvReader {
 public:
  /// `record_bytes` bounds a record, `text_bytes` a cell: an unclosed quote cannot eat the input.
  CsvReader(Input& input, std::size_t record_bytes, std::size_t text_bytes)
      : input_(input), record_bytes_(record_bytes), text_bytes_(text_bytes) {}

  enum class Read { record, bad, end };

  /// After `bad`, reading goes on in the line after the one where the bad record began.
  Read next(CsvRecord& record, Finding& problem);

  /// Whether it has taken lines of the input that it has not read yet.
  bool holds_lines() const { return !pending_.empty(); }

 private:
  bool next_line(Line& line);

  Input& input_;
  std::size_t record_bytes_;
  std::size_t text_bytes_;
  std::deque<Line> pending_;
};

/// Text as a cell: neutralised (TRAPS: a leading `=`, `+`, `-`, `@`, tab, CR or NUL gets an
/// apostrophe before it) and in quotes where it needs them.
std::string csv_text(std::string_view text);

}  // namespace bantam::cli
