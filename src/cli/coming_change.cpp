// Coming change: the library decides; here it is only asked, and put into words.
#include "coming_change.hpp"

#include <fmt/format.h>

#include <utility>

namespace bantam::cli {

Result<std::optional<ComingChange>> coming_change(const Model& model, const LeadState& state,
                                                  std::optional<Duration> within) {
  const Result<std::optional<Timestamp>> at = next_change(model, state);
  if (!at) return at.error();
  if (!*at || (within && **at - state.clock > *within)) return std::optional<ComingChange>{};
  Result<Step> step = apply(model, state, Event{state.lead, **at, Tick{}, {}, {}});
  if (!step) return step.error();
  Result<Decision> now = decide(model, state, state.clock);
  if (!now) return now.error();
  Result<Decision> then = decide(model, step->state, **at);
  if (!then) return then.error();
  ComingChange change;
  for (std::size_t i = 0; i < now->gate.criteria.size(); ++i) {
    const CriterionStanding& before = now->gate.criteria[i];
    const CriterionStanding& after = then->gate.criteria[i];
    if (before.standing != after.standing)
      change.standings.push_back({before.name, before.standing, after.standing});
  }
  change.now = *std::move(now);
  change.then = *std::move(then);
  change.moves = std::move(step->effects.moves);
  change.alerts = std::move(step->effects.alerts);
  return std::optional<ComingChange>(std::move(change));
}

std::string change_text(const ComingChange& change) {
  std::vector<std::string> parts;
  for (const Alert& alert : change.alerts)
    parts.push_back(fmt::format("SLA of {} breached", to_text(alert.stage)));
  for (const Move& move : change.moves)
    parts.push_back(fmt::format("{} -> {} ({})", to_text(move.from), to_text(move.to),
                                to_text(move.trigger)));
  for (const ChangedStanding& standing : change.standings)
    parts.push_back(fmt::format("{} {} -> {}", standing.criterion, to_text(standing.from),
                                to_text(standing.to)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string span_text(Duration span) {
  struct Unit {
    std::int64_t ms;
    const char* name;
  };
  constexpr Unit units[] = {{day_ms, "d"}, {3'600'000, "h"}, {60'000, "min"}, {1'000, "s"}};
  for (std::size_t i = 0; i < std::size(units); ++i) {
    if (span.ms < units[i].ms) continue;
    std::string text = fmt::format("{} {}", span.ms / units[i].ms, units[i].name);
    const std::int64_t rest = span.ms % units[i].ms;
    if (i < 2 && rest >= units[i + 1].ms)
      text += fmt::format(" {} {}", rest / units[i + 1].ms, units[i + 1].name);
    return text;
  }
  return "< 1 s";
}

}  // namespace bantam::cli
