// Examples in a report: a picture that adds up.
#include "adapters/html_examples.hpp"

#include <cmath>
#include <string>

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
