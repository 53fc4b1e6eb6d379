// Lead table: two rows of one lead would count its outcome twice, and are an error.
#include "lead_table.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "bantam/value.hpp"

namespace bantam::cli {

namespace {

bool complain(Console& console, const Finding& finding) {
  console.report(finding);
  return false;
}

bool find_columns(const LeadTableColumns& columns, LeadTable& table, Console& console) {
  const auto find = [&](const std::string& name, const char* option,
                        std::optional<std::size_t>& place) {
    if (name.empty()) return true;
    place = wanted_column(table.cells, name, option, console);
    return place.has_value();
  };
  if (!find(columns.time, "--time", table.time) || !find(columns.id, "--id", table.id))
    return false;
  if (columns.id.empty()) table.id = table.cells.find("lead");
  if (table.id || !columns.ids_wanted) return true;
  return complain(console, table.cells.at(std::nullopt, "table/no_id_column", "no column `lead`",
                                          "say which column holds the lead's id with --id"));
}

bool name_rows(LeadTable& table, Console& console) {
  const RawTable& cells = table.cells;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const std::string lead = table.id ? cells.cells[*table.id][row] : std::to_string(row);
    if (lead.empty())
      return complain(console, cells.at(row, "row/no_lead", "the row has no lead id"));
    const auto [first, fresh] = table.row_of.emplace(lead, row);
    if (fresh) continue;
    return complain(console, cells.at(row, "row/doubled_lead",
                                      fmt::format("the lead of line {} stands here again",
                                                  cells.lines[first->second]),
                                      "its outcome would count twice"));
  }
  return true;
}

bool read_times(LeadTable& table, Console& console) {
  const RawTable& cells = table.cells;
  table.came.resize(cells.rows());
  for (std::size_t row = 0; table.time && row < cells.rows(); ++row) {
    const std::string& cell = cells.cells[*table.time][row];
    if (cell.empty()) continue;
    table.came[row] = moment_in(cell);
    if (table.came[row]) continue;
    return complain(
        console,
        cells.at(row, "cell/not_a_moment",
                 fmt::format("column `{}` wants a date or a moment", cells.columns[*table.time]),
                 "such as 2026-11-21 or 2026-11-21T10:00:00Z, between 1970 and 2199"));
  }
  return true;
}

}  // namespace

std::optional<LeadTable> read_lead_table(const std::string& path, const LeadTableColumns& columns,
                                         Console& console) {
  std::optional<RawTable> cells = read_table(path, console);
  if (!cells) return std::nullopt;
  LeadTable table;
  table.cells = *std::move(cells);
  if (!find_columns(columns, table, console) || !name_rows(table, console) ||
      !read_times(table, console))
    return std::nullopt;
  return table;
}

std::optional<Timestamp> moment_in(const std::string& cell) {
  if (const std::optional<Timestamp> at = parse_timestamp(cell)) return at;
  const std::optional<std::int64_t> date = parse_date(cell);
  if (!date || *date < 0 || *date >= timestamp_end.ms) return std::nullopt;
  return Timestamp{*date};
}

}  // namespace bantam::cli
