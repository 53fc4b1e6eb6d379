// The shrinker, with a fault planted: an engine that does not hear of calls.
#include "laws/shrink.hpp"

#include <nlohmann/json.hpp>

#include "reference/reference.hpp"
#include "test.hpp"

namespace {

using Json = nlohmann::ordered_json;
using laws::History;

/// The library's lines, but every call is lost on the way to it.
std::vector<std::string> faulty_lines(const bantam::Model& model, const History& history) {
  History heard = history;
  heard.events.clear();
  for (const std::string& line : history.events)
    heard.events.push_back(line.find(R"("activity":"call")") == std::string::npos ? line : "");
  return support::run_log(model, laws::log_of(heard), heard.options).lines;
}

std::vector<Json> totals(const std::vector<std::string>& lines) {
  std::vector<Json> all;
  for (const std::string& line : lines) all.push_back(Json::parse(line).value("total", Json()));  // none of the suppressed
  return all;
}

/// Whether the fault can be seen in the scores of leads that are there anyway.
bool breaks(const History& history) {
  const bantam::CompileReport report = bantam::compile(history.model);
  if (!report.model) return false;
  const std::vector<std::string> faulty = faulty_lines(*report.model, history);
  const support::Run sound =
      support::run_log(*report.model, laws::log_of(history), history.options);
  return faulty.size() == sound.lines.size() && totals(faulty) != totals(sound.lines);
}

std::optional<History> first_that_breaks() {
  for (std::uint64_t seed = 1; seed < 1000; ++seed) {
    generate::Random random(seed);
    History history = laws::generated(random);
    if (history.events.size() > 12 && breaks(history)) return history;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a history that breaks a promise shrinks to a few lines that break it") {
  const std::optional<History> found = first_that_breaks();
  REQUIRE(found);
  const History least = laws::shrunk(*found, breaks);
  INFO(laws::conformance_case(least, "calls are lost"));
  CHECK(breaks(least));
  CHECK(found->events.size() > 12);
  CHECK(least.events.size() ==
        2);  // the call that is lost, and what makes the lead known without it
  CHECK(laws::log_of(least).find("call") != std::string::npos);
  const Json model = Json::parse(least.model);
  CHECK(model.at("rules").size() == 1);
  CHECK(model.at("scores").size() == 1);
  CHECK_FALSE(model.contains("stages"));
  CHECK(least.model.size() < 400);
}

TEST_CASE("a shrunk history is printed as a conformance case that holds of a sound engine") {
  const std::optional<History> found = first_that_breaks();
  REQUIRE(found);
  const History least = laws::shrunk(*found, breaks);
  const Json test = Json::parse(laws::conformance_case(least, "calls are lost"));
  CHECK(test.at("name") == "calls are lost");
  CHECK(test.at("model").dump() == least.model);
  CHECK(test.at("events").size() == least.events.size());
  const support::Run run =
      support::run_log(*bantam::compile(least.model).model, laws::log_of(least), least.options);
  REQUIRE(test.at("expect").size() == run.lines.size());
  for (std::size_t i = 0; i < run.lines.size(); ++i)
    CHECK(test.at("expect")[i].dump() == run.lines[i]);
}

TEST_CASE("a history that breaks nothing is left as it is") {
  generate::Random random(1);
  CHECK(laws::shrunk_difference(laws::generated(random), laws::difference).empty());
}
