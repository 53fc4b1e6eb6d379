// The next change is the first moment at which a tick changes something, whatever the condition.
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

constexpr std::int64_t start = 20'000 * day_ms;

/// 100 points a visit, halved each day; bands from 10 up; a signal, and three attributes.
Model promoting(const std::string& promote_if, const std::string& more = "") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m",
    "attributes": {"size": {"type": "number"}, "free": {"type": "flag"}, "since": {"type": "date"}},
    "activities": {"visit": {}},
    "signals": {"idle": {"on": "visit", "measure": "days_since_last"}},
    "scores": {"s": {"bands": [{"name": "high", "from": 10}, {"name": "low", "from": 0}]}},
    "total": {"bands": [{"name": "high", "from": 10}, {"name": "low", "from": 0}]},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 100, "decay": {"half_life": "1d"}}],
    "stages": {"mql": {"promote_if": )" + promote_if + "}}" + more + "}");
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  return *report.model;
}

LeadState visitor(const Model& model, const AttributeChange& attributes) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  REQUIRE(apply_to(model, state, {"L1", Timestamp{start}, Activity{"visit", {}}, {}, {}}, workspace));
  REQUIRE(apply_to(model, state, {"L1", Timestamp{start}, attributes, {}, {}}, workspace));
  return state;
}

/// The first whole day after which a tick moves the lead; nothing within 60.
std::optional<Timestamp> first_move(const Model& model, const LeadState& state) {
  for (std::int64_t day = 1; day <= 60; ++day) {
    const Timestamp at{start + day * day_ms};
    if (!apply(model, state, {"L1", at, Tick{}, {}, {}})->effects.moves.empty()) return at;
  }
  return std::nullopt;
}

const AttributeChange everything = AttributeChange{}.with("size", 10).with("free", true).with("since", "2024-01-01");

/// The days until the next change; nothing when there is none.
std::optional<std::int64_t> days_until(const std::string& promote_if, const AttributeChange& attributes = everything,
                                       const std::string& more = "") {
  INFO(promote_if);
  const Model model = promoting(promote_if, more);
  const LeadState state = visitor(model, attributes);
  REQUIRE(state.stage == Stage::lead);
  const std::optional<Timestamp> next = *next_change(model, state);
  CHECK(next == first_move(model, state));
  if (!next) return std::nullopt;
  return (next->ms - start) / day_ms;
}

}  // namespace

TEST_CASE("a score that falls below a number is foreseen in each form of the comparison") {
  // 100, 50, 25, 12.5, 6.25
  for (const char* condition :
       {R"({"<": [{"var": "score.s"}, 10]})", R"({">": [10, {"var": "score.s"}]})",
        R"({"<=": [{"var": "score.total"}, 6.25]})", R"({">=": [6.25, {"var": "score.total"}]})",
        R"({"<": [{"var": "score.s"}, {"var": "size"}]})", R"({"<": [{"var": "score.s"}, {"+": [4, 6]}]})",
        R"({"<": [{"+": [{"var": "score.s"}, 5]}, 15]})", R"({"<": [5, {"var": "score.s"}, 10]})",
        R"({"==": [{"var": "score.s"}, 6.25]})", R"({"==": [{"var": "band.s"}, "low"]})",
        R"({"==": [{"var": "band.total"}, "low"]})", R"({"in": [{"var": "band.s"}, ["low"]]})"})
    CHECK(days_until(condition) == 4);
}

TEST_CASE("what is joined or negated is foreseen too") {
  const std::string below = R"({"<": [{"var": "score.s"}, 10]})";
  const std::string never = R"({"<": [{"var": "score.s"}, -10]})";
  const std::string unknown = R"({"<": [{"var": "score.s"}, {"var": "size"}, {"/": [1, 0]}]})";
  CHECK(days_until(R"({"and": [)" + below + R"(, {"<": [{"var": "score.total"}, 20]}]})") == 4);
  CHECK(days_until(R"({"and": [)" + below + R"(, {"var": "free"}]})") == 4);
  CHECK(days_until(R"({"or": [)" + never + "," + below + "]}") == 4);
  CHECK(days_until(R"({"or": [)" + below + "," + never + "]}") == 4);
  CHECK(days_until(R"({"or": [{"!": [{"var": "free"}]}, )" + below + "]}") == 4);
  CHECK(days_until(R"({"!": [{">=": [{"var": "score.s"}, 10]}]})") == 4);
  CHECK(days_until(R"({"!": [{"or": [{">=": [{"var": "score.s"}, 10]}, )" + never + "]}]}") == 4);
  CHECK(days_until(R"({"!": [{"and": [{">=": [{"var": "score.s"}, 10]}, {"var": "free"}]}]})") == 4);
  CHECK_FALSE(days_until(R"({"and": [)" + below + "," + never + "]}"));
  CHECK_FALSE(days_until(R"({"and": [)" + never + "," + below + "]}"));
  CHECK_FALSE(days_until(R"({"or": [)" + never + "," + never + "]}"));
  CHECK_FALSE(days_until(R"({"and": [)" + below + R"(, {"!": [{"var": "free"}]}]})"));
  CHECK_FALSE(days_until(R"({"!": [{"or": [)" + below + R"(, {"var": "free"}]}]})"));
  CHECK_FALSE(days_until(R"({"and": [)" + below + "," + unknown + "]}"));
  CHECK(days_until(R"({"or": [)" + unknown + "," + below + "]}") == 4);
}

TEST_CASE("beside a missing value nothing is foreseen") {
  const AttributeChange nothing = AttributeChange{}.with("size", Value()).with("free", Value()).with("since", Value());
  CHECK_FALSE(days_until(R"({"<": [{"var": "score.s"}, {"var": "size"}]})", nothing));
  CHECK_FALSE(days_until(R"({"<": [{"var": "size"}, {"var": "score.s"}]})", nothing));
  CHECK_FALSE(days_until(R"({"and": [{"<": [{"var": "score.s"}, 10]}, {"var": "free"}]})", nothing));
  CHECK_FALSE(days_until(R"({">": [{"var": "since.age_days"}, 10]})", nothing));
}

TEST_CASE("days are counted to their threshold, and one that no lead lives to is none") {
  CHECK(days_until(R"({">=": [{"var": "signal.idle"}, 30]})") == 30);
  CHECK_FALSE(days_until(R"({">=": [{"var": "signal.idle"}, 1e9]})"));
}

TEST_CASE("in JsonLogic's own semantics every day may matter, and the same is found") {
  const std::string jsonlogic = R"(, "semantics": "jsonlogic")";
  CHECK(days_until(R"({">=": [{"var": "signal.idle"}, 30]})", everything, jsonlogic) == 30);
  CHECK(days_until(R"({"<": [{"var": "score.s"}, "10"]})", everything, jsonlogic) == 4);

  const Model plain = *compile(R"({"format": "bantam/1", "name": "m", "semantics": "jsonlogic", "activities": {"visit": {}}, "scores": {"s": {}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 100, "decay": {"half_life": "1d"}}],
    "stages": {"mql": {"promote_if": {"<": [{"var": "score.s"}, "10"]}}}})").model;
  const LeadState state = visitor(plain, {});
  CHECK(*next_change(plain, state) == Timestamp{start + 4 * day_ms});
  CHECK(*next_change(plain, state) == first_move(plain, state));
}

TEST_CASE("of a lead that does not exist nothing is ahead, and of another model nothing is said") {
  const Model model = promoting(R"({"<": [{"var": "score.s"}, 10]})");
  LeadState state = model.new_lead("L1");
  CHECK(*next_change(model, state) == std::nullopt);
  ++state.model.low;
  CHECK(next_change(model, state).error().code == Errc::foreign_state);
}
