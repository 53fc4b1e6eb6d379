/// The table of moves and the folding of events (docs/semantics.md, 8): only `move` sets a stage.

#include "reference_stages.hpp"

#include <algorithm>
#include <set>

namespace reference {

namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A row of the table of section 8.
struct Row {
  std::vector<std::string> from;
  std::string trigger;  // automatic, sla, or a command
  enum class Only { always, promoted, demoted, sql_auto } only;
  bool gate_open;
  bool not_excluded;
  std::string to;  // empty: the one the command names
};

const std::vector<Row>& table() {
  using enum Row::Only;
  static const std::vector<Row> rows = {
      {{"lead", "nurture"}, "automatic", promoted, false, true, "mql"},
      {{"mql"}, "automatic", demoted, false, false, "lead"},
      {{"mql"}, "accept", always, false, true, "sal"},
      {{"mql", "sal"}, "reject", always, false, false, "nurture"},
      {{"mql", "sal"}, "qualify", always, true, true, "sql"},
      {{"sal"}, "automatic", sql_auto, true, true, "sql"},
      {{"sql"}, "open_opportunity", always, true, false, "opportunity"},
      {{"opportunity"}, "win", always, false, false, "closed_won"},
      {{"sql", "opportunity"}, "lose", always, false, false, "closed_lost"},
      {{"lead", "mql", "sal", "sql", "opportunity"}, "recycle", always, false, false, "nurture"},
      {{"lead", "mql", "sal", "sql", "opportunity", "nurture", "closed_lost"}, "disqualify", always, false, false,
       "disqualified"},
      {{"disqualified", "closed_lost"}, "reopen", always, false, false, "nurture"},
      {{"lead", "mql", "sal", "sql", "opportunity"}, "sla", always, false, false, "nurture"},
      {{"mql"}, "sla", always, false, true, "sal"},
      {{"lead", "mql", "sal", "sql", "opportunity", "nurture", "disqualified", "closed_lost"}, "override", always,
       false, false, ""},
  };
  return rows;
}

Moment now(const Model& model, const Lead& lead) { return moment_at(model, lead.facts, lead.clock); }

/// "Passed" means clock − entry ≥ the duration; a duration left out has always passed.
bool passed(const Lead& lead, std::optional<Time> duration) {
  return !duration || lead.clock - lead.entered_at >= *duration;
}

/// Section 3: the names of `promote_if` and `demote_if`.
bool stage_condition_holds(const Model& model, const Lead& lead, const Condition& condition) {
  if (!condition) return false;
  const Moment moment = now(model, lead);
  const Assessment assessment = assess(moment);
  const GateReport gate = ask_gate(moment);
  // A score is the double nearest to it
  const auto number = [](Points points) { return static_cast<double>(points) / 1000.0; };
  const auto names = [&](const std::string& name) -> Named {
    if (name == "stage") return {lead.stage, false};
    if (name == "score.total") return {number(assessment.total), false};
    if (name == "gate.open") return {gate.open, false};
    for (const auto& [score, points] : assessment.scores)
      if (name == "score." + score) return {number(points), false};
    for (const auto& [score, band] : assessment.bands)
      if (name == "band." + score) return {band, false};
    for (const auto& [criterion, standing] : gate.standings)
      if (name == "gate." + criterion) return {standing, false};
    return lead_name(moment, name);
  };
  return judge(model.jsonlogic, *condition, names) == Truth::yes;
}

/// The activity that lets a lead leave nurture: any accepted one, entry < at ≤ clock.
bool active_since_entry(const Lead& lead) {
  return std::any_of(lead.facts.activities.begin(), lead.facts.activities.end(), [&](const Activity& activity) {
    return lead.entered_at < activity.at && activity.at <= lead.clock;
  });
}

/// What keeps a row from moving the lead, apart from the stage: exclusions, then the gate.
std::vector<std::string> blockers_of(const Model& model, const Lead& lead, const Row& row) {
  std::vector<std::string> blockers;
  const Moment moment = now(model, lead);
  if (row.not_excluded)
    for (const std::string& id : assess(moment).excluded_by) blockers.push_back("exclude/" + id);
  const GateReport gate = ask_gate(moment);
  if (row.gate_open && !gate.open)
    for (const auto& [criterion, standing] : gate.standings)
      if (standing != "met") blockers.push_back("gate/" + criterion + " " + standing);
  return blockers;
}

/// The one function that moves a lead, always along a row.
void move(const Model& model, Lead& lead, const Row& row, const std::string& to, std::optional<std::string> by,
          std::optional<std::string> reason) {
  lead.transitions.push_back({lead.stage, to, row.trigger, lead.clock, std::move(by), std::move(reason)});
  lead.stage = to;
  lead.entered_at = lead.clock;
  lead.alerted = false;
  if (to == "nurture" && model.stages.reset_activities) lead.facts.reset = lead.clock;
}

bool automatic_row_applies(const Model& model, const Lead& lead, const Row& row) {
  if (row.trigger != "automatic" || !contains(row.from, lead.stage)) return false;
  if (!assess(now(model, lead)).suppressed_by.empty()) return false;  // only people move it
  const Stages& stages = model.stages;
  switch (row.only) {
    case Row::Only::always: return false;
    case Row::Only::promoted:
      if (lead.stage == "nurture" && (!passed(lead, stages.cool_off) || !active_since_entry(lead))) return false;
      if (!stage_condition_holds(model, lead, stages.promote_if)) return false;
      break;
    case Row::Only::demoted:
      if (!passed(lead, stages.min_dwell) || !stage_condition_holds(model, lead, stages.demote_if)) return false;
      break;
    case Row::Only::sql_auto:
      if (!stages.sql_auto) return false;
      break;
  }
  return blockers_of(model, lead, row).empty();
}

/// Automatic rows in table order; after a move from the top again, without the rows already used for this event.
void try_automatic_rows(const Model& model, Lead& lead) {
  std::set<const Row*> used;
  for (bool moved = true; moved;) {
    moved = false;
    for (const Row& row : table()) {
      if (used.contains(&row) || !automatic_row_applies(model, lead, row)) continue;
      move(model, lead, row, row.to, std::nullopt, std::nullopt);
      used.insert(&row);
      moved = true;
      break;
    }
  }
}

/// One alert for a stay, and its `then`, once the clock has reached entry + `within`.
void try_sla(const Model& model, Lead& lead) {
  const auto found = model.stages.slas.find(lead.stage);
  if (found == model.stages.slas.end() || !found->second.within) return;
  const Sla& sla = found->second;
  if (lead.alerted || lead.clock < lead.entered_at + *sla.within) return;
  lead.alerted = true;
  lead.alerts.push_back({lead.stage, lead.entered_at + *sla.within, lead.clock});
  if (!assess(now(model, lead)).suppressed_by.empty()) return;
  const std::string to = sla.then == "nurture" ? "nurture" : sla.then == "accept" ? "sal" : "";
  for (const Row& row : table()) {
    if (row.trigger != "sla" || row.to != to || !contains(row.from, lead.stage)) continue;
    if (!blockers_of(model, lead, row).empty()) return;
    move(model, lead, row, to, std::nullopt, to == "nurture" ? std::optional<std::string>("sla") : std::nullopt);
    return;
  }
}

/// What follows every accepted event.
void settle(const Model& model, Lead& lead) {
  try_automatic_rows(model, lead);
  try_sla(model, lead);
}

// Each of these gives the blockers of a refusal, or changes the lead and gives none.

std::vector<std::string> apply_command(const Model& model, Lead& lead, const Content& command) {
  const auto found = std::find_if(table().begin(), table().end(),
                                  [&](const Row& each) { return each.trigger == command.name; });
  const Row& row = *found;  // each command has one row
  std::vector<std::string> blockers;
  if (!contains(row.from, lead.stage)) blockers.push_back("stage/not_from " + lead.stage);
  const auto reasons = model.stages.reasons.find(command.name);
  if (reasons != model.stages.reasons.end() && !contains(reasons->second, *command.reason))
    blockers.push_back("reason/unknown");
  for (const std::string& blocker : blockers_of(model, lead, row)) blockers.push_back(blocker);
  if (blockers.empty()) move(model, lead, row, row.to.empty() ? *command.to : row.to, command.by, command.reason);
  return blockers;
}

/// An answer happens at the clock.
std::vector<std::string> apply_answer(const Model& model, Lead& lead, const Content& answer) {
  std::vector<std::string> blockers;
  const auto& criteria = model.gate.criteria;
  if (std::none_of(criteria.begin(), criteria.end(), [&](const Criterion& each) { return each.name == answer.name; }))
    blockers.push_back("answer/unknown_criterion");
  if (answer.verdict && !contains({"met", "unmet", "unknown"}, *answer.verdict))
    blockers.push_back("answer/unknown_verdict");
  if (blockers.empty()) lead.facts.answers.push_back({lead.clock, answer.name, answer.fields, answer.verdict});
  return blockers;
}

std::vector<std::string> apply_content(const Model& model, Lead& lead, const Event& event) {
  const Content& content = event.content;
  if (content.kind == "command") return apply_command(model, lead, content);
  if (content.kind == "answer") return apply_answer(model, lead, content);
  if (content.kind == "tick") {
    if (content.at < lead.clock) return {"time/before_clock"};
    lead.clock = content.at;
  }
  if (content.kind == "activity")
    lead.facts.activities.push_back({content.at, event.id, content.name, content.said, content.fields});
  if (content.kind == "attributes") {
    for (const auto& [name, value] : content.fields) lead.facts.settings.push_back({content.at, name, value});
    for (const std::string& name : event.removed) lead.facts.settings.push_back({content.at, name, {}});
  }
  return {};
}

}  // namespace

bool is_from_the_future(const Event& event) {
  constexpr Time five_minutes = 300'000;
  return event.received && event.content.at - *event.received > five_minutes;
}

void tick(const Model& model, Lead& lead, Time at) {
  lead.clock = at;
  settle(model, lead);
}

// "Checks come in this order: malformed, time/future, duplicate or conflict; then the tick; then row and guard."
Outcome apply(const Model& model, Leads& leads, const Event& event) {
  if (is_from_the_future(event)) return {0, "refused", {"time/future"}, {}};

  const auto known = leads.find(event.lead);
  const bool is_new = known == leads.end();
  if (!is_new && event.id) {
    const auto earlier = known->second.accepted_ids.find(*event.id);
    if (earlier != known->second.accepted_ids.end())
      return {0, earlier->second == event.content ? "duplicate" : "duplicate_conflict", {}, {}};
  }

  // A lead's first event has no tick before it; the lead exists only once one was accepted
  Lead newborn;
  newborn.clock = newborn.entered_at = event.content.at;
  Lead& lead = is_new ? newborn : known->second;
  if (event.content.kind != "tick" && event.content.at > lead.clock) tick(model, lead, event.content.at);

  const auto blockers = apply_content(model, lead, event);
  if (!blockers.empty()) return {0, "refused", blockers, {}};
  if (event.id) lead.accepted_ids[*event.id] = event.content;
  settle(model, lead);
  if (is_new) leads[event.lead] = newborn;
  return {0, "accepted", {}, event.notices};
}

}  // namespace reference
