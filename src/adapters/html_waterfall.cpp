// Waterfall: parts of a sum, each beginning where the one before it ended.
#include <algorithm>

#include "adapters/html_rows.hpp"

namespace bantam::html {
namespace {

using Kind = WaterfallStep::Kind;

/// Where each step begins and ends.
std::vector<Range> places_of(const std::vector<WaterfallStep>& steps) {
  std::vector<Range> places;
  double sum = 0;
  for (const WaterfallStep& step : steps) {
    if (step.kind == Kind::sum) sum = step.points;
    places.push_back({step.kind == Kind::sum ? 0 : sum, step.kind == Kind::sum ? sum : sum + step.points});
    sum = places.back().high;
  }
  return places;
}

std::string_view form_of(const WaterfallStep& step) {
  if (step.kind == Kind::sum) return "sum";
  return step.points < 0 ? "lost" : "won";
}

}  // namespace

void draw(Page& page, const WaterfallFigure& waterfall) {
  const std::vector<WaterfallStep>& steps = waterfall.steps;
  std::vector<RowTexts> texts;
  Cells cells{{"step", "how", "points"}, {}, 2};
  for (const WaterfallStep& step : steps) {
    texts.push_back({step.label, step.text});
    cells.rows.push_back({step.label, step.note, step.text});
  }
  const std::vector<Range> places = places_of(steps);
  double least = 0;
  double most = 0;
  for (const Range& place : places) {
    least = std::min({least, place.low, place.high});
    most = std::max({most, place.low, place.high});
  }
  const RowLayout layout = layout_rows(texts, least, most);
  const double height = layout.row_px * static_cast<double>(steps.size());
  const std::vector<KeyEntry> key{{"won", "adds"}, {"lost", "takes"}, {"sum", "sum"}};
  frame(page, waterfall.caption, key, height, cells, [&](Markup& markup) {
    row_rule(markup, layout, "axis", 0, 0, steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const double y = layout.row_px * static_cast<double>(i);
      row_texts(page, layout, y, texts[i], steps[i].kind == Kind::sum ? "bold" : "");
      row_bar(markup, layout, form_of(steps[i]), y, places[i].low, places[i].high);
      if (i + 1 == steps.size()) continue;
      if (layout.label_above) continue;  // the line would cross the next name
      const double x = layout.x(places[i].high);
      line(markup, "dash", x, layout.bar_y(y) + RowLayout::bar_px, x, layout.bar_y(y + layout.row_px));
    }
  });
}

}  // namespace bantam::html
