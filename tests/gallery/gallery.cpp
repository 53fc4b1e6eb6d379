// Gallery: every primitive once, and again with nothing to draw.
#include "gallery/gallery.hpp"

#include "adapters/html_numbers.hpp"
#include "adapters/html_examples.hpp"
#include "bantam/bantam.hpp"

namespace gallery {

namespace {

using namespace bantam::html;

const char* const hostile_names[] = {
    "</script><img src=x onerror=alert(1)>",
    "\" onload='alert(2)' x=\"",
    "abc \xe2\x80\xae gnirts \xe2\x80\x8f\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
    "\xe5\xb1\x95\xe7\xa4\xba\xe4\xbc\x9a\xe7\xad\xbe\xe5\x88\xb0\xe5\xb1\x95\xe7\xa4\xba\xe4\xbc\x9a\xe7\xad\xbe\xe5\x88\xb0\xe5\xb1\x95\xe7\xa4\xba\xe4\xbc\x9a\xe7\xad\xbe\xe5\x88\xb0",
    "]]>&amp;<!--",
    "a\nb\tc\x01\x7f",
    "\xff\xfe\xed\xa0\x80",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
};
const char* const usual_names[] = {"job: director", "pricing page", "webinar", "demo request",
                                   "company of 200 to 999", "free mail address", "unsubscribed", "visits"};

std::string name(Names names, std::size_t i) {
  if (names == Names::usual) return usual_names[i % 8];
  if (i % 9 == 8) return std::string(10'000, i % 2 == 0 ? '<' : '&');
  return hostile_names[i % 9];
}

Bars bars(Names names, std::size_t rows) {
  Bars bars{{"Points of each rule", "To the right what a rule adds, to the left what it takes."},
            {"rule", "points", "fired"}, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    const double points = (i % 3 == 1 ? -1.5 : 2.5) * static_cast<double>(rows - i);
    bars.bars.push_back({name(names, i), {points, signed_text(points)}, std::nullopt, {count_text(1000 / (i + 1))}});
  }
  return bars;
}

Bars shares(Names names, std::size_t rows) {
  Bars bars{{"Won by score band", "The share of leads that were won, with its 95 % interval."},
            {"band", "won", "95 %", "leads"}, {}, 0.124, "all leads, 12.4 %"};
  for (std::size_t i = 0; i < rows; ++i) {
    const double share = 0.6 / static_cast<double>(i + 1);
    bars.bars.push_back({name(names, i), {share, percent_text(share)}, Range{share * 0.8, share * 1.3},
                         {interval_text(share * 0.8, share * 1.3), count_text(37 * (i + 1))}});
  }
  bars.bars.push_back({"nobody", {}, std::nullopt, {"–", "0"}});
  return bars;
}

FunnelFigure funnel() {
  return {{"Leads by stage", "How many leads entered each stage, and how many of them went on within 30 days."},
          {"stage", "entered", "went on", "95 %"},
          {{"lead", 12'480, "21.4 % (20.7 to 22.1 %) go on", {"21.4 %", "20.7 to 22.1 %"}},
           {"mql", 2'671, "48.0 % (46.1 to 49.9 %) go on", {"48.0 %", "46.1 to 49.9 %"}},
           {"sal", 1'282, "71.1 % (68.5 to 73.5 %) go on", {"71.1 %", "68.5 to 73.5 %"}},
           {"sql", 911, "– go on", {"–", "–"}},
           {"opportunity", 402, "38.8 % (34.2 to 43.6 %) go on", {"38.8 %", "34.2 to 43.6 %"}},
           {"closed_won", 156, "", {"", ""}}}};
}

Spreads spreads() {
  return {{"Time in stage", "Of the stays that ended."},
          {"stage", "median", "p75", "p90", "stays"},
          {{"lead", {9.5, "9.5 d"}, {21, "21.0 d"}, {44, "44.0 d"}, {"2671"}},
           {"mql", {1.2, "1.2 d"}, {2.8, "2.8 d"}, {6, "6.0 d"}, {"1282"}},
           {"opportunity", {30, "30.0 d"}, {48, "48.0 d"}, {81, "81.0 d"}, {"156"}},
           {"nurture", {}, {}, {}, {"0"}}}};
}

CurveFigure calibration() {
  CurveFigure figure{{"Calibration", "What was said against what happened, in ten groups of leads."},
                     "chance that was said", "share that was won", "said and happened alike",
                     {{"this model", {}, Curve::Form::points}, {"the other model", {}, Curve::Form::line}}, 1,
                     {{"chance", "said", "won", "95 %", "leads"}, {}}};
  for (int i = 0; i < 10; ++i) {
    const double x = 0.05 + 0.1 * i;
    const double y = x * x * 0.6 + 0.35 * x;
    figure.curves[0].points.push_back({x, y, Range{y * 0.85, y * 1.1}});
    figure.curves[1].points.push_back({x, x * x});
    figure.cells.rows.push_back({percent_text(x, 0), percent_text(x), percent_text(y), interval_text(y * 0.85, y * 1.1), "120"});
  }
  return figure;
}

HistogramFigure histogram(int count) {
  HistogramFigure figure{{"Points of won and lost leads", "The further the two shapes stand apart, the better the points tell them apart."}, "points", {}};
  for (int i = 0; i < count; ++i)
    figure.bins.push_back({-20.0 + 10 * i, -10.0 + 10 * i, static_cast<std::size_t>(3 * i * i),
                           static_cast<std::size_t>(5 * (count - i) * (count - i))});
  return figure;
}

HeatTable heat(Names names) {
  HeatTable table{{"Won by rating", "Letters are fit, digits are engagement."}, "fit", "engagement",
                  {"A", "B", "C", name(names, 0)}, {"1", "2", "3", name(names, 7)}, {}};
  for (std::size_t i = 0; i < 16; ++i) {
    const double share = 0.4 / static_cast<double>(i / 4 + i % 4 + 1);
    table.cells.push_back(i == 15 ? HeatCell{{}, "0 of 0"} : HeatCell{{share, percent_text(share)}, "12 of 40"});
  }
  return table;
}

WaterfallFigure waterfall(Names names, std::size_t rows) {
  WaterfallFigure figure{{"Lead 1: 41.5 points", "Each line begins where the one above ended; the last is the total."}, {}};
  double sum = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const double points = i % 4 == 2 ? -7.5 : 12;
    sum += points;
    figure.steps.push_back({name(names, i), points, signed_text(points), WaterfallStep::Kind::part, "2 of 3 counted"});
  }
  figure.steps.push_back({"total", sum, number_text(sum), WaterfallStep::Kind::sum, ""});
  return figure;
}

}  // namespace

std::string page(Names names, std::size_t rows) {
  const auto part = [](auto figure) {
    return [figure](Page& page) { draw(page, figure); };
  };
  return html_page(
      {"Gallery", name(names, names == Names::usual ? 1 : 0), "Every figure there is.", "Made-up numbers."},
      {[](Page& page) {
         facts(page, {{"leads", "12480"}, {"won", "156", "1.3 % of all"}, {"as of", "2026-11-21T10:00:00Z"}});
         heading(page, "Funnel");
       },
       part(funnel()), part(spreads()),
       [](Page& page) { heading(page, "Scores"); },
       part(histogram(14)), part(calibration()), part(shares(names, rows)), part(heat(names)),
       [](Page& page) { heading(page, "Rules"); },
       part(bars(names, rows)), part(waterfall(names, std::min<std::size_t>(rows, 18))),
       [](Page& page) { heading(page, "Nothing"); },
       part(Bars{{"No rules", "There are none."}, {"rule", "points"}, {}}),
       part(HistogramFigure{{"No leads", "There are none."}, "points", {}}),
       part(CurveFigure{{"No curve", "There is none."}, "x", "y", "diagonal", {}, 1, {{"x", "y"}, {}}})});
}

}  // namespace gallery
