// Outcomes: two rows that contradict each other are an error.
#include "outcomes.hpp"

#include <fmt/format.h>

#include <utility>

#include "lead_table.hpp"

namespace bantam::cli {

namespace {

/// A lead's outcome, nothing where it is open; or what is wrong with the row.
struct Cell {
  std::optional<KnownOutcome> outcome;
  std::optional<Finding> problem;
};

Cell read_row(const RawTable& table, const OutcomePlaces& columns, const OutcomeWords& words,
              std::size_t row) {
  const std::optional<LeadOutcome> said = outcome_in(table.cells[columns.outcome][row], words);
  if (!said) return {{}, not_an_outcome(table, columns.outcome, row)};
  if (*said == LeadOutcome::open) return {};
  KnownOutcome outcome{*said == LeadOutcome::won, std::nullopt};
  if (!columns.at || table.cells[*columns.at][row].empty()) return {outcome, {}};
  outcome.at = moment_in(table.cells[*columns.at][row]);
  if (outcome.at) return {outcome, {}};
  return {{},
          table.at(row, "cell/not_a_moment",
                   fmt::format("column `{}` wants a date or a moment", table.columns[*columns.at]),
                   "such as 2026-11-21 or 2026-11-21T10:00:00Z, between 1970 and 2199")};
}

bool same(const KnownOutcome& a, const KnownOutcome& b) { return a.won == b.won && a.at == b.at; }

}  // namespace

std::optional<Outcomes> outcomes_in(const RawTable& table, const OutcomePlaces& columns,
                                    const OutcomeWords& words, Console& console) {
  if (!words_are_there(table, columns.outcome, words, console)) return std::nullopt;
  Outcomes outcomes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Cell cell = read_row(table, columns, words, row);
    if (cell.problem) {
      console.report(*cell.problem);
      return std::nullopt;
    }
    if (!cell.outcome) continue;
    const std::string lead = columns.lead ? table.cells[*columns.lead][row] : std::to_string(row);
    const auto [known, fresh] = outcomes.emplace(lead, *cell.outcome);
    if (fresh || same(known->second, *cell.outcome)) continue;
    console.report(
        table.at(row, "outcome/contradicts", "an earlier row says otherwise of this lead"));
    return std::nullopt;
  }
  return outcomes;
}

}  // namespace bantam::cli
