// Decisions, explanations and what is missing, as people read them.
#include <string>

#include "adapters/explanation_words.hpp"
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
  CHECK(to_text(*explain(lead.model, lead.state, lead.state.clock)) ==
        R"(Zoë as of 2026-11-02T12:00:00Z: 30 points, stage `lead` since 2026-11-01T10:00:00Z

       engagement
20         visit               2 of 3 counted, 1 in cool-down
 3.15      prïcing             1 of 2 counted, 1 not among the newest; worth 3.5, decay -0.35; missing `path`
-8.15      bounds of web       the sum is 23.15
15       = web
12       call                  1 of 1 counted; bounds -18
-7       bounds of engagement  the sum is 27
20     = engagement            band 1

       fit
 0       big                   `if` does not hold, else +5; missing `size`
 8       job                   value `cto`
 8     = fit

20       engagement
16       fit                   8 times 2
-6       bounds of the total   the sum is 36
30     = total
)");
}

TEST_CASE("a decision reads in a few lines") {
  const World lead = world();
  CHECK(to_text(*decide(lead.model, lead.state, lead.state.clock)) ==
        R"(Zoë as of 2026-11-02T12:00:00Z: 30 points, stage `lead` since 2026-11-01T10:00:00Z
  scores  engagement 20 (1), fit 8
  gate    closed, 0 of 4 met, 1 wanted: budget unknown, authority unknown, need unknown, timeline unknown
  next    budget: How much?
)");
}

TEST_CASE("exclusion has a line of its own") {
  World lead = world();
  lead.happens(R"("at":"2026-11-02T12:00:00Z","attributes":{"job":"us"})");
  const std::string why = to_text(*explain(lead.model, lead.state, lead.state.clock));
  CHECK(why.find(R"(
-20       exclusion             by `own`
  0     = engagement            band 2
)") != std::string::npos);
  CHECK(why.find(R"(
  1       job                   any other value
 -1       exclusion             by `own`
  0     = fit
)") != std::string::npos);
  const std::string decision = to_text(*decide(lead.model, lead.state, lead.state.clock));
  CHECK(decision.find("\n  excluded  by `own`\n") != std::string::npos);
}

TEST_CASE("a total that had to be rounded says by how much") {
  Explanation explanation;
  explanation.decision.total = explanation.total_sum = Points::of_thousandths(-1);
  ScoreLine score;
  score.score = "s";
  score.points = Points::of_thousandths(-1);
  score.weight = Points::of_thousandths(500);
  explanation.scores = {score};
  const std::string text = to_text(explanation);
  CHECK(text.find("\n-0.0005    s         -0.001 times 0.5\n-0.0005    rounding\n-0.001   = total\n") != std::string::npos);
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
  CHECK(to_text(missing) == R"(stage `sal`, next `sql`: qualify
points short: 18.5
answers wanted
  budget     unknown  mandatory  How much?
  authority  expired
in the way
  gate/budget unknown
one of these is enough, with the total it gives
  attribute              `size` = 50  101.5
  activities  `webinar`  2 more        99
)");
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

TEST_CASE("an open gate, bands of the total and ratings stand in a decision") {
  Decision decision;
  decision.lead = "L";
  decision.total_band = "hot";
  decision.rating = "A1";
  decision.gate.open = true;
  decision.gate.next_criterion = "budget";
  CHECK(to_text(decision) ==
        R"(L as of 1970-01-01T00:00:00Z: 0 points (hot), stage `lead` since 1970-01-01T00:00:00Z
  scores
  rating  A1
  gate    open, 0 of 0 met, 0 wanted
  next    budget
)");
  decision.suppressed_by = {"objected"};
  decision.gate.next_criterion.clear();
  CHECK(to_text(decision).find("scores") == std::string::npos);
  CHECK(to_text(decision).find("next") == std::string::npos);
  CHECK(to_text(decision).find("not scored, suppressed by `objected`") != std::string::npos);
}

TEST_CASE("a group within its bounds has no line for them, and the total's band stands at its end") {
  Explanation explanation;
  explanation.decision.total_band = "hot";
  explanation.groups = {{"web", "s", Points(), {}, Points()}};
  explanation.scores.resize(1);
  explanation.scores[0].score = "s";
  explanation.scores[0].weight = Points::of_thousandths(1000);
  RuleLine rule;
  rule.rule = "guarded";
  rule.group = "web";
  rule.score = "s";
  rule.held = false;
  explanation.rules = {rule};
  const std::string text = to_text(explanation);
  CHECK(text.find("bounds of web") == std::string::npos);
  CHECK(text.find("guarded  `if` does not hold\n") != std::string::npos);  // else 0: nothing was blocked
  CHECK(text.find("= total      band hot") != std::string::npos);
}

TEST_CASE("answers and time are changes too, and of a lead that is not scored no total is told") {
  WhatIsMissing missing;
  missing.next = Stage::mql;
  missing.changes = {{SingleChange::Kind::answer, "budget", "met", Points()}, {SingleChange::Kind::time, "", "2 days later", Points()}};
  CHECK(to_text(missing).find("  answer  `budget`  met           0\n  time              2 days later  0\n") != std::string::npos);
  missing.suppressed = true;
  CHECK(to_text(missing).find("one of these is enough\n  answer  `budget`  met\n  time              2 days later\n") != std::string::npos);
}

TEST_CASE("what a table gave is said by its line: a band, a value, missing or any other") {
  RuleLine rule;
  rule.points = Points::of_thousandths(1000);
  for (const auto& [why, words] : {std::pair{"band 2", "band 2"}, {"missing", "missing"}, {"other", "any other value"}, {"cto", "value `cto`"}}) {
    rule.why = why;
    CHECK(words_of(rule) == words);
  }
}
