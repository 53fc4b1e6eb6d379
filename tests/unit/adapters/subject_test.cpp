// What a person is told who asks how they were scored: plain words, no ids, and it adds up.
#include <string>

#include "adapters/subject_words.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

const char* const document = R"({
  "format": "bantam/1", "name": "subject",
  "attributes": {"team_size": {"type": "number"}, "job_title": {"type": "text"}, "shoe_size": {"type": "number"},
                 "objects": {"type": "flag"}},
  "activities": {"page_view": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}, "phone_call": {},
                 "newsletter_opened": {}},
  "signals": {"calls_lately": {"on": "phone_call", "window": "30d", "measure": "count"}},
  "scores": {"interest": {"max": 20}, "good_fit": {}},
  "groups": {"web_group": {"score": "interest", "max": 15}},
  "rules": [
    {"id": "rule-17", "group": "web_group", "on": "page_view", "when": {"startsWith": [{"var": "path"}, "/pricing_list"]},
     "points": 10, "newest": 3, "decay": {"half_life": "10d"}},
    {"id": "rule-18", "score": "interest", "if": {">=": [{"var": "signal.calls_lately"}, 1]}, "points": 9},
    {"id": "rule-19", "score": "good_fit", "of": "team_size", "bands": [{"below": 10, "points": -5}, {"points": 8}]},
    {"id": "rule-20", "score": "good_fit", "of": "job_title", "values": {"cto": 8}}
  ],
  "exclude": [{"id": "exclusion-3", "if": {"==": [{"var": "job_title"}, "rival"]}}],
  "suppress": [{"id": "suppression-4", "if": {"var": "objects"}}],
  "total": {"weights": {"good_fit": 0.5}, "max": 22},
  "gate": {"framework": "own", "criteria": {"real_need": {"fields": {"pain_level": {"type": "number"}},
           "met_if": {">": [{"var": "pain_level"}, 3]}}, "budget": {}}},
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 22]}}}
})";

struct World {
  Model model = *compile(document).model;
  LeadState state = model.new_lead("lead-4711");
  Workspace workspace;

  void happens(const std::string& members) {
    const auto event = event_from_json(R"({"lead":"lead-4711",)" + members + "}");
    REQUIRE(event);
    REQUIRE(apply_to(model, state, *event, workspace));
  }
  SubjectReport report() const { return *subject_report(model, state, state.clock, "Ask privacy@example.com."); }
};

World world() {
  World world;
  world.happens(R"("at":"2026-11-01T10:00:00Z","id":"event-1","activity":"page_view","fields":{"path":"/pricing_list","seconds":9})");
  world.happens(R"("at":"2026-11-11T10:00:00Z","activity":"page_view","fields":{"path":"/pricing_list/b"})");
  world.happens(R"("at":"2026-11-11T10:00:00Z","activity":"phone_call")");
  world.happens(R"("at":"2026-11-11T11:00:00Z","activity":"newsletter_opened")");
  world.happens(R"("at":"2026-11-11T12:00:00Z","attributes":{"team_size":7,"job_title":"cook","shoe_size":42})");
  world.happens(R"("at":"2026-11-11T12:00:00Z","answer":"real_need","fields":{"pain_level":2},"by":"staff-ann","note":"secret note")");
  return world;
}

/// Whether the lines add up, score by score and to the total.
bool adds_up(const SubjectReport& report) {
  Points weighted;
  for (const SubjectScore& score : report.scores) {
    Points sum;
    for (const SubjectLine& line : score.lines) sum += line.points;
    if (sum != score.points) return false;
    weighted += Points::of_thousandths(score.points.thousandths() * score.weight.thousandths() / 1000);
  }
  return weighted == report.total_sum && report.total_sum + report.total_clamp == report.total;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("a person is told the data, how it counted, and lines that add up") {
  const World lead = world();
  const SubjectReport report = lead.report();
  CHECK(adds_up(report));
  CHECK(report.total == explain(lead.model, lead.state, lead.state.clock)->decision.total);
  CHECK(to_text(report) == R"(How you were scored

As of 2026-11-11 a computer program gives you 17.5 points. Your stage is "new", since 2026-11-01.
Dates are days in UTC.

What was used, and how it counted

15  page view, 2 times, 2026-11-01 to 2026-11-11
      +10 for each page view where path starts with "/pricing_list", only the newest 3, halving every 10 days; age took 5 of 20
 9  the number of phone call, in the last 30 days: 1
      +9 while (the number of phone call, in the last 30 days) is at least 1
-4  a bound on all of these together
      they came to 24 and count at most 20
20  = interest

-5  team size: 7, since 2026-11-11
      by team size: -5 below 10, +8 from 10, 0 when missing
-5  = good fit

20    interest
-2.5  good fit: -5 times 0.5
17.5  = total

What was looked at and gave no points

- job title: cook, since 2026-11-11
    by job title: +8 for "cto", 0 otherwise
- job title: cook, since 2026-11-11
    no points are given while job title is "rival"

What was asked

- real need: unmet, pain level 2, answered on 2026-11-11
- budget: unknown, no answer

What is kept and was not used

- shoe size: 42, since 2026-11-11
- newsletter opened, once, 2026-11-11
- seconds of page view, once, 2026-11-01

What would have changed the outcome

The next stage is "qualified by marketing". It asks that the total is at least 22.
Any one of these alone would have led there; not every way was tried:
- team size: 10 (22 points then)

Whom to ask

Ask privacy@example.com.
)");
}

TEST_CASE("a person is told nothing of ids, of staff and of notes") {
  const World lead = world();
  for (const std::string& text : {to_text(lead.report()), to_html(lead.report(), {"Your points", {}, {}})})
    for (const char* id : {"rule-17", "rule-18", "rule-19", "rule-20", "exclusion-3", "web_group", "lead-4711", "event-1",
                           "staff-ann", "secret note", "`", "page_view", "team_size"}) {
      INFO(id);
      CHECK_FALSE(has(text, id));
    }
}

TEST_CASE("each change that is told to a person leads where it says") {
  World lead = world();
  REQUIRE_FALSE(lead.report().changes.empty());
  bool told = false;
  for (const std::string& change : lead.report().changes) told = told || has(change, "team size: 10 (");
  CHECK(told);
  lead.happens(R"("at":"2026-11-11T12:00:00Z","attributes":{"team_size":10})");
  CHECK(lead.state.stage == Stage::mql);
}

TEST_CASE("a person who objects is told that they are not scored and why, and what is kept") {
  World lead = world();
  lead.happens(R"("at":"2026-11-12T12:00:00Z","attributes":{"objects":true})");
  const SubjectReport report = lead.report();
  CHECK(report.not_scored == "objects is true");
  CHECK(report.scores.empty());
  CHECK(report.without_points.empty());
  CHECK(report.next_asks.empty());
  const std::string text = to_text(report);
  CHECK(has(text, "no computer program gives you points, because objects is true"));
  CHECK_FALSE(has(text, "What was used"));
  CHECK(has(text, "team size: 7, since 2026-11-11"));
  CHECK_FALSE(has(text, "- objects:"));
}

TEST_CASE("a person is told where nothing but somebody's decision is missing") {
  World lead = world();
  lead.happens(R"("at":"2026-11-12T12:00:00Z","attributes":{"team_size":10,"job_title":"cto"})");
  REQUIRE(lead.state.stage == Stage::mql);
  const SubjectReport report = lead.report();
  CHECK(report.nothing_missing);
  const std::string text = to_text(report);
  CHECK(has(text, R"(The next stage is "accepted by sales". People decide on it, and nothing stands in the way.)"));
  CHECK_FALSE(has(text, "No single change"));
}

TEST_CASE("an excluded person is told what excludes them") {
  World lead = world();
  lead.happens(R"("at":"2026-11-12T12:00:00Z","attributes":{"job_title":"rival"})");
  const SubjectReport report = lead.report();
  CHECK(adds_up(report));
  CHECK(report.total == Points());
  CHECK(has(to_text(report), R"(because job title is "rival")"));
}

TEST_CASE("a page for a person has the points as a picture, and what they wrote does no harm") {
  World lead = world();
  lead.happens(R"("at":"2026-11-12T12:00:00Z","attributes":{"job_title":"<script>alert(1)</script>"})");
  const std::string page = to_html(lead.report(), {"Your points", {}, {}});
  CHECK(has(page, "<svg"));
  CHECK(has(page, "Whom to ask"));
  CHECK_FALSE(has(page, "<script>alert"));
}

TEST_CASE("a report for a person is refused as an explanation is") {
  const World lead = world();
  const Model other = *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}})").model;
  CHECK(subject_report(other, lead.state, lead.state.clock, "").error().code == Errc::foreign_state);
  CHECK(subject_report(lead.model, lead.state, lead.state.clock - Duration{1}, "").error().code == Errc::before_clock);
}

TEST_CASE("quotes in a name and backticks in a value stay what they are") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "attributes": {"job_title": {"type": "text"}},
      "activities": {"my \"own_visit": {}}, "scores": {"s": {}},
      "rules": [{"id": "a", "score": "s", "on": "my \"own_visit", "points": 1},
                {"id": "b", "score": "s", "if": {"==": [{"var": "job_title"}, "a`b_c"]}, "points": 2}]})").model;
  LeadState state = model.new_lead("L");
  Workspace workspace;
  for (const char* line : {R"({"lead":"L","at":"2026-11-01T10:00:00Z","activity":"my \"own_visit"})",
                           R"({"lead":"L","at":"2026-11-01T10:00:00Z","attributes":{"job_title":"a`b_c"}})"})
    REQUIRE(apply_to(model, state, *event_from_json(line), workspace));
  const SubjectReport report = *subject_report(model, state, state.clock, "");
  CHECK(report.scores[0].lines[0].how == "+1 for each my \"own visit");
  CHECK(report.scores[0].lines[1].how == "+2 while job title is \"a`b_c\"");
  const std::string text = to_text(report);
  CHECK_FALSE(has(text, "Whom to ask"));
  CHECK(has(text, "What was asked"));  // BANT stands where a model names no gate
  CHECK_FALSE(has(to_html(report, {"m", {}, {}}), "Whom to ask"));
}

TEST_CASE("a report of nothing that was asked has no part for it") {
  const std::string text = to_text(SubjectReport());
  CHECK_FALSE(has(text, "What was asked"));
  CHECK(has(text, "No stage follows."));
  CHECK_FALSE(has(to_html(SubjectReport(), {"m", {}, {}}), "What was asked"));
}

TEST_CASE("values of every kind are said in plain words") {
  CHECK(plain_value(Value(ForeignValue{R"({"a":1})"})) == R"({"a":1})");
  CHECK(plain_value(Value()) == "nothing");
  CHECK(plain_value(Value(List{"a", "b"})) == "a; b");
  CHECK(plain_value(Value(List{})) == "nothing");
}

TEST_CASE("of two suppressions only the one that holds is told, and a way out of it without points") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m",
      "attributes": {"objects": {"type": "flag"}, "minor": {"type": "flag"}, "size": {"type": "number"}}, "scores": {"s": {}},
      "suppress": [{"id": "a", "if": {"var": "objects"}}, {"id": "b", "if": {"var": "minor"}}],
      "gate": {"require": 1, "criteria": {"budget": {}}},
      "rules": [{"id": "r", "score": "s", "if": {">": [{"var": "size"}, 3]}, "points": 9}],
      "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 5]}}}})").model;
  LeadState state = model.new_lead("L");
  Workspace workspace;
  REQUIRE(apply_to(model, state, *event_from_json(R"({"lead":"L","at":"2026-11-01T10:00:00Z","attributes":{"minor":true,"size":5}})"), workspace));
  CHECK(subject_report(model, state, state.clock, "")->not_scored == "minor is true");
  for (const char* line : {R"({"lead":"L","at":"2026-11-01T10:00:00Z","command":"override","to":"sal","reason":"r","by":"b"})",
                           R"({"lead":"L","at":"2026-11-01T10:00:00Z","answer":"budget","verdict":"unmet"})"})
    REQUIRE(apply_to(model, state, *event_from_json(line), workspace));
  const SubjectReport report = *subject_report(model, state, state.clock, "");
  REQUIRE_FALSE(report.changes.empty());
  for (const std::string& change : report.changes) CHECK_FALSE(has(change, "points then"));
}

TEST_CASE("a change that takes a value away, and time alone, are told as such") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "attributes": {"rival": {"type": "flag"}},
      "activities": {"visit": {}}, "scores": {"s": {"max": 10}},
      "rules": [{"id": "v", "score": "s", "on": "visit", "points": 10},
                {"id": "m", "score": "s", "if": {"!=": [{"var": "rival"}, null]}, "points": -8},
                {"id": "w", "score": "s", "on": "visit", "points": -5, "window": "2d"}],
      "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 10]}}}})").model;
  LeadState state = model.new_lead("L");
  Workspace workspace;
  REQUIRE(apply_to(model, state, *event_from_json(R"({"lead":"L","at":"2026-11-01T10:00:00Z","activity":"visit"})"), workspace));
  std::string all;
  const SubjectReport report = *subject_report(model, state, state.clock, "");
  for (const std::string& change : report.changes) all += change + "\n";
  CHECK(has(all, "nothing but time, "));
}

TEST_CASE("to lose a value can be what is told to help") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "attributes": {"size": {"type": "number"}}, "scores": {"s": {}},
      "rules": [{"id": "r", "score": "s", "if": {"==": [{"var": "size"}, null]}, "points": 9}],
      "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 5]}}}})").model;
  LeadState state = model.new_lead("L");
  Workspace workspace;
  REQUIRE(apply_to(model, state, *event_from_json(R"({"lead":"L","at":"2026-11-01T10:00:00Z","attributes":{"size":5}})"), workspace));
  CHECK(subject_report(model, state, state.clock, "")->changes == std::vector<std::string>{"size not known (9 points then)"});
}

}  // namespace
}  // namespace bantam
