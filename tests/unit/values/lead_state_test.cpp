// Two states are equal when everything in them is that is not derived.
#include "bantam/state.hpp"

#include <functional>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

Model model() {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m",
    "attributes": {"size": {"type": "number"}, "country": {"type": "text"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}}}}, "scores": {"s": {}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 1}]})");
  REQUIRE(report.model);
  return *report.model;
}

LeadState lead_of(const Model& model, std::int64_t at, const std::string& path) {
  const std::vector<Event> events = {
      {"L1", Timestamp{at}, Activity{"visit"}.with("path", path), "id-1", {}},
      {"L1", Timestamp{9}, AttributeChange{}.with("size", 5), {}, {}},
      {"L1", Timestamp{9}, Answer{"need", NamedValues(), "met", "me", "a note"}, "id-2", {}}};
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  for (const Event& event : events) REQUIRE(apply_to(model, state, event, workspace));
  return state;
}

}  // namespace

TEST_CASE("whatever differs in a state, but for what is derived, makes it another") {
  const Model m = model();
  const LeadState state = lead_of(m, 7, "/a");
  REQUIRE(state == lead_of(m, 7, "/a"));
  const auto answer = [](LeadState& other) -> StoredAnswer& { return *other.answers[2]; };
  const std::vector<std::function<void(LeadState&)>> changes = {
      [](LeadState& other) { other.lead = "L2"; },
      [](LeadState& other) { ++other.model.low; },
      [](LeadState& other) { other.exists = false; },
      [](LeadState& other) { ++other.clock.ms; },
      [](LeadState& other) { other.stage = Stage::sql; },
      [](LeadState& other) { ++other.revision; },
      [](LeadState& other) { other.rule_marks = nullptr; },
      [](LeadState& other) { other.rule_marks = std::make_shared<const std::vector<std::uint16_t>>(3); },
      [](LeadState& other) { other.activities = {}; },
      [](LeadState& other) { other.ids.pop_back(); },
      [](LeadState& other) { other.ids[0].id = "id-0"; },
      [](LeadState& other) { ++other.ids[0].digest; },
      [](LeadState& other) { other.attributes.pop_back(); },
      [](LeadState& other) { other.attributes[0].reset(); },
      [](LeadState& other) { ++other.attributes[0]->at.ms; },
      [](LeadState& other) { other.attributes[0]->value = Value(6); },
      [](LeadState& other) { other.answers.clear(); },
      [&](LeadState& other) { ++answer(other).at.ms; },
      [&](LeadState& other) { answer(other).verdict = Standing::unmet; },
      [&](LeadState& other) { answer(other).has_fields = false; },
      [&](LeadState& other) { answer(other).fields = {{"pain", 3}}; },
      [&](LeadState& other) { answer(other).by = "you"; },
      [&](LeadState& other) { answer(other).note.reset(); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    INFO("change " << i);
    LeadState other = state;
    changes[i](other);
    CHECK(other != state);
    CHECK(state != other);
  }
}

TEST_CASE("states with an activity that differs in one thing are not equal") {
  const Model m = model();
  const LeadState state = lead_of(m, 7, "/a");
  const auto with = [&](Activity activity, std::int64_t at, std::optional<std::string> id) {
    LeadState other = m.new_lead("L1");
    Workspace workspace;
    REQUIRE(apply_to(m, other, {"L1", Timestamp{at}, std::move(activity), std::move(id), {}}, workspace));
    return other.activities;
  };
  const Activity visit = Activity{"visit"}.with("path", "/a");
  CHECK(with(visit, 7, "id-1") == state.activities);
  CHECK_FALSE(with(visit, 8, "id-1") == state.activities);
  CHECK_FALSE(with(visit, 7, {}) == state.activities);
  const CompileReport undeclared = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}})");
  const Event event{"L1", Timestamp{7}, visit, "id-1", {}};
  CHECK_FALSE(apply(*undeclared.model, undeclared.model->new_lead("L1"), event)->state.activities == state.activities);
  CHECK_FALSE(with(Activity{"call"}.with("path", "/a"), 7, "id-1") == state.activities);
  CHECK_FALSE(with(Activity{"visit"}.with("path", "/b"), 7, "id-1") == state.activities);
}

TEST_CASE("the marks of rules are compared by what they are, not by who holds them") {
  const Model m = model();
  const LeadState state = lead_of(m, 7, "/a");
  LeadState other = state;
  other.rule_marks = std::make_shared<const std::vector<std::uint16_t>>(*state.rule_marks);
  CHECK(other == state);
}

TEST_CASE("answers that nobody gave are equal, however many places there are for them") {
  const Model m = model();
  LeadState state = m.new_lead("L1");
  LeadState other = state;
  other.answers.resize(4);
  CHECK(state == other);
  CHECK(other == state);
}

}  // namespace bantam
