// Examples in a report: a picture that adds up.
#include "adapters/html_examples.hpp"

#include <cmath>
#include <string>

#include "adapters/html_scores.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;
using namespace bantam::html;

namespace {

std::string model_text(std::size_t rules) {
  std::string text = R"({"format":"bantam/1","name":"m","attributes":{"x":{"type":"number"}},
    "scores":{"fit":{"max":40},"interest":{}},"groups":{"web":{"score":"interest","max":5}},
    "total":{"weights":{"fit":1.5,"interest":0.333},"max":60},"rules":[
    {"id":"web one","group":"web","if":{">":[{"var":"x"},0]},"points":4},
    {"id":"web two","group":"web","if":{">":[{"var":"x"},0]},"points":4},
    {"id":"silent","score":"fit","if":{"<":[{"var":"x"},0]},"points":9})";
  for (std::size_t i = 0; i < rules; ++i)
    text += R"(,{"id":"r)" + std::to_string(i) + R"(","score":"fit","if":{">":[{"var":"x"},0]},"points":)" +
            std::to_string(i % 3 == 0 ? -1.125 : 2.5 + static_cast<double>(i)) + "}";
  return text + "]}";
}

WaterfallFigure waterfall(std::size_t rules) {
  const CompileReport report = compile(model_text(rules));
  REQUIRE(report.model);
  const auto event = event_from_json(R"({"lead":"L","at":"2026-11-01T10:00:00Z","attributes":{"x":1}})");
  REQUIRE(event);
  const auto step = apply(*report.model, report.model->new_lead("L"), *event);
  REQUIRE(step);
  const auto explanation = explain(*report.model, step->state, step->state.clock);
  REQUIRE(explanation);
  const WaterfallFigure figure = waterfall_of(*explanation, "lead 1");
  double sum = 0;
  for (const WaterfallStep& one : figure.steps)
    if (one.kind == WaterfallStep::Kind::part) sum += one.points;
  CHECK(sum == Approx(explanation->decision.total.nearest_double()).margin(1e-9));
  CHECK(figure.steps.back().points == explanation->decision.total.nearest_double());
  CHECK(figure.steps.back().kind == WaterfallStep::Kind::sum);
  return figure;
}

}  // namespace

TEST_CASE("a waterfall ends at the total, through weights, bounds and rounding") {
  const WaterfallFigure figure = waterfall(3);
  std::string told;
  for (const WaterfallStep& step : figure.steps) told += step.label + " " + step.text + "\n";
  // interest: 4 + 4, at most 5, times 0.333; fit: -1.125 + 3.5 + 4.5 = 6.875, times 1.5.
  CHECK(told ==
        "r0 -1.6875\nr1 +5.25\nr2 +6.75\n"
        "web one +1.332\nweb two +1.332\nbounds of web -0.999\n"
        "rounding +0.0005\ntotal 11.978\n");
}

TEST_CASE("many lines become those of the most points and one for the others") {
  const WaterfallFigure figure = waterfall(60);
  CHECK(figure.steps.size() == 19);
  CHECK(figure.steps[17].label.find("smaller lines") != std::string::npos);
}

TEST_CASE("of many lines of one size those that come first are kept") {
  std::string text = R"({"format":"bantam/1","name":"m","attributes":{"x":{"type":"number"}},"scores":{"s":{}},
      "total":{"bands":[{"name":"hot","from":1}]},"rules":[)";
  for (int i = 0; i < 40; ++i)
    text += (i == 0 ? "" : ",") + (R"({"id":"r)" + std::to_string(i)) + R"(","score":"s","if":{">":[{"var":"x"},0]},"points":1})";
  const CompileReport report = compile(text + "]}");
  REQUIRE(report.model);
  const auto step = apply(*report.model, report.model->new_lead("L"),
                          *event_from_json(R"({"lead":"L","at":"2026-11-01T10:00:00Z","attributes":{"x":1}})"));
  REQUIRE(step);
  const WaterfallFigure figure = waterfall_of(*explain(*report.model, step->state, step->state.clock), "lead 1");
  REQUIRE(figure.steps.size() == 19);
  CHECK(figure.steps[16].label == "r16");
  CHECK(figure.steps[17].label == "23 smaller lines");
  CHECK(figure.steps[17].points == 23);
  CHECK(figure.steps[18].note == "band hot");
}

TEST_CASE("scores of nobody have no bins, and scores that are all the same have one") {
  CHECK(histogram_of({}, {"Points", ""}).bins.empty());
  const HistogramFigure one = histogram_of({{7, 0, 1, 0}, {7, 0, 0, 1}}, {"Points", ""});
  std::size_t leads = 0;
  for (const HistogramBin& bin : one.bins) leads += bin.won + bin.lost;
  CHECK(leads == 2);
  CHECK(one.bins.front().from <= 7);
  CHECK(one.bins.back().to > 7);
}
