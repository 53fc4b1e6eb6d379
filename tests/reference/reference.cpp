/// Replaying a log and printing what became of the leads (docs/semantics.md, 10), and `next_change` (8).

#include "reference.hpp"

#include <algorithm>
#include <exception>
#include <set>

#include "reference_stages.hpp"

namespace reference {

namespace {

template <typename Items, typename Print>
std::string joined(const Items& items, const Print& print) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ",") + print(item);
  return text;
}

std::string member(const std::string& key, const std::string& json) { return print_text(key) + ":" + json; }

std::string print_transition(const Transition& transition) {
  std::string text = member("from", print_text(transition.from)) + "," + member("to", print_text(transition.to)) + "," +
                     member("trigger", print_text(transition.trigger)) + "," +
                     member("at", print_text(print_timestamp(transition.at)));
  if (transition.by) text += "," + member("by", print_text(*transition.by));
  if (transition.reason) text += "," + member("reason", print_text(*transition.reason));
  return "{" + text + "}";
}

std::string print_alert(const Alert& alert) {
  return "{" + member("alert", print_text("sla_breached")) + "," + member("stage", print_text(alert.stage)) + "," +
         member("due", print_text(print_timestamp(alert.due))) + "," +
         member("at", print_text(print_timestamp(alert.at))) + "}";
}

/// Section 10: one line for a lead, as of its clock.
std::string print_lead(const Model& model, const std::string& id, const Lead& lead, bool explain) {
  const Moment moment = moment_at(model, lead.facts, lead.clock);
  const Assessment assessment = assess(moment);
  const GateReport gate = ask_gate(moment);

  const auto points_member = [](const auto& pair) { return member(pair.first, print_points(pair.second)); };
  const auto text_member = [](const auto& pair) { return member(pair.first, print_text(pair.second)); };
  const auto contribution = [](const auto& pair) {
    return "{" + member("rule", print_text(pair.first)) + "," + member("points", print_points(pair.second)) + "}";
  };

  std::vector<std::string> members = {
      member("lead", print_text(id)),
      member("as_of", print_text(print_timestamp(lead.clock))),
      !assessment.suppressed_by.empty()
          ? member("suppressed_by", "[" + joined(assessment.suppressed_by, print_text) + "]")
          : member("scores", "{" + joined(assessment.scores, points_member) + "}") + "," +
                member("total", print_points(assessment.total)) + "," +
                member("bands", "{" + joined(assessment.bands, text_member) + "}") + "," +
                member("rating", print_text(assessment.rating)) + "," +
                member("excluded_by", "[" + joined(assessment.excluded_by, print_text) + "]"),
      member("stage", print_text(lead.stage)),
      member("entered_at", print_text(print_timestamp(lead.entered_at))),
      member("gate", "{" + member("open", gate.open ? "true" : "false") + "," +
                         member("criteria", "{" + joined(gate.standings, text_member) + "}") + "}"),
      member("transitions", "[" + joined(lead.transitions, print_transition) + "]"),
      member("alerts", "[" + joined(lead.alerts, print_alert) + "]"),
  };
  if (explain && assessment.suppressed_by.empty()) {
    auto contributions = assessment.contributions;
    std::erase_if(contributions, [](const auto& pair) { return pair.second == 0; });
    members.push_back(member("contributions", "[" + joined(contributions, contribution) + "]"));
  }
  return "{" + joined(members, [](const std::string& each) { return each; }) + "}";
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

struct NumberedEvent {
  std::size_t line;
  Event event;
};

/// A replay before it is printed.
struct Folded {
  Replay replay;
  Leads leads;
};

Folded fold(const Model& model, const std::string& events_ndjson, const Options& options) {
  Folded folded;
  Replay& replay = folded.replay;

  std::vector<NumberedEvent> events;
  const auto lines = split_lines(events_ndjson);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto event = read_event(model, lines[i], i == 0)) {
      events.push_back({i + 1, std::move(*event)});
      continue;
    }
    replay.outcomes.push_back({i + 1, "malformed", {}, {}});
    if (options.keep_going) continue;
    replay.stopped = true;
    replay.bad_line = i + 1;
    return folded;
  }

  std::optional<Time> as_of;
  if (options.as_of) {
    as_of = read_timestamp(*options.as_of);
    if (!as_of) {
      replay.stopped = true;
      return folded;
    }
    std::erase_if(events, [&](const NumberedEvent& each) { return each.event.content.at > *as_of; });
  } else {
    for (const auto& [line, event] : events)
      if (!is_from_the_future(event)) as_of = std::max(as_of.value_or(0), event.content.at);
  }

  if (!options.arrival)
    std::stable_sort(events.begin(), events.end(), [](const NumberedEvent& a, const NumberedEvent& b) {
      return a.event.content.at < b.event.content.at;
    });
  for (const auto& [line, event] : events) {
    Outcome outcome = apply(model, folded.leads, event);
    outcome.line = line;
    replay.outcomes.push_back(std::move(outcome));
  }
  for (auto& [id, lead] : folded.leads) tick(model, lead, *as_of);
  return folded;
}

bool has_dates(const Model& model) {
  std::vector<Declarations> all = {model.attributes};
  for (const auto& [type, fields] : model.activities) all.push_back(fields);
  for (const Criterion& criterion : model.gate.criteria) all.push_back(criterion.fields);
  for (const Declarations& declarations : all)
    for (const auto& [name, declaration] : declarations)
      if (declaration.type == "date") return true;
  return false;
}

/// Every time after the clock, up to the horizon, at which a tick could do or find something else than the tick before.
std::set<Time> candidate_times(const Model& model, const Lead& lead, Time horizon) {
  std::set<Time> times;
  const auto add = [&](Time at) {
    if (at > lead.clock && at <= horizon) times.insert(at);
  };
  const auto add_every = [&](Time start, Time length) {
    for (Time at = start + std::max<Time>(0, floor_divide(lead.clock - start, length)) * length; at <= horizon;
         at += length)
      add(at);
  };

  // What an event left undone because its rows were used up, or because an SLA came last, the next tick does
  add(lead.clock + 1);

  bool decays = false;
  std::set<Time> windows;
  for (const Rule& rule : model.rules) {
    if (rule.decay) decays = true;
    if (rule.window) windows.insert(*rule.window);
  }
  bool counts_days = false;
  for (const auto& [name, signal] : model.signals) {
    if (signal.measure.starts_with("days_since")) counts_days = true;
    if (signal.window) windows.insert(*signal.window);
  }
  for (const Activity& activity : lead.facts.activities) {
    for (Time window : windows) add(activity.at + window);
    if (decays) add_every(activity.at, model.step);
    if (counts_days) add_every(activity.at, one_day);
  }

  // The age of a date changes at midnight UTC
  if (has_dates(model)) add_every(0, one_day);

  for (const Answer& answer : lead.facts.answers)
    for (const Criterion& criterion : model.gate.criteria)
      if (criterion.name == answer.criterion && criterion.valid_for) add(answer.at + *criterion.valid_for);

  for (const auto& duration : {model.stages.min_dwell, model.stages.cool_off})
    if (duration) add(lead.entered_at + *duration);
  for (const auto& [stage, sla] : model.stages.slas)
    if (sla.within) add(lead.entered_at + *sla.within);
  return times;
}

std::vector<std::pair<std::string, std::string>> standings_of(const Model& model, const Lead& lead) {
  return ask_gate(moment_at(model, lead.facts, lead.clock)).standings;
}

}  // namespace

Replay replay(const std::string& model_json, const std::string& events_ndjson, const Options& options) {
  try {
    const Model model = read_model(model_json);
    Folded folded = fold(model, events_ndjson, options);
    for (const auto& [id, lead] : folded.leads)
      folded.replay.lines.push_back(print_lead(model, id, lead, options.explain));
    return folded.replay;
  } catch (const std::exception&) {
    Replay nothing;
    nothing.stopped = true;
    return nothing;
  }
}

std::optional<std::string> next_change(const std::string& model_json, const std::string& events_ndjson,
                                       const std::string& lead_id, const Options& options, const std::string& horizon) {
  try {
    const Model model = read_model(model_json);
    const Folded folded = fold(model, events_ndjson, options);
    const auto found = folded.leads.find(lead_id);
    const auto last = read_timestamp(horizon);  // and so before the year 2200
    if (found == folded.leads.end() || !last) return std::nullopt;
    const Lead& lead = found->second;
    for (Time at : candidate_times(model, lead, *last)) {
      Lead copy = lead;
      tick(model, copy, at);
      if (copy.transitions.size() != lead.transitions.size() || copy.alerts.size() != lead.alerts.size() ||
          standings_of(model, copy) != standings_of(model, lead))
        return print_timestamp(at);
    }
  } catch (const std::exception&) {
  }
  return std::nullopt;
}

}  // namespace reference
