// Stays: a journal is checked whole, and counted as far as the moment asked for.
#include "analytics/stays.hpp"

#include <array>
#include <string>

namespace bantam {
namespace {

std::string numbered(const char* what, std::size_t number) {
  return std::string(what) + " " + std::to_string(number);
}

Error bad(std::size_t place, const std::string& what) {
  return Error{Errc::bad_journal, numbered("journal", place) + ": " + what};
}

std::string name_of(Stage stage) { return "`" + std::string(to_text(stage)) + "`"; }

bool is_stage(Stage stage) { return static_cast<std::size_t>(stage) < stage_count; }

bool is_moment(Timestamp at) { return at.ms >= 0 && at < timestamp_end; }

/// All stays of a journal, whenever they are.
std::optional<Error> all_stays(const LeadJournal& journal, std::size_t place,
                               std::vector<Stay>& stays) {
  if (!is_moment(journal.began)) return bad(place, "it begins outside 1970 to 2199");
  stays.push_back({Stage::lead, journal.began});
  for (std::size_t i = 0; i < journal.moves.size(); ++i) {
    const StageMove& move = journal.moves[i];
    Stay& stay = stays.back();
    if (!is_stage(move.from) || !is_stage(move.to) || move.trigger > Trigger::sla)
      return bad(place, numbered("move", i) + " has a stage or trigger that there is not");
    if (move.from != stay.stage)
      return bad(place, numbered("move", i) + " leaves " + name_of(move.from) +
                            ", the lead is in " + name_of(stay.stage));
    if (move.at < stay.entered || !is_moment(move.at))
      return bad(place, numbered("move", i) + " is earlier than what came before it");
    stay.exit = &move;
    stays.push_back({move.to, move.at});
  }
  return std::nullopt;
}

/// Gives each alert to its stay. At one moment the alert comes before the move; a stay of no length
/// has none.
std::optional<Error> place_alerts(const LeadJournal& journal, std::size_t place,
                                  std::vector<Stay>& stays) {
  std::size_t s = 0;
  for (std::size_t i = 0; i < journal.alerts.size(); ++i) {
    const Alert& alert = journal.alerts[i];
    while (s + 1 < stays.size() && stays[s].exit->at < alert.at) ++s;
    const Stay& stay = stays[s];
    if (stay.stage != alert.stage || alert.at <= stay.entered || stay.alert != nullptr)
      return bad(place,
                 numbered("alert", i) + " is outside a stay of its stage, or the second there");
    stays[s].alert = &alert;
  }
  return std::nullopt;
}

/// Forgets what is later than a moment.
void cut(std::vector<Stay>& stays, Timestamp as_of) {
  while (!stays.empty() && as_of < stays.back().entered) stays.pop_back();
  if (stays.empty()) return;
  Stay& last = stays.back();
  last.exit = nullptr;  // the stay after it began later
  if (last.alert != nullptr && as_of < last.alert->at) last.alert = nullptr;
}

}  // namespace

std::optional<Error> find_stays(const LeadJournal& journal, std::size_t place, Timestamp as_of,
                                std::vector<Stay>& stays) {
  stays.clear();
  if (std::optional<Error> error = all_stays(journal, place, stays)) return error;
  if (std::optional<Error> error = place_alerts(journal, place, stays)) return error;
  cut(stays, as_of);
  std::array<bool, stage_count> seen{};
  for (Stay& stay : stays) {
    bool& been = seen[static_cast<std::size_t>(stay.stage)];
    stay.first = !been;
    been = true;
  }
  return std::nullopt;
}

}  // namespace bantam
