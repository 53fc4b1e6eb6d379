// Rows: pictures with one thing a row: its name, its bar, its number.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/html_frame.hpp"

namespace bantam::html {

struct RowTexts {
  std::string label;
  std::string number;
};

/// Where the parts of each row are. Names that are too long for a column of their own stand above.
struct RowLayout {
  bool label_above = false;
  double row_px = 0;       ///< height of a row
  double plot_left = 0;    ///< percent, as plot_right
  double plot_right = 100;
  double label_room = 0;   ///< sizes of text
  double number_room = 0;
  double least = 0;        ///< the value at plot_left
  double most = 1;

  double x(double value) const;
  double bar_y(double row_y) const { return row_y + (label_above ? 23 : 5); }
  double middle_y(double row_y) const { return bar_y(row_y) + bar_px / 2; }

  static constexpr double bar_px = 14;
};

/// Values from `least` to `most` will be drawn.
RowLayout layout_rows(const std::vector<RowTexts>& texts, double least, double most);

/// Writes name and number of a row that begins at `row_y`; `form` is added to that of the texts.
void row_texts(Page& page, const RowLayout& layout, double row_y, const RowTexts& texts,
               std::string_view form = {});

/// A bar between two values, whichever is the larger.
void row_bar(Markup& markup, const RowLayout& layout, std::string_view form, double row_y,
             double from, double to);

/// A line across the bars of so many rows from `top` on, which no name is crossed by.
void row_rule(Markup& markup, const RowLayout& layout, std::string_view form, double value, double top,
              std::size_t rows);

/// An interval over a bar.
void row_whisker(Markup& markup, const RowLayout& layout, double row_y, Range range);

}  // namespace bantam::html
