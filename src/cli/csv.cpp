// CSV: one pass over the lines of a record; what is not RFC 4180 is refused with its place.
#include "csv.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "utf8.hpp"

namespace bantam::cli {

namespace {

struct Problem {
  std::size_t line = 0;
  std::size_t column = 0;
  std::string code;
  std::string message;
};

/// One record under construction, fed line by line.
class RecordParser {
 public:
  RecordParser(CsvRecord& record, std::size_t text_bytes)
      : record_(record), text_bytes_(text_bytes) {}

  bool in_quotes() const { return in_quotes_; }
  std::size_t quote_line() const { return record_.cells.back().line; }
  std::size_t quote_column() const { return record_.cells.back().column; }

  std::optional<Problem> feed(const Line& line) {
    if (const auto bad = first_invalid_utf8(line.text))
      return Problem{line.number, *bad + 1, "csv/utf8", "the record is no UTF-8 from here on"};
    if (!in_quotes_) begin_cell(line.number, 1);
    for (std::size_t i = 0; i < line.text.size(); ++i) {
      if (auto problem = feed_byte(line, i)) return problem;
    }
    if (!in_quotes_) return std::nullopt;
    cell().text += line.end;
    if (cell().text.size() > text_bytes_) return too_long(line, line.text.size());
    return std::nullopt;
  }

 private:
  CsvCell& cell() { return record_.cells.back(); }

  void begin_cell(std::size_t line, std::size_t column) {
    record_.cells.push_back({{}, line, column});
    closed_ = false;
    bare_ = false;
  }

  std::optional<Problem> feed_byte(const Line& line, std::size_t& i) {
    const char byte = line.text[i];
    if (in_quotes_) {
      if (byte != '"') return append(byte, line, i);
      if (i + 1 < line.text.size() && line.text[i + 1] == '"') return append('"', line, i++);
      in_quotes_ = false;
      closed_ = true;
      return std::nullopt;
    }
    if (byte == ',') {
      begin_cell(line.number, i + 2);
      return std::nullopt;
    }
    if (closed_)
      return Problem{line.number, i + 1, "csv/quote", "a comma must follow a closing quote"};
    if (byte != '"') {
      bare_ = true;
      return append(byte, line, i);
    }
    if (bare_)
      return Problem{line.number, i + 1, "csv/quote",
                     "a cell that has a quote in it must be in quotes, the quote doubled"};
    in_quotes_ = true;
    return std::nullopt;
  }

  std::optional<Problem> append(char byte, const Line& line, std::size_t i) {
    if (cell().text.size() == text_bytes_) return too_long(line, i);
    cell().text += byte;
    return std::nullopt;
  }

  Problem too_long(const Line& line, std::size_t i) const {
    return {line.number, i + 1, std::string(to_text(Errc::limit_exceeded)),
            fmt::format("a cell may have at most {} bytes", text_bytes_)};
  }

  CsvRecord& record_;
  std::size_t text_bytes_;
  bool in_quotes_ = false;
  bool closed_ = false;  ///< the cell's closing quote has been read
  bool bare_ = false;    ///< the cell began without a quote
};

Finding finding_at(const Input& input, Problem problem) {
  return {input.name(), problem.line, problem.column, std::move(problem.code),
          std::move(problem.message)};
}

bool needs_apostrophe(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\0", 7).find(text[0]) != std::string_view::npos;
}

}  // namespace

bool CsvReader::next_line(Line& line) {
  if (pending_.empty()) return input_.read_line(line, record_bytes_);
  line = std::move(pending_.front());
  pending_.pop_front();
  return true;
}

CsvReader::Read CsvReader::next(CsvRecord& record, Finding& problem) {
  std::deque<Line> lines(1);
  do {
    if (!next_line(lines.back())) return Read::end;
  } while (lines.back().text.empty());

  record.cells.clear();
  record.line = lines.back().number;
  RecordParser parser(record, text_bytes_);
  std::size_t bytes = 0;
  std::optional<Problem> found;
  while (true) {
    const Line& line = lines.back();
    bytes += line.text.size() + line.end.size();
    if (line.cut || bytes > record_bytes_ + line.end.size()) {
      found = Problem{record.line, 1, std::string(to_text(Errc::limit_exceeded)),
                      fmt::format("a record may have at most {} bytes", record_bytes_)};
    } else {
      found = parser.feed(line);
    }
    if (found || !parser.in_quotes()) break;
    lines.emplace_back();
    if (next_line(lines.back())) continue;
    lines.pop_back();
    found = Problem{parser.quote_line(), parser.quote_column(), "csv/unclosed_quote",
                    "the quote that opens here is never closed"};
    break;
  }
  if (!found) return Read::record;
  problem = finding_at(input_, std::move(*found));
  lines.pop_front();
  pending_.insert(pending_.begin(), std::make_move_iterator(lines.begin()),
                  std::make_move_iterator(lines.end()));
  return Read::bad;
}

std::string csv_text(std::string_view text) {
  std::string cell = needs_apostrophe(text) ? "'" : "";
  cell += text;
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char byte : cell) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted + "\"";
}

}  // namespace bantam::cli
