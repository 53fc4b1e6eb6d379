// Raw table: cells stay texts here; what they mean is decided by whoever asks.
#include "raw_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bantam/limits.hpp"
#include "bantam/text.hpp"
#include "csv.hpp"
#include "input.hpp"

namespace bantam::cli {

namespace {

constexpr const char* separated_by_commas =
    "cells are separated by commas, this header has semicolons";

bool take_header(const CsvRecord& record, RawTable& table, Console& console) {
  for (const CsvCell& cell : record.cells) {
    if (table.find(cell.text)) {
      console.report({table.name, cell.line, cell.column, "table/duplicate_column",
                      fmt::format("column `{}` stands twice", cell.text)});
      return false;
    }
    table.columns.push_back(cell.text);
  }
  if (table.columns.size() == 1 && table.columns[0].find(';') != std::string::npos) {
    console.report({table.name, record.line, 1, "table/one_column", "the table has one column",
                    separated_by_commas});
    return false;
  }
  table.cells.resize(table.columns.size());
  return true;
}

bool take_row(CsvRecord& record, RawTable& table, Console& console) {
  if (record.cells.size() != table.columns.size()) {
    console.report({table.name, record.line, 1, "row/cells",
                    fmt::format("the row has {} cells, the header has {}", record.cells.size(),
                                table.columns.size())});
    return false;
  }
  for (std::size_t c = 0; c < record.cells.size(); ++c)
    table.cells[c].push_back(std::move(record.cells[c].text));
  table.lines.push_back(record.line);
  return true;
}

std::string nearest(const RawTable& table, const std::string& column) {
  return nearest_help(column, {table.columns.begin(), table.columns.end()});
}

}  // namespace

std::optional<std::size_t> RawTable::find(const std::string& column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

Finding RawTable::at(std::optional<std::size_t> row, std::string code, std::string message,
                     std::string help) const {
  return {name, row ? lines[*row] : 1, 1, std::move(code), std::move(message), std::move(help)};
}

std::optional<RawTable> read_table(const std::string& path, Console& console) {
  std::optional<Input> input = Input::open(path, Passes::one, console);
  if (!input) return std::nullopt;
  if (input->peek() == '{') {
    console.report({input->name(), 1, 1, "table/not_csv", "a table with a header is wanted here",
                    "this looks like JSON"});
    return std::nullopt;
  }
  const bool semicolons = input->peek_line().find("\";") != std::string_view::npos;
  RawTable table;
  table.name = input->name();
  const Limits limits;
  CsvReader reader(*input, limits.record_bytes, limits.text_bytes);
  CsvRecord record;
  Finding problem;
  CsvReader::Read read;
  while ((read = reader.next(record, problem)) != CsvReader::Read::end) {
    if (read == CsvReader::Read::bad) {
      if (semicolons) problem.help = separated_by_commas;
      console.report(problem);
      return std::nullopt;
    }
    const bool taken = table.columns.empty() ? take_header(record, table, console)
                                             : take_row(record, table, console);
    if (!taken) return std::nullopt;
    if (table.rows() % 1024 == 1023)
      console.progress("rows read", table.rows(), input->bytes_read(), input->bytes_total());
  }
  if (input->report_failure(console)) return std::nullopt;
  if (!table.columns.empty()) return table;
  console.report({table.name, 1, 1, "table/empty", "the table has no header"});
  return std::nullopt;
}

std::optional<std::size_t> wanted_column(const RawTable& table, const std::string& column,
                                         const std::string& option, Console& console) {
  if (const auto found = table.find(column)) return found;
  console.report(table.at(std::nullopt, "table/no_column",
                          fmt::format("no column `{}`, which {} names", column, option),
                          nearest(table, column)));
  return std::nullopt;
}

}  // namespace bantam::cli
