// Figures: what there is to draw, as plain data, and functions that draw it on a page.
//
// Each figure writes its picture and, beside it, a table of the same numbers. In a picture, places
// along x are shares of its width, places along y and sizes of text are pixels: a figure is as wide
// as there is room for, and its text stays as large as text is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/html_markup.hpp"

namespace bantam::html {

/// How much of long things is told. Whatever is cut says so.
struct Detail {
  std::size_t rows = 60;         ///< of a table or picture, at most
  double name_width = 400;       ///< of the full text behind one that was cut
};

/// A page while it is written.
struct Page {
  Markup markup;
  Detail detail;
  std::size_t figures = 0;  ///< so far; ids of titles are made of it
};

struct Caption {
  std::string title;
  std::string words;  ///< a sentence or two: how to read it
};

/// A number as it is drawn and as it is said.
struct Quantity {
  std::optional<double> value;  ///< nothing: there is none, and nothing is drawn
  std::string text = "–";
};

struct Range {
  double low = 0;
  double high = 0;
};

/// Cells of a table; the first column is text, the others are numbers unless said.
struct Cells {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::size_t text_columns = 1;
};
void draw(Page& page, const Cells& cells);

// --- rows: one thing a row ---------------------------------------------------------------------

struct Bar {
  std::string label;
  Quantity quantity;
  std::optional<Range> interval = std::nullopt;
  std::vector<std::string> cells = {};  ///< more of the table's row
};

/// Bars from zero, to the right and to the left.
struct Bars {
  Caption caption;
  std::vector<std::string> head;  ///< of the table: label, quantity, and more
  std::vector<Bar> bars;
  std::optional<double> reference = std::nullopt;  ///< a line across
  std::string reference_label = {};
  double from = 0;  ///< where bars begin
};
void draw(Page& page, const Bars& bars);

/// Stages as bars, with what goes on between them.
struct FunnelStep {
  std::string label;
  std::size_t count = 0;
  std::string onward = {};  ///< "38.2 % (33.1 to 43.6) go on": to the next step; empty for the last
  std::vector<std::string> cells = {};
};
struct FunnelFigure {
  Caption caption;
  std::vector<std::string> head;
  std::vector<FunnelStep> steps;
};
void draw(Page& page, const FunnelFigure& funnel);

/// How long something takes: half of all are within `median`, and so on.
struct Spread {
  std::string label;
  Quantity median, p75, p90;
  std::vector<std::string> cells = {};
};
struct Spreads {
  Caption caption;
  std::vector<std::string> head;  ///< label, median, p75, p90, and more
  std::vector<Spread> spreads;
};
void draw(Page& page, const Spreads& spreads);

/// A step of a sum, or the sum so far.
struct WaterfallStep {
  std::string label;
  double points = 0;
  std::string text;  ///< of the points
  enum class Kind { part, sum } kind = Kind::part;
  std::string note = {};
};
struct WaterfallFigure {
  Caption caption;
  std::vector<WaterfallStep> steps;
};
void draw(Page& page, const WaterfallFigure& waterfall);

// --- plots: two axes ---------------------------------------------------------------------------

struct CurvePoint {
  double x = 0;
  double y = 0;
  std::optional<Range> interval = std::nullopt;  ///< of y
};

struct Curve {
  std::string name;
  std::vector<CurvePoint> points;
  enum class Form { line, points } form = Form::line;
};

/// Shares against shares, both from 0 to 1, with the diagonal; two curves at most.
struct CurveFigure {
  Caption caption;
  std::string x_name, y_name, diagonal_name;
  std::vector<Curve> curves;
  double most = 1;  ///< the end of both axes
  Cells cells;
};
void draw(Page& page, const CurveFigure& figure);

struct HistogramBin {
  double from = 0;
  double to = 0;
  std::size_t won = 0;
  std::size_t lost = 0;
};

/// Won leads above the axis and lost below it, each as shares of their own.
struct HistogramFigure {
  Caption caption;
  std::string x_name;
  std::vector<HistogramBin> bins;
};
void draw(Page& page, const HistogramFigure& histogram);

// --- heat table --------------------------------------------------------------------------------

struct HeatCell {
  Quantity share;
  std::string note;  ///< "31 of 120"
};

/// A table of shares; the darker the more.
struct HeatTable {
  Caption caption;
  std::string row_name, column_name;
  std::vector<std::string> rows, columns;
  std::vector<HeatCell> cells;  ///< row by row
};
void draw(Page& page, const HeatTable& table);

}  // namespace bantam::html
