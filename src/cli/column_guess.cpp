// Column guess: strict, so that what is read here is read alike by `score` with the model made of it.
#include "column_guess.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "attribute_cell.hpp"
#include "bantam/timestamp.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t fewest_ids = 50;        // below, values may well differ by chance
constexpr double share_of_ids = 0.95;
constexpr double share_of_numbers = 0.9;      // from here on, what is no number is a slip

bool is_null(const std::string& cell, const std::vector<std::string>& nulls) {
  return cell.empty() || std::find(nulls.begin(), nulls.end(), cell) != nulls.end();
}

bool is_whole(const std::string& cell) {
  return std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What programs write for a number that is none.
bool says_not_a_number(const std::string& cell) {
  std::string word;
  for (const char c : cell)
    if (c != '-' && c != '+') word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word == "nan" || word == "inf" || word == "infinity";
}

bool is_moment(const std::string& cell) {
  return parse_date(cell).has_value() || parse_timestamp(cell).has_value();
}

AttributeSummary summary_of(Guess guess, const std::vector<std::string>& nulls) {
  return {"", std::string(to_text(guess)), "", nulls};
}

}  // namespace

std::string_view to_text(Guess guess) {
  switch (guess) {
    case Guess::number: return "number";
    case Guess::flag: return "flag";
    case Guess::text: return "text";
    case Guess::date: return "date";
    case Guess::id: return "id";
    case Guess::empty: return "empty";
  }
  return "";
}

ColumnGuess guess_column(const std::vector<std::string>& cells,
                         const std::vector<std::string>& nulls) {
  ColumnGuess column;
  std::vector<std::string_view> known;
  std::size_t numbers = 0, flags = 0, moments = 0, whole = 0;
  bool not_numbers_alone = true;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const std::string& cell = cells[row];
    if (is_null(cell, nulls)) continue;
    known.push_back(cell);
    if (is_json_number(cell)) {
      ++numbers;
      whole += is_whole(cell) ? 1 : 0;
      continue;
    }
    if (!column.first_odd) column.first_odd = row;
    not_numbers_alone = not_numbers_alone && says_not_a_number(cell);
    flags += cell == "true" || cell == "false" ? 1 : 0;
    moments += is_moment(cell) ? 1 : 0;
  }
  column.known = known.size();
  std::sort(known.begin(), known.end());
  column.distinct = static_cast<std::size_t>(std::unique(known.begin(), known.end()) - known.begin());
  if (column.known == 0) return column;
  const auto all = static_cast<double>(column.known);
  const auto differ = static_cast<double>(column.distinct);
  const bool enough = column.known >= fewest_ids;
  if (numbers == column.known) {
    const bool counts = enough && whole == column.known && column.distinct == column.known;
    column.guess = counts ? Guess::id : Guess::number;
  } else if (flags == column.known) {
    column.guess = Guess::flag;
  } else if (moments == column.known) {
    column.guess = Guess::date;
  } else {
    if (static_cast<double>(numbers) >= share_of_numbers * all) {
      column.odd = column.known - numbers;
      column.odd_is_not_a_number = not_numbers_alone;
    }
    column.guess = enough && differ >= share_of_ids * all ? Guess::id : Guess::text;
  }
  return column;
}

std::vector<Value> values_of(const std::vector<std::string>& cells, Guess guess,
                             const std::vector<std::string>& nulls) {
  const AttributeSummary summary = summary_of(guess, nulls);
  std::vector<Value> values;
  values.reserve(cells.size());
  for (const std::string& cell : cells) values.push_back(read_cell(summary, cell).first);
  return values;
}

}  // namespace bantam::cli
