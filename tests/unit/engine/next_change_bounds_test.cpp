// next_change against ticking wherever something may fade: conditions whose scores go up and down,
// hour by hour.
#include "test.hpp"

#include <string>

#include "bantam/bantam.hpp"

namespace {

using namespace bantam;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t minutes_of_activities[] = {17, 21, 34, 38, 51, 55};

Model model_with(const std::string& promote_if, const std::string& semantics) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "step": "1h", )" + semantics + R"(
    "attributes": {"known": {"type": "number"}, "unknown": {"type": "number"}},
    "activities": {"up": {"fields": {"n": {"type": "number"}}}, "down": {}},
    "scores": {"a": {}, "b": {"max": 9, "bands": [{"name": "A", "from": 2}, {"name": "B", "from": -3}, {"name": "C", "from": -5}]}},
    "rules": [
      {"id": "rises", "score": "a", "on": "down", "points": -7, "decay": {"linear": "9h"}},
      {"id": "falls", "score": "a", "on": "up", "points_per": {"field": "n", "each": 1.5}, "decay": {"half_life": "3h"}, "window": "20h"},
      {"id": "ends", "score": "b", "on": "up", "points": 3, "window": "7h", "min": 1},
      {"id": "mixed", "score": "b", "on": "down", "points": -4, "decay": {"step": "2h", "keep": 0.5}}],
    "total": {"weights": {"a": 1, "b": -0.5}},
    "stages": {"mql": {"promote_if": )" + promote_if + "}}}");
  INFO(promote_if);
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  return *report.model;
}

/// Three activities of each kind, at minutes of their own of the first hour.
LeadState lead_of(const Model& model) {
  LeadState state = model.new_lead("L");
  Workspace workspace;
  const auto happens = [&](std::int64_t minute, const auto& what) {
    REQUIRE(apply_to(model, state, {"L", Timestamp{minute * minute_ms}, what, {}, {}}, workspace));
  };
  happens(0, AttributeChange{{{"known", 2}}});
  double n = 0;
  for (const std::int64_t minute : minutes_of_activities) {
    if (minute % 17 == 0) happens(minute, Activity{"down", {}});
    else happens(minute, Activity{"up", {{"n", ++n}}});
  }
  return state;
}

std::optional<Timestamp> by_ticking(const Model& model, const LeadState& state) {
  const auto moves = [&](std::int64_t at) {
    return !apply(model, state, {"L", Timestamp{at}, Tick(), {}, {}})->effects.moves.empty();
  };
  if (moves(state.clock.ms + 1)) return Timestamp{state.clock.ms + 1};
  for (std::int64_t hour = 1; hour <= 30; ++hour)  // after 20 of them nothing is left to fade
    for (const std::int64_t minute : minutes_of_activities) {
      const std::int64_t at = (60 * hour + minute) * minute_ms;
      if (moves(at)) return Timestamp{at};
    }
  return std::nullopt;
}

const std::string total = R"({"var": "score.total"})";
const std::string a = R"({"var": "score.a"})";
const std::string b = R"({"var": "score.b"})";
const std::string band = R"({"var": "band.b"})";

std::string call(const std::string& op, const std::string& x, const std::string& y) {
  return "{\"" + op + "\": [" + x + ", " + y + "]}";
}

std::vector<std::string> numbers() {
  std::vector<std::string> all = {total, a, "{\"-\": [" + a + "]}", call("+", total, R"({"var": "unknown"})"),
                                  call("/", "1", "0")};
  for (const std::string op : {"+", "-", "*", "/", "min", "max"}) {
    all.push_back(call(op, a, b));
    all.push_back(call(op, R"({"var": "known"})", total));
    all.push_back(call(op, b, "3"));
  }
  all.push_back(call("*", call("*", a, "1e200"), "1e107"));  // overflows, and then no more
  return all;
}

std::vector<std::string> conditions() {
  std::vector<std::string> all;
  for (const std::string& number : numbers())
    for (const std::string limit : {"-1", "0", "2.25"})
      for (const std::string op : {"<", "<=", ">", ">=", "==", "!="}) all.push_back(call(op, number, limit));
  for (const std::string limit : {"-2", "null"}) all.push_back(call("==", b, limit));
  all.push_back(call("!=", call("/", "1", b), "null"));
  for (const std::string name : {"\"A\"", "\"B\"", "\"C\""})
    for (const std::string op : {"==", "!="}) all.push_back(call(op, band, name));
  all.push_back("{\"<=\": [-1, " + total + ", 0.5]}");
  all.push_back("{\"<\": [" + a + ", " + b + ", 4]}");
  all.push_back("{\"if\": [" + call("<", a, "-3") + ", " + call(">", b, "-2") + ", " + call("==", band, "\"A\"") + "]}");
  return all;
}

}  // namespace

TEST_CASE("the next change of a condition on scores is the first moment at which a tick moves", "[next_change]") {
  std::size_t found = 0;
  for (const std::string& condition : conditions())
    for (const std::string semantics : {"", R"("semantics": "jsonlogic",)"}) {
      const Model model = model_with(condition, semantics);
      const LeadState state = lead_of(model);
      if (state.stage != Stage::lead) continue;  // it held at once
      const std::optional<Timestamp> expected = by_ticking(model, state);
      INFO(condition << (semantics.empty() ? "" : " in JsonLogic's semantics"));
      CHECK(*next_change(model, state) == expected);
      found += expected ? 1 : 0;
    }
  CHECK(found > 100);
}
