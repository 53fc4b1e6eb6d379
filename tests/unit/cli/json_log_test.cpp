// The fast reader of logs: whatever a log holds, it says what the library's reader says.
#include "cli/json_log.hpp"

#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "test.hpp"
#include "unit/cli/two_readers.hpp"
#include "values/json.hpp"

namespace bantam::cli {
namespace {

using two_readers::difference;
using two_readers::plain_lines;

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::filesystem::path source = BANTAM_SOURCE_DIR;

std::string line_of(const std::string& what) {
  return R"({"lead":"L1","at":"2026-11-21T10:00:00Z",)" + what + "}";
}

/// The events of all conformance cases, a line each.
std::string conformance_log() {
  std::string log;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source / "tests/conformance/cases")) {
    if (entry.path().extension() != ".json") continue;
    const JsonDocument document = parse_json(content(entry.path()), {64, 1U << 24U, 1U << 20U});
    const Json* cases = document.root.find("cases");
    if (!cases) continue;
    for (const Json& each : cases->items)
      if (const Json* events = each.find("events"))
        for (const Json& event : events->items) log += (event.is_text() ? event.text : to_json(event)) + "\n";
  }
  return log;
}

TEST_CASE("the fast reader says of every conformance case what the library says") {
  const std::string log = conformance_log();
  REQUIRE(log.size() > 10'000);
  CHECK(difference(log) == "");
}

TEST_CASE("the fast reader says of every line of the fuzz corpus what the library says") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source / "tests/fuzz/corpus/event")) {
    INFO(entry.path());
    CHECK(difference(content(entry.path())) == "");
    ++files;
  }
  CHECK(files > 10);
}

TEST_CASE("the fast reader needs no help with plain events of any kind") {
  const std::string log =
      line_of(R"("activity":"page_view","fields":{"path":"/pricing/x","seconds":12.5,"new":true,"tags":["a","b"],"none":null})") + "\n" +
      line_of(R"("activity":"page_view","id":"e1","received":"2026-11-21T10:00:01.5Z","other":[{"x":[1,{}]}],"more":"y")") + "\r\n" +
      line_of(R"("attributes":{"industry":"k\u00fcche \ud83d\ude00","size":-1.5e3},"fields":null)") + "\r" +
      line_of(R"("answer":"budget","fields":{"amount":20000},"by":"sdr-7","note":"call")") + "\n" +
      line_of(R"("answer":"budget","verdict":"met")") + "\n" +
      line_of(R"("command":"override","to":"mql","reason":"x","by":"y")") + "\n" +
      " \t" + line_of(R"( "tick" : true )") + " \t";
  CHECK(plain_lines(log) == 7);
  CHECK(difference(log) == "");
}

TEST_CASE("the fast reader leaves everything odd to the library") {
  for (const std::string what :
       {R"("tick":true,"tick":true)", R"("tick":true,"tick":null)", R"("x":1,"x":1,"tick":true)",
        R"("x":{"y":1,"y":1},"tick":true)", R"("x":{"y":[{"z":1,"\u007a":1}]},"tick":true)", R"("tick":false)",
        R"("tick":true,"activity":"x")", R"("activity":"x","fields":{"a":1,"a":2})",
        R"("activity":"x","fields":{"a":1,"\u0061":2})", R"("activity":"x","fields":[])", R"("activity":1)",
        R"("activity":"x","verdict":1)", R"("activity":"x","fields":{"a":01})", R"("activity":"x","fields":{"a":+1})",
        R"("activity":"x","fields":{"a":1.})", R"("activity":"x","fields":{"a":.5})", R"("activity":"x","fields":{"a":1e})",
        R"("activity":"x","fields":{"a":1e999})", R"("activity":"x","fields":{"a":-})", R"("activity":"x","fields":{"a":tru})",
        R"("activity":"x","fields":{"a":truex})", R"("activity":"x","fields":{"a":true1})", R"("activity":"x","fields":{"a":nul})",
        R"("activity":"x","fields":{"a":"\x"})", R"("activity":"x","fields":{"a":"\ud800"})", R"("activity":"x","fields":{"a":"\udc00"})",
        R"("activity":"x","fields":{"a":"\ud800\ud800"})", R"("activity":"x","fields":{"a":"\u00g0"})", R"("activity":"x","fields":{"a":"b"c})",
        R"("activity":"x","fields":{"a":"b""c"})", R"("activity":"x","fields":{"a" "b":1})", R"("activity":"x","fields":{"a":1,})",
        R"("activity":"x","fields":{,})", R"("activity":"x","fields":{"a"})", R"("activity":"x",)", R"("activity":"x"}{)",
        R"("activity":"x"},{)", R"("activity":"x","fields":{"a":[1,"b",]})", R"("activity":"x","fields":{"a":["b",]})",
        R"("activity":"x","fields":{"a":["b" "c"]})", R"("activity":"x","fields":{"a":["b"})", R"("activity":"x","fields":{"a":1]})",
        R"("answer":"need")", R"("answer":"need","fields":null,"verdict":null)", R"("command":"reject")", R"("command":"dance")",
        R"("command":"override","reason":"x","by":"y")", R"("command":"accept","to":"nowhere")", R"("lead":"x","tick":true)",
        R"("id":5,"tick":true)", R"("received":"yesterday","tick":true)", R"("received":1,"tick":true)"}) {
    INFO(what);
    CHECK(plain_lines(line_of(what)) == 0);
    CHECK(difference(line_of(what)) == "");
    // Between two good lines: its faults stay its own.
    CHECK(difference(line_of(R"("tick":true)") + "\n" + line_of(what) + "\n" + line_of(R"("activity":"y")")) == "");
  }
}

TEST_CASE("the fast reader agrees about moments, byte by byte") {
  const std::string good = "2026-02-28T23:59:59.250Z";
  for (std::size_t i = 0; i < good.size(); ++i)
    for (int c = 0x20; c < 0x7f; ++c) {
      std::string at = good;
      at[i] = static_cast<char>(c);
      if (at[i] == '"' || at[i] == '\\') continue;
      const std::string log = R"({"lead":"L","tick":true,"at":")" + at + R"("})";
      if (std::string wrong = difference(log); !wrong.empty()) FAIL_CHECK(wrong);
    }
  for (const char* at : {"2026-02-29T00:00:00Z", "2028-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "1970-01-01T00:00:00Z",
                         "1969-12-31T23:59:59Z", "2199-12-31T23:59:59.999Z", "2200-01-01T00:00:00Z", "2026-12-31T23:59:60Z", "2026-12-31T22:59:60Z",
                         "2026-11-21T10:00:00+01:00", "2026-11-21T10:00:00.1Z", "2026-11-21T10:00:00.12Z", "2026-11-21T10:00:00.Z", "2026-11-21T10:00:00.1234Z",
                         "2026-11-21T10:00:00", "2026-11-21", "", "1795255200", "2101-03-01T00:00:00Z", "2100-03-01T00:00:00Z", "2099-12-31T00:00:00Z"})
    CHECK(difference(R"({"lead":"L","tick":true,"at":")" + std::string(at) + R"("})") == "");
}

TEST_CASE("the fast reader keeps to the limits, at each and one beyond") {
  Limits low;
  low.record_bytes = 300;
  low.text_bytes = 20;
  low.object_keys = 4;
  low.id_bytes = 8;
  low.json_depth = 4;
  const auto of = [](std::size_t count, char c) { return std::string(count, c); };
  for (const Limits& limits : {low, Limits()})
    for (std::size_t more = 0; more < 2; ++more) {
      const auto record = line_of(R"("tick":true)");
      CHECK(difference(record + of(limits.record_bytes - record.size() + more, ' '), limits) == "");
      CHECK(difference(line_of(R"("tick":true,"x":")" + of(limits.text_bytes + more, 'x') + "\""), limits) == "");
      CHECK(difference(line_of(R"("tick":true,")" + of(limits.text_bytes + more, 'x') + "\":1"), limits) == "");
      CHECK(difference(line_of(R"("activity":"x","fields":{"a":")" + of(limits.text_bytes + more - 1, 'x') + "\\n\"}"), limits) == "");
      CHECK(difference(R"({"at":"2026-11-21T10:00:00Z","tick":true,"lead":")" + of(limits.id_bytes + more, 'x') + "\"}", limits) == "");
      CHECK(difference(line_of(R"("tick":true,"id":")" + of(limits.id_bytes + more, 'x') + "\""), limits) == "");
      CHECK(difference(line_of(R"("activity":")" + of(limits.id_bytes + more, 'x') + "\""), limits) == "");
      CHECK(difference(line_of(R"("answer":")" + of(limits.id_bytes + more, 'x') + R"(","verdict":"x")"), limits) == "");
      CHECK(difference(line_of(R"("tick":true,"x":)" + of(limits.json_depth - 1 + more, '[') + of(limits.json_depth - 1 + more, ']')), limits) == "");
      CHECK(difference(line_of(R"("activity":"x","fields":{"a":)" + of(limits.json_depth - 2 + more, '[') + of(limits.json_depth - 2 + more, ']') + "}"), limits) == "");
      std::string keys, members;
      for (std::size_t i = 0; i < limits.object_keys + more; ++i) members += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
      for (std::size_t i = 0; i < limits.object_keys + more - 3; ++i) keys += ",\"" + std::to_string(i) + "\":1";
      CHECK(difference(line_of(R"("activity":"x","fields":{)" + members + "}"), limits) == "");
      CHECK(difference(line_of(R"("tick":true,"x":{)" + members + "}"), limits) == "");
      CHECK(difference(line_of(R"("tick":true)" + keys), limits) == "");
    }
}

TEST_CASE("texts without their escapes have room, however often they are looked at") {
  std::string items;
  while (items.size() < 65'000) items += R"("\u00fc\n",)";
  CHECK(difference(line_of(R"("activity":"x","fields":{"a":[)" + items + "1]}")) == "");
  CHECK(difference(line_of(R"("activity":"x","fields":{"a":[)" + items + R"("\n"]})")) == "");
}

TEST_CASE("lines end where they always ended, across blocks and at the end of the input") {
  std::string log = "\xEF\xBB\xBF";
  const char* ends[] = {"\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n \t\r"};
  generate::Random random(7);
  while (log.size() < 1'200'000) {
    std::string line = line_of(R"("activity":"page_view","fields":{"path":")" + std::string(random.below(120), 'p') + "\"}");
    if (random.once_in(200)) line = std::string(random.below(400'000), 'x');
    if (random.once_in(300)) line = "";
    log += line + ends[random.below(random.once_in(3) ? 6 : 1)];
  }
  for (const char* tail : {"", "\r", "\n", "\r\n", "{", " ", "\xEF\xBB\xBF"}) CHECK(difference(log + tail) == "");
  std::string returns;
  while (returns.size() < 600'000) returns += line_of(R"("tick":true)") + "\r";
  CHECK(difference(returns) == "");
}

// --- generated lines

std::string mutated(std::string text, generate::Random& random) {
  static const std::vector<std::string> pieces = {
      "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r", "\r\n", std::string(1, '\0'), "\xff", "\xc3", "\xEF\xBB\xBF", "\x0c", "\x1a", "\x7f", "\t", " ",
      "null", "true", "false", "1e999", "-0", "0", "1E+2", "1e-400", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "\\/", "\"\"", "{}", "[]", "[[1]]",
      "\"lead\"", "\"at\"", "\"fields\"", "\"x\":1,", "\"fields\":{},", "\"id\":\"i\",", "\xc3\xbc", "\xe2\x82\xac", "123456789012345678901234567890", "0.1e1"};
  for (std::size_t count = random.below(4); count > 0; --count) {
    if (text.empty()) break;
    const std::size_t at = random.below(text.size());
    switch (random.below(6)) {
      case 0: text[at] = static_cast<char>(random.below(256)); break;
      case 1: text.insert(at, random.pick(pieces)); break;
      case 2: text.erase(at, 1 + random.below(4)); break;
      case 3: text.insert(at, text.substr(random.below(text.size()), 1 + random.below(12))); break;
      case 4: text.replace(at, 1, random.pick(pieces)); break;
      default: text.resize(at); break;
    }
  }
  return text;
}

std::string mutated_log(generate::Random& random) {
  std::string log;
  for (const std::string& line : generate::log(random, 12)) {
    log += random.once_in(2) ? mutated(line, random) : line;
    log += random.once_in(8) ? "\r\n" : random.once_in(30) ? "\r" : "\n";
  }
  return log;
}

TEST_CASE("the fast reader agrees about generated logs with mutations") {
  laws::hold(laws::seeds(20'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return difference(mutated_log(random));
  });
}

TEST_CASE("the fast reader agrees with every instruction set of this processor") {
  auto& active = simdjson::get_active_implementation();
  const simdjson::implementation* before = active;
  const std::string cases = conformance_log();
  for (const simdjson::implementation* each : simdjson::get_available_implementations()) {
    if (!each->supported_by_runtime_system()) continue;
    INFO(each->name());
    active = each;
    CHECK(difference(cases) == "");
    laws::hold(laws::seeds(2'000), [](std::uint64_t seed) {
      generate::Random random(seed);
      return difference(mutated_log(random));
    });
  }
  active = before;
}

TEST_CASE("the fast reader agrees about every value of JSONTestSuite") {
  const char* data = std::getenv("BANTAM_DATA");
  const std::filesystem::path suite = std::filesystem::path(data ? data : BANTAM_SOURCE_DIR "/../shared/data") / "jsontestsuite";
  if (!std::filesystem::exists(suite)) {
    WARN("no " << suite << ": skipped");
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(suite)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const std::string value = content(entry.path());
    INFO(entry.path());
    CHECK(difference(value) == "");
    CHECK(difference(line_of(R"("activity":"x","fields":{"a":)" + value + "}") + "\n" + line_of(R"("tick":true)")) == "");
    CHECK(difference(line_of(R"("activity":"x","fields":{"a":["b",)" + value + "]}")) == "");
    CHECK(difference(line_of(R"("x":)" + value + R"(,"tick":true)")) == "");
    CHECK(difference(line_of(R"("id":)" + value + R"(,"tick":true)")) == "");
  }
  CHECK(files > 100);
}

}  // namespace
}  // namespace bantam::cli
