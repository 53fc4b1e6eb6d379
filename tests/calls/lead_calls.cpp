#include <optional>
#include <string>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/everything.hpp"

namespace calls {
namespace {

using namespace bantam;

std::string text_of(const LeadState& state) { return *state_to_json(everything::model(), state); }

std::string applied(const Event& event) {
  const Result<Step> step = apply(everything::model(), everything::state(), event);
  return step ? std::string(to_text(step->effects.outcome)) + text_of(step->state) : to_text(step.error());
}

std::string observed() {
  const Result<NamedValues> seen = observe(everything::model(), everything::state(), everything::later());
  std::string text;
  for (const NamedValue& each : *seen) text += each.name + (each.value.is_null() ? "-" : "+");
  return text;
}

std::string read(const std::string& line) {
  const Result<Event> event = event_from_json(line);
  return event ? event_to_json(*event) : to_text(event.error());
}

std::string loaded(const Result<LeadState>& state) { return state ? text_of(*state) : to_text(state.error()); }

void add_saving(std::vector<Call>& calls) {
  const Model& model = everything::model();
  const LeadState& state = everything::state();
  const std::string json = *state_to_json(model, state);
  const std::string binary = *state_to_binary(model, state);
  calls.push_back({"state_to_json", [&] { return *state_to_json(model, state); }});
  calls.push_back({"state_to_binary", [&] { return *state_to_binary(model, state); }});
  calls.push_back({"state_from_json", [&, json] { return loaded(state_from_json(model, "L1", json)); }});
  calls.push_back({"state_from_binary", [&, binary] { return loaded(state_from_binary(model, "L1", binary)); }});
  calls.push_back({"state_from_json, of another", [&, json] { return loaded(state_from_json(model, "L2", json)); }});
  calls.push_back({"state_from_binary, cut short", [&, binary] {
    return loaded(state_from_binary(model, "L1", binary.substr(1)));
  }});
}

}  // namespace

void add_lead_calls(std::vector<Call>& calls) {
  const Model& model = everything::model();
  const LeadState& state = everything::state();
  const Timestamp at = everything::later();
  calls.push_back({"decide", [&, at] { return to_text(*decide(model, state, at)); }});
  calls.push_back({"explain", [&, at] { return to_text(*explain(model, state, at)); }});
  calls.push_back({"explanation_to_json", [&, at] { return explanation_to_json(*explain(model, state, at)); }});
  calls.push_back({"observe", observed});
  calls.push_back({"what_is_missing", [&] { return to_text(*what_is_missing(model, state)); }});
  calls.push_back({"next_change", [&] {
    const std::optional<Timestamp> next = *next_change(model, state);
    return next ? to_text(*next) : std::string("none");
  }});
  add_saving(calls);
  const std::vector<Event>& events = everything::events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string place = ", event " + std::to_string(i + 1);
    calls.push_back({"apply" + place, [&events, i] { return applied(events[i]); }});
    const std::string line = event_to_json(events[i]);
    calls.push_back({"event_to_json" + place, [&events, i] { return event_to_json(events[i]); }});
    calls.push_back({"event_from_json" + place, [line] { return read(line) + read(line.substr(1)); }});
  }
}

}  // namespace calls
