// CSV rows: by the marks of a block, or by CsvReader.
#include "csv_rows.hpp"

#include "json_tokens.hpp"

namespace bantam::cli {

CsvRows::CsvRows(Input& input, const Limits& limits)
    : input_(input), limits_(limits), careful_(input, limits.record_bytes, limits.text_bytes) {
  scratch_.resize(limits.record_bytes + 1);
}

CsvReader::Read CsvRows::next(Finding& problem) {
  while (!careful_.holds_lines()) {
    if (begin_ == block_.size() && !next_block()) break;
    const Plain plain = utf8_ ? plain_row() : Plain::odd;
    if (plain == Plain::odd) break;
    ++lines_;
    line_ = input_.lines_taken() + lines_;
    careful_ago_ = false;
    if (plain == Plain::row) return CsvReader::Read::record;
  }
  return careful_row(problem);
}

Finding CsvRows::place_of(std::size_t i) const {
  if (careful_ago_)
    return {input_.name(), record_.cells[i].line, record_.cells[i].column, {}, {}};
  return {input_.name(), line_, starts_[i] - row_begin_ + 1, {}, {}};
}

bool CsvRows::next_block() {
  hand_over();
  block_ = input_.whole_lines();
  fills_ = input_.fills();
  begin_ = handed_over_ = mark_ = 0;
  utf8_ = is_utf8(block_);
  if (utf8_) find_csv_marks(block_, marks_);
  else marks_.clear();
  return !block_.empty();
}

/// Takes what has been read of the block from the input.
void CsvRows::hand_over() {
  input_.consume(begin_ - handed_over_, lines_);
  handed_over_ = begin_;
  lines_ = 0;
}

/// Goes on behind what CsvReader has taken.
void CsvRows::take_back() {
  const std::string_view rest = input_.whole_lines();
  if (input_.fills() != fills_) {
    begin_ = handed_over_ = 0;
    block_ = {};
    marks_.clear();
    mark_ = 0;
    return;
  }
  begin_ = handed_over_ = block_.size() - rest.size();
  while (mark_ < marks_.size() && marks_[mark_] < begin_) ++mark_;
}

CsvReader::Read CsvRows::careful_row(Finding& problem) {
  hand_over();
  const CsvReader::Read read = careful_.next(record_, problem);
  take_back();
  careful_ago_ = true;
  cells_.clear();
  line_ = record_.line;
  if (read == CsvReader::Read::record)
    for (const CsvCell& cell : record_.cells) cells_.push_back(cell.text);
  return read;
}

/// Takes the row at `begin_` apart, up to behind its line end; of an odd one nothing is taken.
CsvRows::Plain CsvRows::plain_row() {
  cells_.clear();
  starts_.clear();
  free_ = scratch_.data();
  std::size_t mark = mark_;
  std::size_t stop = 0;
  const auto at = [&] { return mark < marks_.size() ? marks_[mark] : block_.size(); };
  for (std::size_t start = begin_;; start = stop + 1, ++mark) {
    starts_.push_back(start);
    if (start < block_.size() && block_[start] == '"') {
      if (!quoted_cell(mark)) return Plain::odd;
    } else {
      cells_.push_back(block_.substr(start, at() - start));
    }
    if (cells_.back().size() > limits_.text_bytes) return Plain::odd;
    stop = at();
    if (stop == block_.size() || block_[stop] != ',') break;
  }
  if (stop - begin_ > limits_.record_bytes || (stop < block_.size() && block_[stop] == '"'))
    return Plain::odd;
  row_begin_ = begin_;
  begin_ = stop;
  if (stop < block_.size()) {
    ++mark;
    ++begin_;
    if (block_[stop] == '\r' && begin_ < block_.size() && block_[begin_] == '\n') {
      ++mark;
      ++begin_;
    }
  }
  mark_ = mark;
  return stop == row_begin_ ? Plain::blank : Plain::row;
}

/// A cell whose opening quote is at `mark`, which goes on to what ends it. False where it reaches
/// over several lines, is not closed, or something stands behind its quote.
bool CsvRows::quoted_cell(std::size_t& mark) {
  const std::size_t begin = marks_[mark] + 1;
  bool doubled = false;
  for (++mark; mark < marks_.size(); ++mark) {
    const std::size_t at = marks_[mark];
    if (block_[at] == '\n' || block_[at] == '\r') return false;
    if (block_[at] == ',') continue;
    if (mark + 1 < marks_.size() && marks_[mark + 1] == at + 1 && block_[at + 1] == '"') {
      doubled = true;
      ++mark;
      continue;
    }
    ++mark;
    if ((mark < marks_.size() ? marks_[mark] : block_.size()) != at + 1) return false;
    std::string_view cell = block_.substr(begin, at - begin);
    if (doubled && !without_doubles(cell)) return false;
    cells_.push_back(cell);
    return true;
  }
  return false;
}

/// Makes two quotes one, in bytes of our own.
bool CsvRows::without_doubles(std::string_view& cell) {
  const auto room = static_cast<std::size_t>(scratch_.data() + scratch_.size() - free_);
  if (cell.size() > room) return false;
  char* const plain = free_;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    *free_++ = cell[i];
    if (cell[i] == '"') ++i;
  }
  cell = {plain, static_cast<std::size_t>(free_ - plain)};
  return true;
}

}  // namespace bantam::cli
