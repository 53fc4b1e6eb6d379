// Applying events that a host builds in C++, past the reader of lines.
#include "bantam/apply.hpp"

#include <string>

#include "bantam/decision.hpp"
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

TEST_CASE("an event that no line could say is malformed") {
  const Model m = model();
  const auto message = [&](const Event& event) {
    const auto step = apply(m, m.new_lead("L1"), event);
    REQUIRE_FALSE(step);
    CHECK(step.error().code == Errc::malformed_event);
    return step.error().message;
  };
  const auto at = [](std::int64_t ms, std::optional<Timestamp> received = {}) {
    return Event{"L1", Timestamp{ms}, Tick{}, {}, received};
  };
  CHECK(message(at(-1)) == "`at` lies outside 1970 to 2199");
  CHECK(message(at(timestamp_end.ms)) == "`at` lies outside 1970 to 2199");
  CHECK(message(at(0, Timestamp{-1})) == "`received` lies outside 1970 to 2199");
  CHECK(message(at(0, timestamp_end)) == "`received` lies outside 1970 to 2199");
  CHECK(apply(m, m.new_lead("L1"), at(timestamp_end.ms - 1, Timestamp{timestamp_end.ms - 1})));

  CHECK(message(event_of(Answer{"need", {}, {}, {}, {}})) == "an answer has `fields`, a `verdict` or both");
  CHECK(apply(m, m.new_lead("L1"), event_of(Answer{"need", {}, "met", {}, {}})));

  CHECK(message(event_of(Command{CommandKind::lose, {}, {}, {}})) == "this command needs a `reason`");
  CHECK(message(event_of(Command{CommandKind::override_stage, "me", {}, Stage::sql})) == "this command needs a `reason`");
  CHECK(message(event_of(Command{CommandKind::override_stage, "me", "why", {}})) == "an override names the stage in `to`");
  CHECK(message(event_of(Command{CommandKind::override_stage, {}, "why", Stage::sql})) == "an override says who made it in `by`");
  CHECK(apply(m, m.new_lead("L1"), event_of(Command{CommandKind::accept, {}, {}, {}})));
}

TEST_CASE("a name that stands twice is found among few values and among many") {
  const Model m = model();
  Activity few{"visit", {}}, many{"visit", {}};
  for (int i = 0; i < 5; ++i) few.with("f" + std::to_string(i), i);
  for (int i = 0; i < 50; ++i) many.with("f" + std::to_string(i), i);
  for (const Activity& activity : {few, many}) {
    CHECK(apply(m, m.new_lead("L1"), event_of(activity)));
    Activity twice = activity;
    CHECK_FALSE(apply(m, m.new_lead("L1"), event_of(twice.with("f3", 1))));
  }
}

TEST_CASE("the state of another model or lead is refused") {
  const Model m = model();
  LeadState state = m.new_lead("L1");
  CHECK(apply(m, m.new_lead("L2"), event_of(Tick{})).error().code == Errc::foreign_lead);
  ++state.model.low;
  CHECK(apply(m, state, event_of(Tick{})).error().code == Errc::foreign_state);
}

TEST_CASE("an id that stands for the same with another digest is a conflict in which nothing differs") {
  const Model m = model();
  Event event = event_of(Activity{"visit", {}}.with("path", "/a"));
  event.id = "id-1";
  LeadState state = apply(m, m.new_lead("L1"), event)->state;
  CHECK(apply(m, state, event)->effects.outcome == Outcome::duplicate);
  ++state.ids[0].digest;
  const auto step = apply(m, state, event);
  CHECK(step->effects.outcome == Outcome::duplicate_conflict);
  REQUIRE(step->effects.blockers.size() == 1);
  CHECK(to_text(step->effects.blockers[0]) == "id/conflict");
}

TEST_CASE("a conflict names the first that differs: what was done, when, and what it said") {
  const Model m = model();
  const auto with_id = [](const char* id, decltype(Event::what) what) {
    Event event = event_of(std::move(what));
    event.id = id;
    return event;
  };
  const Event first = with_id("id-1", Activity{"visit", {}}.with("path", "/a"));
  const LeadState state = apply(m, apply(m, m.new_lead("L1"), first)->state, with_id("id-2", Activity{"visit", {}}))->state;
  const auto named = [&](const Event& event) {
    const auto step = apply(m, state, event);
    CHECK(step->effects.outcome == Outcome::duplicate_conflict);
    REQUIRE(step->effects.blockers.size() == 1);  // of the activity that has the id, and no other
    return to_text(step->effects.blockers[0]);
  };
  CHECK(named(with_id("id-1", AttributeChange{{{"size", 3}}})) == "id/conflict activity");
  CHECK(named(with_id("id-1", Activity{"party", {}}.with("path", "/a"))) == "id/conflict activity");
  Event later = first;
  later.at.ms += 1;
  CHECK(named(later) == "id/conflict at");
  CHECK(named(with_id("id-1", Activity{"visit", {}})) == "id/conflict fields/path");
  CHECK(named(with_id("id-1", Activity{"visit", {}}.with("path", "/b"))) == "id/conflict fields/path");
  CHECK(named(with_id("id-1", Activity{"visit", {}}.with("path", "/a").with("seconds", 4))) == "id/conflict fields/seconds");
}

TEST_CASE("a workspace can be moved, and serves one model after another") {
  const CompileReport other = compile(R"({"format": "bantam/1", "name": "other", "scores": {"s": {}}, "activities": {"visit": {}},
    "signals": {"visits": {"on": "visit", "measure": "count"}},
    "rules": [{"id": "r", "score": "s", "if": {">": [{"var": "signal.visits"}, 0]}, "points": 1}]})");
  REQUIRE(other.model);
  const Model m = model();
  Workspace first;
  LeadState state = other.model->new_lead("L1");
  CHECK(apply_to(*other.model, state, event_of(Activity{"visit", {}}), first)->total == Points::of_thousandths(1'000));
  Workspace second(std::move(first));
  state = m.new_lead("L1");
  CHECK(apply_to(m, state, event_of(Activity{"visit", {}}), second)->total == Points());
  Workspace third;
  third = std::move(second);
  state = other.model->new_lead("L1");
  CHECK(apply_to(*other.model, state, event_of(Activity{"visit", {}}), third)->total == Points::of_thousandths(1'000));
}

TEST_CASE("a question about a moment that no timestamp can be is refused") {
  const Model m = model();
  for (const std::int64_t at : {std::int64_t{-1}, timestamp_end.ms})
    CHECK(decide(m, m.new_lead("L1"), Timestamp{at}).error().code == Errc::out_of_range);
}
