// Lead log: events are sorted once, by time and then in the order of the log.
#include "lead_log.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "bantam/apply.hpp"
#include "erased_leads.hpp"
#include "input.hpp"
#include "log_reader.hpp"

namespace bantam::cli {

std::optional<EventsByLead> read_events(const std::string& path, const Model& model,
                                        const ErasedLeads& erased, Console& console) {
  std::optional<Input> input = Input::open(path, Passes::one, console);
  if (!input) return std::nullopt;
  LogReader reader(*input, model, {false, &erased});
  EventsByLead events;
  LogEvent event;
  Finding problem;
  LogRead read;
  while ((read = reader.next(event, problem)) != LogRead::end) {
    if (read != LogRead::event) {
      if (read != LogRead::unreadable || !input->report_failure(console)) console.report(problem);
      return std::nullopt;
    }
    if (!from_the_future(event.event)) events[event.event.lead].push_back(std::move(event.event));
    if (reader.lines() % 1024 == 0)
      console.progress("lines read", reader.lines(), input->bytes_read(), input->bytes_total());
  }
  if (input->report_failure(console)) return std::nullopt;
  say_how_many_erased(reader.erased(), path, console);
  for (auto& [lead, own] : events)
    std::stable_sort(own.begin(), own.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
  return events;
}

bool known_by(const Event& event, Timestamp at) {
  return event.at <= at && !(event.received && *event.received > at);
}

std::optional<Ending> ending_of(const Model& model, const std::string& lead,
                                const std::vector<Event>& events) {
  LeadState state = model.new_lead(lead);
  Workspace workspace;
  for (const Event& event : events) {
    const Result<Effects> effects = apply_to(model, state, event, workspace);
    if (!effects) return std::nullopt;
    for (const Move& move : effects->moves) {
      const Timestamp known = std::max(move.at, event.received.value_or(move.at));
      if (move.to == Stage::closed_won) return Ending{true, known};
      if (move.to == Stage::closed_lost || move.to == Stage::disqualified)
        return Ending{false, known};
    }
  }
  return std::nullopt;
}

std::optional<Ending> ending_told(const std::vector<Event>& events) {
  for (const Event& event : events) {
    const Command* command = std::get_if<Command>(&event.what);
    if (command == nullptr) continue;
    const bool moved = command->kind == CommandKind::override_stage;
    const Timestamp known = std::max(event.at, event.received.value_or(event.at));
    if (command->kind == CommandKind::win || (moved && command->to == Stage::closed_won))
      return Ending{true, known};
    if (command->kind == CommandKind::lose || command->kind == CommandKind::disqualify ||
        (moved && (command->to == Stage::closed_lost || command->to == Stage::disqualified)))
      return Ending{false, known};
  }
  return std::nullopt;
}

std::vector<std::string> types_before(const EventsByLead& events,
                                      const std::map<std::string, Timestamp>& moments,
                                      std::size_t fewest_leads, std::size_t most) {
  std::map<std::string, std::size_t> leads_of;
  for (const auto& [lead, at] : moments) {
    const auto own = events.find(lead);
    if (own == events.end()) continue;
    std::set<std::string> types;
    for (const Event& event : own->second)
      if (const Activity* activity = std::get_if<Activity>(&event.what);
          activity != nullptr && known_by(event, at))
        types.insert(activity->type);
    for (const std::string& type : types) ++leads_of[type];
  }
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& [type, leads] : leads_of)
    if (leads >= fewest_leads) found.emplace_back(leads, type);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (found.size() > most) found.resize(most);
  std::vector<std::string> types;
  for (auto& [leads, type] : found) types.push_back(std::move(type));
  std::sort(types.begin(), types.end());
  return types;
}

}  // namespace bantam::cli
