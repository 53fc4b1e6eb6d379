// Simultaneous activities are told apart by id, type and fields, as a replay tells them apart:
// every pair of a small alphabet of contents, in both orders of rows. docs/semantics.md, section 4.
#include "support/batch_world.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

struct Content {
  std::optional<std::string> id;
  Activity activity;
};

constexpr Timestamp at{1'767'225'600'000};

/// A lead for each ordered pair of contents, both at one moment.
support::BatchWorld pairs(const Model& model, const std::vector<Content>& contents) {
  std::vector<Event> events;
  std::size_t lead = 0;
  for (const Content& first : contents)
    for (const Content& second : contents) {
      const std::string name = std::to_string(lead++);
      events.push_back({name, at, first.activity, first.id});
      // An id is taken once: the same id twice is a duplicate or a conflict, and no second activity.
      const bool taken = first.id && first.id == second.id;
      events.push_back({name, at, second.activity, taken ? std::nullopt : second.id});
    }
  return support::world_of(model, events, at);
}

void check_pairs(const std::string& rest, const std::vector<Content>& contents) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, )" + rest + "}");
  REQUIRE(report.model);
  const support::BatchWorld world = pairs(*report.model, contents);
  for (const bool arrival : {false, true})
    for (const bool dictionaries : {false, true})
      for (const bool days : {false, true}) {
        support::Layout layout;
        layout.arrival = arrival;
        layout.dictionaries = dictionaries;
        if (days) layout.date_fields = {"k"};
        const support::OwnedColumns columns = world.columns(layout);
        const Result<BatchScores> scores = score_batch(world.model, columns.leads, columns.activities, at, {true});
        REQUIRE(scores);
        INFO("arrival " << arrival << ", dictionaries " << dictionaries << ", days " << days);
        CHECK(support::difference(world, *scores).substr(0, 400).empty());
      }
}

/// Rules that tell which of two is the canonically last: its fields are what they give.
const std::string newest_rules =
    R"("rules": [{"id": "a", "score": "s", "on": "visit", "points_per": {"field": "a", "each": 1}, "newest": 1},
                 {"id": "b", "score": "s", "on": "visit", "points_per": {"field": "b", "each": 10}, "newest": 1},
                 {"id": "c", "score": "s", "on": "visit", "points_per": {"field": "c", "each": 100}, "newest": 1}])";

}  // namespace

TEST_CASE("a field that only one of two has decides by what the other one has after it") {
  std::vector<Content> contents;
  for (const int a : {0, 1, 2})
    for (const int b : {0, 1, 2})
      for (const int c : {0, 1, 2}) {
        Activity visit{"visit"};
        if (a != 0) visit.with("a", a);
        if (c != 0) visit.with("c", c);
        if (b != 0) visit.with("b", b);
        contents.push_back({std::nullopt, visit});
      }
  check_pairs(R"("activities": {"visit": {"fields": {"a": {"type": "number"}, "b": {"type": "number"}, "c": {"type": "number"}}}}, )" +
                  newest_rules, contents);
}

TEST_CASE("fields that the model does not declare tell activities apart all the same") {
  std::vector<Content> contents;
  for (const int before : {0, 1, 2})
    for (const int c : {0, 1, 2})
      for (const int after : {0, 1, 2}) {
        Activity visit{"visit"};
        if (before != 0) visit.with("Before", before);
        if (c != 0) visit.with("c", c);
        if (after != 0) visit.with("zz", after == 1 ? Value(List{"x"}) : Value("x"));
        contents.push_back({std::nullopt, visit});
      }
  check_pairs(R"("activities": {"visit": {"fields": {"c": {"type": "number"}}}}, "rules": [
      {"id": "c", "score": "s", "on": "visit", "points_per": {"field": "c", "each": 1}, "newest": 1},
      {"id": "first", "score": "s", "on": "visit", "points_per": {"field": "c", "each": 1}, "cooldown": "1h"},
      {"id": "day", "score": "s", "on": "visit", "points_per": {"field": "c", "each": 1}, "per_day": 1}])", contents);
}

TEST_CASE("ids come before types, types before fields, and kinds of values in their order") {
  const std::vector<Value> values = {Value(), Value(false), Value(true), Value(-1), Value(2), Value(2.5), Value(""),
                                     Value("2026-01-01"), Value("2026-01-02"), Value("a"), Value("aa"),
                                     Value(List{}), Value(List{"a"}), Value(List{"a", "b"}), Value(List{"b", "a"})};
  const std::vector<std::optional<std::string>> ids = {std::nullopt, "1", "10", "2"};
  std::vector<Content> contents;
  int tell = 0;
  for (const auto& id : ids)
    for (const char* type : {"visit", "call"})
      for (std::size_t v = 0; v < values.size(); v += id ? 4 : 1) {
        Activity activity{type};
        if (!values[v].is_null()) activity.with("k", values[v]);
        activity.with("n", ++tell);
        contents.push_back({id, activity});
      }
  const std::string fields = R"({"fields": {"k": {"type": "text"}, "n": {"type": "number"}}})";
  check_pairs(R"("activities": {"visit": )" + fields + R"(, "call": )" + fields + R"(},
      "signals": {"last": {"on": ["visit", "call"], "field": "n", "measure": "last"}}, "rules": [
      {"id": "newest", "score": "s", "on": ["visit", "call"], "points_per": {"field": "n", "each": 1}, "newest": 1},
      {"id": "oldest", "score": "s", "on": ["visit", "call"], "points_per": {"field": "n", "each": 1}, "per_day": 1},
      {"id": "last", "score": "s", "of": "signal.last", "bands": [{"below": 20, "points": 1}, {"below": 30, "points": 2},
       {"below": 40, "points": 3}, {"points": 4}]}])", contents);
}

TEST_CASE("two codes of one type's name are one type, also in the order of what is simultaneous") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
      "activities": {"visit": {"fields": {"n": {"type": "number"}}}, "call": {"fields": {"n": {"type": "number"}}}}, "rules": [
      {"id": "newest", "score": "s", "on": ["visit", "call"], "points_per": {"field": "n", "each": 1}, "newest": 1},
      {"id": "visits", "score": "s", "on": "visit", "points": 100}]})").model;
  // By type, then n: call 9, visit 3 (code 2), visit 4 (code 0), visit 5 (code 2).
  const std::vector<std::uint8_t> codes = {2, 0, 1, 2};
  const std::vector<double> numbers = {5, 4, 9, 3};
  const std::vector<std::int64_t> moments(4, at.ms);
  const std::vector<std::uint64_t> offsets = {0, 4};
  ActivityColumns activities;
  activities.rows = 4;
  activities.types = {View<std::uint8_t>(codes), {"visit", "call", "visit"}};
  activities.at = moments;
  activities.offsets = offsets;
  activities.fields = {{"n", NumberColumn{numbers}}};
  const Result<BatchScores> scores = score_batch(model, {1}, activities, at, {true});
  REQUIRE(scores);
  CHECK(scores->contributions[0][0] == Points::of_thousandths(5'000));
  CHECK(scores->contributions[1][0] == Points::of_thousandths(300'000));
}

TEST_CASE("ids of activities that nothing else tells apart are checked like any other column") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
      "activities": {"visit": {"fields": {"n": {"type": "number"}}}}, "rules": [
      {"id": "newest", "score": "s", "on": "visit", "points_per": {"field": "n", "each": 1}, "newest": 1}]})").model;
  const std::vector<std::uint8_t> types(2, 0);
  const std::vector<double> numbers = {5, 4};
  const std::vector<std::int64_t> moments(2, at.ms);
  const std::vector<std::uint64_t> offsets = {0, 2};
  const std::vector<std::uint32_t> ids = {0, 1};
  const std::vector<std::int32_t> id_offsets = {0, 1};
  const std::vector<char> bytes = {'x'};
  ActivityColumns activities;
  activities.rows = 2;
  activities.types = {View<std::uint8_t>(types), {"visit"}};
  activities.at = moments;
  activities.offsets = offsets;
  activities.fields = {{"n", NumberColumn{numbers}}};
  activities.ids = Column{"event", DictionaryColumn{ids, {id_offsets, bytes}}};
  CHECK(score_batch(model, {1}, activities, at).error().message == "column `event`, row 1: holds a code that is out of range");
  const std::vector<std::uint8_t> valid = {0b01};
  activities.ids->validity = valid;
  const Result<BatchScores> scores = score_batch(model, {1}, activities, at);
  REQUIRE(scores);
  CHECK(scores->total[0] == Points::of_thousandths(5'000));  // without an id comes first
}
