// Decisions, explanations and what is missing, as people read them.
#include <string>

#include "adapters/text_layout.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const char* const document = R"({
  "format": "bantam/1", "name": "texts",
  "attributes": {"size": {"type": "number"}, "job": {"type": "text"}},
  "activities": {"visit": {"fields": {"path": {"type": "text"}}}, "call": {}},
  "scores": {"engagement": {"max": 20, "bands": [{"name": "1", "from": 15}, {"name": "2", "from": 0}]}, "fit": {}},
  "groups": {"web": {"score": "engagement", "max": 15}},
  "rules": [
    {"id": "visit", "group": "web", "on": "visit", "points": 10, "cooldown": "1h"},
    {"id": "prïcing", "group": "web", "on": "visit", "when": {"==": [{"var": "path"}, "/p"]}, "points": 3.5, "newest": 1, "decay": {"linear": "10d"}},
    {"id": "call", "score": "engagement", "on": "call", "points": 30, "max": 12, "window": "10d"},
    {"id": "big", "score": "fit", "if": {">": [{"var": "size"}, 10]}, "points": 5},
    {"id": "job", "score": "fit", "of": "job", "values": {"cto": 8}, "other": 1}
  ],
  "exclude": [{"id": "own", "if": {"==": [{"var": "job"}, "us"]}}],
  "total": {"weights": {"fit": 2}, "max": 30},
  "gate": {"require": 1, "mandatory": ["budget"], "criteria": {"budget": {"ask": "How much?"}}},
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 100]}}}
})";

struct World {
  Model model = *compile(document).model;
  LeadState state = model.new_lead("Zoë");
  Workspace workspace;

  void happens(const std::string& members) {
    const auto event = event_from_json(R"({"lead":"Zoë",)" + members + "}");
    REQUIRE(event);
    REQUIRE(apply_to(model, state, *event, workspace));
  }
};

World world() {
  World world;
  world.happens(R"("at":"2026-11-01T10:00:00Z","activity":"visit","fields":{"path":"/p"})");
  world.happens(R"("at":"2026-11-01T10:30:00Z","activity":"visit","fields":{"path":"/p"})");
  world.happens(R"("at":"2026-11-02T10:00:00Z","activity":"visit")");
  world.happens(R"("at":"2026-11-02T11:00:00Z","activity":"call")");
  world.happens(R"("at":"2026-11-02T12:00:00Z","attributes":{"job":"cto"})");
  return world;
}

}  // namespace

TEST_CASE("an explanation reads as a waterfall that adds up") {
  const World lead = world();
  CHECK(to_text(*explain(lead.model, lead.state, lead.state.clock)) == "");
}

TEST_CASE("a decision reads in a few lines") {
  const World lead = world();
  CHECK(to_text(*decide(lead.model, lead.state, lead.state.clock)) == "");
}

TEST_CASE("exclusion has a line of its own") {
  World lead = world();
  lead.happens(R"("at":"2026-11-02T12:00:00Z","attributes":{"job":"us"})");
  CHECK(to_text(*explain(lead.model, lead.state, lead.state.clock)) == "");
  CHECK(to_text(*decide(lead.model, lead.state, lead.state.clock)) == "");
}

TEST_CASE("what is missing reads as what to do") {
  WhatIsMissing missing;
  missing.stage = Stage::sal;
  missing.next = Stage::sql;
  missing.how = "qualify";
  missing.points_short = Points::of_thousandths(18500);
  missing.answers = {{"budget", Standing::unknown, true, "How much?"}, {"authority", Standing::expired, false, ""}};
  missing.blockers = {{"gate/budget", "unknown"}};
  missing.changes = {{SingleChange::Kind::attribute, "size", "`size` = 50", Points::of_thousandths(101500)},
                     {SingleChange::Kind::activities, "webinar", "2 more", Points::of_thousandths(99000)}};
  CHECK(to_text(missing) == "");
  missing.next.reset();
  missing.stage = Stage::closed_won;
  CHECK(to_text(missing) == "stage `closed_won`: no stage follows\n");
}

TEST_CASE("columns are aligned by code points, numbers at their decimal points") {
  Table table({Align::left, Align::point, Align::left});
  table.row({"naïve", "1.5", "x"});
  table.row({"日本", "-12", ""});
  table.row({"", "0.125", "y"});
  CHECK(table.plain("> ") ==
        "> naïve    1.5    x\n"
        "> 日本     -12\n"
        ">          0.125  y\n");
  CHECK(width("日本") == 2);
}

TEST_CASE("bars in a Markdown cell are escaped, control characters in a name too") {
  Table table({Align::left});
  table.row({"a|b"});
  CHECK(table.markdown() == "| a\\|b |\n| ---- |\n");
  CHECK(code("a\nb\x7f") == "`a\\nb\\u007f`");
}

TEST_CASE("words for lists, points and durations") {
  CHECK(listed({}, "or").empty());
  CHECK(listed({"a"}, "or") == "a");
  CHECK(listed({"a", "b", "c"}, "and") == "a, b and c");
  CHECK(signed_points(Points::of_thousandths(500)) == "+0.5");
  CHECK(signed_points(Points::of_thousandths(-500)) == "-0.5");
  CHECK(signed_points(Points()) == "0");
  CHECK(in_words(Duration{day_ms}) == "1 day");
  CHECK(in_words(Duration{36 * 3'600'000}) == "36 hours");
  CHECK(in_words(Duration{1}) == "1 millisecond");
}
