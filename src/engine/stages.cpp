// Stages: everything that moves a lead is in this file. docs/semantics.md, section 8.
//
// One table; one function that assigns a stage; every move leaves a journal entry.
#include <algorithm>
#include <array>
#include <iterator>

#include "engine/fold.hpp"

namespace bantam {
namespace {

constexpr unsigned bit(Stage stage) { return 1U << static_cast<unsigned>(stage); }

constexpr unsigned ladder =
    bit(Stage::lead) | bit(Stage::mql) | bit(Stage::sal) | bit(Stage::sql) | bit(Stage::opportunity);
constexpr unsigned anywhere = (1U << stage_count) - 1;

enum Guard : unsigned {
  none = 0,
  promotable = 1,   // promote_if true; from nurture: cool_off passed, and an activity since entry
  demotable = 2,    // demote_if true; min_dwell passed
  included = 4,     // not excluded
  gate_open = 8,
  sql_auto = 16,    // the model says so
  with_reason = 32  // one of the model's reasons
};

}  // namespace

struct StageRow {
  unsigned from;
  Trigger trigger;
  unsigned guards;
  Stage to;
};

namespace {

constexpr StageRow rows[] = {
    {bit(Stage::lead) | bit(Stage::nurture), Trigger::automatic, promotable | included, Stage::mql},
    {bit(Stage::mql), Trigger::automatic, demotable, Stage::lead},
    {bit(Stage::mql), Trigger::accept, included, Stage::sal},
    {bit(Stage::mql) | bit(Stage::sal), Trigger::reject, with_reason, Stage::nurture},
    {bit(Stage::mql) | bit(Stage::sal), Trigger::qualify, gate_open | included, Stage::sql},
    {bit(Stage::sal), Trigger::automatic, sql_auto | gate_open | included, Stage::sql},
    {bit(Stage::sql), Trigger::open_opportunity, gate_open, Stage::opportunity},
    {bit(Stage::opportunity), Trigger::win, none, Stage::closed_won},
    {bit(Stage::sql) | bit(Stage::opportunity), Trigger::lose, with_reason, Stage::closed_lost},
    {ladder, Trigger::recycle, with_reason, Stage::nurture},
    {anywhere & ~(bit(Stage::closed_won) | bit(Stage::disqualified)), Trigger::disqualify,
     with_reason, Stage::disqualified},
    {bit(Stage::disqualified) | bit(Stage::closed_lost), Trigger::reopen, none, Stage::nurture},
    {ladder, Trigger::sla, none, Stage::nurture},           // then: nurture
    {bit(Stage::mql), Trigger::sla, included, Stage::sal},  // then: accept
    {anywhere & ~bit(Stage::closed_won), Trigger::override_stage, none, Stage::lead},  // to: as asked
};

/// The rows that are tried after every event.
constexpr std::array<std::uint32_t, 3> automatic_rows = [] {
  std::array<std::uint32_t, 3> found{};
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < std::size(rows); ++i)
    if (rows[i].trigger == Trigger::automatic) found.at(count++) = i;
  return found;
}();

/// The guards that a clock answers, and what the model says without being asked about a lead.
bool time_allows(const StageRow& row, const Program& program, const LeadState& state, Timestamp clock) {
  const StageProgram& stages = program.stages;
  const auto passed = [&](const std::optional<Duration>& duration) {
    return !duration || clock - state.entered_at >= *duration;
  };
  if (row.guards & promotable) {
    if (!stages.promote_if) return false;
    const bool came_back = state.last_activity_at && *state.last_activity_at > state.entered_at;
    if (state.stage == Stage::nurture && (!came_back || !passed(stages.cool_off))) return false;
  }
  if ((row.guards & demotable) && (!stages.demote_if || !passed(stages.min_dwell))) return false;
  return !(row.guards & sql_auto) || stages.sql_auto;
}

/// The guards of automatic rows that scores and gate answer. Only people move a suppressed lead.
bool standing_allows(const StageRow& row, const Program& program, const LeadState& state,
                     const Evaluation& evaluation) {
  if (evaluation.suppressed()) return false;
  const auto holds = [&](const std::optional<Predicate>& condition) {
    return ask(*condition, {program, state, evaluation, evaluation.at}) == Truth::yes;
  };
  if ((row.guards & promotable) && !holds(program.stages.promote_if)) return false;
  if ((row.guards & demotable) && !holds(program.stages.demote_if)) return false;
  if ((row.guards & included) && evaluation.excluded()) return false;
  return !(row.guards & gate_open) || evaluation.gate_open;
}

bool leads_out_of(const StageRow& row, Stage stage) { return (row.from & bit(stage)) != 0; }

const Sla* breached_promise(const Program& program, const LeadState& state, Timestamp clock) {
  const std::optional<Sla>& sla = program.stages.sla[static_cast<std::size_t>(state.stage)];
  const bool breached = sla && !state.sla_breached && clock - state.entered_at >= sla->within;
  return breached ? &*sla : nullptr;
}

}  // namespace

const Evaluation& Fold::now() {
  if (!fresh_) evaluate_scores(program_, state_, state_.clock, evaluation_);
  fresh_ = true;
  if (!program_.steady) find_gate();
  return evaluation_;
}

const Evaluation& Fold::now_with_gate() {
  now();
  find_gate();
  return evaluation_;
}

void Fold::find_gate() {
  if (!gate_fresh_) evaluate_gate(program_, state_, evaluation_);
  gate_fresh_ = true;
}

void Fold::newest_came() {
  const bool known = fresh_ || recall_tally(program_, state_, state_.clock, evaluation_);
  state_.tallied_until = {};
  fresh_ = known && evaluate_newest(program_, state_, evaluation_);
}

void Fold::remember() {
  if (!quiet_) return;
  now();
  if (*quiet_) remember_tally(program_, state_, evaluation_);
  else state_.tallied_until = {};
}

bool Fold::try_automatic(std::uint32_t& used) {
  for (const std::uint32_t i : automatic_rows) {
    const StageRow& row = rows[i];
    const bool tried = (used & (1U << i)) == 0 && leads_out_of(row, state_.stage);
    if (!tried || !time_allows(row, program_, state_, state_.clock)) continue;
    const Evaluation& standing = (row.guards & gate_open) != 0 ? now_with_gate() : now();
    if (!standing_allows(row, program_, state_, standing)) continue;
    used |= 1U << i;
    move(row.to, row.trigger, {});
    return true;
  }
  return false;
}

void Fold::keep_promise() {
  const Sla* sla = breached_promise(program_, state_, state_.clock);
  if (!sla) return;
  state_.sla_breached = true;
  effects_.alerts.push_back({state_.stage, state_.entered_at + sla->within, state_.clock});
  if (sla->then == SlaThen::none || now().suppressed()) return;
  const Stage to = sla->then == SlaThen::nurture ? Stage::nurture : Stage::sal;
  // A model promises only what a row does: there is one, and it leads out of the stage.
  const StageRow& row = *std::find_if(std::begin(rows), std::end(rows), [&](const StageRow& each) {
    return each.trigger == Trigger::sla && each.to == to;
  });
  if ((row.guards & included) && now().excluded()) return;
  MoveWords words;
  if (to == Stage::nurture) words.reason = "sla";
  move(to, Trigger::sla, words);
}

void Fold::settle() {
  std::uint32_t used = 0;
  while (try_automatic(used)) {
  }
  quiet_ = used == 0;
  keep_promise();
}

/// Whether the scores are those that did not move the lead at `before`, and no row has opened since.
bool Fold::nothing_is_due(Timestamp before) const {
  if (!program_.steady || state_.clock >= state_.tallied_until) return false;
  return std::none_of(automatic_rows.begin(), automatic_rows.end(), [&](std::uint32_t i) {
    const StageRow& row = rows[i];
    const bool asks_gate = (row.guards & gate_open) != 0;  // whose answers expire, and ask of dates
    return leads_out_of(row, state_.stage) && time_allows(row, program_, state_, state_.clock) &&
           (asks_gate || !time_allows(row, program_, state_, before));
  });
}

void Fold::tick(Timestamp at) {
  const Timestamp before = state_.clock;
  if (at != before) changed();
  state_.clock = at;
  if (!nothing_is_due(before)) return settle();
  quiet_ = true;
  keep_promise();
}

std::vector<Blocker> Fold::blockers(const StageRow& row, const Command& command) {
  std::vector<Blocker> blockers;
  if (!leads_out_of(row, state_.stage))
    blockers.push_back({"stage/not_from", std::string(to_text(state_.stage))});
  if ((row.guards & with_reason) && !reason_listed(program_, command.kind, *command.reason))
    blockers.push_back({"reason/unknown", {}});
  if (row.guards & included)
    for (const std::uint32_t i : now().excluded_by)
      blockers.push_back({"exclude/" + program_.exclusions[i].id, {}});
  if (row.guards & gate_open) add_gate_blockers(program_, now_with_gate(), blockers);
  return blockers;
}

bool Fold::command(const Command& command) {
  // Triggers are the commands in their order, one place on.
  const auto trigger = static_cast<Trigger>(static_cast<unsigned>(command.kind) + 1);
  const StageRow& row = *std::find_if(std::begin(rows), std::end(rows),
                                      [&](const StageRow& each) { return each.trigger == trigger; });
  effects_.blockers = blockers(row, command);
  if (!effects_.blockers.empty()) return false;
  const bool asked = command.kind == CommandKind::override_stage;
  move(asked ? *command.to : row.to, row.trigger, {command.by, command.reason});
  return true;
}

void Fold::move(Stage to, Trigger trigger, const MoveWords& words) {
  const Evaluation& before = now_with_gate();
  Move entry;
  entry.from = state_.stage;
  entry.to = to;
  entry.trigger = trigger;
  entry.at = state_.clock;
  entry.by = words.by;
  entry.reason = words.reason;
  entry.suppressed = before.suppressed();
  entry.total = before.total;
  const BandProgram* band = entry.suppressed ? nullptr : band_of(program_.total_bands, before.total);
  if (band) entry.total_band = band->name;
  entry.scores = scores_of(program_, before);
  entry.gate = gate_of(program_, before);
  entry.model = program_.fingerprint;
  effects_.moves.push_back(std::move(entry));

  state_.stage = to;
  state_.entered_at = state_.clock;
  state_.sla_breached = false;
  if (to == Stage::mql) {
    ++state_.mql_count;
    if (!state_.first_mql_at) state_.first_mql_at = state_.clock;
    state_.last_mql_at = state_.clock;
  }
  if (to == Stage::nurture && program_.stages.reset_activities) {
    state_.reset_at = state_.clock;
    undo_.activities_erased(state_.activities.erase_before(state_.clock));
    history_changed();
  }
  quiet_ = false;
  changed();
}

bool would_change(const Program& program, const LeadState& state, const Evaluation& evaluation) {
  for (const std::uint32_t i : automatic_rows)
    if (leads_out_of(rows[i], state.stage) && time_allows(rows[i], program, state, evaluation.at) &&
        standing_allows(rows[i], program, state, evaluation))
      return true;
  return breached_promise(program, state, evaluation.at) != nullptr;
}

const Predicate* awaited_condition(const Program& program, const LeadState& state, Timestamp clock) {
  for (const std::uint32_t i : automatic_rows) {
    const StageRow& row = rows[i];
    if (!leads_out_of(row, state.stage)) continue;
    if (!time_allows(row, program, state, clock)) continue;
    return row.guards & promotable ? &*program.stages.promote_if : &*program.stages.demote_if;
  }
  return nullptr;
}

bool reason_listed(const Program& program, CommandKind command, const std::string& reason) {
  const Reasons& reasons = program.stages.reasons;
  const std::optional<std::vector<std::string>>* listed = nullptr;
  switch (command) {
    case CommandKind::reject: listed = &reasons.reject; break;
    case CommandKind::recycle: listed = &reasons.recycle; break;
    case CommandKind::disqualify: listed = &reasons.disqualify; break;
    default: listed = &reasons.lose;
  }
  return !*listed || std::find((*listed)->begin(), (*listed)->end(), reason) != (*listed)->end();
}

}  // namespace bantam
