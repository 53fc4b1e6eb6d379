// The one transaction is record_inside: everything an event changes is written there or not at all.
#include "crm.hpp"

#include "erase.hpp"

#include <chrono>
#include <utility>

namespace crm {

namespace {

using bantam::Effects;
using bantam::Event;
using bantam::Model;
using bantam::Stage;
using bantam::Timestamp;

struct Logged {
  Timestamp at;
  std::string answer;
};

std::optional<Logged> find_logged(Database& database, const std::string& lead,
                                  const std::optional<std::string>& id) {
  if (!id) return std::nullopt;
  Rows rows =
      database.query("SELECT at, answer FROM events WHERE lead = ? AND id = ?", {lead, *id});
  if (!rows.next()) return std::nullopt;
  return Logged{Timestamp{rows.number(0)}, rows.text(1)};
}

bool has_lead(Database& database, const std::string& lead) {
  return database.query("SELECT 1 FROM leads WHERE lead = ?", {lead}).next();
}

// The event as the log will hold it: what is replayed later is what is judged now, limits included.
Event event_of(const Request& request, const std::optional<Logged>& first, Timestamp now,
               const Model& model) {
  Event event;
  event.lead = request.lead;
  event.at = request.at ? *request.at : first ? first->at : now;
  event.what = request.what;
  event.id = request.id;
  // With the time of receipt a mistyped year is refused, and cannot carry the lead's clock away.
  // A tick is the host's own word on what time it is.
  if (!std::holds_alternative<bantam::Tick>(event.what)) event.received = now;
  auto read_back = bantam::event_from_json(bantam::event_to_json(event), model.limits());
  if (!read_back) throw Failure(bantam::to_text(read_back.error()));
  return *std::move(read_back);
}

std::optional<Stage> target_of(const Request& request) {
  const auto* command = std::get_if<bantam::Command>(&request.what);
  if (command == nullptr) return std::nullopt;
  switch (command->kind) {
    case bantam::CommandKind::accept: return Stage::sal;
    case bantam::CommandKind::reject: return Stage::nurture;
    case bantam::CommandKind::qualify: return Stage::sql;
    case bantam::CommandKind::open_opportunity: return Stage::opportunity;
    case bantam::CommandKind::win: return Stage::closed_won;
    case bantam::CommandKind::lose: return Stage::closed_lost;
    case bantam::CommandKind::recycle: return Stage::nurture;
    case bantam::CommandKind::disqualify: return Stage::disqualified;
    case bantam::CommandKind::reopen: return Stage::nurture;
    case bantam::CommandKind::override_stage: return command->to;
  }
  return std::nullopt;
}

// The lead has moved since the user looked: either somebody did the same first, or something else
// happened, and the user must look again. A page view in between is neither.
Reply stale(Database& database, const Request& request, const Stored& stored) {
  if (const auto target = target_of(request); target && *request.seen < stored.version) {
    Rows rows = database.query(
        "SELECT by, at, trigger FROM journal WHERE lead = ?1 AND to_stage = ?2 AND arrival ="
        " (SELECT max(arrival) FROM journal WHERE lead = ?1 AND kind <> 'alert')",
        {request.lead, bantam::to_text(*target)});
    if (rows.next()) {
      const std::string who = rows.text_or_null(0).value_or(rows.text(2));
      return {Outcome::already, "already " + request.lead + ": " +
                                    std::string(bantam::to_text(*target)) + " by " + who + " at " +
                                    bantam::to_text(Timestamp{rows.number(1)}) + ", version " +
                                    std::to_string(stored.version)};
    }
  }
  return {Outcome::conflict, "conflict " + request.lead + ": stage " +
                                 std::string(bantam::to_text(stored.state.stage)) + ", version " +
                                 std::to_string(stored.version) + "; you saw version " +
                                 std::to_string(*request.seen)};
}

std::string name_of(const Request& request) {
  return request.lead + (request.id ? " " + *request.id : "");
}

std::string reasons_of(const std::vector<bantam::Blocker>& blockers) {
  std::string text;
  for (const bantam::Blocker& blocker : blockers) {
    text.append(text.empty() ? "" : "; ").append(bantam::to_text(blocker));
  }
  return text;
}

std::string answer_of(const Model& model, const Request& request, const bantam::Step& step,
                      std::int64_t version) {
  const auto decision = bantam::decide(model, step.state, step.state.clock);
  if (!decision) throw Failure(bantam::to_text(decision.error()));
  std::string text{bantam::to_text(step.effects.outcome)};
  text.append(" ").append(name_of(request)).append(": ");
  if (step.effects.outcome == bantam::Outcome::refused) {
    text += reasons_of(step.effects.blockers) + "; ";
  }
  const std::string total = bantam::suppressed(*decision)
                                ? "not scored (" + decision->suppressed_by.front() + ")"
                                : "total " + bantam::to_text(decision->total);
  text += "stage " + std::string(bantam::to_text(decision->stage)) + ", " + total + ", version " +
          std::to_string(version);
  return text + text_of(step.effects);
}

// Inside a writing transaction. Nothing is written unless the event is accepted, or is refused
// after time has passed; then the log gets the tick that did it.
Reply record_inside(Crm& crm, const Request& request) {
  Database& database = crm.database;
  const Model& model = active_model(crm);
  const Stored stored = load(database, model, request.lead);
  const std::optional<Logged> first = find_logged(database, request.lead, request.id);
  const Event event = event_of(request, first, now(crm), model);

  const auto step = bantam::apply(model, stored.state, event);
  if (!step) throw Failure(bantam::to_text(step.error()));
  const Effects& effects = step->effects;
  if (effects.outcome == bantam::Outcome::duplicate) {
    return {Outcome::duplicate,
            "duplicate " + name_of(request) + "\n  then: " + (first ? first->answer : "")};
  }
  if (effects.outcome == bantam::Outcome::duplicate_conflict) {
    return {Outcome::duplicate_conflict,
            "duplicate_conflict " + name_of(request) + ": " + reasons_of(effects.blockers)};
  }
  // After the retries: a command that was done and is sent again has an old version too.
  if (request.seen && *request.seen != stored.version) return stale(database, request, stored);

  const auto version = stored.version + static_cast<std::int64_t>(effects.moves.size());
  const std::string answer = answer_of(model, request, *step, version);
  const bool accepted = effects.outcome == bantam::Outcome::accepted;
  if (accepted || step->state != stored.state) {
    const Event passed{event.lead, event.at, bantam::Tick{}, std::nullopt, std::nullopt};
    const std::int64_t arrival = append(database, accepted ? event : passed, answer);
    write_journal(database, request.lead, arrival, model, effects);
    save(database, model, step->state, stored.version, version);
  }
  return {accepted ? Outcome::accepted : Outcome::refused, answer};
}

// One tick of one lead, unless there is nothing to do any more.
std::optional<std::string> tick_once(Crm& crm, const std::string& lead, Timestamp until) {
  Transaction transaction(crm.database, Transaction::Kind::writing);
  const Stored stored = load(crm.database, active_model(crm), lead);
  if (!stored.next_change || *stored.next_change > until.ms) return std::nullopt;
  Request request;
  request.lead = lead;
  request.what = bantam::Tick{};
  request.at = Timestamp{*stored.next_change};
  const Reply reply = record_inside(crm, request);
  if (reply.outcome != Outcome::accepted) throw Failure(reply.text);
  transaction.commit();
  return bantam::to_text(*request.at) + " " + reply.text;
}

}  // namespace

Timestamp now(const Crm& crm) {
  if (crm.fixed_now) return *crm.fixed_now;
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return Timestamp{std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

std::vector<bantam::Diagnostic> adopt_model(Crm& crm, const std::string& document) {
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) {
    std::string text = "the model has errors; nothing is changed";
    for (const bantam::Diagnostic& diagnostic : report.diagnostics) {
      text += "\n  " + bantam::to_line(diagnostic);
    }
    throw Failure(text);
  }
  const std::string fingerprint = bantam::to_text(report.model->fingerprint());
  crm.database.run(
      "INSERT INTO models VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name,"
      " version = excluded.version, document = excluded.document",
      {fingerprint, report.model->name(), report.model->version(), document, now(crm).ms});
  crm.database.run("INSERT OR REPLACE INTO active_model VALUES (1, ?)", {fingerprint});
  crm.model = report.model;
  return report.diagnostics;
}

const Model& active_model(Crm& crm) {
  Rows rows = crm.database.query(
      "SELECT fingerprint, document FROM active_model JOIN models USING (fingerprint)");
  if (!rows.next()) throw Failure("there is no model yet: init MODEL");
  const std::string fingerprint = rows.text(0);
  if (!crm.model || bantam::to_text(crm.model->fingerprint()) != fingerprint) {
    const bantam::CompileReport report = bantam::compile(rows.text(1));
    if (!report.model || bantam::to_text(report.model->fingerprint()) != fingerprint) {
      throw Failure("this release reads the active model differently: init it again, then rebuild");
    }
    crm.model = report.model;
  }
  return *crm.model;
}

Reply add(Crm& crm, const Request& request) {
  Transaction transaction(crm.database, Transaction::Kind::writing);
  if (is_erased(crm, request.lead)) return refused_as_erased(request.lead);
  if (has_lead(crm.database, request.lead)) {
    if (find_logged(crm.database, request.lead, request.id)) return record_inside(crm, request);
    return {Outcome::refused, "refused " + request.lead + ": is there already; see `set`"};
  }
  crm.database.run("INSERT INTO leads VALUES (?, ?)", {request.lead, now(crm).ms});
  Reply reply = record_inside(crm, request);
  if (reply.outcome == Outcome::accepted) transaction.commit();
  return reply;
}

Reply record(Crm& crm, const Request& request) {
  Transaction transaction(crm.database, Transaction::Kind::writing);
  if (is_erased(crm, request.lead)) return refused_as_erased(request.lead);
  if (!has_lead(crm.database, request.lead)) {
    throw Failure("no lead " + request.lead + ": add it first");
  }
  Reply reply = record_inside(crm, request);
  transaction.commit();
  return reply;
}

std::vector<std::string> tick(Crm& crm, Timestamp until) {
  std::vector<std::string> leads;
  {
    Rows rows = crm.database.query(
        "SELECT lead FROM states WHERE next_change <= ? AND model = ? ORDER BY next_change, lead",
        {until.ms, bantam::to_text(active_model(crm).fingerprint())});
    while (rows.next()) leads.push_back(rows.text(0));
  }
  std::vector<std::string> lines;
  for (const std::string& lead : leads) {
    while (auto line = tick_once(crm, lead, until)) lines.push_back(*std::move(line));
  }
  return lines;
}

std::vector<std::string> all_leads(Database& database) {
  std::vector<std::string> leads;
  Rows rows = database.query("SELECT lead FROM leads ORDER BY lead");
  while (rows.next()) leads.push_back(rows.text(0));
  return leads;
}

Stored load(Database& database, const Model& model, const std::string& lead) {
  Rows rows =
      database.query("SELECT state, version, next_change FROM states WHERE lead = ?", {lead});
  if (!rows.next()) return {model.new_lead(lead), 0, std::nullopt};
  auto state = bantam::state_from_binary(model, lead, rows.text(0));
  if (!state) throw Failure(lead + ": " + bantam::to_text(state.error()) + "; see `rebuild`");
  return {*std::move(state), rows.number(1), rows.number_or_null(2)};
}

std::int64_t append(Database& database, const Event& event, const std::string& answer) {
  database.run("INSERT INTO events (lead, id, at, event, answer) VALUES (?, ?, ?, ?, ?)",
               {event.lead, event.id, event.at.ms, bantam::event_to_json(event), answer});
  return database.last_key();
}

void write_journal(Database& database, const std::string& lead, std::int64_t arrival,
                   const Model& model, const Effects& effects) {
  static const std::string insert =
      "INSERT INTO journal (lead, arrival, kind, at, from_stage, to_stage, trigger, by, reason,"
      " model, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  const std::string fingerprint = bantam::to_text(model.fingerprint());
  for (const bantam::Move& move : effects.moves) {
    database.run(insert, {lead, arrival, "move", move.at.ms, bantam::to_text(move.from),
                          bantam::to_text(move.to), bantam::to_text(move.trigger), move.by,
                          move.reason, fingerprint, bantam::move_to_json(move)});
  }
  const std::optional<std::string> none;
  for (const bantam::Alert& alert : effects.alerts) {
    database.run(insert, {lead, arrival, "alert", alert.at.ms, bantam::to_text(alert.stage), none,
                          none, none, none, fingerprint, bantam::alert_to_json(alert)});
  }
}

void save(Database& database, const Model& model, const bantam::LeadState& state,
          std::int64_t before, std::int64_t after) {
  const auto next = bantam::next_change(model, state);
  if (!next) throw Failure(bantam::to_text(next.error()));
  const std::optional<std::int64_t> next_ms =
      *next ? std::optional<std::int64_t>((*next)->ms) : std::nullopt;
  const std::string fingerprint = bantam::to_text(model.fingerprint());
  // Too large to be loaded again: then the event is taken back with the transaction.
  const auto blob = bantam::state_to_binary(model, state);
  if (!blob) throw Failure(bantam::to_text(blob.error()));
  const auto changed = database.run(
      "INSERT INTO states VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6) ON CONFLICT DO UPDATE SET"
      " model = ?2, version = ?3, stage = ?4, next_change = ?5, state = ?6 WHERE version = ?7",
      {state.lead, fingerprint, after, bantam::to_text(state.stage), next_ms, Blob{*blob}, before});
  // Cannot happen under BEGIN IMMEDIATE; a host that computes outside of a transaction needs it.
  if (changed != 1) throw Failure(state.lead + ": changed by somebody else meanwhile; try again");
}

std::string text_of(const Effects& effects) {
  std::string text;
  for (const bantam::Move& move : effects.moves) {
    text += "\n  move " + std::string(bantam::to_text(move.from)) + " -> " +
            std::string(bantam::to_text(move.to)) + " (" +
            std::string(bantam::to_text(move.trigger)) + ")";
  }
  for (const bantam::Alert& alert : effects.alerts) {
    text += "\n  alert sla_breached " + std::string(bantam::to_text(alert.stage)) + ", due " +
            bantam::to_text(alert.due);
  }
  for (const bantam::Notice& notice : effects.notices) {
    text += "\n  notice " + notice.code + " " + notice.subject;
  }
  return text;
}

}  // namespace crm
