// The words for stages, commands, triggers, standings, outcomes and error codes.
#include <array>

#include "bantam/apply.hpp"
#include "bantam/explanation.hpp"
#include "bantam/result.hpp"
#include "bantam/stage.hpp"

namespace bantam {
namespace {

constexpr std::array<std::string_view, stage_count> stages = {
    "lead", "mql", "sal", "sql", "opportunity", "closed_won",
    "nurture", "disqualified", "closed_lost"};
constexpr std::array<std::string_view, 10> commands = {
    "accept", "reject", "qualify", "open_opportunity", "win",
    "lose", "recycle", "disqualify", "reopen", "override"};
constexpr std::array<std::string_view, 12> triggers = {
    "automatic", "accept", "reject", "qualify", "open_opportunity", "win",
    "lose", "recycle", "disqualify", "reopen", "override", "sla"};
constexpr std::array<std::string_view, 4> standings = {"met", "unmet", "unknown", "expired"};
constexpr std::array<std::string_view, 4> outcomes = {"accepted", "duplicate", "duplicate_conflict",
                                                      "refused"};
constexpr std::array<std::string_view, 5> removals = {"counted", "cool-down", "per day", "window",
                                                      "newest"};
constexpr std::array<std::string_view, 11> errors = {
    "event/malformed", "state/foreign", "state/other_lead", "state/corrupt",
    "state/newer",     "time/before_clock", "value/out_of_range", "limit/exceeded", "column/bad",
    "journal/bad",     "state/stale"};

template <class Enum, std::size_t n>
std::optional<Enum> find(const std::array<std::string_view, n>& names, std::string_view name) {
  for (std::size_t i = 0; i < n; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_text(Stage stage) { return stages[static_cast<std::size_t>(stage)]; }
std::string_view to_text(CommandKind command) { return commands[static_cast<std::size_t>(command)]; }
std::string_view to_text(Trigger trigger) { return triggers[static_cast<std::size_t>(trigger)]; }
std::string_view to_text(Standing standing) { return standings[static_cast<std::size_t>(standing)]; }
std::string_view to_text(Outcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; }
std::string_view to_text(Removal removal) { return removals[static_cast<std::size_t>(removal)]; }
std::string_view to_text(Errc code) { return errors[static_cast<std::size_t>(code)]; }

bool needs_reason(CommandKind command) {
  return command == CommandKind::reject || command == CommandKind::lose ||
         command == CommandKind::recycle || command == CommandKind::disqualify ||
         command == CommandKind::override_stage;
}

std::optional<Stage> parse_stage(std::string_view name) { return find<Stage>(stages, name); }
std::optional<CommandKind> parse_command(std::string_view name) {
  return find<CommandKind>(commands, name);
}
std::optional<Standing> parse_standing(std::string_view name) {
  return find<Standing>(standings, name);
}

std::string to_text(const Error& error) {
  std::string text(to_text(error.code));
  if (error.line != 0)
    text += " at " + std::to_string(error.line) + ":" + std::to_string(error.column);
  return text + ": " + error.message;
}

std::string to_text(const Blocker& blocker) {
  return blocker.detail.empty() ? blocker.code : blocker.code + " " + blocker.detail;
}

}  // namespace bantam
