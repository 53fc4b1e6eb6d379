#include "unit/cli/two_csv_readers.hpp"

#include "cli/csv_rows.hpp"

namespace two_csv_readers {
namespace {

using namespace bantam::cli;

/// A record as text: its line, and each cell with its place; or the fault and its place.
std::vector<std::string> one_by_one(std::string_view text, const bantam::Limits& limits) {
  std::vector<std::string> all;
  Input input = Input::over(text, "t");
  CsvReader reader(input, limits.record_bytes, limits.text_bytes);
  CsvRecord record;
  Finding problem;
  CsvReader::Read read;
  while ((read = reader.next(record, problem)) != CsvReader::Read::end) {
    std::string told;
    if (read == CsvReader::Read::bad) {
      told = std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.code + " " + problem.message;
    } else {
      told = std::to_string(record.line);
      for (const CsvCell& cell : record.cells)
        told += "|" + std::to_string(cell.line) + ":" + std::to_string(cell.column) + " " + cell.text;
    }
    all.push_back(told);
  }
  return all;
}

}  // namespace

std::vector<std::string> in_blocks(std::string_view text, const bantam::Limits& limits) {
  std::vector<std::string> all;
  Input input = Input::over(text, "t");
  CsvRows rows(input, limits);
  Finding problem;
  CsvReader::Read read;
  while ((read = rows.next(problem)) != CsvReader::Read::end) {
    std::string told;
    if (read == CsvReader::Read::bad) {
      told = std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " + problem.code + " " + problem.message;
    } else {
      told = std::to_string(rows.line());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const Finding place = rows.place_of(i);
        told += "|" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + std::string(rows.cell(i));
      }
    }
    all.push_back(told);
  }
  return all;
}

std::string difference(std::string_view text, const bantam::Limits& limits) {
  const std::vector<std::string> expected = one_by_one(text, limits);
  const std::vector<std::string> found = in_blocks(text, limits);
  for (std::size_t i = 0; i < expected.size() && i < found.size(); ++i)
    if (expected[i] != found[i]) return "record " + std::to_string(i) + ":\n" + expected[i] + "\n" + found[i];
  if (expected.size() == found.size()) return {};
  return std::to_string(expected.size()) + " records and " + std::to_string(found.size());
}

}  // namespace two_csv_readers
