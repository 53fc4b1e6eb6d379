// Table columns: what was taken for what is said, so that a wrong guess is seen.
#include "table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "column_guess.hpp"

namespace bantam::cli {

namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ValueColumns::Kind kind_of(Guess guess) {
  switch (guess) {
    case Guess::number:
      return ValueColumns::Kind::number;
    case Guess::flag:
      return ValueColumns::Kind::flag;
    case Guess::date:
      return ValueColumns::Kind::other;
    default:
      return ValueColumns::Kind::text;
  }
}

/// False where some cells say that they are no number: that has been reported. Of other odd cells a
/// warning is given.
bool odd_cells_are_fine(const RawTable& table, const std::string& name, std::size_t row,
                        const ColumnGuess& guess, Console& console) {
  if (guess.odd_is_not_a_number) {
    console.report(table.at(
        row, "cell/not_a_number",
        fmt::format("column `{}` holds numbers, and here something that says it is none", name),
        "leave the cell empty, or name its text with --nulls"));
    return false;
  }
  console.report({table.name, table.lines[row], 1, "learn/nearly_numbers",
                  fmt::format("column `{}` is taken for text: {} {} no number", name, guess.odd,
                              guess.odd == 1 ? "cell is" : "cells are"),
                  "name texts that stand for nothing with --nulls", Severity::warning});
  return true;
}

}  // namespace

bool add_table_columns(const RawTable& table, const std::vector<std::size_t>& rows,
                       const TableColumns& how, ValueColumns& columns, TakenColumns& taken,
                       Console& console) {
  std::map<std::string, std::vector<std::string>> taken_for;
  std::size_t nameless = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string& name = table.columns[c];
    if (std::count(how.not_values.begin(), how.not_values.end(), c) > 0) {
      taken.left_out.push_back(name);
      continue;
    }
    if (name.empty()) {
      ++nameless;
      continue;
    }
    std::vector<std::string> cells;
    for (const std::size_t row : rows) cells.push_back(table.cells[c][row]);
    ColumnGuess guess = guess_column(cells, how.nulls);
    if (guess.guess == Guess::id && holds(how.named, name))
      guess.guess = guess.first_odd ? Guess::text : Guess::number;
    if (guess.odd > 0 && !odd_cells_are_fine(table, name, rows[*guess.first_odd], guess, console))
      return false;
    taken_for[std::string(to_text(guess.guess))].push_back(name);
    if (guess.guess == Guess::id)
      taken.left_out.push_back(name);
    else
      columns.add(name, kind_of(guess.guess), values_of(cells, guess.guess, how.nulls));
  }
  if (nameless > 0)
    taken.remarks.push_back(
        fmt::format("{} column{} without a name left out", nameless, nameless == 1 ? "" : "s"));
  for (const auto& [type, names] : taken_for)
    taken.remarks.push_back(fmt::format(
        "taken for {}{}: {}", type, type == "id" ? ", and left out" : "", fmt::join(names, ", ")));
  return true;
}

}  // namespace bantam::cli
