// Outcome cell: a cell that nobody understands is an error, for a lead taken for lost bends every
// figure.
#include "outcome_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "bantam/text.hpp"

namespace bantam::cli {

namespace {

/// A column with more than so many texts holds something else than outcomes, names of people say,
/// which are not for a message.
constexpr std::size_t most_words = 20;

std::string small(std::string_view text) {
  std::string letters;
  for (const char c : text) letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return letters;
}

bool is_one_of(const std::string& cell, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return small(word) == small(cell); });
}

}  // namespace

std::optional<LeadOutcome> outcome_in(const std::string& cell, const OutcomeWords& words) {
  static const std::vector<std::string> won{"won", "closed_won", "1", "true", "yes"};
  static const std::vector<std::string> lost{"lost", "closed_lost", "disqualified",
                                             "0",    "false",       "no"};
  if (cell.empty() || is_one_of(cell, words.open)) return LeadOutcome::open;
  if (!words.won.empty()) return is_one_of(cell, words.won) ? LeadOutcome::won : LeadOutcome::lost;
  if (is_one_of(cell, won)) return LeadOutcome::won;
  if (is_one_of(cell, lost)) return LeadOutcome::lost;
  return std::nullopt;
}

bool words_are_there(const RawTable& table, std::size_t column, const OutcomeWords& words,
                     Console& console) {
  if (words.won.empty() || table.rows() == 0) return true;
  const std::vector<std::string>& cells = table.cells[column];
  std::set<std::string_view> told(cells.begin(), cells.end());
  told.erase("");
  std::vector<std::string_view> known;
  if (told.size() <= most_words) known.assign(told.begin(), told.end());
  for (const std::string& word : words.won) {
    if (std::any_of(told.begin(), told.end(),
                    [&](std::string_view one) { return small(one) == small(word); }))
      continue;
    console.report(table.at(std::nullopt, "outcome/unknown_word",
                            fmt::format("no cell of column `{}` says `{}`, which --won names",
                                        table.columns[column], word),
                            nearest_help(word, known)));
    return false;
  }
  return true;
}

Finding not_an_outcome(const RawTable& table, std::size_t column, std::size_t row) {
  return table.at(
      row, "cell/not_an_outcome",
      fmt::format("column `{}` wants won or lost", table.columns[column]),
      "also disqualified, 1 and 0, true and false, yes and no; empty where a lead is open; "
      "or say with --won what counts as won");
}

}  // namespace bantam::cli
