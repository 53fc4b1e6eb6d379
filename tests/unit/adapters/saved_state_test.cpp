// Saved states: exact round trips, and nothing damaged, foreign or newer taken as good.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "adapters/byte_stream.hpp"
#include "adapters/state_content.hpp"
#include "bantam/json.hpp"
#include "test.hpp"
#include "values/json.hpp"

using namespace bantam;

namespace {

const std::string document = R"({
  "format": "bantam/1", "name": "saved",
  "attributes": {"email": {"type": "text"}, "size": {"type": "number"}, "tags": {"type": "list"},
                 "since": {"type": "date"}, "vip": {"type": "flag"}},
  "activities": {"page_view": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}},
                 "webinar": {}},
  "scores": {"engagement": {"min": 0}},
  "rules": [
    {"id": "visit", "score": "engagement", "on": "page_view", "points": 10},
    {"id": "webinar", "score": "engagement", "on": "webinar", "points": 20},
    {"id": "size", "score": "engagement", "if": {">": [{"var": "size"}, 10]}, "points": 5}
  ],
  "gate": {"criteria": {"budget": {"fields": {"amount": {"type": "number"}}}}},
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 30]}, "sla": {"within": "1d"}},
             "nurture": {"reset_activities": true}}
})";

Model model_of(const std::string& text) {
  const CompileReport report = compile(text);
  REQUIRE(report.model);
  return *report.model;
}

/// A state in which everything is there.
LeadState lived(const Model& model) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  for (const char* members :
       {R"("at":"2026-11-01T10:00:00Z","id":"e1","activity":"page_view","fields":{"path":"/pricing","seconds":75})",
        R"("at":"2026-11-01T10:00:00.125Z","activity":"page_view","fields":{"path":"/pricing","seconds":0.1,"un":{"a":1}})",
        R"("at":"2026-11-01T09:00:00Z","id":"e10","activity":"webinar","fields":{"l":["a","b"],"f":true,"n":-12345678})",
        R"("at":"2026-11-02T10:00:00Z","activity":"undeclared","fields":{"path":"/pricing"})",
        R"("at":"2026-11-02T10:00:00Z","id":"x\u0000y","attributes":{"email":"é@example.com","size":1e300,"tags":["b","a"],"since":"2026-01-01","vip":null})",
        R"("at":"2026-11-04T10:00:00Z","answer":"budget","fields":{"amount":9000},"verdict":"met","by":"sdr","note":"a\nb")",
        R"("at":"2026-11-05T10:00:00Z","answer":"need","verdict":"unmet")",
        R"("at":"2026-11-05T10:00:01Z","id":"r","command":"recycle","reason":"later","by":"sdr")",
        R"("at":"2026-11-06T10:00:00Z","activity":"page_view","fields":{"path":"/a"})"}) {
    const auto event = event_from_json(std::string(R"({"lead":"L1",)") + members + "}");
    REQUIRE(event);
    const auto effects = apply_to(model, state, *event, workspace);
    REQUIRE(effects);
    CHECK(effects->outcome == Outcome::accepted);
  }
  return state;
}

Errc code_of(const Result<LeadState>& loaded) {
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().message.find("L1") == std::string::npos);
  return loaded.error().code;
}

/// A JSON state with another content and a checksum that fits it.
std::string resealed(std::string text) {
  text.resize(text.rfind(",\"checksum\""));
  const std::uint64_t sum = checksum(parse_json(text + "}").root);
  return text + ",\"checksum\":\"" + to_hex(sum, 16) + "\"}";
}

std::string resealed_blob(std::string blob) {
  blob.resize(blob.size() - 8);
  ByteWriter sum;
  sum.fixed(checksum(std::string_view(blob)), 8);
  return blob + sum.bytes();
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("a state loaded in either form is the state that was saved") {
  const Model model = model_of(document);
  for (const LeadState& state : {model.new_lead("L1"), lived(model)}) {
    const auto json = state_from_json(model, "L1", *state_to_json(model, state));
    const auto binary = state_from_binary(model, "L1", *state_to_binary(model, state));
    REQUIRE(json);
    REQUIRE(binary);
    CHECK(*json == state);
    CHECK(*binary == state);
    CHECK(*state_to_json(model, *binary) == *state_to_json(model, state));
    CHECK(*state_to_binary(model, *json) == *state_to_binary(model, state));
  }
}

namespace {

History history_of(const Model& model, const std::vector<StoredActivity>& activities) {
  History history = model.new_lead("L1").activities;
  for (const StoredActivity& activity : activities) history.push_back(activity, 0);
  return history;
}

}  // namespace

TEST_CASE("states that differ in one thing are not equal") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  CHECK(state == lived(model));
  LeadState other = state;
  std::vector<StoredActivity> activities(state.activities.begin(), state.activities.end());
  activities.back().fields.front().value = Value("/b");
  other.activities = history_of(model, activities);
  CHECK(other != state);
  other = state;
  other.ids.front().digest ^= 1U;
  CHECK(other != state);
  other = state;
  other.answers.front()->note.reset();
  CHECK(other != state);
  other = state;
  other.attributes.back().reset();
  CHECK(other != state);
}

TEST_CASE("every kind of value survives both forms") {
  const Model model = model_of(document);
  LeadState state = lived(model);
  for (const Value& value :
       {Value(), Value(true), Value(false), Value(0), Value(127), Value(128), Value(-1), Value(0.1),
        Value(9007199254740992.0), Value(-9007199254740994.0), Value(5e-324), Value(1.7976931348623157e308),
        Value(""), Value(std::string(111, 'x')), Value(std::string(112, 'x')), Value(std::string(70000, 'x')),
        Value(std::string("\0\x7f\"\\", 4)), Value(List{}), Value(List{"", "twice", "twice"}),
        Value(ForeignValue{"{\"a\":[1,null]}"}), Value(HUGE_VAL)}) {
    state.attributes[0]->value = value;
    const auto json = state_from_json(model, "L1", *state_to_json(model, state));
    const auto binary = state_from_binary(model, "L1", *state_to_binary(model, state));
    REQUIRE(json);
    REQUIRE(binary);
    CHECK(*json == state);
    CHECK(*binary == state);
  }
}

TEST_CASE("a state with one bit or its end changed is corrupt") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  const std::string blob = *state_to_binary(model, state);
  const std::string text = *state_to_json(model, state);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < blob.size() * 8; ++i) {
    std::string flipped = blob;
    flipped[i / 8] = static_cast<char>(static_cast<unsigned char>(flipped[i / 8]) ^ (1U << (i % 8)));
    const auto loaded = state_from_binary(model, "L1", flipped);
    taken += loaded || loaded.error().code != Errc::corrupt_state;
  }
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    std::string flipped = text;
    flipped[i / 8] = static_cast<char>(static_cast<unsigned char>(flipped[i / 8]) ^ (1U << (i % 8)));
    const auto loaded = state_from_json(model, "L1", flipped);
    if (loaded && *loaded == state) continue;  // another spelling of the same, such as 1E+300
    taken += loaded || loaded.error().code != Errc::corrupt_state;
  }
  for (std::size_t size = 0; size < blob.size(); ++size)
    taken += code_of(state_from_binary(model, "L1", blob.substr(0, size))) != Errc::corrupt_state;
  for (std::size_t size = 0; size < text.size(); ++size)
    taken += code_of(state_from_json(model, "L1", text.substr(0, size))) != Errc::corrupt_state;
  CHECK(taken == 0);
  CHECK(code_of(state_from_binary(model, "L1", blob + 'x')) == Errc::corrupt_state);
  CHECK(code_of(state_from_json(model, "L1", text + 'x')) == Errc::corrupt_state);
  CHECK(code_of(state_from_binary(model, "L1", text)) == Errc::corrupt_state);
  CHECK(code_of(state_from_json(model, "L1", blob)) == Errc::corrupt_state);
}

TEST_CASE("content that no event can have made is corrupt though its checksum fits") {
  const Model model = model_of(document);
  const std::string text = *state_to_json(model, lived(model));
  REQUIRE(state_from_json(model, "L1", resealed(text)));
  const std::pair<const char*, const char*> changes[] = {
      {R"("clock":"2026-11-06T10:00:00Z")", R"("clock":"2026-11-06T09:00:00Z")"},
      {R"("clock":"2026-11-06T10:00:00Z")", R"("clock":"2226-11-06T10:00:00Z")"},
      {R"("stage":"nurture")", R"("stage":"nurtured")"},
      {R"("mql_count":1)", R"("mql_count":1.5)"},
      {R"("mql_count":1)", R"("mql_count":-1)"},
      {R"("sla_breached":false)", R"("sla_breached":0)"},
      {R"({"at":"2026-11-06T10:00:00Z","type")", R"({"at":"2026-11-06T10:00:00Z","id":"free","type")"},
      {R"("exists":true,)", ""},
      {R"("email":{"at")", R"("mail":{"at")"},
      {R"("verdict":"unmet")", R"("verdict":"maybe")"},
      {R"("r":")", R"("r":"0)"},
      {R"("e1":")", R"("e10":")"},
      {R"("rules":[")", R"("rules":["00000000",")"},
      {R"("rules":[")", R"("rules":["0)"},
      {R"("model":")", R"("model":"0)"},
  };
  for (const auto& [what, by] : changes) {
    INFO(by);
    CHECK(code_of(state_from_json(model, "L1", resealed(replaced(text, what, by)))) == Errc::corrupt_state);
  }
}

TEST_CASE("activities and ids out of order are corrupt, and fields without a value") {
  const Model model = model_of(document);
  LeadState state = model.new_lead("L1");
  state.exists = true;
  state.clock = Timestamp{1000};
  StoredActivity one{Timestamp{1}, {}, "page_view", {{"path", "a"}, {"seconds", 1}}, 0};
  StoredActivity other = one;
  state.activities = history_of(model, {one, one});
  CHECK(state_from_binary(model, "L1", *state_to_binary(model, state)));

  other.fields[0].value = Value("B");
  state.activities = history_of(model, {one, other});
  CHECK(code_of(state_from_binary(model, "L1", *state_to_binary(model, state))) == Errc::corrupt_state);
  other.fields[0].value = Value();
  state.activities = history_of(model, {one, other});
  CHECK(code_of(state_from_binary(model, "L1", *state_to_binary(model, state))) == Errc::corrupt_state);
  state.activities = history_of(model, {one, one});
  state.ids = {{"b", 1}, {"a", 2}};
  CHECK(code_of(state_from_binary(model, "L1", *state_to_binary(model, state))) == Errc::corrupt_state);
  state.ids = {{"a", 1}, {"a", 2}};
  CHECK(code_of(state_from_binary(model, "L1", *state_to_binary(model, state))) == Errc::corrupt_state);
  state.ids.clear();
  other = one;
  other.id = "a";
  state.activities = history_of(model, {one, other});
  CHECK(code_of(state_from_binary(model, "L1", *state_to_binary(model, state))) == Errc::corrupt_state);
}

TEST_CASE("any content behind a checksum that fits is read or refused") {
  const Model model = model_of(document);
  const std::string blob = *state_to_binary(model, lived(model));
  std::size_t equal = 0;
  for (std::size_t i = 4; i < blob.size() - 8; ++i)
    for (const char byte : {'\x00', '\x01', '\x07', '\x7f', '\x80', '\xff'}) {
      std::string changed = blob;
      changed[i] = byte;
      const auto loaded = state_from_binary(model, "L1", resealed_blob(changed));
      if (loaded) equal += state_from_binary(model, "L1", *state_to_binary(model, *loaded)).operator bool();
      const auto cut = state_from_binary(model, "L1", resealed_blob(blob.substr(0, i) + blob.substr(blob.size() - 8)));
      CHECK_FALSE(cut);
    }
  CHECK(equal > 0);  // what is read can be saved again
}

TEST_CASE("a later version is newer and not corrupt") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  const auto json = state_from_json(model, "L1", resealed(replaced(*state_to_json(model, state), "\"bantam_state\":1", "\"bantam_state\":2")));
  CHECK(code_of(json) == Errc::newer_state);
  CHECK(json.error().message == "saved in format 2, this library reads up to 1");
  std::string blob = *state_to_binary(model, state);
  blob[4] = 2;
  CHECK(code_of(state_from_binary(model, "L1", resealed_blob(blob))) == Errc::newer_state);
}

TEST_CASE("a state counts the events it has taken, and not those that changed nothing") {
  const Model model = model_of(document);
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  const auto revision_after = [&](std::int64_t at, decltype(Event::what) what, std::optional<std::string> id = {}) {
    REQUIRE(apply_to(model, state, {"L1", Timestamp{at}, std::move(what), std::move(id), {}}, workspace));
    return state.revision;
  };
  CHECK(revision_after(5, Command{CommandKind::accept, {}, {}, {}}) == 0);  // refused: the lead does not exist
  CHECK(revision_after(5, Activity{"webinar"}, "w") == 1);
  CHECK(revision_after(5, Activity{"webinar"}, "w") == 1);  // a duplicate
  CHECK(revision_after(6, Activity{"webinar"}, "w") == 1);  // a conflict
  CHECK(revision_after(3, Activity{"webinar"}) == 2);       // a late one
  CHECK(revision_after(5, Command{CommandKind::win, {}, {}, {}}) == 2);  // refused at the clock
  CHECK(revision_after(7, Command{CommandKind::win, {}, {}, {}}) == 3);  // refused after time had passed
  CHECK(revision_after(6, Tick{}) == 3);  // before the clock
  CHECK(revision_after(7, Tick{}) == 4);
}

TEST_CASE("a state that was rolled back is refused where the host knows the last revision") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  CHECK(state.revision == 9);
  const std::string json = *state_to_json(model, state);
  const std::string binary = *state_to_binary(model, state);
  for (const std::uint64_t known : {0U, 8U, 9U}) {
    CHECK(state_from_json(model, "L1", json, {known}));
    CHECK(state_from_binary(model, "L1", binary, {known}));
  }
  CHECK(code_of(state_from_json(model, "L1", json, {10})) == Errc::stale_state);
  const auto older = state_from_binary(model, "L1", binary, {10});
  CHECK(code_of(older) == Errc::stale_state);
  CHECK(older.error().message == "the saved state has revision 9, and there was a later one: 10");
}

TEST_CASE("the state of one lead is not another's") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  CHECK(code_of(state_from_json(model, "L2", *state_to_json(model, state))) == Errc::foreign_lead);
  CHECK(code_of(state_from_binary(model, "L2", *state_to_binary(model, state))) == Errc::foreign_lead);
}

TEST_CASE("a state of another model names the rules to replay") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  const auto message = [&](const Model& other) {
    const auto json = state_from_json(other, "L1", *state_to_json(model, state));
    const auto binary = state_from_binary(other, "L1", *state_to_binary(model, state));
    CHECK(code_of(json) == Errc::foreign_state);
    CHECK(code_of(binary) == Errc::foreign_state);
    CHECK(json.error() == binary.error());
    return json.error().message;
  };
  CHECK(message(model_of(replaced(document, "\"points\": 20", "\"points\": 21"))) ==
        "saved under another model; replay for rule `webinar`");
  CHECK(message(model_of(replaced(document, "\"min\": 0", "\"min\": 1"))) ==
        "saved under another model; its rules mean the same, replay the journal");
  std::string many = document;
  for (int i = 0; i < 7; ++i)
    many = replaced(many, "\"rules\": [", fmt::format("\"rules\": [{{\"id\": \"r{}\", \"score\": \"engagement\", \"on\": \"webinar\", \"points\": {}}},", i, i + 100));
  CHECK(message(model_of(many)) ==
        "saved under another model; replay for rules `r6`, `r5`, `r4`, `r3`, `r2` and 2 more");
}

TEST_CASE("a state saved through a model that is not its own loses nothing") {
  const Model model = model_of(document);
  const Model other = model_of(replaced(document, "\"attributes\": {\"email\": {\"type\": \"text\"}, ", "\"attributes\": {"));
  const LeadState state = lived(model);
  const auto json = state_from_json(model, "L1", *state_to_json(other, state));
  const auto binary = state_from_binary(model, "L1", *state_to_binary(other, state));
  REQUIRE(json);
  REQUIRE(binary);
  CHECK(*json == state);
  CHECK(*binary == state);
}

TEST_CASE("a database may keep the text with its keys in another order and other spaces") {
  const Model model = model_of(document);
  const LeadState state = lived(model);
  Json root = parse_json(*state_to_json(model, state)).root;
  std::reverse(root.members.begin(), root.members.end());
  for (JsonMember& member : root.members) std::reverse(member.value.members.begin(), member.value.members.end());
  std::string spaced;
  for (const char c : to_json(root)) spaced += c == '{' ? "{\n " : std::string(1, c);
  const auto loaded = state_from_json(model, "L1", spaced);
  REQUIRE(loaded);
  CHECK(*loaded == state);
}

TEST_CASE("a state is saved and loaded up to the limit, and past it neither") {
  const Model whole = model_of(document);
  const LeadState state = lived(whole);
  const auto with = [](std::size_t bytes) {
    CompileOptions options;
    options.limits.snapshot_bytes = bytes;
    return *compile(document, options).model;
  };
  const auto refused = [](const auto& result) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::limit_exceeded);
    CHECK(result.error().message.find("`snapshot_bytes`") != std::string::npos);
    CHECK(result.error().message.find("L1") == std::string::npos);
  };
  const std::string json = *state_to_json(whole, state);
  const std::string binary = *state_to_binary(whole, state);
  CHECK(*state_to_json(with(json.size()), state) == json);
  CHECK(*state_to_binary(with(binary.size()), state) == binary);
  CHECK(state_from_json(with(json.size()), "L1", json));
  CHECK(state_from_binary(with(binary.size()), "L1", binary));
  refused(state_to_json(with(json.size() - 1), state));
  refused(state_to_binary(with(binary.size() - 1), state));
  refused(state_from_json(with(json.size() - 1), "L1", json));
  refused(state_from_binary(with(binary.size() - 1), "L1", binary));
  CHECK(state_to_binary(with(json.size() - 1), state));  // the binary form reaches it later
}

TEST_CASE("a text that is not UTF-8 is saved in the binary form only") {
  const Model model = model_of(document);
  LeadState state = lived(model);
  state.attributes[0]->value = Value("\xff");
  const auto json = state_to_json(model, state);
  REQUIRE_FALSE(json);
  CHECK(json.error().code == Errc::corrupt_state);
  CHECK(json.error().message == "no usable saved state: it holds a text that is not UTF-8, which JSON cannot say");
  const auto loaded = state_from_binary(model, "L1", *state_to_binary(model, state));
  REQUIRE(loaded);
  CHECK(*loaded == state);
}

TEST_CASE("a lead whose history reaches the limit keeps the state that was stored") {
  CompileOptions options;
  options.limits.snapshot_bytes = 1000;
  const Model model = *compile(document, options).model;
  std::string stored = *state_to_binary(model, model.new_lead("L1"));
  for (int i = 0;; ++i) {
    REQUIRE(i < 1000);
    const auto state = state_from_binary(model, "L1", stored);
    REQUIRE(state);
    const Activity visit = Activity{"page_view", {}}.with("path", "/page/" + std::to_string(i));
    const auto step = apply(model, *state, {"L1", Timestamp{i * day_ms}, visit, {}, {}});
    REQUIRE(step);
    const auto blob = state_to_binary(model, step->state);
    if (!blob) {
      CHECK(blob.error().code == Errc::limit_exceeded);
      CHECK(i > 10);
      break;
    }
    CHECK(blob->size() <= 1000);
    stored = *blob;
  }
  CHECK(state_from_binary(model, "L1", stored));
}

TEST_CASE("the compact form of twenty page views with an id each takes about 700 bytes") {
  const Model model = model_of(document);
  for (const bool with_ids : {false, true}) {
    LeadState state = model.new_lead("0af3c1d2");
    Workspace workspace;
    for (int i = 0; i < 20; ++i) {
      Activity visit{"page_view", {}};
      visit.with("path", "/product/feature-" + std::to_string(10 + i)).with("seconds", 40 + i);
      Event event{"0af3c1d2", Timestamp{1'763'719'200'000 + i * 40'000'000}, visit, {}, {}};
      if (with_ids) event.id = "e" + std::to_string(100 + i);
      REQUIRE(apply_to(model, state, event, workspace));
    }
    const std::size_t bytes = state_to_binary(model, state)->size();
    INFO(bytes << " binary, " << state_to_json(model, state)->size() << " JSON");
    CHECK(bytes < (with_ids ? 790U : 710U));
  }
}

TEST_CASE("fields come back whatever their order in the declaration, declared or not, and however many") {
  std::string fields;
  for (int i = 70; i > 0; --i) fields += (i == 70 ? "\"f" : ", \"f") + std::to_string(i) + "\": {\"type\": \"number\"}";
  const Model model = model_of(R"({"format": "bantam/1", "name": "wide", "activities": {"visit": {"fields": {)" + fields +
                               R"(}}}, "scores": {"fit": {}}})");
  NamedValues values;
  for (int i = 1; i <= 70; ++i) values.push_back({"f" + std::to_string(i), i});
  values.push_back({"undeclared", "text"});
  const Result<Step> step = apply(model, model.new_lead("L1"), {"L1", Timestamp{1000}, Activity{"visit", values}});
  REQUIRE(step);
  CHECK(*state_from_binary(model, "L1", *state_to_binary(model, step->state)) == step->state);
}
