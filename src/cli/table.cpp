// Table: widths are code points, so that names of all scripts line up.
#include "table.hpp"

#include <algorithm>

#include "utf8.hpp"

namespace bantam::cli {

namespace {

constexpr std::string_view gap = "  ";
constexpr std::size_t narrowest = 8;  ///< no column is cut below this

using Widths = std::vector<std::size_t>;
using Rows = std::vector<std::vector<std::string>>;

/// The bytes from the decimal point on; 0 where there is none.
std::size_t decimals(std::string_view number) {
  const std::size_t point = number.find('.');
  return point == std::string_view::npos ? 0 : number.size() - point;
}

/// Fills numbers up behind, so that their points stand under each other when they end together.
void align_points(const std::vector<Column>& columns, Rows& rows) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].side != Column::Side::point) continue;
    std::size_t most = 0;
    for (const auto& row : rows) most = std::max(most, decimals(row[c]));
    for (auto& row : rows) row[c].append(most - decimals(row[c]), ' ');
  }
}

Widths natural_widths(const std::vector<Column>& columns,
                      const Rows& rows) {
  Widths widths;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    std::size_t width = code_points(columns[c].title);
    for (const auto& row : rows) width = std::max(width, code_points(row[c]));
    widths.push_back(width);
  }
  return widths;
}

/// Takes from the widest of the columns that may be cut until a line fits.
void fit(const std::vector<Column>& columns, Widths& widths, std::size_t line_width) {
  std::size_t line = gap.size() * (columns.size() - 1);
  for (const std::size_t width : widths) line += width;
  while (line > line_width) {
    std::size_t widest = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].fit != Column::Fit::may_be_cut || widths[c] <= narrowest) continue;
      if (widest == columns.size() || widths[c] > widths[widest]) widest = c;
    }
    if (widest == columns.size()) return;
    --widths[widest];
    --line;
  }
}

std::string line_of(const std::vector<Column>& columns, const Widths& widths,
                    const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string cell = cut_to(cells[c], widths[c]);
    const std::string padding(widths[c] - code_points(cell), ' ');
    if (c != 0) line += gap;
    line += columns[c].side == Column::Side::left ? cell + padding : padding + cell;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void print_table(const std::vector<Column>& columns, std::vector<std::vector<std::string>> rows,
                 Output& output) {
  for (auto& row : rows)
    for (std::string& cell : row) cell = printable(cell);
  align_points(columns, rows);
  Widths widths = natural_widths(columns, rows);
  const Terminal& terminal = output.terminal();
  if (terminal.interactive && terminal.width != 0) fit(columns, widths, terminal.width);

  std::vector<std::string> titles;
  std::vector<std::string> rules;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    titles.push_back(columns[c].title);
    rules.emplace_back(widths[c], '-');
  }
  output.write_line(in_colour(terminal, Colour::bold, line_of(columns, widths, titles)));
  output.write_line(in_colour(terminal, Colour::dim, line_of(columns, widths, rules)));
  for (const auto& row : rows) output.write_line(line_of(columns, widths, row));
}

}  // namespace bantam::cli
