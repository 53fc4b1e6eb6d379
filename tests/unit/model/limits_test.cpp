// Every limit of limits.hpp: taken at the limit, refused one past it, settable lower, never higher.
#include <limits>
#include <string>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

std::string model(const std::string& rest) {
  return R"({"format": "bantam/1", "name": "m", "scores": {"fit": {}}, "attributes": {"a": {"type": "flag"}})" +
         (rest.empty() ? "" : ", " + rest) + "}";
}

/// The code of the first error, or "" for a model.
std::string first_error(const std::string& text, const Limits& limits = {}) {
  const CompileReport report = compile(text, {limits});
  for (const Diagnostic& each : report.diagnostics)
    if (each.severity == Severity::error) return each.code;
  CHECK(report.model);
  return "";
}

std::string padded(std::string text, std::size_t size) {
  REQUIRE(text.size() <= size);
  text.resize(size, ' ');
  return text;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string rules(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i)
    list += (i ? ", " : "") + (R"({"id": ")" + std::to_string(i)) + R"(", "score": "fit", "points": 1, "if": {"var": "a"}})";
  return model("\"rules\": [" + list + "]");
}

std::string with_condition(const std::string& condition) {
  return model(R"("rules": [{"id": "r", "score": "fit", "points": 1, "if": )" + condition + "}]");
}

/// `levels` operators in one another, the `var` included.
std::string deep(std::size_t levels) {
  std::string condition = R"({"var": "a"})";
  for (std::size_t i = 1; i < levels; ++i) condition = "{\"!\": [" + condition + "]}";
  return with_condition(condition);
}

/// A condition of `count` operators, not counting the `var`s.
std::string wide(std::size_t count) {
  std::string list;
  for (std::size_t i = 1; i < count; ++i) list += std::string(i > 1 ? ", " : "") + R"({"!": {"var": "a"}})";
  return with_condition("{\"and\": [" + list + "]}");
}

std::string event(const std::string& members) {
  return R"({"lead": "L", "at": "2026-01-01T00:00:00Z", )" + members + "}";
}

/// "" for an event; the message of a crossed limit.
std::string crossed(const std::string& text, const Limits& limits = {}) {
  const Result<Event> read = event_from_json(text, limits);
  if (read) return "";
  CHECK(read.error().code == Errc::limit_exceeded);
  return read.error().message;
}

bool names(const std::string& message, const std::string& limit) {
  UNSCOPED_INFO(message);
  return message.find("limit `" + limit + "`") != std::string::npos;
}

}  // namespace

TEST_CASE("a model has a megabyte and not a byte more") {
  const Limits most;
  CHECK(first_error(padded(model(""), most.model_bytes)).empty());
  CHECK(first_error(padded(model(""), most.model_bytes + 1)) == "limit/model_bytes");
  Limits lower;
  lower.model_bytes = model("").size();
  CHECK(first_error(model(""), lower).empty());
  CHECK(first_error(model("") + " ", lower) == "limit/model_bytes");
}

TEST_CASE("arrays and objects of a model nest 64 deep") {
  CHECK(first_error(model("\"x-deep\": " + nested(63))).empty());  // the model is the first
  CHECK(first_error(model("\"x-deep\": " + nested(64))) == "limit/json_depth");
  Limits lower;
  lower.json_depth = 4;
  CHECK(first_error(model("\"x-deep\": " + nested(3)), lower).empty());
  CHECK(first_error(model("\"x-deep\": " + nested(4)), lower) == "limit/json_depth");
}

TEST_CASE("a text of a model, and a key, has 16 KiB") {
  const Limits most;
  CHECK(first_error(model("\"x-text\": \"" + std::string(most.text_bytes, 'a') + "\"")).empty());
  CHECK(first_error(model("\"x-text\": \"" + std::string(most.text_bytes + 1, 'a') + "\"")) == "limit/text_bytes");
  CHECK(first_error(model("\"x-" + std::string(most.text_bytes - 2, 'a') + "\": 1")).empty());
  CHECK(first_error(model("\"x-" + std::string(most.text_bytes - 1, 'a') + "\": 1")) == "limit/text_bytes");
  Limits lower;
  lower.text_bytes = 10;
  CHECK(first_error(model("\"x-t\": \"1234567890\""), lower).empty());
  CHECK(first_error(model("\"x-t\": \"12345678901\""), lower) == "limit/text_bytes");
}

TEST_CASE("a model has 4,096 rules") {
  const Limits most;
  CHECK(first_error(rules(most.rules)).empty());
  CHECK(first_error(rules(most.rules + 1)) == "limit/rules");
  Limits lower;
  lower.rules = 2;
  CHECK(first_error(rules(2), lower).empty());
  CHECK(first_error(rules(3), lower) == "limit/rules");
}

TEST_CASE("operators of a condition nest 16 deep") {
  CHECK(first_error(deep(16)).empty());
  CHECK(first_error(deep(17)) == "condition/too_deep");
  Limits lower;
  lower.condition_depth = 3;
  CHECK(first_error(deep(3), lower).empty());
  CHECK(first_error(deep(4), lower) == "condition/too_deep");
}

TEST_CASE("a condition has 64 operators") {
  CHECK(first_error(wide(64)).empty());
  CHECK(first_error(wide(65)) == "condition/too_large");
  Limits lower;
  lower.conditions_per_rule = 3;
  CHECK(first_error(wide(3), lower).empty());
  CHECK(first_error(wide(4), lower) == "condition/too_large");
}

TEST_CASE("the steps of an evaluation are bounded") {
  // One rule is a step, its operators the others: 1 + 4.
  Limits lower;
  lower.evaluation_steps = 5;
  CHECK(first_error(wide(4), lower).empty());
  CHECK(first_error(wide(5), lower) == "limit/evaluation_steps");
}

TEST_CASE("activity types and rule ids have 1 to 128 bytes") {
  const auto type = [](std::size_t size, const Limits& limits = {}) {
    return first_error(model("\"activities\": {\"" + std::string(size, 'a') + "\": {}}"), limits);
  };
  const auto id = [](std::size_t size, const Limits& limits = {}) {
    return first_error(model(R"("rules": [{"id": ")" + std::string(size, 'r') + R"(", "score": "fit", "points": 1, "if": {"var": "a"}}])"), limits);
  };
  Limits lower;
  lower.id_bytes = 5;
  for (const auto& size : {std::size_t{1}, std::size_t{128}}) {
    CHECK(type(size).empty());
    CHECK(id(size).empty());
  }
  for (const auto& size : {std::size_t{0}, std::size_t{129}}) {
    CHECK(type(size) == "name/invalid");
    CHECK(id(size) == "name/invalid");
  }
  CHECK(type(5, lower).empty());
  CHECK(id(5, lower).empty());
  CHECK(type(6, lower) == "name/invalid");
  CHECK(id(6, lower) == "name/invalid");
}

TEST_CASE("a record has 64 KiB") {
  const Limits most;
  CHECK(crossed(padded(event("\"tick\": true"), most.record_bytes)).empty());
  CHECK(names(crossed(padded(event("\"tick\": true"), most.record_bytes + 1)), "record_bytes"));
  Limits lower;
  lower.record_bytes = 100;
  CHECK(crossed(padded(event("\"tick\": true"), 100), lower).empty());
  CHECK(names(crossed(padded(event("\"tick\": true"), 101), lower), "record_bytes"));
}

TEST_CASE("arrays and objects of a record nest 64 deep") {
  CHECK(crossed(event("\"tick\": true, \"more\": " + nested(63))).empty());
  CHECK(names(crossed(event("\"tick\": true, \"more\": " + nested(64))), "json_depth"));
  Limits lower;
  lower.json_depth = 2;
  CHECK(crossed(event("\"tick\": true, \"more\": []"), lower).empty());
  CHECK(names(crossed(event("\"tick\": true, \"more\": [[]]"), lower), "json_depth"));
}

TEST_CASE("a text of a record has 16 KiB") {
  const Limits most;
  const auto text = [](std::size_t size) { return event("\"attributes\": {\"a\": \"" + std::string(size, 'a') + "\"}"); };
  CHECK(crossed(text(most.text_bytes)).empty());
  CHECK(names(crossed(text(most.text_bytes + 1)), "text_bytes"));
  Limits lower;
  lower.text_bytes = 30;
  CHECK(crossed(text(30), lower).empty());
  CHECK(names(crossed(text(31), lower), "text_bytes"));
}

TEST_CASE("an object of a record has 1,024 keys") {
  const auto keys = [](std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
    return event("\"attributes\": {" + list + "}");
  };
  CHECK(crossed(keys(1024)).empty());
  CHECK(names(crossed(keys(1025)), "object_keys"));
  Limits lower;
  lower.object_keys = 3;
  CHECK(crossed(keys(3), lower).empty());
  CHECK(names(crossed(keys(4), lower), "object_keys"));
}

TEST_CASE("ids of leads and events and activity types have 128 bytes, and may be empty but for types") {
  const auto record = [](const std::string& lead, const std::string& id, const std::string& type) {
    return R"({"lead": ")" + lead + R"(", "at": "2026-01-01T00:00:00Z", "id": ")" + id + R"(", "activity": ")" + type + "\"}";
  };
  const std::string at_limit(128, 'x');
  const std::string past(129, 'x');
  CHECK(crossed(record(at_limit, at_limit, at_limit)).empty());
  CHECK(crossed(record("", "", "v")).empty());
  CHECK(names(crossed(record(past, "i", "v")), "id_bytes"));
  CHECK(names(crossed(record("l", past, "v")), "id_bytes"));
  CHECK(names(crossed(record("l", "i", past)), "id_bytes"));
  Limits lower;
  lower.id_bytes = 3;
  CHECK(crossed(record("abc", "abc", "abc"), lower).empty());
  CHECK(names(crossed(record("abcd", "abc", "abc"), lower), "id_bytes"));
  CHECK(names(crossed(record("abc", "abcd", "abc"), lower), "id_bytes"));
  CHECK(names(crossed(record("abc", "abc", "abcd"), lower), "id_bytes"));
}

TEST_CASE("a saved state has a size that the host may lower") {
  const CompileReport whole = compile(model(""));
  REQUIRE(whole.model);
  const LeadState state = whole.model->new_lead("L");
  const std::string json = *state_to_json(*whole.model, state);
  const std::string binary = *state_to_binary(*whole.model, state);
  const auto with = [&](std::size_t bytes) {
    Limits limits;
    limits.snapshot_bytes = bytes;
    return *compile(model(""), {limits}).model;
  };
  CHECK(state_to_json(with(json.size()), state));
  CHECK(state_to_binary(with(binary.size()), state));
  CHECK_FALSE(state_to_json(with(json.size() - 1), state));
  CHECK_FALSE(state_to_binary(with(binary.size() - 1), state));
  CHECK(state_from_json(with(json.size()), "L", json));
  CHECK(state_from_binary(with(binary.size()), "L", binary));
  const Result<LeadState> long_json = state_from_json(with(json.size() - 1), "L", json);
  const Result<LeadState> long_binary = state_from_binary(with(binary.size() - 1), "L", binary);
  REQUIRE_FALSE(long_json);
  REQUIRE_FALSE(long_binary);
  CHECK(long_json.error().code == Errc::limit_exceeded);
  CHECK(long_binary.error().code == Errc::limit_exceeded);
  const std::string huge(Limits{}.snapshot_bytes + 1, ' ');
  const Result<LeadState> past = state_from_json(*whole.model, "L", huge);
  REQUIRE_FALSE(past);
  CHECK(past.error().code == Errc::limit_exceeded);
}

TEST_CASE("a limit above the default is the default") {
  constexpr std::size_t endless = std::numeric_limits<std::size_t>::max();
  const Limits more{endless, endless, endless, endless, endless, endless, endless, endless, endless, endless, endless};
  CHECK(first_error(deep(17), more) == "condition/too_deep");
  CHECK(first_error(wide(65), more) == "condition/too_large");
  CHECK(first_error(model("\"x-deep\": " + nested(64)), more) == "limit/json_depth");
  CHECK(names(crossed(event("\"tick\": true, \"more\": " + nested(64)), more), "json_depth"));
  CHECK(names(crossed(padded(event("\"tick\": true"), Limits{}.record_bytes + 1), more), "record_bytes"));
  const CompileReport report = compile(model(""), {more});
  REQUIRE(report.model);
  CHECK(report.model->limits().snapshot_bytes == Limits{}.snapshot_bytes);
  CHECK(report.model->limits().evaluation_steps == Limits{}.evaluation_steps);
}

}  // namespace bantam
