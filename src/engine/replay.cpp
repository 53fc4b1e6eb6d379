// replay: a whole log, lead by lead, by the same `apply` as one event at a time.
#include "bantam/replay.hpp"

#include <algorithm>
#include <map>

#include "values/floating_point.hpp"

namespace bantam {
namespace {

Timestamp last_moment(const std::vector<Event>& log, const ErasedLeads& erased) {
  Timestamp last;
  for (const Event& event : log)
    if (!from_the_future(event) && last < event.at && !is_erased(erased, event.lead)) last = event.at;
  return last;
}

Effects refused_as_erased() {
  Effects effects;
  effects.outcome = Outcome::refused;
  effects.blockers.push_back({"lead/erased", {}});
  return effects;
}

}  // namespace

Result<Replay> replay(const Model& model, const std::vector<Event>& log, const ReplayOptions& options) {
  const DefaultFloatingPoint floating_point;
  Replay replay;
  replay.as_of = options.as_of ? *options.as_of : last_moment(log, options.erased);

  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < log.size(); ++i) order.push_back(i);
  if (options.order == ReplayOrder::by_time)
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return log[a].at < log[b].at; });

  Workspace workspace;
  std::map<std::string_view, ReplayedLead> leads;
  const auto fold = [&](ReplayedLead& lead, const Event& event) -> Result<Effects> {
    Result<Effects> effects = apply_to(model, lead.state, event, workspace);
    if (!effects) return effects;
    if (lead.state.exists && !lead.began) lead.began = event.at;
    lead.moves.insert(lead.moves.end(), effects->moves.begin(), effects->moves.end());
    lead.alerts.insert(lead.alerts.end(), effects->alerts.begin(), effects->alerts.end());
    return effects;
  };
  for (const std::size_t i : order) {
    const Event& event = log[i];
    if (options.as_of && event.at > replay.as_of) continue;
    if (is_erased(options.erased, event.lead)) {
      replay.events.push_back({i, refused_as_erased()});
      continue;
    }
    const auto [found, is_new] = leads.try_emplace(event.lead);
    if (is_new) found->second.state = model.new_lead(event.lead);
    Result<Effects> effects = fold(found->second, event);
    if (!effects) {
      Error error = effects.error();
      error.message = "event " + std::to_string(i) + " of the log: " + error.message;
      return error;
    }
    replay.events.push_back({i, std::move(*effects)});
  }
  for (auto& [id, lead] : leads) {
    if (!lead.state.exists) continue;
    const Event tick{std::string(id), replay.as_of, Tick{}, std::nullopt, std::nullopt};
    // The clock is at most as_of, so the tick is never refused.
    if (Result<Effects> effects = fold(lead, tick); !effects) return effects.error();
    replay.leads.push_back(std::move(lead));
  }
  return replay;
}

}  // namespace bantam
