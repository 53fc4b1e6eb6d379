// Applying events that a host builds in C++, past the reader of lines.
#include "bantam/apply.hpp"

#include <string>

#include "bantam/json.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Model model() {
  const CompileReport report = compile(R"({
    "format": "bantam/1", "name": "m", "scores": {"s": {}}, "attributes": {"size": {"type": "number"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}}}},
    "gate": {"framework": "own", "criteria": {"need": {
      "fields": {"pain": {"type": "number"}, "age": {"type": "number"}}, "met_if": {">=": [{"var": "pain"}, 3]}}}}
  })");
  REQUIRE(report.model);
  return *report.model;
}

Event event_of(decltype(Event::what) what) { return {"L1", Timestamp{0}, std::move(what), {}, {}}; }

Answer answer_of(NamedValues fields) {
  Answer answer;
  answer.criterion = "need";
  answer.fields = std::move(fields);
  return answer;
}

}  // namespace

TEST_CASE("an event that says a name twice is malformed, as its line would be, and changes nothing") {
  const Model m = model();
  LeadState state = m.new_lead("L1");
  Workspace workspace;
  for (const Event& event : {event_of(Activity{"visit", {}}.with("path", "/a").with("path", "/b")),
                             event_of(AttributeChange{}.with("size", 1).with("tags", "x").with("size", 1)),
                             event_of(answer_of({{"pain", 1}, {"pain", Value()}}))}) {
    const auto effects = apply_to(m, state, event, workspace);
    REQUIRE_FALSE(effects);
    CHECK(effects.error().code == Errc::malformed_event);
    CHECK(effects.error().message == "a name stands twice among its values");
    CHECK(state == m.new_lead("L1"));
    const auto line = event_from_json(event_to_json(event));
    REQUIRE_FALSE(line);
    CHECK(line.error().code == Errc::malformed_event);
  }
  CHECK(apply_to(m, state, event_of(Activity{"visit", {}}.with("path", "/a").with("Path", "/b")), workspace));
}

TEST_CASE("the fields of an answer are kept by name, in whatever order they come") {
  const Model m = model();
  const auto step = apply(m, m.new_lead("L1"), event_of(answer_of({{"pain", 4}, {"age", 30}})));
  const auto other = apply(m, m.new_lead("L1"), event_of(answer_of({{"age", 30}, {"pain", 4}})));
  REQUIRE(step);
  REQUIRE(other);
  CHECK(step->state == other->state);
  for (const bool binary : {false, true}) {
    const std::string saved = *(binary ? state_to_binary : state_to_json)(m, step->state);
    const auto loaded = binary ? state_from_binary(m, "L1", saved) : state_from_json(m, "L1", saved);
    REQUIRE(loaded);
    CHECK(*loaded == step->state);
  }
}

TEST_CASE("an activity of no declared type leaves the total as it is, whatever came before it") {
  const CompileReport report = compile(R"({
    "format": "bantam/1", "name": "m", "scores": {"s": {}}, "activities": {"visit": {}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 10}],
    "stages": {"mql": {"promote_if": {">": [{"var": "score.total"}, 1000]}}}})");
  REQUIRE(report.model);
  LeadState state = report.model->new_lead("L1");
  Workspace workspace;
  const auto total_after = [&](std::int64_t at, const char* type) {
    return apply_to(*report.model, state, {"L1", Timestamp{at}, Activity{type, {}}, {}, {}}, workspace)->total;
  };
  CHECK(total_after(1, "visit") == Points::of_thousandths(10000));
  CHECK(total_after(2, "visit") == Points::of_thousandths(20000));
  CHECK(total_after(3, "party") == Points::of_thousandths(20000));
}

TEST_CASE("an event before 1970 or after 2199 is malformed") {
  const Model m = model();
  for (const std::int64_t ms : {std::int64_t{-1}, timestamp_end.ms}) {
    const auto step = apply(m, m.new_lead("L1"), {"L1", Timestamp{ms}, Activity{"visit", {}}, {}, {}});
    REQUIRE_FALSE(step);
    CHECK(step.error().code == Errc::malformed_event);
  }
  for (const std::int64_t ms : {std::int64_t{0}, timestamp_end.ms - 1})
    CHECK(apply(m, m.new_lead("L1"), {"L1", Timestamp{ms}, Activity{"visit", {}}, {}, {}}));
}
