// Pages: within their size, the same every time, readable in both themes.
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>

#include "adapters/html_numbers.hpp"
#include "adapters/html_page.hpp"
#include "adapters/html_style.hpp"
#include "gallery/gallery.hpp"
#include "test.hpp"

using namespace bantam::html;

namespace {

/// Relative luminance and contrast as WCAG 2.2 defines them.
double channel(std::string_view hex) {
  const double share = static_cast<double>(std::strtol(std::string(hex).c_str(), nullptr, 16)) / 255;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}
double luminance(std::string_view colour) {
  return 0.2126 * channel(colour.substr(1, 2)) + 0.7152 * channel(colour.substr(3, 2)) +
         0.0722 * channel(colour.substr(5, 2));
}
double contrast(std::string_view a, std::string_view b) {
  const double light = std::max(luminance(a), luminance(b));
  const double dark = std::min(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

const Ink& ink(std::string_view name) {
  for (const Ink& one : palette())
    if (one.name == name) return one;
  FAIL("no ink " << name);
  std::abort();
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

std::function<void(Page&)> bars_named(std::string name, std::size_t rows) {
  return [name, rows](Page& page) {
    Bars bars{{"Bars", "Many."}, {"name", "points"}, {}};
    for (std::size_t i = 0; i < rows; ++i) bars.bars.push_back({name + std::to_string(i), {1.0, "+1"}});
    draw(page, bars);
  };
}

}  // namespace

TEST_CASE("contrast is computed as defined") {
  CHECK(contrast("#000000", "#ffffff") == Approx(21));
  CHECK(contrast("#777777", "#ffffff") == Approx(4.48).margin(0.005));  // known to fail
}

TEST_CASE("every text has a contrast of 4.5 or more on its ground, in both themes") {
  for (const TextOn& pair : text_grounds()) {
    CAPTURE(pair.ink, pair.ground);
    CHECK(contrast(ink(pair.ink).light, ink(pair.ground).light) >= 4.5);
    CHECK(contrast(ink(pair.ink).dark, ink(pair.ground).dark) >= 4.5);
  }
}

TEST_CASE("what is drawn has a contrast of 3 or more on the paper, in both themes") {
  for (const std::string_view name : {"won", "lost", "sum", "muted", "ink"}) {
    CAPTURE(name);
    CHECK(contrast(ink(name).light, ink("paper").light) >= 3);
    CHECK(contrast(ink(name).dark, ink("paper").dark) >= 3);
  }
}

TEST_CASE("the style sheet fetches nothing and names no colour that is not in the palette") {
  const std::string style = style_sheet();
  CHECK(style.find("url(") == std::string::npos);
  CHECK(style.find("@import") == std::string::npos);
  std::size_t at = 0;
  while ((at = style.find("var(--", at)) != std::string::npos) {
    at += 6;
    ink(style.substr(at, style.find(')', at) - at));
  }
}

TEST_CASE("equal figures give equal bytes") {
  CHECK(gallery::page(gallery::Names::hostile, 30) == gallery::page(gallery::Names::hostile, 30));
}

TEST_CASE("a page is never larger than its limit, whatever is put on it") {
  for (const std::size_t rows : {0, 1, 9, 200, 5000}) {
    CAPTURE(rows);
    CHECK(gallery::page(gallery::Names::hostile, rows).size() <= page_bytes);
  }
  const std::vector<std::function<void(Page&)>> many(300, bars_named(std::string(10'000, '<'), 500));
  const std::string page = html_page({"Kind", std::string(10'000, '&'), std::string(10'000, '"'), std::string(10'000, '<')}, many);
  CHECK(page.size() <= page_bytes);
  CHECK(page.find("parts are left out") != std::string::npos);
}

TEST_CASE("what is cut says how much there is") {
  const std::string page = html_page({"Kind", "title", "", ""}, {bars_named("rule", 900)});
  CHECK(page.find("200 of 900 rows shown.") != std::string::npos);
  CHECK(html_page({"Kind", "title", "", ""}, {bars_named("rule", 20)}).find("rows shown") == std::string::npos);
}

TEST_CASE("a name of 10,000 characters is cut for display, with all of it in its title") {
  const std::string name(10'000, 'x');
  const std::string page = html_page({"Kind", "title", "", ""}, {bars_named(name, 1)});
  CHECK(count(page, name) == 2);  // of the picture and of the table
  CHECK(page.find("title=\"" + name + "0\"") != std::string::npos);
  CHECK(page.find("<title>" + name + "0</title>") != std::string::npos);
}

TEST_CASE("each picture has a title, a description and a table") {
  const std::string page = gallery::page(gallery::Names::usual, 8);
  const std::size_t pictures = count(page, "role=\"img\"");
  CHECK(pictures == 7);
  CHECK(count(page, "<desc id=\"figure") == pictures);
  CHECK(count(page, "<title id=\"figure") == pictures);
  CHECK(count(page, "<table") == pictures + 1);       // and the heat table
  CHECK(count(page, "There is nothing to show.") == 3);
  CHECK(count(page, "<script") == 0);
}

TEST_CASE("what there is nothing of is a dash") {
  CHECK(share_text(0, 0) == "–");
  CHECK(share_text(0, 7) == "0.0 %");
  CHECK(share_text(1, 3) == "33.3 %");
  CHECK(percent_text(std::nan("")) == "–");
  CHECK(percent_text(-0.0001) == "0.0 %");
  CHECK(interval_text(0.331, 0.4361) == "33.1 to 43.6 %");
  CHECK(interval_text(std::nullopt, 0.5) == "–");
  CHECK(figure_text(std::nullopt) == "–");
  CHECK(figure_text(0.8931) == "0.893");
  CHECK(signed_text(2.5) == "+2.5");
  CHECK(signed_text(-0.0) == "0");
}

TEST_CASE("a page of nothing but a long head fits too") {
  const std::string page = html_page({"Kind", std::string(100'000, '&'), std::string(100'000, '"'), std::string(100'000, '<')}, {});
  CHECK(page.size() <= page_bytes);
  CHECK(page.find("</html>") != std::string::npos);
}

TEST_CASE("sentences of which not all are shown say how many there are, and none leave no list") {
  const std::vector<std::string> sentences(300, "a doubt");
  const auto page_of = [](const std::vector<std::string>& said) {
    return html_page({"Kind", "title", "", ""}, {[&](Page& page) { points(page, said); }});
  };
  CHECK(page_of(sentences).find("200 of 300 rows shown.") != std::string::npos);
  CHECK(page_of({}).find("<ul>") == std::string::npos);
  CHECK(page_of({"one"}).find("<ul>") != std::string::npos);
}

TEST_CASE("a heat table shows sixteen columns and says so, and of shares that are all 0 the lightest ground") {
  HeatTable heat{{"Won", "Shares."}, "rating", "", {"A"}, {}, {}};
  for (int i = 0; i < 20; ++i) {
    heat.columns.push_back("c" + std::to_string(i));
    heat.cells.push_back({{0.0, "0.0 %"}, "0 of 3"});
  }
  const std::string page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, heat); }});
  CHECK(page.find("16 of 20 columns shown.") != std::string::npos);
  CHECK(count(page, "class=\"h0\"") == 16);
}

TEST_CASE("a plot without points draws no curve, and shows two curves at most") {
  CurveFigure figure;
  figure.cells = {{"x"}, {{"1"}}};
  figure.most = 0.1;
  figure.curves = {{"none", {}}, {"one", {{0.1, 0.1}}}, {"third", {{0.1, 0.1}}}};
  std::string page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, figure); }});
  CHECK(count(page, "<polyline") == 1);
  CHECK(page.find(">2.5 %<") != std::string::npos);  // a short axis has decimals
  HistogramFigure histogram{{"Points", ""}, "points", {}};
  page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, histogram); }});
  CHECK(page.find("won, 0 leads, upwards") != std::string::npos);
  histogram.bins = {{0, 5, 3, 0}, {5, 10, 0, 0}};  // nothing was lost
  page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, histogram); }});
  CHECK(count(page, "class=\"lost\"") == 1);  // of the key alone
  histogram.bins.assign(20, {0, 5, 1, 1});  // no bin has a tenth of its side
  page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, histogram); }});
  CHECK(page.find(">2.5 %<") != std::string::npos);
  CurveFigure many{{"Many", ""}, "x", "y", "d", {}, 1, {{"x"}, {{"1"}}}};
  many.curves = {{"line", {}}, {"points", std::vector<CurvePoint>(500, {0.5, 0.5}), Curve::Form::points}};
  page = html_page({"Kind", "title", "", ""}, {[&](Page& p) { draw(p, many); }});
  CHECK(count(page, "class=\"p1\"") == 200);
}

TEST_CASE("a table row with fewer cells than its head ends early") {
  const std::string page = html_page({"Kind", "title", "", ""}, {[](Page& p) {
    table(p, {"Short", ""}, {{"a", "b", "c"}, {{"1", "2"}}});
  }});
  CHECK(count(page, "<td") == 1);  // and the first is a head
  CHECK(page.find("Short") != std::string::npos);
}

TEST_CASE("what is no number is a dash wherever it stands") {
  CHECK(interval_text(0.5, std::nullopt) == "–");
  CHECK(interval_text(0.5, std::nan("")) == "–");
  CHECK(number_text(HUGE_VAL) == "–");
  CHECK(number_text(-0.0) == "0");
}
