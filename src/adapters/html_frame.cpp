// Frame: caption, picture and table; a picture has a title, a description and its numbers in text.
#include "adapters/html_frame.hpp"

#include <algorithm>

#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr std::size_t most_columns_beside = 7;  // more are wider than half a page

constexpr double cell_room = 44;  ///< of a name in a table

void sample(Markup& markup, std::string_view form) {
  const bool is_line = form == "dash" || form == "axis" || form == "l0" || form == "l1";
  markup.open("svg", {{"width", "22"}, {"height", "12"}, {"aria-hidden", "true"}});
  if (is_line) line(markup, form, 0, 6, 100, 6);
  else field(markup, form, 5, 1, 90, 10);
  markup.close();
}

void write_key(Page& page, const std::vector<KeyEntry>& key) {
  if (key.empty()) return;
  page.markup.open("p", {{"class", "key"}});
  for (const KeyEntry& entry : key) {
    page.markup.open("span");
    sample(page.markup, entry.form);
    cut_element(page, "span", "", entry.name, cell_room);
    page.markup.close();
  }
  page.markup.close();
}

}  // namespace

std::string share_of_width(double percent) { return format_text("{:.6g}%", percent); }
std::string pixels(double px) { return format_text("{:.6g}", px); }

void line(Markup& markup, std::string_view form, double x1, double y1, double x2, double y2) {
  markup.leaf("line", {{"class", std::string(form)}, {"x1", share_of_width(x1)}, {"y1", pixels(y1)},
                       {"x2", share_of_width(x2)}, {"y2", pixels(y2)}});
}

void field(Markup& markup, std::string_view form, double x, double y, double width, double height) {
  markup.leaf("rect", {{"class", std::string(form)}, {"x", share_of_width(x)}, {"y", pixels(y)},
                       {"width", share_of_width(width)}, {"height", pixels(height)}});
}

void label(Page& page, std::string_view form, double x, double y, const std::string& text,
           double room) {
  const std::string whole = visible(text);
  const std::string shown = cut_to_width(whole, room);
  page.markup.open("text", {{"class", std::string(form)}, {"x", share_of_width(x)}, {"y", pixels(y)}});
  page.markup.text(shown);
  if (shown != whole) page.markup.element("title", {}, cut_to_width(whole, page.detail.name_width));
  page.markup.close();
}

void cut_element(Page& page, std::string_view name, std::string_view form, std::string_view text,
                 double room) {
  const std::string whole = visible(text);
  const std::string shown = cut_to_width(whole, room);
  const std::string title = shown == whole ? "" : cut_to_width(whole, page.detail.name_width);
  page.markup.element(name, {{"class", std::string(form)}, {"title", title}}, shown);
}

std::string cut_words(std::size_t shown, std::size_t all, std::string_view what) {
  return shown >= all ? "" : format_text("{} of {} {} shown.", shown, all, what);
}

void draw(Page& page, const Cells& cells) {
  page.markup.open("div", {{"class", "scroll"}});
  page.markup.open("table");
  page.markup.open("thead");
  page.markup.open("tr");
  for (std::size_t c = 0; c < cells.head.size(); ++c)
    page.markup.element("th", {{"scope", "col"}, {"class", c < cells.text_columns ? "" : "number"}},
                        cells.head[c]);
  page.markup.close();
  page.markup.close();
  page.markup.open("tbody");
  const std::size_t shown = std::min(cells.rows.size(), page.detail.rows);
  for (std::size_t r = 0; r < shown; ++r) {
    page.markup.open("tr");
    for (std::size_t c = 0; c < cells.head.size() && c < cells.rows[r].size(); ++c)
      if (c == 0) cut_element(page, "th", "", cells.rows[r][c], cell_room);
      else cut_element(page, "td", c < cells.text_columns ? "" : "number", cells.rows[r][c], cell_room);
    page.markup.close();
  }
  page.markup.close();
  page.markup.close();
  page.markup.close();
  if (const std::string words = cut_words(shown, cells.rows.size()); !words.empty())
    page.markup.element("p", {{"class", "quiet"}}, words);
}

void frame(Page& page, const Caption& caption, const std::vector<KeyEntry>& key, double height,
           const Cells& cells, const std::function<void(Markup&)>& picture) {
  Markup& markup = page.markup;
  const std::string id = format_text("figure{}", ++page.figures);
  markup.open("figure", {{"class", cells.head.size() <= most_columns_beside ? "pair" : ""}});
  markup.open("figcaption");
  cut_element(page, "h3", "", caption.title, 80);
  markup.element("p", {}, caption.words);
  write_key(page, key);
  if (cells.rows.empty()) markup.element("p", {}, "There is nothing to show.");
  markup.close();
  if (cells.rows.empty()) return markup.close();
  markup.open("svg", {{"role", "img"}, {"width", "100%"}, {"height", pixels(height)},
                      {"aria-labelledby", format_text("{0}t {0}d", id)}});
  markup.element("title", {{"id", id + "t"}}, cut_to_width(visible(caption.title), 80));
  markup.element("desc", {{"id", id + "d"}}, caption.words + " The numbers are in the table that follows.");
  picture(markup);
  markup.close();
  markup.open("div");
  draw(page, cells);
  markup.close();
  markup.close();
}

}  // namespace bantam::html
