#include "laws/history.hpp"

#include <algorithm>
#include <map>
#include <thread>

#include "laws/generate_condition.hpp"
#include "reference/reference.hpp"
#include "support/batch_world.hpp"

namespace laws {
namespace {

using bantam::Event;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

template <class Outcome>
std::string outcomes_of(const std::vector<Outcome>& outcomes) {
  std::vector<std::string> texts;
  for (const Outcome& outcome : outcomes) {
    std::string text = std::to_string(outcome.line) + " " + outcome.result;
    // What a conflict differs in is said by the library alone.
    if (outcome.result != "duplicate_conflict")
      for (const std::string& blocker : outcome.blockers) text += " [" + blocker + "]";
    for (const std::string& notice : outcome.notices) text += " (" + notice + ")";
    texts.push_back(text);
  }
  std::sort(texts.begin(), texts.end());
  return joined(texts);
}

std::vector<Event> events_of(const History& history) {
  std::vector<Event> events;
  for (const std::string& line : history.events)
    if (bantam::Result<Event> event = bantam::event_from_json(line))
      events.push_back(std::move(*event));
  return events;
}

/// A lead while its events are applied one by one.
struct Walked {
  bantam::LeadState state;
  std::vector<bantam::Move> moves;
  std::vector<bantam::Alert> alerts;
};

std::string apply_one(const bantam::Model& model, Walked& lead, const Event& event) {
  bantam::Result<bantam::Step> step = bantam::apply(model, lead.state, event);
  if (!step) return "apply: " + bantam::to_text(step.error());
  lead.state = std::move(step->state);
  for (bantam::Move& move : step->effects.moves) lead.moves.push_back(std::move(move));
  for (const bantam::Alert& alert : step->effects.alerts) lead.alerts.push_back(alert);
  return {};
}

std::string through_storage(const bantam::Model& model, bantam::LeadState& state, bool binary) {
  const std::string saved =
      binary ? *bantam::state_to_binary(model, state) : *bantam::state_to_json(model, state);
  bantam::Result<bantam::LeadState> loaded =
      binary ? bantam::state_from_binary(model, state.lead, saved)
             : bantam::state_from_json(model, state.lead, saved);
  if (!loaded) return "load: " + bantam::to_text(loaded.error());
  state = std::move(*loaded);
  return {};
}

/// The lines of a replay, made one event at a time with a save and a load wherever a coin says so.
std::string step_by_step(const bantam::Model& model, const History& history,
                         bantam::Timestamp as_of, std::string& wrong) {
  generate::Random coins(history.coins);
  std::vector<Event> events = events_of(history);
  if (!history.options.arrival)
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
  std::map<std::string, Walked> leads;
  for (const Event& event : events) {
    if (event.at > as_of) continue;
    Walked& lead =
        leads.try_emplace(event.lead, Walked{model.new_lead(event.lead), {}, {}}).first->second;
    wrong += apply_one(model, lead, event);
    if (lead.state.exists && coins.once_in(3))
      wrong += through_storage(model, lead.state, coins.once_in(2));
  }
  std::string lines;
  for (auto& [id, lead] : leads) {
    if (!lead.state.exists) continue;
    wrong += apply_one(model, lead, {id, as_of, bantam::Tick{}, {}, {}});
    const bantam::Result<bantam::Explanation> explanation =
        bantam::explain(model, lead.state, as_of);
    lines += bantam::lead_to_json(explanation->decision, lead.moves, lead.alerts,
                                  history.options.explain ? &*explanation : nullptr) +
             "\n";
  }
  return lines;
}

bool foreign(const bantam::NamedValues& values) {
  return std::any_of(values.begin(), values.end(), [](const bantam::NamedValue& each) {
    return each.value.foreign() != nullptr;
  });
}

/// The activities and, where they are wanted, the attributes: no id twice, received when they
/// happened, and nothing in them that no column can hold.
std::vector<Event> plain_events(const History& history, bool attributes) {
  std::vector<Event> events;
  for (Event& event : events_of(history)) {
    const auto* activity = std::get_if<bantam::Activity>(&event.what);
    const auto* change = std::get_if<bantam::AttributeChange>(&event.what);
    if (!(activity && !foreign(activity->fields)) &&
        !(attributes && change && !foreign(change->values)))
      continue;
    event.received.reset();
    if (event.id) *event.id += "-" + std::to_string(events.size());
    events.push_back(std::move(event));
  }
  return events;
}

std::string batch_against_replay(const bantam::Model& model, const History& history,
                                 bantam::Timestamp as_of) {
  generate::Random coins(history.coins);
  const support::BatchWorld world = support::world_of(model, plain_events(history, true), as_of);
  support::Layout layout;
  layout.arrival = coins.once_in(3);
  layout.sorted = !layout.arrival && coins.once_in(2);
  layout.dictionaries = coins.once_in(2);
  const support::OwnedColumns columns = world.columns(layout);
  const bantam::Result<bantam::BatchScores> scores =
      bantam::score_batch(model, columns.leads, columns.activities, as_of, {true});
  return scores ? support::difference(world, *scores) : "batch: " + bantam::to_text(scores.error());
}

std::string order_against_order(const bantam::Model& model, const History& history,
                                bantam::Timestamp as_of) {
  generate::Random coins(history.coins);
  std::vector<Event> events = plain_events(history, false);
  const std::optional<std::string> before = scores_of(model, events, as_of);
  shuffle(events, coins);
  const std::optional<std::string> after = scores_of(model, events, as_of);
  return before && after && *before != *after ? "in order:\n" + *before + "shuffled:\n" + *after
                                              : "";
}

}  // namespace

History generated(generate::Random& random) {
  History history;
  history.model = generate::model(random);
  history.events = generate::log(random, 24);
  if (!random.once_in(3)) history.options.as_of = generate::moment(random);
  history.options.arrival = random.once_in(2);
  history.options.explain = true;
  history.options.keep_going = !random.once_in(8);
  history.coins = random.below(1U << 16U);
  return history;
}

History generated_condition(generate::Random& random) {
  History history;
  history.model = generate::condition_model(random, random.once_in(3));
  for (const char* lead : {"a", "b", "c", "d", "e"})
    history.events.push_back(generate::condition_lead(random, lead));
  history.options.explain = true;
  return history;
}

std::string log_of(const History& history) { return joined(history.events); }

std::optional<std::string> scores_of(const bantam::Model& model, const std::vector<Event>& events,
                                     bantam::Timestamp as_of) {
  bantam::ReplayOptions options;
  options.order = bantam::ReplayOrder::by_arrival;
  options.as_of = as_of;
  const bantam::Result<bantam::Replay> replayed = bantam::replay(model, events, options);
  if (!replayed) return bantam::to_text(replayed.error());
  std::string text;
  for (const bantam::ReplayedLead& lead : replayed->leads) {
    if (lead.state.reset_at) return std::nullopt;
    bantam::Result<bantam::Explanation> explanation = bantam::explain(model, lead.state, as_of);
    explanation->decision.stage = bantam::Stage::lead;  // the journal is a fold over arrival
    explanation->decision.entered_at = {};
    text += bantam::explanation_to_json(*explanation) + "\n";
  }
  return text;
}

std::string engine_against_reference(const bantam::Model& model, const History& history) {
  const support::RunOptions& options = history.options;
  const support::Run ours = support::run_log(model, log_of(history), options);
  const reference::Replay theirs =
      reference::replay(history.model, log_of(history),
                        {options.as_of, options.arrival, options.explain, options.keep_going});
  std::string text;
  if (ours.stopped != theirs.stopped || (ours.stopped && ours.bad_line != theirs.bad_line))
    text += "stopped differently\n";
  if (ours.lines != theirs.lines)
    text += "ours:\n" + joined(ours.lines) + "reference:\n" + joined(theirs.lines);
  if (ours.stopped) return text;
  const std::string our_outcomes = outcomes_of(ours.outcomes);
  const std::string their_outcomes = outcomes_of(theirs.outcomes);
  if (our_outcomes != their_outcomes)
    text += "our outcomes:\n" + our_outcomes + "reference outcomes:\n" + their_outcomes;
  return text;
}

std::string way_against_way(const bantam::Model& model, const History& history) {
  History whole = history;
  whole.options.keep_going = true;
  support::Run elsewhere;
  std::thread thread([&] { elsewhere = support::run_log(model, log_of(whole), whole.options); });
  const support::Run run = support::run_log(model, log_of(whole), whole.options);
  std::string text;
  const std::string lines = joined(run.lines);
  const std::string steps = step_by_step(model, whole, run.as_of, text);
  if (steps != lines) text += "replay:\n" + lines + "one at a time:\n" + steps;
  text += batch_against_replay(model, whole, run.as_of);
  text += order_against_order(model, whole, run.as_of);
  thread.join();
  if (joined(elsewhere.lines) != lines)
    text += "replay:\n" + lines + "another thread:\n" + joined(elsewhere.lines);
  return text;
}

namespace {

std::string diagnostics_of(const History& history, const bantam::CompileReport& report) {
  std::string text = "the model does not compile: " + history.model;
  for (const bantam::Diagnostic& each : report.diagnostics) text += "\n" + bantam::to_text(each);
  return text;
}

}  // namespace

std::string reference_difference(const History& history) {
  const bantam::CompileReport report = bantam::compile(history.model);
  return report.model ? engine_against_reference(*report.model, history)
                      : diagnostics_of(history, report);
}

std::string difference(const History& history) {
  const bantam::CompileReport report = bantam::compile(history.model);
  if (!report.model) return diagnostics_of(history, report);
  return engine_against_reference(*report.model, history) + way_against_way(*report.model, history);
}

}  // namespace laws
