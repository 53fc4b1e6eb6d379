// History: what is packed comes back, and who hears an activity is remembered rightly.
#include <string>

#include "bantam/bantam.hpp"
#include "engine/evaluation.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Model model_of(const std::string& rules) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}, "tags": {"type": "list"},
                                        "new": {"type": "flag"}}}}, "rules": [)" + rules + "]}");
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  return *report.model;
}

Event event(std::int64_t at, Activity activity, std::optional<std::string> id = {}) {
  return {"L1", Timestamp{at}, std::move(activity), std::move(id), {}};
}

LeadState after(const Model& model, const std::vector<Event>& events) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  for (const Event& each : events) REQUIRE(apply_to(model, state, each, workspace));
  return state;
}

}  // namespace

TEST_CASE("what an activity says comes back from a history as it was said") {
  const Model model = model_of("");
  const std::string long_text(300, 'x');
  const Activity all = Activity{"visit"}
                           .with("path", long_text)
                           .with("seconds", -0.125)
                           .with("tags", List{"b", "", "a"})
                           .with("new", true)
                           .with("undeclared", "kept")
                           .with("strange", ForeignValue{"{\"a\":1}"})
                           .with("nothing", Value());
  const LeadState state = after(model, {event(5, all, "id-1"), event(3, Activity{"unheard of"}.with("path", "/"))});
  REQUIRE(state.activities.size() == 2);
  const StoredActivity first = state.activities[0];
  CHECK(first.type == "unheard of");
  CHECK(first.type_index == -1);
  CHECK_FALSE(first.id);
  const StoredActivity second = state.activities[1];
  CHECK(second.at == Timestamp{5});
  CHECK(second.id == "id-1");
  CHECK(second.fields == NamedValues{{"new", true},
                                     {"path", long_text},
                                     {"seconds", -0.125},
                                     {"strange", ForeignValue{"{\"a\":1}"}},
                                     {"tags", List{"b", "", "a"}},
                                     {"undeclared", "kept"}});
}

TEST_CASE("simultaneous activities stand in canonical order, whichever came first") {
  const Model model = model_of("");
  const Event a = event(7, Activity{"visit"}.with("path", "/a"));
  const Event b = event(7, Activity{"visit"}.with("path", "/b"));
  const Event c = event(7, Activity{"visit"}.with("path", "/a"), "id");
  CHECK(after(model, {a, b, c}).activities == after(model, {c, b, a}).activities);
  CHECK(after(model, {b, a}).activities[0].fields.front().value == Value("/a"));
}

TEST_CASE("more listeners to a type than a history remembers are heard all the same") {
  std::string rules;
  for (int i = 0; i < 30; ++i)
    rules += std::string(i == 0 ? "" : ",") + R"({"id": "r)" + std::to_string(i) + R"(", "score": "s", "on": "visit",
      "when": {">=": [{"var": "seconds"}, )" + std::to_string(i) + R"(]}, "points": 1})";
  const Model model = model_of(rules);
  const LeadState state = after(model, {event(1, Activity{"visit"}.with("seconds", 25)), event(2, Activity{"visit"}.with("seconds", 2))});
  CHECK(decide(model, state, Timestamp{2})->total == Points::of_thousandths(29'000));  // 26 of the one, 3 of the other
  CHECK(explain(model, state, Timestamp{2})->decision.total == Points::of_thousandths(29'000));
}

TEST_CASE("an effect tells the total at the clock, also where nothing else asks for it") {
  const Model model = model_of(R"({"id": "r", "score": "s", "on": "visit", "points": 8, "decay": {"half_life": "1d"}})");
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  CHECK(apply_to(model, state, event(0, Activity{"visit"}), workspace)->total == Points::of_thousandths(8'000));
  CHECK(apply_to(model, state, {"L1", Timestamp{day_ms}, Tick{}, {}, {}}, workspace)->total == Points::of_thousandths(4'000));
  CHECK(apply_to(model, state, event(day_ms, Activity{"visit"}), workspace)->total == Points::of_thousandths(12'000));
  CHECK(apply_to(model, state, {"L1", Timestamp{0}, Tick{}, {}, {}}, workspace)->total == Points::of_thousandths(12'000));
}

TEST_CASE("the last text that a signal measured is still there when another activity comes") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}}}, "call": {}},
    "signals": {"last_path": {"on": "visit", "measure": "last", "field": "path"}},
    "rules": [{"id": "priced", "score": "s", "if": {"startsWith": [{"var": "signal.last_path"}, "/pricing"]}, "points": 3},
              {"id": "call", "score": "s", "on": "call", "points": 1}],
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.s"}, 1000]}}}})");
  REQUIRE(report.model);
  LeadState state = report.model->new_lead("L1");
  Workspace workspace;
  const auto apply_one = [&](const Event& each) { return apply_to(*report.model, state, each, workspace)->total; };
  CHECK(apply_one(event(1, Activity{"visit"}.with("path", "/pricing/for-large-companies"))) == Points::of_thousandths(3'000));
  for (int i = 0; i < 40; ++i)
    CHECK(apply_one(event(2 + i, Activity{"call"}.with("note", std::string(50, 'n')))) == Points::of_thousandths(4'000 + i * 1'000));
}

namespace {

/// The total after each event, told by one workspace; the same as asked anew each time.
Points told_total(const Model& model, const std::vector<Event>& events) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  Points total;
  for (const Event& each : events) {
    total = apply_to(model, state, each, workspace)->total;
    CHECK(total == decide(model, state, state.clock)->total);
  }
  return total;
}

const std::string promotion = R"({"mql": {"promote_if": {">=": [{"var": "score.s"}, 1000]}}})";

Model promoting(const std::string& rules) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "attributes": {"size": {"type": "number"}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "tags": {"type": "list"}}}, "call": {}},
    "signals": {}, "rules": [)" + rules + R"(], "stages": )" + promotion + "}");
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  return *report.model;
}

Activity visit(const std::string& path) { return Activity{"visit"}.with("path", path); }

}  // namespace

TEST_CASE("listeners beyond those that a history remembers hear the newest activity too") {
  std::string rules;
  for (int i = 0; i < 40; ++i)
    rules += std::string(i == 0 ? "" : ",") + R"({"id": "r)" + std::to_string(i) + R"(", "score": "s", "points": 1, "on": )" +
             (i % 2 == 0 ? R"(["visit", "call"]})" : R"("visit", "when": {"==": [{"var": "path"}, "/a"]}})");
  CHECK(told_total(promoting(rules), {event(1, visit("/a")), event(2, visit("/b")), event(3, visit("/a"))}) ==
        Points::of_thousandths(100'000));
}

TEST_CASE("a rule that counts the newest alone passes over what it does not hear") {
  const Model model = promoting(R"({"id": "r", "score": "s", "on": "visit", "newest": 2, "points": 1,
                                     "when": {"==": [{"var": "path"}, "/a"]}, "decay": {"half_life": "1d"}})");
  CHECK(told_total(model, {event(0, visit("/a")), event(1, Activity{"party"}), event(2, Activity{"call"}), event(3, visit("/b")),
                           event(4, visit("/a")), event(5, visit("/a")), event(day_ms, visit("/b")), event(day_ms + 1, visit("/a"))}) ==
        Points::of_thousandths(2'000));
}

TEST_CASE("the newest activity adds nothing to a rule whose guard does not hold") {
  const Model model = promoting(R"({"id": "r", "score": "s", "on": "visit", "points": 1, "if": {">": [{"var": "size"}, 5]}})");
  const auto size = [](std::int64_t at, double value) {
    return Event{"L1", Timestamp{at}, AttributeChange{}.with("size", value), {}, {}};
  };
  CHECK(told_total(model, {event(1, visit("/a")), event(2, visit("/a"))}) == Points());
  CHECK(told_total(model, {size(1, 9), event(2, visit("/a")), event(3, visit("/a"))}) == Points::of_thousandths(2'000));
  CHECK(told_total(model, {size(1, 2), event(2, visit("/a")), event(3, visit("/a"))}) == Points());
}

TEST_CASE("the last list that a signal measured is a list, and a value that is none is missing") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "activities": {"visit": {"fields": {"tags": {"type": "list"}}}},
    "signals": {"tags": {"on": "visit", "measure": "last", "field": "tags"}},
    "rules": [{"id": "r", "score": "s", "if": {"in": ["a", {"var": "signal.tags"}]}, "points": 1}]})");
  REQUIRE(report.model);
  const Activity listed = Activity{"visit"}.with("tags", List{"b", "a"});
  const Activity strange = Activity{"visit"}.with("tags", ForeignValue{"{}"});
  CHECK(told_total(*report.model, {event(1, listed)}) == Points::of_thousandths(1'000));
  CHECK(told_total(*report.model, {event(1, listed), event(2, strange)}) == Points::of_thousandths(1'000));
  CHECK(told_total(*report.model, {event(1, strange)}) == Points());
}
