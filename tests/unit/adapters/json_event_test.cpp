// Events as lines of the log. docs/semantics.md, sections 8 and 10.
#include <string>

#include "bantam/json.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Event read(const std::string& text) {
  const Result<Event> event = event_from_json(text);
  INFO(text);
  REQUIRE(event);
  return *event;
}

Error fault(const std::string& text, const Limits& limits = {}) {
  const Result<Event> event = event_from_json(text, limits);
  INFO(text);
  REQUIRE_FALSE(event);
  return event.error();
}

/// A record with these members beside `lead` and `at`.
std::string record(const std::string& members) {
  return R"({"lead":"L1","at":"2026-11-21T10:00:00Z",)" + members + "}";
}

const Value* field(const NamedValues& values, const std::string& name) {
  for (const NamedValue& each : values)
    if (each.name == name) return &each.value;
  return nullptr;
}

}  // namespace

TEST_CASE("each kind of event is read from its line") {
  const Event visit = read(record(R"("id":"e1","activity":"page_view","fields":{"path":"/p","s":75})"));
  CHECK(visit.lead == "L1");
  CHECK(to_text(visit.at) == "2026-11-21T10:00:00Z");
  CHECK(visit.id == std::string("e1"));
  CHECK(std::get<Activity>(visit.what).type == "page_view");
  CHECK(*field(std::get<Activity>(visit.what).fields, "s") == Value(75));

  const Event known = read(record(R"("attributes":{"team_size":120,"industry":null})"));
  CHECK(field(std::get<AttributeChange>(known.what).values, "industry")->is_null());

  const Event answered = read(record(R"("answer":"budget","verdict":"met","by":"sdr","note":"call")"));
  CHECK(std::get<Answer>(answered.what).verdict == std::string("met"));
  CHECK_FALSE(std::get<Answer>(answered.what).fields);

  const Event moved = read(record(R"("command":"override","to":"sql","by":"me","reason":"why")"));
  CHECK(std::get<Command>(moved.what).to == Stage::sql);

  CHECK(std::holds_alternative<Tick>(read(record(R"("tick":true)")).what));
}

TEST_CASE("a line written from an event reads back as the same line") {
  for (const std::string& line :
       {record(R"("id":"e1","received":"2026-11-21T10:00:01.500Z","activity":"a","fields":{"b":true,"n":0.1,"t":"\"\\\n"})"),
        record(R"("activity":"a")"), record(R"("attributes":{"l":["x","y"],"n":null,"o":{"a":[1,null]}})"),
        record(R"("answer":"need","fields":{},"verdict":"met","by":"b","note":"n")"),
        record(R"("command":"override","to":"mql","by":"b","reason":"r")"), record(R"("tick":true)")})
    CHECK(event_to_json(read(line)) == line);
}

TEST_CASE("what no declared type can hold becomes a foreign value in one spelling") {
  const auto value = [](const std::string& json) {
    return *field(std::get<AttributeChange>(read(record("\"attributes\":{\"a\":" + json + "}")).what).values, "a");
  };
  CHECK(value("1e999").foreign());
  CHECK(value(R"([1,"a"])").foreign());
  CHECK(value(R"({"b":1.0,"a":null,"c":2})") == value(R"({ "c": 2, "b": 1 })"));
  CHECK(value("1e2") == Value(100));
  CHECK(value("-0.0") == Value(0));
  CHECK(value("[]") == Value(List{}));
}

TEST_CASE("a number that no double holds is written so that it reads as the same foreign value") {
  for (const Value& value : {Value(HUGE_VAL), Value(-HUGE_VAL), Value(std::nan("")),
                             Value(9'007'199'254'740'993), Value(-9'007'199'254'740'993)}) {
    const Event event{"L1", Timestamp{0}, AttributeChange{}.with("a", value), {}, {}};
    const Event back = read(event_to_json(event));
    CHECK(std::get<AttributeChange>(back.what).values.front().value == value);
    CHECK(value.foreign());
  }
}

TEST_CASE("whole numbers are written without an exponent") {
  Event event{"L1", Timestamp{0}, AttributeChange{}.with("a", Value(100000)).with("b", Value(0.05)), {}, {}};
  CHECK(event_to_json(event) ==
        R"({"lead":"L1","at":"1970-01-01T00:00:00Z","attributes":{"a":100000,"b":0.05}})");
}

TEST_CASE("a name that stands twice in an event is written twice, and refused when read") {
  Event event{"L1", Timestamp{0}, AttributeChange{}.with("a", Value(1)).with("a", Value(2)), {}, {}};
  const std::string line = event_to_json(event);
  CHECK(line == R"({"lead":"L1","at":"1970-01-01T00:00:00Z","attributes":{"a":1,"a":2}})");
  CHECK(fault(line).message == "a key of this object stands twice");
}

TEST_CASE("null members are absent") {
  CHECK_FALSE(read(record(R"("id":null,"received":null,"activity":"a","fields":null,"command":null)")).id);
  CHECK(fault(record(R"("tick":null)")).message == "none of `activity`, `attributes`, `answer`, `command`, `tick`");
}

TEST_CASE("unknown members are not read") {
  read(record(R"("tick":true,"source":{"x":1})"));
}

TEST_CASE("a member of ours is of its JSON type, whatever the kind of event") {
  CHECK(fault(record(R"("tick":true,"by":5)")).message == "`by` must be a text");
  CHECK(fault(record(R"("activity":"a","note":{})")).message == "`note` must be a text");
  CHECK(fault(record(R"("tick":true,"fields":[1])")).message == "`fields` must be an object");
  read(record(R"("tick":true,"by":"b","fields":{},"to":"nowhere")"));
}

TEST_CASE("a malformed record says what is wrong and where, and nothing it holds") {
  const std::string at = R"({"lead":"L1","at":)";
  struct Case {
    std::string text;
    std::string message;
    std::size_t column;
  };
  const Case cases[] = {
      {"", "the record ends too early", 1},
      {"[]", "an event is a JSON object", 1},
      {R"({"lead":"L1")", "the record ends too early", 13},
      {R"({"at":"2026-11-21T10:00:00Z","tick":true})", "no `lead`", 1},
      {R"({"lead":7,"at":"2026-11-21T10:00:00Z","tick":true})", "`lead` must be a text", 9},
      {R"({"lead":"L1","tick":true})", "no `at`", 1},
      {R"({"lead":"L1","lead":"L2"})", "`lead` stands twice", 14},
      {record(R"("attributes":{"a":1,"a":1})"), "a key of this object stands twice", 62},
      {record(R"("x":[{"a":1,"a":1}],"tick":true)"), "a key of this object stands twice", 54},
      {at + "1763719200000}", "`at` looks like milliseconds; it must be an RFC 3339 timestamp", 19},
      {at + "1763719200}", "`at` looks like seconds; it must be an RFC 3339 timestamp", 19},
      {at + "\"1763719200000000\"}", "`at` looks like microseconds; it must be an RFC 3339 timestamp", 19},
      {at + "7}", "`at` must be a text, an RFC 3339 timestamp with `Z` or an offset", 19},
      {at + "\"soon\"}", "`at` is no RFC 3339 timestamp with `Z` or an offset", 19},
      {at + "\"2026-11-21T10:00:00\"}", "`at` has neither `Z` nor an offset", 19},
      {at + "\"2026-11-21\"}", "`at` is a date without a time", 19},
      {at + "\"2026-11-21t10:00:00Z\"}", "`at` needs a capital `T` and `Z`", 19},
      {at + "\"2200-01-01T00:00:00Z\"}", "`at` lies outside [1970, 2200) UTC", 19},
      {at + "\"2026-11-21T10:00:00.0001Z\"}", "`at` has more than three fraction digits", 19},
      {record(R"("tick":true,"received":"x")"), "`received` is no RFC 3339 timestamp with `Z` or an offset", 65},
      {record(R"("tick":1)"), "`tick` must be true", 49},
      {record(R"("tick":false)"), "`tick` must be true", 49},
      {record(R"("activity":"a","tick":true)"), "both `activity` and `tick`: an event is one of them", 64},
      {record(R"("activity":{})"), "`activity` must be a text", 53},
      {record(R"("activity":"a","fields":[])"), "`fields` must be an object", 66},
      {record(R"("attributes":[])"), "`attributes` must be an object", 55},
      {record(R"("answer":"b")"), "an answer has `fields`, a `verdict` or both", 51},
      {record(R"("answer":"b","verdict":true)"), "`verdict` must be a text", 65},
      {record(R"("answer":"b","fields":{},"by":1)"), "`by` must be a text", 72},
      {record(R"("command":"reject")"), "`reject` needs a `reason`", 52},
      {record(R"("command":"override","by":"b","reason":"r")"), "`override` needs a stage in `to`", 52},
      {record(R"("command":"override","to":"sql","reason":"r")"), "`override` needs a name in `by`", 52},
      {record(R"("id":1,"tick":true)"), "`id` must be a text", 47},
  };
  for (const Case& each : cases) {
    const Error error = fault(each.text);
    INFO(each.text);
    CHECK(error.code == Errc::malformed_event);
    CHECK(error.message == each.message);
    CHECK(error.line == 1);
    CHECK(error.column == each.column);
  }
}

TEST_CASE("an unknown command or stage is malformed, an unknown verdict is not") {
  CHECK(fault(record(R"("command":"accpt")")).message.rfind("unknown command; known:", 0) == 0);
  CHECK(fault(record(R"("command":"override","to":"mkl","by":"b","reason":"r")")).message.rfind("unknown stage; known:", 0) == 0);
  CHECK(std::get<Answer>(read(record(R"("answer":"b","verdict":"maybe")")).what).verdict == std::string("maybe"));
}

TEST_CASE("each limit on a record has its two sides") {
  const auto code = [](const std::string& text) {
    const Result<Event> event = event_from_json(text);
    return event ? std::string("read") : to_text(event.error()).substr(0, 14) + " " +
                                             event.error().message.substr(event.error().message.find("limit"));
  };
  const auto id = [](std::size_t bytes) { return record("\"id\":\"" + std::string(bytes, 'x') + "\",\"tick\":true"); };
  CHECK(code(id(128)) == "read");
  CHECK(code(id(129)) == "limit/exceeded limit `id_bytes` is 128");
  const auto note = [](std::size_t bytes) {
    return record("\"answer\":\"b\",\"fields\":{},\"note\":\"" + std::string(bytes, 'x') + "\"");
  };
  CHECK(code(note(16384)) == "read");
  CHECK(code(note(16385)) == "limit/exceeded limit `text_bytes` is 16384");
  const auto deep = [](std::size_t depth) {
    return record("\"tick\":true,\"x\":" + std::string(depth, '[') + std::string(depth, ']'));
  };
  CHECK(code(deep(63)) == "read");
  CHECK(code(deep(64)) == "limit/exceeded limit `json_depth` is 64");
  const auto keys = [](std::size_t count) {
    std::string fields;
    for (std::size_t i = 0; i < count; ++i) fields += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
    return record("\"activity\":\"a\",\"fields\":{" + fields + "}");
  };
  CHECK(code(keys(1024)) == "read");
  CHECK(code(keys(1025)) == "limit/exceeded limit `object_keys` is 1024");
  const std::string tick = record("\"tick\":true");
  const auto padded = [&](std::size_t bytes) { return tick + std::string(bytes - tick.size(), ' '); };
  CHECK(code(padded(65536)) == "read");
  CHECK(code(padded(65537)) == "limit/exceeded limit `record_bytes` is 65536");
}

TEST_CASE("a host may lower a limit and never raise it") {
  Limits limits;
  limits.id_bytes = 1;
  CHECK(fault(record("\"tick\":true"), limits).message == "`lead` too long: limit `id_bytes` is 1");
  limits.id_bytes = 1000;
  CHECK(fault(record("\"id\":\"" + std::string(500, 'x') + "\",\"tick\":true"), limits).message ==
        "`id` too long: limit `id_bytes` is 128");
}

TEST_CASE("a byte order mark and a carriage return are taken, bad UTF-8 is not") {
  read("\xEF\xBB\xBF" + record("\"tick\":true") + "\r");
  CHECK(fault(record("\"activity\":\"\xFF\"")).code == Errc::malformed_event);
  CHECK(fault(record("\"activity\":\"\\ud800\"")).code == Errc::malformed_event);
}

TEST_CASE("a NUL inside a text is kept") {
  const Event event = read(record(R"("activity":"a\u0000b")"));
  CHECK(std::get<Activity>(event.what).type == std::string("a\0b", 3));
  CHECK(event_to_json(event) == record(R"("activity":"a\u0000b")"));
}

TEST_CASE("a key that is not ours and stands twice is not told") {
  CHECK(fault(R"({"lead":"L1","secret":1,"secret":2})").message == "a key of this object stands twice");
}

TEST_CASE("an answer without fields and a command without a stage are written without them") {
  for (const std::string& line : {record(R"("answer":"need","verdict":"met")"), record(R"("command":"accept","by":"b")")})
    CHECK(event_to_json(read(line)) == line);
}

TEST_CASE("a flag inside a foreign value is kept") {
  const Event event = read(record(R"("attributes":{"a":{"f":false,"t":[true]}})"));
  CHECK(*field(std::get<AttributeChange>(event.what).values, "a") == Value(ForeignValue{R"({"f":false,"t":[true]})"}));
}

TEST_CASE("what is said of a moment depends on what it looks like") {
  const auto hint = [](const std::string& at) { return fault(R"({"lead":"L1","tick":true,"at":)" + at + "}").message; };
  CHECK(hint("true") == "`at` must be a text, an RFC 3339 timestamp with `Z` or an offset");
  CHECK(hint("1e30") == "`at` must be a text, an RFC 3339 timestamp with `Z` or an offset");
  CHECK(hint("\"1900-02-29T00:00:00Z\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");  // no leap year
  CHECK(hint("\"2400-02-29T00:00:00Z\"") == "`at` lies outside [1970, 2200) UTC");
  CHECK(hint("\"2026-11-21T10:00:00.0001\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");  // nothing follows
  CHECK(hint("\"\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");
  CHECK(hint("\"2026-11-21T10:00:00z\"") == "`at` needs a capital `T` and `Z`");
  CHECK(hint("\"21.11.2026T10:00:00Z\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");
  CHECK(hint("\"at ten.\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");
  CHECK(hint("\"some.12345Z\"") == "`at` is no RFC 3339 timestamp with `Z` or an offset");
}

TEST_CASE("the type of an activity is as long as an id at most") {
  CHECK(fault(record("\"activity\":\"" + std::string(129, 'x') + "\"")).message == "`activity` too long: limit `id_bytes` is 128");
}
