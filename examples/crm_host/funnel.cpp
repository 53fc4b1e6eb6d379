// Journals as the database has them, given to the library to be counted.
#include "funnel.hpp"

#include <utility>
#include <vector>

namespace crm {

namespace {

using bantam::LeadJournal;
using bantam::Stage;
using bantam::Timestamp;

Stage stage_of(const std::string& name) {
  const auto stage = bantam::parse_stage(name);
  if (!stage) throw Failure("no stage is called " + name);
  return *stage;
}

// A change of model moves a lead as automation does.
bantam::Trigger trigger_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(bantam::Trigger::sla); ++i) {
    const auto trigger = static_cast<bantam::Trigger>(i);
    if (name == bantam::to_text(trigger)) return trigger;
  }
  return bantam::Trigger::automatic;
}

// Columns: kind, at, due, from_stage, to_stage, trigger, reason, gate_open.
void add_entry(const Rows& rows, LeadJournal& journal) {
  const Timestamp at{rows.number(1)};
  if (rows.text(0) == "alert") {
    journal.alerts.push_back({stage_of(rows.text(3)), Timestamp{rows.number(2)}, at});
    return;
  }
  journal.moves.push_back({stage_of(rows.text(3)), stage_of(rows.text(4)), trigger_of(rows.text(5)),
                           at, rows.text(6), rows.number(7) != 0});
}

std::vector<LeadJournal> kept_journals(Database& database) {
  std::vector<LeadJournal> journals;
  Rows rows = database.query(
      "SELECT kind, at, due, from_stage, to_stage, trigger, reason, gate_open FROM erased_journal"
      " ORDER BY journal, place");
  while (rows.next()) {
    if (rows.text(0) == "began") journals.push_back({Timestamp{rows.number(1)}, {}, {}});
    else add_entry(rows, journals.back());
  }
  return journals;
}

std::string text_of(const bantam::Funnel& counted) {
  std::string text = std::to_string(counted.all.leads) + " leads";
  for (std::size_t i = 0; i < bantam::stage_count; ++i) {
    const bantam::StageCount& stage = counted.all.whole.stages[i];
    text.append("\n  ").append(bantam::to_text(static_cast<Stage>(i)));
    text += ": in " + std::to_string(stage.in) + ", out " + std::to_string(stage.out) + ", now " +
            std::to_string(stage.closing);
    if (stage.sla) text += ", late " + std::to_string(stage.sla->missed);
  }
  for (const bantam::MoveCount& move : counted.all.whole.moves) {
    text.append("\n  ").append(bantam::to_text(move.from)).append(" -> ");
    text.append(bantam::to_text(move.to)).append(" (").append(bantam::to_text(move.trigger));
    text += (move.reason.empty() ? "" : ", " + move.reason) + "): " + std::to_string(move.count);
  }
  return text;
}

}  // namespace

std::optional<LeadJournal> journal_of(Database& database, const std::string& lead) {
  LeadJournal journal;
  {
    Rows rows = database.query("SELECT at FROM events WHERE lead = ? ORDER BY arrival LIMIT 1",
                               {lead});
    if (!rows.next()) return std::nullopt;
    journal.began = Timestamp{rows.number(0)};
  }
  Rows rows = database.query(
      "SELECT kind, at, json_extract(body, '$.due'), from_stage, to_stage, trigger, reason,"
      " coalesce(json_extract(body, '$.gate.open'), 0) FROM journal WHERE lead = ? ORDER BY entry",
      {lead});
  while (rows.next()) {
    add_entry(rows, journal);
    if (rows.text(0) != "alert") continue;
    const auto due = bantam::parse_timestamp(rows.text(2));
    if (!due) throw Failure("an alert without the time it was due");
    journal.alerts.back().due = *due;
  }
  return journal;
}

std::string funnel(Crm& crm, Timestamp at) {
  Transaction transaction(crm.database, Transaction::Kind::reading);
  std::vector<LeadJournal> journals = kept_journals(crm.database);
  for (const std::string& lead : all_leads(crm.database)) {
    if (auto journal = journal_of(crm.database, lead)) journals.push_back(*std::move(journal));
  }
  bantam::FunnelOptions options;
  options.as_of = at;
  options.sla_stages = bantam::stages_with_sla(active_model(crm));
  const auto counted = bantam::funnel(journals, options);
  if (!counted) throw Failure(bantam::to_text(counted.error()));
  return text_of(*counted);
}

}  // namespace crm
