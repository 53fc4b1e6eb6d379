// Law: batch_equals_replay. On generated models and logs, however they are laid out and split into
// ranges, blocks and threads, and with every instruction set of the machine, a batch gives what a
// replay explains: contributions, scores, bands, total, exclusion.
#include <algorithm>
#include <thread>

#include "analytics/batch_job.hpp"
#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "support/batch_world.hpp"
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

/// Some models with json-logic's own semantics, where they compile with it.
bantam::Model model_of(generate::Random& random) {
  const std::string document = generate::model(random);
  if (random.once_in(6)) {
    const std::string logic = "{\"semantics\":\"jsonlogic\"," + document.substr(1);
    if (const bantam::CompileReport report = bantam::compile(logic); report.model) return *report.model;
  }
  return *bantam::compile(document).model;
}

support::BatchWorld small_world(generate::Random& random, const bantam::Model& model) {
  const std::vector<Event> events = events_of(generate::log(random, 24));
  return support::world_of(model, events, *bantam::parse_timestamp(generate::moment(random)));
}

/// Thousands of leads: those of many logs, and one in twenty logs is another one of lead `z`.
support::BatchWorld large_world(generate::Random& random, const bantam::Model& model) {
  std::vector<Event> events;
  for (int log = 0; log < 1500; ++log) {
    const std::string suffix = random.once_in(20) ? "z" : std::to_string(log);
    for (Event& event : events_of(generate::log(random, 16))) {
      event.lead = suffix == "z" ? suffix : event.lead + suffix;
      if (event.id) *event.id += "-" + std::to_string(log);
      events.push_back(std::move(event));
    }
  }
  return support::world_of(model, events, *bantam::parse_timestamp(generate::moment(random)));
}

support::Layout layout_of(generate::Random& random) {
  support::Layout layout;
  layout.arrival = random.once_in(3);
  layout.sorted = !layout.arrival && random.once_in(2);
  layout.dictionaries = random.once_in(2);
  layout.dates = random.once_in(2);
  layout.code_bytes = 1 << random.below(3);
  if (random.once_in(2)) layout.date_fields = {"day"};
  return layout;
}

bantam::Tuning tuning_of(generate::Random& random) {
  bantam::Tuning tuning;
  tuning.instructions = random.pick(bantam::instructions_here());
  if (random.once_in(3)) return tuning;
  tuning.block_leads = 1 + random.below(5);
  tuning.block_rows = random.below(20);
  return tuning;
}

std::string check(std::uint64_t seed) {
  generate::Random random(seed);
  const support::BatchWorld world = small_world(random, model_of(random));
  const support::OwnedColumns columns = world.columns(layout_of(random));
  bantam::BatchOptions options;
  options.contributions = !random.once_in(4);
  const bantam::Result<bantam::Batch> batch =
      bantam::prepare_batch(world.model, columns.leads, columns.activities, world.at, options, tuning_of(random));
  if (!batch) return to_text(batch.error());
  bantam::BatchScores scores = bantam::columns_for(*batch);
  for (std::size_t first = 0; first < world.leads.size();) {
    const std::size_t last = std::min(world.leads.size(), first + 1 + random.below(3));
    if (const auto error = bantam::score_range(*batch, first, last, scores)) return to_text(*error);
    first = last;
  }
  return difference(world, scores);
}

/// Activities in order of time and nobody asks what each rule contributes: most are added up where
/// they stand. `summed` counts the models of which that is so.
std::string check_in_time_order(std::uint64_t seed, std::size_t& summed) {
  generate::Random random(seed);
  const bantam::Model model = *bantam::compile(generate::model_of_sums(random)).model;
  support::BatchWorld world = random.once_in(300) ? large_world(random, model) : small_world(random, model);
  std::stable_sort(world.activities.begin(), world.activities.end(),
                   [](const Event& a, const Event& b) { return a.at < b.at; });
  support::Layout layout = layout_of(random);
  layout.arrival = true;
  layout.sorted = random.once_in(2);
  const support::OwnedColumns columns = world.columns(layout);
  const bantam::Result<bantam::Batch> batch =
      bantam::prepare_batch(world.model, columns.leads, columns.activities, world.at, {false}, tuning_of(random));
  if (!batch) return to_text(batch.error());
  summed += batch->job().sums ? 1U : 0U;
  bantam::BatchScores scores = bantam::columns_for(*batch);
  for (std::size_t first = 0; first < world.leads.size();) {
    const std::size_t last = std::min(world.leads.size(), first + 1 + random.below(world.leads.size()));
    if (const auto error = bantam::score_range(*batch, first, last, scores)) return to_text(*error);
    first = last;
  }
  return difference(world, scores);
}

/// Scores ranges of random lengths, those of a thread one after the other.
bantam::BatchScores score_in_threads(const bantam::Batch& batch, generate::Random& random, std::size_t thread_count) {
  bantam::BatchScores scores = bantam::columns_for(batch);
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> ranges(thread_count);
  for (std::size_t first = 0; first < batch.leads();) {
    const std::size_t last = std::min(batch.leads(), first + 1 + random.below(random.once_in(4) ? 3 : 900));
    ranges[random.below(thread_count)].emplace_back(first, last);
    first = last;
  }
  std::vector<std::thread> threads;
  for (const auto& mine : ranges)
    threads.emplace_back([&] {
      for (const auto& [first, last] : mine) (void)bantam::score_range(batch, first, last, scores);
    });
  for (std::thread& thread : threads) thread.join();
  return scores;
}

/// Several blocks, ranges and threads, lead order and arrival order.
std::string check_large(std::uint64_t seed) {
  generate::Random random(seed);
  const support::BatchWorld world = large_world(random, model_of(random));
  support::Layout layout = layout_of(random);
  for (const bool arrival : {false, true}) {
    layout.arrival = arrival;
    layout.sorted = !arrival && random.once_in(2);
    const support::OwnedColumns columns = world.columns(layout);
    for (const bantam::Instructions instructions : bantam::instructions_here()) {
      bantam::Tuning tuning = tuning_of(random);
      tuning.instructions = instructions;
      const bantam::Result<bantam::Batch> batch =
          bantam::prepare_batch(world.model, columns.leads, columns.activities, world.at, {true}, tuning);
      if (!batch) return to_text(batch.error());
      const bantam::BatchScores scores = score_in_threads(*batch, random, 1 + random.below(4));
      std::string wrong = difference(world, scores);
      if (!wrong.empty()) return (arrival ? "arrival order: " : "lead order: ") + wrong;
    }
  }
  return "";
}

}  // namespace

TEST_CASE("law: batch_equals_replay", "[laws]") { laws::hold(laws::seeds(20'000), check); }

TEST_CASE("law: batch_equals_replay, in order of time", "[laws]") {
  std::size_t summed = 0;
  const laws::Seeds seeds = laws::seeds(5'000);
  laws::hold(seeds, [&](std::uint64_t seed) { return check_in_time_order(seed, summed); });
  CHECK(summed >= seeds.count / 3);
}

TEST_CASE("law: batch_equals_replay, of thousands of leads by several threads", "[laws]") {
  laws::Seeds seeds = laws::seeds(12);
  seeds.count = std::min<std::uint64_t>(seeds.count, 12);  // each is worth many
  laws::hold(seeds, check_large);
}
