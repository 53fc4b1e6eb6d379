// Bars, funnels and spreads: one row a thing, from zero.
#include <algorithm>

#include "adapters/html_rows.hpp"

namespace bantam::html {
namespace {

std::vector<std::string> row_of(std::vector<std::string> first, const std::vector<std::string>& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

template <class Item>
std::size_t shown_of(const Page& page, const std::vector<Item>& items) {
  return std::min(items.size(), page.detail.rows);
}

Cells cells_of(const Bars& bars) {
  Cells cells{bars.head, {}};
  for (const Bar& bar : bars.bars) cells.rows.push_back(row_of({bar.label, bar.quantity.text}, bar.cells));
  return cells;
}

Range extent(const Bars& bars) {
  Range extent{bars.from, bars.from};
  const auto take = [&](double value) {
    extent = {std::min(extent.low, value), std::max(extent.high, value)};
  };
  for (const Bar& bar : bars.bars) {
    if (bar.quantity.value) take(*bar.quantity.value);
    if (bar.quantity.value && bar.interval) take(bar.interval->low), take(bar.interval->high);
  }
  if (bars.reference) take(*bars.reference);
  return extent;
}

void draw_bar(Page& page, const RowLayout& layout, double y, const Bar& bar, double from) {
  row_texts(page, layout, y, {bar.label, bar.quantity.text});
  if (!bar.quantity.value) return;
  row_bar(page.markup, layout, *bar.quantity.value < from ? "lost" : "won", y, from, *bar.quantity.value);
  if (bar.interval) row_whisker(page.markup, layout, y, *bar.interval);
}

constexpr double reference_px = 18;  ///< the line above all rows that names the reference

/// Its name begins or ends at the line, on the side where there is more room.
void draw_reference(Page& page, const RowLayout& layout, const Bars& bars, std::size_t shown) {
  const double x = layout.x(*bars.reference);
  row_rule(page.markup, layout, "dash", *bars.reference, reference_px, shown);
  const double room = std::max(x, 100 - x) / 100 * narrowest_px / small_px;
  label(page, x > 50 ? "small end" : "small", x, 11, bars.reference_label, room);
}

}  // namespace

void draw(Page& page, const Bars& bars) {
  const std::size_t shown = shown_of(page, bars.bars);
  std::vector<RowTexts> texts;
  for (std::size_t i = 0; i < shown; ++i) texts.push_back({bars.bars[i].label, bars.bars[i].quantity.text});
  const Range range = extent(bars);
  const RowLayout layout = layout_rows(texts, range.low, range.high);
  const double top = bars.reference ? reference_px : 0;
  const double height = top + layout.row_px * static_cast<double>(shown);
  frame(page, bars.caption, {}, height, cells_of(bars), [&](Markup& markup) {
    for (std::size_t i = 0; i < shown; ++i)
      draw_bar(page, layout, top + layout.row_px * static_cast<double>(i), bars.bars[i], bars.from);
    row_rule(markup, layout, "axis", bars.from, top, shown);
    if (bars.reference) draw_reference(page, layout, bars, shown);
  });
}

void draw(Page& page, const FunnelFigure& funnel) {
  constexpr double between_px = 20;
  const std::size_t shown = shown_of(page, funnel.steps);
  std::vector<RowTexts> texts;
  Cells cells{funnel.head, {}};
  std::size_t most = 0;
  for (const FunnelStep& step : funnel.steps) {
    texts.push_back({step.label, std::to_string(step.count)});
    cells.rows.push_back(row_of({step.label, std::to_string(step.count)}, step.cells));
    most = std::max(most, step.count);
  }
  const RowLayout layout = layout_rows(texts, 0, static_cast<double>(most));
  const double step_px = layout.row_px + between_px;
  const double height = std::max(step_px * static_cast<double>(shown) - between_px, 0.0);
  frame(page, funnel.caption, {}, height, cells, [&](Markup& markup) {
    for (std::size_t i = 0; i < shown; ++i) {
      const double y = step_px * static_cast<double>(i);
      row_texts(page, layout, y, texts[i]);
      row_bar(markup, layout, "won", y, 0, static_cast<double>(funnel.steps[i].count));
      if (i + 1 == shown) continue;
      const double x = layout.plot_left + 1.5;  // beside the axis
      const double room = (100 - x) / 100 * narrowest_px / small_px;
      label(page, "small", x, y + layout.row_px + 11, funnel.steps[i].onward, room);
    }
    line(markup, "axis", layout.plot_left, 0, layout.plot_left, height);
  });
}

void draw(Page& page, const Spreads& spreads) {
  const std::size_t shown = shown_of(page, spreads.spreads);
  std::vector<RowTexts> texts;
  Cells cells{spreads.head, {}};
  double most = 0;
  for (const Spread& spread : spreads.spreads) {
    texts.push_back({spread.label, spread.median.text});
    cells.rows.push_back(row_of({spread.label, spread.median.text, spread.p75.text, spread.p90.text}, spread.cells));
    for (const Quantity* quantity : {&spread.median, &spread.p75, &spread.p90})
      most = std::max(most, quantity->value.value_or(0));
  }
  const RowLayout layout = layout_rows(texts, 0, most);
  const std::vector<KeyEntry> key{{"won", "half are within"}, {"soft", "three of four"}, {"axis", "nine of ten"}};
  const double height = layout.row_px * static_cast<double>(shown);
  frame(page, spreads.caption, key, height, cells, [&](Markup& markup) {
    for (std::size_t i = 0; i < shown; ++i) {
      const double y = layout.row_px * static_cast<double>(i);
      const Spread& spread = spreads.spreads[i];
      row_texts(page, layout, y, texts[i]);
      const double middle = layout.middle_y(y);
      if (spread.p90.value) line(markup, "axis", layout.plot_left, middle, layout.x(*spread.p90.value), middle);
      if (spread.p75.value) row_bar(markup, layout, "soft", y, 0, *spread.p75.value);
      if (spread.median.value) row_bar(markup, layout, "won", y, 0, *spread.median.value);
    }
    row_rule(markup, layout, "axis", 0, 0, shown);
  });
}

}  // namespace bantam::html
