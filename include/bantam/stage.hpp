// Stage, Trigger, Standing: where a lead stands, what moves it, how a criterion stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "bantam/export.hpp"

namespace bantam {

/// lead → mql → sal → sql → opportunity → closed_won, and beside the ladder the other three.
enum class Stage : unsigned char {
  lead, mql, sal, sql, opportunity, closed_won, nurture, disqualified, closed_lost
};
inline constexpr std::size_t stage_count = 9;

/// What a person or a host asks for. Each is a row of the table in docs/semantics.md, section 8.
enum class CommandKind : unsigned char {
  accept, reject, qualify, open_opportunity, win, lose, recycle, disqualify, reopen, override_stage
};

/// What moved a lead: a command, the model by itself, or a broken promise.
enum class Trigger : unsigned char {
  automatic, accept, reject, qualify, open_opportunity, win, lose, recycle, disqualify, reopen,
  override_stage, sla
};

/// How a criterion of the gate stands at a moment.
enum class Standing : unsigned char { met, unmet, unknown, expired };

/// Whether a command has to say why: reject, lose, recycle, disqualify and override do.
BANTAM_API bool needs_reason(CommandKind command);

BANTAM_API std::string_view to_text(Stage stage);
BANTAM_API std::string_view to_text(CommandKind command);
BANTAM_API std::string_view to_text(Trigger trigger);
BANTAM_API std::string_view to_text(Standing standing);

BANTAM_API std::optional<Stage> parse_stage(std::string_view name);
BANTAM_API std::optional<CommandKind> parse_command(std::string_view name);
BANTAM_API std::optional<Standing> parse_standing(std::string_view name);

}  // namespace bantam
