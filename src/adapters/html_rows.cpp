// Rows: columns are as wide as what stands in them, measured where a picture is narrowest.
#include "adapters/html_rows.hpp"

#include <algorithm>

namespace bantam::html {
namespace {

constexpr double widest_label = 12.5;
constexpr double gap = 1;  ///< between columns, in sizes of text

double percent_of(double text_sizes) { return text_sizes * text_px / narrowest_px * 100; }

}  // namespace

double RowLayout::x(double value) const {
  if (!(most > least)) return plot_left;
  const double share = std::clamp((value - least) / (most - least), 0.0, 1.0);
  return plot_left + share * (plot_right - plot_left);
}

RowLayout layout_rows(const std::vector<RowTexts>& texts, double least, double most) {
  double label = 0;
  double number = 0;
  for (const RowTexts& row : texts) {
    label = std::max(label, text_width(visible(row.label)));
    number = std::max(number, text_width(row.number));
  }
  RowLayout layout;
  layout.least = least;
  layout.most = most;
  layout.label_above = label > widest_label || label + number > 15;
  layout.row_px = layout.label_above ? 46 : 24;
  layout.label_room = layout.label_above ? narrowest_px / text_px : label + 0.1;
  layout.number_room = std::min(number + 0.1, 14.0);
  layout.plot_left = layout.label_above ? 0 : percent_of(label + gap);
  layout.plot_right = 100 - percent_of(layout.number_room + gap);
  return layout;
}

void row_texts(Page& page, const RowLayout& layout, double row_y, const RowTexts& texts,
               std::string_view form) {
  label(page, form, 0, row_y + (layout.label_above ? 17 : 16), texts.label, layout.label_room);
  const std::string number_form = form.empty() ? "end" : "end " + std::string(form);
  label(page, number_form, 100, layout.bar_y(row_y) + 11, texts.number, layout.number_room);
}

void row_bar(Markup& markup, const RowLayout& layout, std::string_view form, double row_y,
             double from, double to) {
  const double left = layout.x(std::min(from, to));
  const double width = layout.x(std::max(from, to)) - left;
  field(markup, form, left, layout.bar_y(row_y), std::max(width, 0.2), RowLayout::bar_px);
}

void row_rule(Markup& markup, const RowLayout& layout, std::string_view form, double value, double top,
              std::size_t rows) {
  const double x = layout.x(value);
  const double bottom = top + layout.row_px * static_cast<double>(rows);
  if (!layout.label_above) return line(markup, form, x, top, x, bottom);
  for (std::size_t i = 0; i < rows; ++i) {
    const double bar_y = layout.bar_y(top + layout.row_px * static_cast<double>(i));
    line(markup, form, x, bar_y - 3, x, bar_y + RowLayout::bar_px + 3);
  }
}

void row_whisker(Markup& markup, const RowLayout& layout, double row_y, Range range) {
  const double y = layout.middle_y(row_y);
  const double left = layout.x(range.low);
  const double right = layout.x(range.high);
  line(markup, "mark", left, y, right, y);
  line(markup, "mark", left, y - 4, left, y + 4);
  line(markup, "mark", right, y - 4, right, y + 4);
}

}  // namespace bantam::html
