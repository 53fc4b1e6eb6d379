// Saved states that no save of ours has written: whatever is not as it must be is refused, by what
// is wrong and not by chance.
#include <string>

#include "adapters/byte_stream.hpp"
#include "adapters/state_content.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"
#include "values/json.hpp"

using namespace bantam;

namespace {

const Model& model() {
  static const Model compiled = *compile(R"({"format": "bantam/1", "name": "unusual",
      "attributes": {"size": {"type": "number"}}, "activities": {"visit": {"fields": {"path": {"type": "text"}}}},
      "scores": {"s": {}}, "rules": [{"id": "r", "score": "s", "on": "visit", "points": 1}],
      "gate": {"criteria": {"need": {"fields": {"pain": {"type": "number"}}}}},
      "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 1]}}, "nurture": {"reset_activities": true}}})").model;
  return compiled;
}

LeadState lived() {
  LeadState state = model().new_lead("L1");
  Workspace workspace;
  for (const char* members :
       {R"("at":"2026-11-01T10:00:00Z","id":"e1","activity":"visit","fields":{"path":"/a"})",
        R"("at":"2026-11-02T10:00:00Z","id":"e2","attributes":{"size":5})",
        R"("at":"2026-11-03T10:00:00Z","answer":"need","fields":{"pain":3},"verdict":"met")",
        R"("at":"2026-11-04T10:00:00Z","command":"recycle","reason":"later")",
        R"("at":"2026-11-05T10:00:00Z","id":"e3","activity":"visit","fields":{"path":"/b"})",
        R"("at":"2026-11-05T10:00:00Z","id":"e4","activity":"visit","fields":{"path":"/c"})"})
    REQUIRE(apply_to(model(), state, *event_from_json(std::string(R"({"lead":"L1",)") + members + "}"), workspace));
  REQUIRE(state.first_mql_at);
  REQUIRE(state.reset_at);
  return state;
}

std::string fate(const Result<LeadState>& loaded) { return loaded ? "loaded" : loaded.error().message; }

/// What becomes of a state with something changed, saved in the compact form.
template <class Change>
std::string binary(const Change& change) {
  LeadState state = lived();
  change(state);
  return fate(state_from_binary(model(), "L1", *state_to_binary(model(), state)));
}

/// What becomes of a text with something replaced and a checksum that fits it.
std::string json(const std::string& what, const std::string& by) {
  std::string text = *state_to_json(model(), lived());
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  text.replace(at, what.size(), by);
  text.resize(text.rfind(",\"checksum\""));
  const std::uint64_t sum = checksum(parse_json(text + "}").root);
  return fate(state_from_json(model(), "L1", text + ",\"checksum\":\"" + to_hex(sum, 16) + "\"}"));
}

const std::string unusable = "no usable saved state: ";
const std::string unreadable = unusable + "its content cannot be read";
const std::string late = unusable + "a time lies after the clock";
const std::string altered = unusable + "it is cut short or altered";

/// The activities of a state, each changed.
template <class Change>
void each_activity(LeadState& state, const Change& change) {
  History changed = model().new_lead("L1").activities;
  for (const StoredActivity& activity : state.activities) {
    StoredActivity copy = activity;
    change(copy);
    changed.push_back(copy, 0);
  }
  state.activities = changed;
}

}  // namespace

TEST_CASE("moments outside their range are refused in the compact form") {
  CHECK(binary([](LeadState&) {}) == "loaded");
  CHECK(binary([](LeadState& state) { state.entered_at = Timestamp{-5}; }) == unreadable);
  CHECK(binary([](LeadState& state) { each_activity(state, [](StoredActivity& one) { one.at = Timestamp{timestamp_end.ms - 1}; }); }) == late);
  CHECK(binary([](LeadState& state) {
    std::int64_t at = timestamp_end.ms - 1;
    each_activity(state, [&](StoredActivity& one) { one.at = Timestamp{at++}; });
  }) == unreadable);
  CHECK(binary([](LeadState& state) { state.attributes[0]->at = Timestamp{state.clock.ms + timestamp_end.ms + 1}; }) == unreadable);
  CHECK(binary([](LeadState& state) { state.attributes[0]->at = Timestamp{state.clock.ms - timestamp_end.ms - 1}; }) == unreadable);
}

TEST_CASE("bytes after the last answer are refused") {
  std::string blob = *state_to_binary(model(), lived());
  blob.resize(blob.size() - 8);
  blob += '\0';
  ByteWriter sum;
  sum.fixed(checksum(std::string_view(blob)), 8);
  CHECK(fate(state_from_binary(model(), "L1", blob + sum.bytes())) == unreadable);
}

TEST_CASE("an id whose content was another keeps its digest") {
  LeadState state = lived();
  state.ids[0].digest ^= 1U;
  const auto loaded = state_from_binary(model(), "L1", *state_to_binary(model(), state));
  REQUIRE(loaded);
  CHECK(loaded->ids[0].digest == state.ids[0].digest);
}

TEST_CASE("an activity whose id is not taken is refused in both forms") {
  CHECK(binary([](LeadState& state) { state.ids.pop_back(); }) == unreadable);                   // none comes after it
  CHECK(binary([](LeadState& state) { state.ids.erase(state.ids.end() - 2); }) == unreadable);  // another does
  const std::string e3 = R"("id":"e3")";
  CHECK(json(e3, R"("id":"e0")") == unusable + "an activity's id is not taken");
  CHECK(json(e3, R"("id":"zz")") == unusable + "an activity's id is not taken");
}

TEST_CASE("fields that are null or stand twice are refused") {
  const std::string fields = unusable + "fields out of order";
  CHECK(json(R"({"path":"/b"})", R"({"path":null})") == fields);
  CHECK(binary([](LeadState& state) {
    each_activity(state, [](StoredActivity& one) { one.fields = {{"x", Value(1)}, {"x", Value(2)}}; });
  }) == fields);
}

TEST_CASE("a state that a host made of nothing is of no model, and of ours has too few rules") {
  const LeadState empty;
  CHECK(fate(state_from_binary(model(), "", *state_to_binary(model(), empty))).find("saved under another model") == 0);
  CHECK(fate(state_from_json(model(), "", *state_to_json(model(), empty))).find("saved under another model") == 0);
  LeadState ours;
  ours.model = model().fingerprint();
  ours.attributes.resize(1);
  CHECK(fate(state_from_binary(model(), "", *state_to_binary(model(), ours))) == unusable + "it has another number of rules");
}

TEST_CASE("each time of a readable state is held against the clock") {
  const std::string after = "\"2026-12-01T00:00:00Z\"";
  const std::string text = *state_to_json(model(), lived());
  for (const char* key : {"entered_at", "reset_at", "last_activity_at", "first_mql_at", "last_mql_at"}) {
    INFO(key);
    const std::size_t at = text.find(std::string("\"") + key + "\":");
    REQUIRE(at != std::string::npos);
    const std::string member = text.substr(at, text.find(',', at) - at);
    CHECK(json(member, std::string("\"") + key + "\":" + after) == late);
  }
  CHECK(json(R"("answers":{"need":{"at":"2026-11-03T10:00:00Z")", R"("answers":{"need":{"at":)" + after) == late);
}

TEST_CASE("what a readable state lacks or has twice is refused") {
  CHECK(json(R"("value":5)", R"("worth":5)") == unreadable);
  CHECK(json(R"({"path":"/b"})", R"({"path":"/b","path":"/b"})") == altered);
  CHECK(json(R"("bantam_state":1)", R"("bantam_state":"1")") == altered);
  CHECK(json(R"("bantam_state":1)", R"("bantam_state":0)") == unusable + "it has no version");
  CHECK(json(R"("bantam_state":1)", R"("bantam_state":1.5)") == unusable + "it has no version");
  std::string text = *state_to_json(model(), lived());
  const std::size_t sum = text.rfind("\"checksum\":") + 11;
  CHECK(fate(state_from_json(model(), "L1", text.replace(sum, text.size() - 1 - sum, "7"))) == altered);
}

TEST_CASE("attributes that a model does not have are saved by their places, and refused when loaded") {
  LeadState state = lived();
  state.attributes.push_back(StoredAttribute{state.clock, Value(7)});
  const std::string text = *state_to_json(model(), state);
  CHECK(text.find(R"("#1":{"at":)") != std::string::npos);
  CHECK(fate(state_from_json(model(), "L1", text)) == unreadable);
}
