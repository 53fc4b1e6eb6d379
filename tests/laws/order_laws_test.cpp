// Laws about order and layout: any_arrival_order_gives_equal_scores,
// order_of_rules_does_not_change_the_score, fingerprint_ignores_layout_and_sees_meaning.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "laws/generate.hpp"
#include "laws/history.hpp"
#include "laws/laws.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"

namespace {

using Json = nlohmann::ordered_json;

/// The activities and attributes of a log, ids made unique so that none is a conflict.
std::vector<bantam::Event> activities_of(const std::vector<std::string>& lines) {
  std::vector<bantam::Event> events;
  for (const std::string& line : lines) {
    bantam::Result<bantam::Event> event = bantam::event_from_json(line);
    if (!event || !std::holds_alternative<bantam::Activity>(event->what)) continue;
    event->lead = "a";
    event->received.reset();
    if (event->id) *event->id += "-" + std::to_string(events.size());
    events.push_back(std::move(*event));
  }
  return events;
}

bantam::Model compiled(const std::string& document) { return *bantam::compile(document).model; }

}  // namespace

TEST_CASE("law: any_arrival_order_gives_equal_scores", "[laws]") {
  const laws::Seeds seeds = laws::seeds(20'000);
  std::size_t compared = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    generate::Random random(seed);
    const bantam::Model model = compiled(generate::model(random));
    std::vector<bantam::Event> log = activities_of(generate::log(random, 16));
    const bantam::Timestamp as_of = *bantam::parse_timestamp("2026-01-12T00:00:00Z");
    const std::optional<std::string> expected = laws::scores_of(model, log, as_of);
    for (int i = 0; i < 2; ++i) {
      laws::shuffle(log, random);
      const std::optional<std::string> shuffled = laws::scores_of(model, log, as_of);
      if (!expected || !shuffled) break;
      ++compared;
      if (*shuffled != *expected) FAIL("seed " << seed << "\n" << *expected << "\n" << *shuffled);
    }
  }
  WARN(compared << " orders compared");
  CHECK(compared > seeds.count);
}

TEST_CASE("law: order_of_rules_does_not_change_the_score", "[laws]") {
  const laws::Seeds seeds = laws::seeds(5'000);
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    generate::Random random(seed);
    Json document = Json::parse(generate::model(random));
    const bantam::Model model = compiled(document.dump());
    std::vector<Json> rules = document["rules"].get<std::vector<Json>>();
    laws::shuffle(rules, random);
    document["rules"] = rules;
    const bantam::Model reordered = compiled(document.dump());
    std::vector<bantam::Event> log;
    for (const std::string& line : generate::log(random, 16))
      if (bantam::Result<bantam::Event> event = bantam::event_from_json(line)) log.push_back(std::move(*event));
    const bantam::Result<bantam::Replay> one = bantam::replay(model, log);
    const bantam::Result<bantam::Replay> other = bantam::replay(reordered, log);
    REQUIRE(one->leads.size() == other->leads.size());
    for (std::size_t i = 0; i < one->leads.size(); ++i) {
      const auto line = [&](const bantam::Model& with, const bantam::ReplayedLead& lead) {
        return bantam::lead_to_json(*bantam::decide(with, lead.state, one->as_of), lead.moves, lead.alerts);
      };
      const std::string expected = line(model, one->leads[i]);
      const std::string actual = line(reordered, other->leads[i]);
      if (expected != actual) FAIL("seed " << seed << "\n" << expected << "\n" << actual);
    }
  }
}

TEST_CASE("law: fingerprint_ignores_layout_and_sees_meaning", "[laws]") {
  const laws::Seeds seeds = laws::seeds(2'000);
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    generate::Random random(seed);
    const Json document = Json::parse(generate::model(random));
    const bantam::Fingerprint fingerprint = compiled(document.dump()).fingerprint();
    Json commented = document;
    commented["x-note"] = "not read";
    commented["version"] = "9";
    commented["rules"][0]["x-why"] = {{"a", 1}};
    if (compiled(commented.dump(2)).fingerprint() != fingerprint) FAIL("seed " << seed << ": layout changed it");
    Json changed = document;
    changed["scores"]["fit"]["max"] = 12345;
    if (compiled(changed.dump()).fingerprint() == fingerprint) FAIL("seed " << seed << ": meaning did not change it");
  }
}
