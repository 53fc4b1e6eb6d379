// Law: batch_equals_replay. On generated models and logs, however they are laid out and split into
// ranges, a batch gives what a replay explains: contributions, scores, bands, total, exclusion.
#include <algorithm>
#include <map>
#include <thread>

#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "support/columns_of.hpp"
#include "test.hpp"

namespace {

using bantam::Event;

bool foreign(const bantam::NamedValues& values) {
  return std::any_of(values.begin(), values.end(),
                     [](const bantam::NamedValue& each) { return each.value.foreign() != nullptr; });
}

/// Activities and attributes, no id twice; what no column can hold is left out.
std::vector<Event> events_of(const std::vector<std::string>& lines) {
  std::vector<Event> events;
  for (const std::string& line : lines) {
    bantam::Result<Event> event = bantam::event_from_json(line);
    if (!event) continue;
    const auto* activity = std::get_if<bantam::Activity>(&event->what);
    const auto* change = std::get_if<bantam::AttributeChange>(&event->what);
    if (!(activity && !foreign(activity->fields)) && !(change && !foreign(change->values))) continue;
    event->received.reset();
    if (event->id) *event->id += "-" + std::to_string(events.size());
    events.push_back(std::move(*event));
  }
  return events;
}

struct World {
  bantam::Model model;
  bantam::Timestamp at;
  std::vector<std::string> leads;
  std::vector<bantam::Explanation> expected;
  std::vector<Event> activities;
  std::vector<std::map<std::string, bantam::Value>> attributes;
  std::vector<std::int64_t> resets;
};

World world_of(generate::Random& random) {
  World world{*bantam::compile(generate::model(random)).model, {}, {}, {}, {}, {}, {}};
  const std::vector<Event> events = events_of(generate::log(random, 24));
  world.at = *bantam::parse_timestamp(generate::moment(random));
  bantam::ReplayOptions options;
  options.as_of = world.at;
  options.order = bantam::ReplayOrder::by_time;
  const bantam::Result<bantam::Replay> replay = bantam::replay(world.model, events, options);
  for (const bantam::ReplayedLead& lead : replay->leads) {
    world.leads.push_back(lead.state.lead);
    world.expected.push_back(*bantam::explain(world.model, lead.state, world.at));
    world.resets.push_back(lead.state.reset_at ? lead.state.reset_at->ms : 0);
  }
  world.attributes.resize(world.leads.size());
  std::map<std::pair<std::size_t, std::string>, bantam::Timestamp> since;
  for (const Event& event : events) {
    const auto found = std::find(world.leads.begin(), world.leads.end(), event.lead);
    if (found == world.leads.end()) continue;
    const auto lead = static_cast<std::size_t>(found - world.leads.begin());
    if (std::holds_alternative<bantam::Activity>(event.what)) world.activities.push_back(event);
    const auto* change = std::get_if<bantam::AttributeChange>(&event.what);
    if (!change || event.at > world.at) continue;
    for (const bantam::NamedValue& each : change->values) {
      bantam::Timestamp& before = since[{lead, each.name}];
      if (event.at < before) continue;
      before = event.at;
      world.attributes[lead][each.name] = each.value;
    }
  }
  return world;
}

support::Layout layout_of(generate::Random& random) {
  support::Layout layout;
  layout.arrival = random.once_in(3);
  layout.sorted = !layout.arrival && random.once_in(2);
  layout.dictionaries = random.once_in(2);
  layout.dates = random.once_in(2);
  layout.code_bytes = 1 << random.below(3);
  return layout;
}

/// What a batch of the world says otherwise than the replay; empty when nothing.
std::string difference(const World& world, const bantam::BatchScores& scores) {
  std::string text;
  const auto differ = [&](const std::string& what, std::size_t lead, const std::string& ours, const std::string& theirs) {
    if (ours != theirs) text += what + " of " + world.leads[lead] + ": batch " + ours + ", replay " + theirs + "\n";
  };
  for (std::size_t l = 0; l < world.leads.size(); ++l) {
    const bantam::Explanation& expected = world.expected[l];
    for (std::size_t r = 0; r < scores.contributions.size(); ++r)
      differ("rule " + expected.rules[r].rule, l, to_text(scores.contributions[r][l]), to_text(expected.rules[r].points));
    for (std::size_t s = 0; s < scores.scores.size(); ++s)
      differ("score " + expected.scores[s].score, l, to_text(scores.scores[s][l]), to_text(expected.scores[s].points));
    differ("total", l, to_text(scores.total[l]), to_text(expected.decision.total));
    differ("rating", l, bantam::rating(world.model, scores, l), expected.decision.rating);
    std::size_t excluded = 0;
    for (const auto& column : scores.excluded_by) excluded += column[l];
    differ("exclusions", l, std::to_string(excluded), std::to_string(expected.decision.excluded_by.size()));
  }
  return text;
}

std::string check(std::uint64_t seed) {
  generate::Random random(seed);
  const World world = world_of(random);
  const support::Layout layout = layout_of(random);
  const support::OwnedColumns columns(world.model, world.leads, world.activities, world.attributes, world.resets, layout);
  bantam::BatchOptions options;
  options.contributions = !random.once_in(4);
  const bantam::Result<bantam::Batch> batch =
      bantam::prepare_batch(world.model, columns.leads, columns.activities, world.at, options);
  if (!batch) return to_text(batch.error());
  bantam::BatchScores scores = bantam::columns_for(*batch);
  for (std::size_t first = 0; first < world.leads.size();) {
    const std::size_t last = std::min(world.leads.size(), first + 1 + random.below(3));
    if (const auto error = bantam::score_range(*batch, first, last, scores)) return to_text(*error);
    first = last;
  }
  return difference(world, scores);
}

}  // namespace

TEST_CASE("law: batch_equals_replay", "[laws]") { laws::hold(laws::seeds(20'000), check); }

TEST_CASE("threads that score ranges of one batch give what one thread gives", "[laws]") {
  const laws::Seeds seeds = laws::seeds(200);
  for (std::uint64_t seed = seeds.first; seed < seeds.first + std::min<std::uint64_t>(seeds.count, 200); ++seed) {
    generate::Random random(seed);
    const World world = world_of(random);
    const support::OwnedColumns columns(world.model, world.leads, world.activities, world.attributes, world.resets,
                                        layout_of(random));
    const bantam::Result<bantam::Batch> batch =
        bantam::prepare_batch(world.model, columns.leads, columns.activities, world.at, {true});
    REQUIRE(batch);
    bantam::BatchScores scores = bantam::columns_for(*batch);
    std::vector<std::thread> threads;
    for (std::size_t lead = 0; lead < world.leads.size(); ++lead)
      threads.emplace_back([&, lead] { (void)bantam::score_range(*batch, lead, lead + 1, scores); });
    for (std::thread& thread : threads) thread.join();
    INFO("seed " << seed);
    CHECK(difference(world, scores).empty());
  }
}
