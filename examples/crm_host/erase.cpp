// First everything is deleted, in one transaction; then the files are made anew without it.
#include "erase.hpp"

#include "funnel.hpp"
#include "key.hpp"

namespace crm {

namespace {

std::string tombstone_of(const Crm& crm, const std::string& lead) {
  return bantam::to_text(bantam::tombstone_of(read_key(crm), "", lead));
}

// What is counted of a lead goes on being counted, under a number that leads nowhere.
void keep_journal(Crm& crm, const std::string& lead) {
  const auto found = journal_of(crm.database, lead);
  if (!found) return;
  const bantam::LeadJournal journal = bantam::without_person(active_model(crm), *found);
  static const std::string insert =
      "INSERT INTO erased_journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  std::int64_t number = 0;
  {
    Rows rows = crm.database.query("SELECT abs(random() / 2)");
    if (rows.next()) number = rows.number(0);
  }
  const std::optional<std::string> none;
  const std::optional<std::int64_t> no_time;
  std::int64_t place = 0;
  crm.database.run(insert, {number, place++, "began", journal.began.ms, no_time, "lead", none, none,
                            none, std::int64_t{0}});
  for (const bantam::StageMove& move : journal.moves) {
    const auto reason =
        move.reason.empty() ? std::nullopt : std::optional<std::string>(move.reason);
    crm.database.run(insert, {number, place++, "move", move.at.ms, no_time,
                              bantam::to_text(move.from), bantam::to_text(move.to),
                              bantam::to_text(move.trigger), reason,
                              std::int64_t{move.gate_open}});
  }
  for (const bantam::Alert& alert : journal.alerts) {
    crm.database.run(insert, {number, place++, "alert", alert.at.ms,
                              std::optional<std::int64_t>(alert.due.ms),
                              bantam::to_text(alert.stage), none, none, none, std::int64_t{0}});
  }
}

void delete_rows(Database& database, const std::string& lead) {
  database.run("INSERT INTO erasing VALUES (?)", {lead});
  database.run("DELETE FROM journal WHERE lead = ?", {lead});
  database.run("DELETE FROM events WHERE lead = ?", {lead});
  database.run("DELETE FROM states WHERE lead = ?", {lead});
  database.run("DELETE FROM leads WHERE lead = ?", {lead});
  database.run("DELETE FROM erasing WHERE lead = ?", {lead});
}

// The write-ahead log still holds pages from before, and so may the slack of pages that moved.
void empty_log(Database& database) {
  Rows rows = database.query("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!rows.next() || rows.number(0) != 0) {
    throw Failure("erased, but another connection keeps the old pages: erase again when it is done");
  }
}

void scrub(Database& database) {
  empty_log(database);
  database.script("VACUUM");
  empty_log(database);
}

}  // namespace

bool is_erased(Crm& crm, const std::string& lead) {
  if (!crm.database.query("SELECT 1 FROM tombstones LIMIT 1").next()) return false;
  return crm.database
      .query("SELECT 1 FROM tombstones WHERE tombstone = ?", {tombstone_of(crm, lead)})
      .next();
}

Reply refused_as_erased(const std::string& lead) {
  return {Outcome::refused, "refused " + lead + ": lead/erased"};
}

Reply erase(Crm& crm, const std::string& lead) {
  Transaction transaction(crm.database, Transaction::Kind::writing);
  if (is_erased(crm, lead)) {
    transaction.commit();
    scrub(crm.database);
    return {Outcome::already, "already " + lead + ": erased"};
  }
  if (!crm.database.query("SELECT 1 FROM leads WHERE lead = ?", {lead}).next()) {
    throw Failure("no lead " + lead + ": add it first");
  }
  keep_journal(crm, lead);
  crm.database.run("INSERT INTO tombstones VALUES (?)", {tombstone_of(crm, lead)});
  delete_rows(crm.database, lead);
  transaction.commit();
  scrub(crm.database);
  return {Outcome::accepted, "erased " + lead};
}

}  // namespace crm
