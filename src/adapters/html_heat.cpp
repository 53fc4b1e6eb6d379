// Heat table: a table, for that is what it is; its grounds are for the eye that skims.
#include <algorithm>
#include <cmath>

#include "adapters/html_frame.hpp"
#include "adapters/html_style.hpp"
#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr double name_room = 14;

/// `h0` to `h4`; nothing where there is no share.
std::string ground_of(const HeatCell& cell, double most) {
  if (!cell.share.value) return "";
  const double share = most > 0 ? *cell.share.value / most : 0;
  const int step = std::clamp(static_cast<int>(std::floor(share * heat_steps)), 0, heat_steps - 1);
  return format_text("h{}", step);
}

/// What rows and columns are, where they are not one thing.
std::string corner_of(const HeatTable& table) {
  if (table.column_name.empty()) return table.row_name;
  return format_text("{} ↓  {} →", table.row_name, table.column_name);
}

void draw_row(Page& page, const HeatTable& table, std::size_t row, std::size_t columns, double most) {
  page.markup.open("tr");
  cut_element(page, "th", "", table.rows[row], name_room);
  for (std::size_t c = 0; c < columns; ++c) {
    const HeatCell& cell = table.cells[row * table.columns.size() + c];
    page.markup.open("td", {{"class", ground_of(cell, most)}});
    page.markup.element("b", {}, cell.share.text);
    page.markup.element("span", {}, cell.note);
    page.markup.close();
  }
  page.markup.close();
}

}  // namespace

void draw(Page& page, const HeatTable& table) {
  double most = 0;
  for (const HeatCell& cell : table.cells) most = std::max(most, cell.share.value.value_or(0));
  const std::size_t rows = std::min(table.rows.size(), page.detail.rows);
  const std::size_t columns = std::min<std::size_t>(table.columns.size(), std::min<std::size_t>(page.detail.rows, 16));
  Markup& markup = page.markup;
  markup.open("figure");
  markup.open("figcaption");
  cut_element(page, "h3", "", table.caption.title, 80);
  markup.element("p", {}, table.caption.words);
  markup.close();
  markup.open("div", {{"class", "scroll"}});
  markup.open("table", {{"class", "heat"}});
  markup.open("thead");
  markup.open("tr");
  cut_element(page, "th", "", corner_of(table), 2 * name_room);
  for (std::size_t c = 0; c < columns; ++c) cut_element(page, "th", "", table.columns[c], name_room);
  markup.close();
  markup.close();
  markup.open("tbody");
  for (std::size_t r = 0; r < rows; ++r) draw_row(page, table, r, columns, most);
  markup.close();
  markup.close();
  markup.close();
  for (const std::string& words : {cut_words(rows, table.rows.size()), cut_words(columns, table.columns.size(), "columns")})
    if (!words.empty()) markup.element("p", {{"class", "quiet"}}, words);
  markup.close();
}

}  // namespace bantam::html
