// observe: what a model sees is what its conditions read.
#include "bantam/observe.hpp"

#include "bantam/apply.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const char* const document = R"({"format": "bantam/1", "name": "m",
  "attributes": {"size": {"type": "number"}, "kind": {"type": "choice", "values": ["New", "Old"], "ignore_case": true},
                 "town": {"type": "text", "ignore_case": true}, "customer": {"type": "flag"}, "since": {"type": "date"}},
  "activities": {"visit": {"fields": {"path": {"type": "text"}}}, "call": {}},
  "signals": {"visits_week": {"on": "visit", "window": "7d", "measure": "count"},
              "last_path": {"on": "visit", "measure": "last", "field": "path"},
              "calls_ago": {"on": "call", "measure": "days_since_last"}},
  "scores": {"fit": {}}})";

Timestamp at(const char* text) { return *parse_timestamp(text); }

LeadState applied(const Model& model, const std::vector<Event>& events) {
  LeadState state = model.new_lead("L");
  Workspace workspace;
  for (const Event& event : events) REQUIRE(apply_to(model, state, event, workspace));
  return state;
}

Value value(const NamedValues& values, const std::string& name) {
  for (const NamedValue& each : values)
    if (each.name == name) return each.value;
  FAIL("no " << name);
  return {};
}

}  // namespace

TEST_CASE("attributes and signals are seen as conditions read them") {
  const Model model = *compile(document).model;
  const LeadState state = applied(model, {
      {"L", at("2026-01-01T00:00:00Z"), Activity{"visit"}.with("path", "/a")},
      {"L", at("2026-01-09T00:00:00Z"), Activity{"visit"}.with("path", "/b")},
      {"L", at("2026-01-10T00:00:00Z"),
       AttributeChange{}.with("size", 12).with("kind", "OLD").with("town", "Delft").with("customer", true)}});
  const auto seen = observe(model, state, at("2026-01-10T00:00:00Z"));
  REQUIRE(seen);
  CHECK(seen->size() == 8);
  CHECK(value(*seen, "size") == Value(12));
  CHECK(value(*seen, "kind") == Value("Old"));     // in its declared spelling
  CHECK(value(*seen, "town") == Value("delft"));   // lowered, for its case does not matter
  CHECK(value(*seen, "customer") == Value(true));
  CHECK(value(*seen, "since").is_null());
  CHECK(value(*seen, "signal.visits_week") == Value(1));
  CHECK(value(*seen, "signal.last_path") == Value("/b"));
  CHECK(value(*seen, "signal.calls_ago").is_null());
}

TEST_CASE("time alone changes what is seen") {
  const Model model = *compile(document).model;
  const LeadState state = applied(model, {{"L", at("2026-01-01T00:00:00Z"), Activity{"call"}}});
  CHECK(value(*observe(model, state, at("2026-01-03T23:59:59Z")), "signal.calls_ago") == Value(2));
  CHECK(value(*observe(model, state, at("2026-01-04T00:00:00Z")), "signal.calls_ago") == Value(3));
}

TEST_CASE("what does not fit its declaration is not seen") {
  const Model model = *compile(document).model;
  const LeadState state = applied(model, {
      {"L", at("2026-01-01T00:00:00Z"), AttributeChange{}.with("size", "many").with("kind", "unheard of")}});
  const auto seen = observe(model, state, at("2026-01-01T00:00:00Z"));
  CHECK(value(*seen, "size").is_null());
  CHECK(value(*seen, "kind").is_null());
}

TEST_CASE("a question about the past or of another model is refused, as of decide") {
  const Model model = *compile(document).model;
  const LeadState state = applied(model, {{"L", at("2026-01-02T00:00:00Z"), Activity{"call"}}});
  CHECK(observe(model, state, at("2026-01-01T00:00:00Z")).error().code == Errc::before_clock);
  const Model other = *compile(R"({"format": "bantam/1", "name": "o", "scores": {"x": {}}})").model;
  CHECK(observe(other, state, at("2026-01-02T00:00:00Z")).error().code == Errc::foreign_state);
}
