// Points in the places where a document has them.
#include "bantam/learn.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const std::string document = R"({"format": "bantam/1", "name": "m \" {", "scores": {"fit": {"min": -5}},
  "rules": [
    {"id": "a", "score": "fit", "points": 10 , "min": 3, "x-points": 4},
    {"id": "b", "score": "fit", "of": "n", "bands": [{"below": 2.50, "points": 1e1}, {"below": 9, "points": -3},{"points":7}],
     "missing": 2},
    {"id": "c", "score": "fit", "of": "t", "values": {"missing": 4, "x": 0}, "other": -1.25},
    {"id": "d", "score": "fit", "on": "v", "points_per": {"field": "s", "each": 0.05}, "max": 20}
  ]})";

}  // namespace

TEST_CASE("all points of rules are found, and neither bounds nor notes") {
  const std::vector<WrittenPoints> places = written_points(document);
  std::vector<std::string> said;
  for (const WrittenPoints& place : places) said.push_back(place.rule + "|" + place.level + "|" + place.why);
  CHECK(said == std::vector<std::string>{"a||", "b|below 2.50|band 1", "b|below 9|band 2", "b|9 and more|band 3",
                                         "b|missing|missing", "c|missing|missing", "c|x|x", "c|other|other", "d||"});
  CHECK(places[1].points == 10);
  CHECK(places[7].points == -1.25);
  for (const WrittenPoints& place : places) {
    const std::string text = document.substr(place.offset, place.size);
    CHECK(std::stod(text) == place.points);
  }
}

TEST_CASE("other points change their places and nothing else") {
  const std::vector<WrittenPoints> places = written_points(document);
  const std::vector<double> points = {-1, 200, 0, 7.125, 2, 4, 0, 1.0004, 0.07};
  const std::string changed = with_points(document, places, points);
  const std::vector<WrittenPoints> after = written_points(changed);
  REQUIRE(after.size() == places.size());
  std::size_t from = 0, from_changed = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    CHECK(after[i].points == (i == 7 ? 1 : points[i]));
    CHECK(document.substr(from, places[i].offset - from) == changed.substr(from_changed, after[i].offset - from_changed));
    from = places[i].offset + places[i].size;
    from_changed = after[i].offset + after[i].size;
  }
  CHECK(document.substr(from) == changed.substr(from_changed));
}

TEST_CASE("a document without rules has no points") {
  CHECK(written_points(R"({"format": "bantam/1", "name": "m", "scores": {"fit": {}}})").empty());
  CHECK(written_points("no JSON").empty());
}

TEST_CASE("what holds no points has no place, and points that are not given change nothing") {
  const std::string unusual = R"({"rules": [{"points": 1}, {"id": "a", "points": "5", "points_per": {"field": "s"}},
    {"id": "b", "bands": [{"points": 3}]}]})";
  const std::vector<WrittenPoints> places = written_points(unusual);
  REQUIRE(places.size() == 1);
  CHECK(places[0].rule == "b");
  CHECK(places[0].level == "any number");
  CHECK(with_points(unusual, places, {}) == unusual);
}
