// Law: what_is_remembered_changes_nothing. A state that remembers its tally, folded in one workspace
// with all other leads, ends every event as one that forgets it and has a workspace of its own.
#include <map>

#include "laws/history.hpp"
#include "laws/laws.hpp"

namespace {

using namespace bantam;

/// All that an event did.
std::string told(const Effects& effects) {
  std::string text(to_text(effects.outcome));
  text += " " + to_text(effects.total);
  for (const Move& move : effects.moves) text += "\n" + move_to_json(move);
  for (const Alert& alert : effects.alerts) text += "\n" + alert_to_json(alert);
  for (const Blocker& blocker : effects.blockers) text += "\n" + to_text(blocker);
  return text;
}

/// The events of a generated log, nearer to each other: a day becomes an hour, or some minutes.
std::vector<Event> crowded(const std::vector<std::string>& lines, std::int64_t times) {
  std::vector<Event> events;
  for (const std::string& line : lines) {
    Result<Event> event = event_from_json(line);
    if (!event) continue;
    constexpr std::int64_t begin = 1'767'225'600'000;  // 2026-01-01
    event->at.ms = begin + (event->at.ms - begin) / times;
    event->received.reset();
    events.push_back(std::move(*event));
  }
  return events;
}

std::string check(std::uint64_t seed, std::size_t& recalled) {
  generate::Random random(seed);
  const laws::History history = laws::generated(random);
  const CompileReport report = compile(history.model);
  if (!report.model) return "the model does not compile";
  const Model& model = *report.model;
  Workspace room;
  std::map<std::string, LeadState> states;
  for (const Event& event : crowded(history.events, random.pick(std::vector<std::int64_t>{1, 24, 500}))) {
    LeadState& state = states.try_emplace(event.lead, model.new_lead(event.lead)).first->second;
    if (state.clock < event.at && event.at < state.tallied_until) ++recalled;
    LeadState forgetful = state;
    forgetful.tallied_until = {};
    const Result<Effects> effects = apply_to(model, state, event, room);
    const Result<Step> others = apply(model, forgetful, event);
    if (effects.operator bool() != others.operator bool()) return "one of the two is refused";
    if (!effects) continue;
    if (told(*effects) != told(others->effects) || state != others->state)
      return told(*effects) + "\nand not\n" + told(others->effects) + "\nby\n" + event_to_json(event) + "\n" + history.model;
    if (decide(model, state, state.clock)->total != explain(model, state, state.clock)->decision.total)
      return "decide and explain differ after " + event_to_json(event) + "\n" + history.model;
  }
  return {};
}

}  // namespace

TEST_CASE("law: what_is_remembered_changes_nothing", "[laws]") {
  const laws::Seeds seeds = laws::seeds(5'000);
  std::size_t recalled = 0;
  laws::hold(seeds, [&](std::uint64_t seed) { return check(seed, recalled); });
  WARN(recalled << " times a tally was there to be recalled");
  if (seeds.count >= 100) CHECK(recalled > seeds.count / 2);
}
