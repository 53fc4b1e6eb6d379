// Apply: one event for a random lead, then its total and stage; and what a lead's state takes.
#include <algorithm>
#include <cmath>

#include "bench/lead_events.hpp"
#include "bench/lines.hpp"
#include "bench/memory.hpp"

namespace bench {
namespace {

constexpr const char* section = "apply, then total and stage";
constexpr std::size_t warm_leads = 1000;
constexpr std::size_t events_a_run = 2000;  // so that a warm lead grows by 14 in seven runs

/// What the cold leads may take when nobody says how many they are. With the columns they fit in
/// 12 GiB.
constexpr double most_bytes = 8.0 * (1U << 30U);
constexpr double most_ns = 300e9;

/// What a host reads after each event.
std::int64_t total_and_stage(const bantam::Model& model, const bantam::LeadState& state) {
  const bantam::Result<bantam::Decision> decision = decide(model, state, state.clock);
  if (!decision) fail("decide: " + to_text(decision.error()));
  return decision->total.thousandths() + static_cast<std::int64_t>(decision->stage);
}

std::vector<bantam::LeadState> grown_states(const World& world, std::size_t leads) {
  bantam::Workspace workspace;
  std::vector<bantam::LeadState> states;
  states.reserve(leads);
  for (std::size_t lead = 0; lead < leads; ++lead)
    states.push_back(grown_state(world.model, world.workload, lead, workspace));
  return states;
}

/// One event at a time equals the batch and the handwritten scorer, rule by rule.
void check_sample(const World& world) {
  const Workload sample = make_workload(std::min<std::size_t>(world.workload.leads.size(), 3000));
  const std::vector<LeadScore> expected = expected_scores(world.tables, sample);
  const bantam::LeadColumns leads = lead_columns(sample);
  const auto scores = score_batch(world.model, leads, in_lead_order(sample), as_of, {true});
  if (!scores) fail("batch: " + to_text(scores.error()));
  bantam::Workspace workspace;
  for (std::size_t lead = 0; lead < expected.size(); ++lead) {
    const bantam::LeadState state = grown_state(world.model, sample, lead, workspace);
    const auto explanation = explain(world.model, state, as_of);
    if (!explanation) fail("explain: " + to_text(explanation.error()));
    if (const std::string wrong = difference(explanation->decision, expected[lead]); !wrong.empty())
      fail("apply: " + wrong);
    for (std::size_t rule = 0; rule < explanation->rules.size(); ++rule)
      if (explanation->rules[rule].points != scores->contributions[rule][lead])
        fail("batch: rule `" + explanation->rules[rule].rule + "` contributes something else to " +
             lead_name(lead));
  }
}

struct Applied {
  Timing timing;
  double allocations = 0;  ///< an event, in the last run
};

/// Applies events to random ones of `states`, and to `same` where it is given.
Applied apply_events(const World& world, std::vector<bantam::LeadState>& states,
                     std::vector<HandwrittenLead>* same) {
  Random random(states.size());
  bantam::Workspace workspace;
  bantam::Timestamp at = as_of;
  std::vector<double> ns;
  Applied applied;
  std::int64_t read = 0;
  for (std::size_t run = 0; run <= world.options.runs; ++run) {
    std::vector<FreshActivity> events;
    for (std::size_t i = 0; i < events_a_run; ++i) {
      at.ms += 1000;
      events.push_back(fresh_activity(world.workload, random, states.size(), at));
    }
    const std::uint64_t allocated = allocations().count;
    const Stopwatch watch;
    for (const FreshActivity& fresh : events) {
      bantam::LeadState& state = states[fresh.lead];
      const auto effects = apply_to(world.model, state, fresh.event, workspace);
      if (!effects) fail("apply: " + to_text(effects.error()));
      read += total_and_stage(world.model, state);
    }
    if (run > 0) ns.push_back(watch.ns());  // the first makes the workspace warm
    applied.allocations =
        static_cast<double>(allocations().count - allocated) / static_cast<double>(events_a_run);
    if (same)
      for (const FreshActivity& fresh : events)
        (*same)[fresh.lead].activities.push_back(fresh.same);
  }
  if (read == 0) fail("apply: nobody has any points");
  applied.timing = timing_of(std::move(ns)).each(static_cast<double>(events_a_run));
  return applied;
}

/// After the measurement: the leads have what the handwritten scorer gives for the same events.
void check_after(const World& world, const std::vector<bantam::LeadState>& states,
                 const std::vector<HandwrittenLead>& same) {
  HandwrittenScorer scorer(world.tables);
  for (std::size_t lead = 0; lead < states.size(); ++lead) {
    const auto decision = decide(world.model, states[lead], states[lead].clock);
    if (!decision) fail("decide: " + to_text(decision.error()));
    const std::string wrong =
        difference(*decision, scorer.score(same[lead], states[lead].clock.ms));
    if (!wrong.empty()) fail("apply, after its events: " + wrong);
  }
}

struct StateBytes {
  double saved = 0, live = 0;
  std::size_t states = 0;

  void add(const World& world, std::size_t lead, bantam::Workspace& workspace) {
    const std::int64_t before = allocations().live_bytes;
    const bantam::LeadState state = grown_state(world.model, world.workload, lead, workspace);
    live +=
        static_cast<double>(allocations().live_bytes - before) + static_cast<double>(sizeof state);
    saved += static_cast<double>(state_to_binary(world.model, state).size());
    ++states;
  }
};

void state_figures(const World& world, Report& report) {
  bantam::Workspace workspace;
  const std::vector<std::uint64_t>& offsets = world.workload.offsets;
  grown_state(world.model, world.workload, 0, workspace);  // whatever the workspace keeps
  StateBytes all, with_20;
  for (std::size_t lead = 0; lead < std::min<std::size_t>(world.workload.leads.size(), 2000);
       ++lead)
    all.add(world, lead, workspace);
  for (std::size_t lead = 0; lead < world.workload.leads.size() && with_20.states < 200; ++lead)
    if (offsets[lead + 1] - offsets[lead] == 20) with_20.add(world, lead, workspace);
  const auto add = [&](const char* name, double bytes, const StateBytes& of) {
    if (of.states != 0)
      report.figures.push_back(
          {"state of a lead", name, bytes / static_cast<double>(of.states), "bytes"});
  };
  add("saved, 20 activities", with_20.saved, with_20);
  add("live, 20 activities", with_20.live, with_20);
  add("saved, mean", all.saved, all);
  add("live, mean", all.live, all);
}

void add_line(Report& report, const std::string& name, const Applied& applied) {
  report.times.push_back({section, name, "event", applied.timing});
  report.figures.push_back({"allocations", "apply, " + name, applied.allocations, "an event"});
}

}  // namespace

void apply_lines(const World& world, Report& report) {
  if (world.options.wants("state")) state_figures(world, report);
  if (!world.options.wants("apply")) return;
  check_sample(world);

  const std::size_t warm = std::min(warm_leads, world.workload.leads.size());
  const Stopwatch watch;
  const std::int64_t before = allocations().live_bytes;
  std::vector<bantam::LeadState> states = grown_states(world, warm);
  const double lead_ns = watch.ns() / static_cast<double>(warm);
  const double lead_bytes =
      static_cast<double>(allocations().live_bytes - before) / static_cast<double>(warm);
  std::vector<HandwrittenLead> same;
  for (std::size_t lead = 0; lead < warm; ++lead)
    same.push_back(handwritten_lead(world.workload, lead));
  add_line(report, "warm, of " + std::to_string(warm) + " leads",
           apply_events(world, states, &same));
  check_after(world, states, same);

  std::size_t cold = world.options.cold_leads;
  if (cold == 0)
    cold = static_cast<std::size_t>(std::min(most_bytes / lead_bytes, most_ns / lead_ns));
  cold = std::min(cold, world.workload.leads.size());
  states = grown_states(world, cold);
  add_line(report, "cold, of " + std::to_string(cold) + " leads",
           apply_events(world, states, nullptr));
}

}  // namespace bench
