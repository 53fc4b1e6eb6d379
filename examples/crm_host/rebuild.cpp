// A lead is rebuilt from its own events alone, in the order in which they came.
#include "rebuild.hpp"

#include <utility>

namespace crm {

namespace {

using bantam::Model;
using bantam::Stage;

struct Entry {
  std::int64_t arrival;
  std::string body;
  friend bool operator==(const Entry& a, const Entry& b) {
    return a.arrival == b.arrival && a.body == b.body;
  }
};

// What is stored of a lead, unread: it may be of another model, or damaged.
struct Kept {
  std::string model, stage, blob;
  std::int64_t version = 0, replayed = 0;
  std::optional<std::int64_t> next_change;
  std::int64_t moves = 0;      // in the journal
  std::vector<Entry> entries;  // of the events after `replayed`
};

// What the log gives.
struct Replayed {
  bantam::LeadState state;
  std::int64_t last_arrival = 0;
  std::vector<Entry> entries;
  std::vector<std::string> refusals;  // of events that were accepted when they came
};

Replayed replay_log(Database& database, const Model& model, const std::string& lead) {
  Replayed replayed;
  replayed.state = model.new_lead(lead);
  bantam::Workspace workspace;
  Rows rows = database.query("SELECT arrival, event FROM events WHERE lead = ? ORDER BY arrival",
                             {lead});
  while (rows.next()) {
    replayed.last_arrival = rows.number(0);
    const std::string place = "event " + std::to_string(replayed.last_arrival);
    const auto event = bantam::event_from_json(rows.text(1), model.limits());
    if (!event) throw Failure(place + ": " + bantam::to_text(event.error()));
    const auto effects = bantam::apply_to(model, replayed.state, *event, workspace);
    if (!effects) throw Failure(place + ": " + bantam::to_text(effects.error()));
    for (const bantam::Blocker& blocker : effects->blockers) {
      replayed.refusals.push_back(place + " " + bantam::to_text(blocker));
    }
    for (const bantam::Move& move : effects->moves) {
      replayed.entries.push_back({replayed.last_arrival, bantam::move_to_json(move)});
    }
    for (const bantam::Alert& alert : effects->alerts) {
      replayed.entries.push_back({replayed.last_arrival, bantam::alert_to_json(alert)});
    }
  }
  return replayed;
}

Kept kept_of(Database& database, const std::string& lead) {
  Kept kept;
  {
    Rows rows = database.query(
        "SELECT model, stage, state, version, replayed, next_change FROM states WHERE lead = ?",
        {lead});
    if (!rows.next()) return kept;
    kept = {rows.text(0), rows.text(1), rows.text(2), rows.number(3), rows.number(4),
            rows.number_or_null(5), 0, {}};
  }
  Rows rows = database.query(
      "SELECT arrival, kind, body FROM journal WHERE lead = ? ORDER BY entry", {lead});
  while (rows.next()) {
    if (rows.text(1) != "alert") ++kept.moves;
    if (rows.number(0) > kept.replayed) kept.entries.push_back({rows.number(0), rows.text(2)});
  }
  return kept;
}

std::vector<Entry> entries_after(const std::vector<Entry>& entries, std::int64_t arrival) {
  std::vector<Entry> later;
  for (const Entry& entry : entries) {
    if (entry.arrival > arrival) later.push_back(entry);
  }
  return later;
}

bool is_foreign(const Model& model, const Kept& kept) {
  return !kept.model.empty() && kept.model != bantam::to_text(model.fingerprint());
}

// Why a stored state of another model cannot be used, and what replaying would do. The message
// of the library names the rules that need a replay.
std::string foreign_text(const Model& model, const Kept& kept, const Replayed& replayed) {
  std::string text = "another model";
  const auto state = bantam::state_from_binary(model, replayed.state.lead, kept.blob);
  if (!state) text = bantam::to_text(state.error());
  const auto stage = bantam::to_text(replayed.state.stage);
  text += "; replayed: stage " + kept.stage + " -> " + std::string(stage);
  for (const std::string& refusal : replayed.refusals) text += "; " + refusal;
  return text;
}

// Empty when everything stored of the lead is what the log gives.
std::string difference(const Model& model, const Kept& kept, const Replayed& replayed) {
  if (kept.blob.empty()) return "no state is stored";
  if (is_foreign(model, kept)) return foreign_text(model, kept, replayed);
  const auto blob = bantam::state_to_binary(model, replayed.state);
  if (!blob) return bantam::to_text(blob.error());
  if (kept.blob != *blob) {
    const auto state = bantam::state_from_binary(model, replayed.state.lead, kept.blob);
    return state ? "the state is another than the log gives" : bantam::to_text(state.error());
  }
  if (kept.stage != bantam::to_text(replayed.state.stage)) return "column `stage` differs";
  const auto next = bantam::next_change(model, replayed.state);
  if (!next) throw Failure(bantam::to_text(next.error()));
  const bool same_next = *next ? kept.next_change == (*next)->ms : !kept.next_change;
  if (!same_next) return "column `next_change` differs";
  if (kept.version != kept.moves) return "column `version` differs";
  if (kept.entries != entries_after(replayed.entries, kept.replayed)) return "the journal differs";
  return "";
}

// Rescoring moves leads between these two; elsewhere people have put them.
bool automatic_alone(Stage stage) { return stage == Stage::lead || stage == Stage::mql; }

bantam::Event hold(const Crm& crm, const bantam::LeadState& state, Stage stage) {
  bantam::Event event;
  event.lead = state.lead;
  event.at = now(crm) > state.clock ? now(crm) : state.clock;
  bantam::Command command;
  command.kind = bantam::CommandKind::override_stage;
  command.by = "rebuild";
  command.reason = "model_change";
  command.to = stage;
  event.what = command;
  return event;
}

// The stage that the model of before gave is left for the one that the log gives now; where people
// had given it, it is given back by an event like any other.
void change_stage(Crm& crm, const Model& model, Replayed& replayed, Stage stage,
                  std::int64_t& version) {
  Database& database = crm.database;
  bantam::LeadState& state = replayed.state;
  database.run(
      "INSERT INTO journal (lead, arrival, kind, at, from_stage, to_stage, trigger, by, model)"
      " VALUES (?, ?, 'model_change', ?, ?, ?, 'model_change', 'rebuild', ?)",
      {state.lead, replayed.last_arrival, state.clock.ms, bantam::to_text(stage),
       bantam::to_text(state.stage), bantam::to_text(model.fingerprint())});
  ++version;
  if (automatic_alone(stage)) return;

  const bantam::Event event = hold(crm, state, stage);
  const auto step = bantam::apply(model, state, event);
  if (!step) throw Failure(bantam::to_text(step.error()));
  if (step->effects.outcome != bantam::Outcome::accepted) {
    throw Failure(state.lead + ": cannot be kept in stage " + std::string(bantam::to_text(stage)));
  }
  replayed.last_arrival = append(database, event, "accepted by rebuild");
  write_journal(database, state.lead, replayed.last_arrival, model, step->effects);
  version += static_cast<std::int64_t>(step->effects.moves.size());
  state = step->state;
}

void rewrite(Crm& crm, const Model& model, const Kept& kept, Replayed& replayed) {
  std::int64_t version = kept.moves;
  if (is_foreign(model, kept)) {
    const auto stage = bantam::parse_stage(kept.stage);
    if (!stage) throw Failure("no stage is called " + kept.stage);
    if (*stage != replayed.state.stage) change_stage(crm, model, replayed, *stage, version);
  }
  save(crm.database, model, replayed.state, kept.version, version);
  crm.database.run("UPDATE states SET replayed = ? WHERE lead = ?",
                   {replayed.last_arrival, replayed.state.lead});
}

// True when the lead was rewritten.
bool examine(Crm& crm, const std::string& lead, bool write, RebuildReport& report) {
  const Model& model = active_model(crm);
  const Kept kept = kept_of(crm.database, lead);
  Replayed replayed = replay_log(crm.database, model, lead);
  const std::string found = difference(model, kept, replayed);
  if (found.empty()) {
    ++report.equal;
    return false;
  }
  report.findings.push_back(lead + ": " + found);
  if (write) rewrite(crm, model, kept, replayed);
  return write;
}

}  // namespace

RebuildReport compare_all(Crm& crm) {
  RebuildReport report;
  Transaction transaction(crm.database, Transaction::Kind::reading);  // one moment of the database
  for (const std::string& lead : all_leads(crm.database)) {
    ++report.leads;
    try {
      examine(crm, lead, false, report);
    } catch (const Failure& failure) {
      report.findings.push_back(lead + ": " + failure.what());
    }
  }
  return report;
}

RebuildReport rewrite_all(Crm& crm) {
  RebuildReport report;
  for (const std::string& lead : all_leads(crm.database)) {
    ++report.leads;
    try {
      Transaction transaction(crm.database, Transaction::Kind::writing);
      const bool written = examine(crm, lead, true, report);
      transaction.commit();
      if (written) ++report.written;
    } catch (const Failure& failure) {
      report.findings.push_back(lead + ": not written: " + failure.what());
    }
  }
  return report;
}

}  // namespace crm
