// Plots: curves over shares, and histograms of scores.
#include <algorithm>
#include <cmath>

#include "adapters/html_frame.hpp"
#include "adapters/html_numbers.hpp"
#include "values/format_text.hpp"

namespace bantam::html {
namespace {

// The plot within its picture: percent along x, pixels along y. The left margin holds "100 %".
constexpr double left = 14;
constexpr double right = 93;
constexpr double top = 26;
constexpr double bottom = 256;
constexpr double height_px = 296;

double place_x(double share) { return left + share * (right - left); }
double place_y(double share) { return bottom - share * (bottom - top); }

void axis_names(Page& page, const std::string& x_name, const std::string& y_name) {
  const double room = narrowest_px / small_px;
  label(page, "small", 0, 11, y_name, room);
  label(page, "small end", 100, height_px - 6, x_name, room);
}

/// A line across and its number, at a share of the height.
void y_tick(Page& page, double share, const std::string& text) {
  line(page.markup, share == 0 ? "axis" : "grid", left, place_y(share), right, place_y(share));
  label(page, "small end", left - 2, place_y(share) + 4, text, left / 100 * narrowest_px / small_px);
}

void x_tick(Page& page, double share, const std::string& text) {
  const double x = place_x(share);
  line(page.markup, "axis", x, bottom, x, bottom + 4);
  label(page, "small mid", x, bottom + 18, text, 0.15 * narrowest_px / small_px);
}

/// A curve is drawn in a box of 100 by 100 that is stretched over the plot; its line is not.
void draw_line(Markup& markup, const Curve& curve, std::string_view form, double most) {
  std::string points;
  for (const CurvePoint& point : curve.points)
    points += format_text("{}{:.5g},{:.5g}", points.empty() ? "" : " ", 100 * point.x / most,
                          100 - 100 * point.y / most);
  markup.open("svg", {{"x", share_of_width(left)}, {"y", pixels(top)}, {"width", share_of_width(right - left)},
                      {"height", pixels(bottom - top)}, {"viewBox", "0 0 100 100"},
                      {"preserveAspectRatio", "none"}, {"overflow", "visible"}});
  markup.leaf("polyline", {{"class", std::string(form)}, {"points", points}});
  markup.close();
}

void draw_points(Markup& markup, const Curve& curve, std::string_view form, double most) {
  for (const CurvePoint& point : curve.points) {
    const double x = place_x(point.x / most);
    if (point.interval)
      line(markup, "mark", x, place_y(std::max(point.interval->low, 0.0) / most), x,
           place_y(std::min(point.interval->high, most) / most));
    markup.leaf("circle", {{"class", std::string(form)}, {"cx", share_of_width(x)},
                           {"cy", pixels(place_y(point.y / most))}, {"r", "4.5"}});
  }
}

std::vector<KeyEntry> key_of(const CurveFigure& figure) {
  std::vector<KeyEntry> key;
  for (const Curve& curve : figure.curves)
    key.push_back({&curve == &figure.curves.front() ? "l0" : "l1", curve.name});
  key.push_back({"dash", figure.diagonal_name});
  return key;
}

/// A curve of very many points keeps as many as a picture can show.
Curve thinned(const Curve& curve, std::size_t most) {
  Curve kept{curve.name, {}, curve.form};
  const std::size_t count = curve.points.size();
  if (count <= most) return curve;
  for (std::size_t i = 0; i < most; ++i) kept.points.push_back(curve.points[i * (count - 1) / (most - 1)]);
  return kept;
}

}  // namespace

void draw(Page& page, const CurveFigure& figure) {
  constexpr std::size_t most_points = 200;
  frame(page, figure.caption, key_of(figure), height_px, figure.cells, [&](Markup& markup) {
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
      const std::string text = percent_text(share * figure.most, figure.most < 0.2 ? 1 : 0);
      y_tick(page, share, text);
      x_tick(page, share, text);
    }
    line(markup, "dash", left, bottom, right, top);
    for (std::size_t c = 0; c < figure.curves.size() && c < 2; ++c) {
      const Curve curve = thinned(figure.curves[c], most_points);
      if (!curve.points.empty()) draw_line(markup, curve, c == 0 ? "l0" : "l1", figure.most);
      if (curve.form == Curve::Form::points) draw_points(markup, curve, c == 0 ? "p0" : "p1", figure.most);
    }
    axis_names(page, figure.x_name, figure.y_name);
  });
}

namespace {

struct Shares {
  double won = 0;
  double lost = 0;
};

double share_of(std::size_t some, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(some) / static_cast<double>(all);
}

/// Numbers below the axis, five or six of them.
void bin_ticks(Page& page, const std::vector<HistogramBin>& bins) {
  const std::size_t step = std::max<std::size_t>((bins.size() + 4) / 5, 1);
  for (std::size_t i = 0; i <= bins.size(); i += step)
    x_tick(page, share_of(i, bins.size()), number_text(i == bins.size() ? bins.back().to : bins[i].from));
}

}  // namespace

void draw(Page& page, const HistogramFigure& histogram) {
  const std::vector<HistogramBin>& bins = histogram.bins;
  std::size_t won = 0;
  std::size_t lost = 0;
  for (const HistogramBin& bin : bins) won += bin.won, lost += bin.lost;
  Cells cells{{"points", "won", "of all won", "lost", "of all lost"}, {}};
  double most = 0;
  for (const HistogramBin& bin : bins) {
    most = std::max({most, share_of(bin.won, won), share_of(bin.lost, lost)});
    cells.rows.push_back({format_text("{} to {}", number_text(bin.from), number_text(bin.to)),
                          count_text(bin.won), share_text(bin.won, won), count_text(bin.lost),
                          share_text(bin.lost, lost)});
  }
  const double middle = (top + bottom) / 2;
  const double scale = most > 0 ? (bottom - top) / 2 / most : 0;
  const std::vector<KeyEntry> key{{"won", format_text("won, {} leads, upwards", count_text(won))},
                                  {"lost", format_text("lost, {} leads, downwards", count_text(lost))}};
  frame(page, histogram.caption, key, height_px, cells, [&](Markup& markup) {
    for (const double share : {1.0, 0.5}) {
      const std::string text = percent_text(share * most, most < 0.1 ? 1 : 0);
      y_tick(page, 0.5 + share / 2, text);
      y_tick(page, 0.5 - share / 2, text);
    }
    const double slot = (right - left) / static_cast<double>(bins.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
      const double x = left + slot * (static_cast<double>(i) + 0.1);
      const double up = share_of(bins[i].won, won) * scale;
      const double down = share_of(bins[i].lost, lost) * scale;
      if (up > 0) field(markup, "won", x, middle - up, slot * 0.8, up);
      if (down > 0) field(markup, "lost", x, middle, slot * 0.8, down);
    }
    line(markup, "axis", left, middle, right, middle);
    bin_ticks(page, bins);
    axis_names(page, histogram.x_name, "share of all won, and of all lost");
  });
}

}  // namespace bantam::html
