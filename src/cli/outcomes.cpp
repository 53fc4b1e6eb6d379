// Outcomes. A cell that says neither is an error: a lead that is taken for lost bends every figure.
#include "outcomes.hpp"

#include <fmt/format.h>

#include <utility>

#include "outcome_cell.hpp"

namespace bantam::cli {

namespace {

/// Where the columns are in a table.
struct Places {
  std::size_t lead = 0;
  std::size_t outcome = 0;
  std::optional<std::size_t> at;
};

std::optional<Places> find_columns(const RawTable& table, const OutcomeColumns& columns,
                                   Console& console) {
  const auto lead = wanted_column(table, columns.lead, "--id", console);
  if (!lead) return std::nullopt;
  const auto outcome = wanted_column(table, columns.outcome, "--outcome", console);
  if (!outcome) return std::nullopt;
  if (columns.at.empty()) return Places{*lead, *outcome, std::nullopt};
  const auto at = wanted_column(table, columns.at, "--outcome-at", console);
  if (!at) return std::nullopt;
  return Places{*lead, *outcome, at};
}

/// A lead's outcome, nothing where it is open; or what is wrong with the row.
struct Cell {
  std::optional<KnownOutcome> outcome;
  std::optional<Finding> problem;
};

Cell read_row(const RawTable& table, const Places& places, std::size_t row) {
  const std::string& said = table.cells[places.outcome][row];
  if (said.empty()) return {};
  const std::optional<bool> won = outcome_in(said);
  if (!won)
    return {{}, table.at(row, "cell/not_an_outcome",
                         fmt::format("column `{}` wants an outcome", table.columns[places.outcome]),
                         "won or lost, 1 or 0, yes or no; empty where the lead is open")};
  KnownOutcome outcome{*won, std::nullopt};
  if (!places.at || table.cells[*places.at][row].empty()) return {outcome, {}};
  outcome.at = moment_in(table.cells[*places.at][row]);
  if (outcome.at) return {outcome, {}};
  return {{}, table.at(row, "cell/not_a_moment",
                       fmt::format("column `{}` wants a date or a moment", table.columns[*places.at]),
                       "such as 2026-11-21 or 2026-11-21T10:00:00Z, between 1970 and 2199")};
}

bool same(const KnownOutcome& a, const KnownOutcome& b) { return a.won == b.won && a.at == b.at; }

}  // namespace

std::optional<Timestamp> moment_in(const std::string& cell) {
  if (const std::optional<Timestamp> at = parse_timestamp(cell)) return at;
  const std::optional<std::int64_t> date = parse_date(cell);
  if (!date || *date < 0 || *date >= timestamp_end.ms) return std::nullopt;
  return Timestamp{*date};
}

std::optional<Outcomes> outcomes_in(const RawTable& table, const OutcomeColumns& columns,
                                    Console& console) {
  const std::optional<Places> places = find_columns(table, columns, console);
  if (!places) return std::nullopt;
  Outcomes outcomes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Cell cell = read_row(table, *places, row);
    if (cell.problem) {
      console.report(*cell.problem);
      return std::nullopt;
    }
    if (!cell.outcome) continue;
    const auto [known, fresh] = outcomes.emplace(table.cells[places->lead][row], *cell.outcome);
    if (fresh || same(known->second, *cell.outcome)) continue;
    console.report(table.at(row, "outcome/contradicts", "an earlier row says otherwise of this lead"));
    return std::nullopt;
  }
  return outcomes;
}

}  // namespace bantam::cli
