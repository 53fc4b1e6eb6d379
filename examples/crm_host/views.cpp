// A view reads one moment of the database: each is one reading transaction.
#include "views.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

namespace crm {

namespace {

using bantam::Timestamp;

// A line of a table; `width` characters of each column but the last.
std::string padded(const std::vector<std::pair<std::string, std::size_t>>& columns) {
  std::string line;
  for (const auto& [text, width] : columns) {
    line += text;
    if (text.size() < width) line.append(width - text.size(), ' ');
    line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string row(const std::string& lead, const std::string& stage, const std::string& total,
                const std::string& rating, const std::string& gate, const std::string& version,
                const std::string& entered) {
  return padded({{lead, 16}, {stage, 12}, {total, 10}, {rating, 6}, {gate, 10}, {version, 7},
                 {entered, 20}});
}

Timestamp later(Timestamp a, Timestamp b) { return a < b ? b : a; }

std::string gate_text(const bantam::GateStanding& gate) {
  return (gate.open ? "open " : "shut ") + std::to_string(gate.met) + "/" +
         std::to_string(gate.required);
}

// What one tick on a copy would do.
std::string outlook(const bantam::Model& model, const bantam::LeadState& state, Timestamp at) {
  const bantam::Event tick{state.lead, at, bantam::Tick{}, std::nullopt, std::nullopt};
  const auto step = bantam::apply(model, state, tick);
  if (!step) throw Failure(bantam::to_text(step.error()));
  const std::string text = text_of(step->effects);
  return text.empty() ? "\n  an answer expires or a date passes" : text;
}

// Of leads that are not scored: they come last.
constexpr bantam::Points lowest = bantam::Points::of_thousandths(INT64_MIN);

struct Due {
  std::string lead;
  Timestamp at;
};

}  // namespace

std::string list(Crm& crm, const std::optional<bantam::Stage>& stage, Timestamp at) {
  Transaction transaction(crm.database, Transaction::Kind::reading);
  const bantam::Model& model = active_model(crm);
  const std::optional<std::string> name =
      stage ? std::optional<std::string>(bantam::to_text(*stage)) : std::nullopt;
  std::vector<std::pair<bantam::Points, std::string>> lines;
  std::string unreadable;
  Rows rows = crm.database.query(
      "SELECT lead, stage, version, state FROM states WHERE ?1 IS NULL OR stage = ?1 ORDER BY lead",
      {name});
  while (rows.next()) {
    const auto state = bantam::state_from_binary(model, rows.text(0), rows.text(3));
    if (!state) {
      unreadable.append("\n").append(
          row(rows.text(0), rows.text(1), "-", "-", "-", rows.text(2), "see `rebuild`"));
      continue;
    }
    const auto decision = bantam::decide(model, *state, later(at, state->clock));
    if (!decision) throw Failure(bantam::to_text(decision.error()));
    const bool scored = !bantam::suppressed(*decision);
    lines.emplace_back(scored ? decision->total : lowest,
                       row(rows.text(0), rows.text(1), scored ? bantam::to_text(decision->total) : "-",
                           decision->rating, gate_text(decision->gate), rows.text(2),
                           bantam::to_text(decision->entered_at)));
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = row("LEAD", "STAGE", "TOTAL", "RATING", "GATE", "VERSION", "SINCE");
  for (const auto& line : lines) text += "\n" + line.second;
  return text + unreadable;
}

std::string explain(Crm& crm, const std::string& lead, Timestamp at) {
  Transaction transaction(crm.database, Transaction::Kind::reading);
  const bantam::Model& model = active_model(crm);
  const Stored stored = load(crm.database, model, lead);
  if (!stored.state.exists) throw Failure("no lead " + lead + ": add it first");
  const auto why = bantam::explain(model, stored.state, later(at, stored.state.clock));
  if (!why) throw Failure(bantam::to_text(why.error()));
  const auto missing = bantam::what_is_missing(model, stored.state);
  if (!missing) throw Failure(bantam::to_text(missing.error()));
  return "version " + std::to_string(stored.version) + "\n" + bantam::to_text(*why) + "\n" +
         bantam::to_text(*missing);
}

std::string explain_to_subject(Crm& crm, const std::string& lead, Timestamp at) {
  Transaction transaction(crm.database, Transaction::Kind::reading);
  const bantam::Model& model = active_model(crm);
  const Stored stored = load(crm.database, model, lead);
  if (!stored.state.exists) throw Failure("no lead " + lead + ": add it first");
  const auto report = bantam::subject_report(
      model, stored.state, later(at, stored.state.clock),
      "Write to the company that you had to do with: you may have errors put right, object to being "
      "scored, and have your data erased.");
  if (!report) throw Failure(bantam::to_text(report.error()));
  return bantam::to_text(*report);
}

std::string journal(Crm& crm, const std::string& lead) {
  Rows rows = crm.database.query(
      "SELECT at, kind, from_stage, to_stage, trigger, by, reason, model, arrival FROM journal"
      " WHERE lead = ? ORDER BY entry",
      {lead});
  std::string text;
  while (rows.next()) {
    text.append(text.empty() ? "" : "\n").append(bantam::to_text(Timestamp{rows.number(0)}));
    text.append(" ").append(rows.text(1)).append(" ").append(rows.text(2));
    if (rows.text(1) == "alert") {
      text += " sla_breached";
    } else {
      text += " -> " + rows.text(3) + " (" + rows.text(4) + ")";
    }
    if (const auto by = rows.text_or_null(5)) text += " by " + *by;
    if (const auto reason = rows.text_or_null(6)) text += ", reason " + *reason;
    text += ", model " + rows.text(7).substr(0, 8) + ", event " + rows.text(8);
  }
  return text.empty() ? "nothing yet" : text;
}

std::string due(Crm& crm, Timestamp until) {
  Transaction transaction(crm.database, Transaction::Kind::reading);
  const bantam::Model& model = active_model(crm);
  std::vector<Due> leads;
  {
    Rows rows = crm.database.query(
        "SELECT lead, next_change FROM states WHERE next_change <= ? AND model = ?"
        " ORDER BY next_change, lead",
        {until.ms, bantam::to_text(model.fingerprint())});
    while (rows.next()) leads.push_back({rows.text(0), Timestamp{rows.number(1)}});
  }
  std::string text;
  for (const Due& next : leads) {
    text.append(text.empty() ? "" : "\n").append(bantam::to_text(next.at));
    text.append(" ").append(next.lead);
    text += outlook(model, load(crm.database, model, next.lead).state, next.at);
  }
  return text.empty() ? "nothing is due" : text;
}

}  // namespace crm
