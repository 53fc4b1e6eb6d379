// Judging: who is judged and when is settled before any lead is scored.
#include "judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "attribute_cell.hpp"
#include "input.hpp"
#include "lead_columns.hpp"
#include "log_replay.hpp"

namespace bantam::cli {

namespace {

using Rows = std::map<std::string, std::size_t>;  // of the table, by lead

bool complain(Console& console, const Finding& finding) {
  console.report(finding);
  return false;
}

std::string id_column(const JudgingFiles& files) {
  return files.id_column.empty() ? "lead" : files.id_column;
}

// --- the table of leads

bool read_rows(const RawTable& table, std::size_t id, Rows& rows, Console& console) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& lead = table.cells[id][row];
    if (lead.empty()) return complain(console, table.at(row, "row/no_lead", "the row has no lead id"));
    const auto [first, fresh] = rows.emplace(lead, row);
    if (!fresh)
      return complain(console, table.at(row, "row/doubled_lead",
                                        fmt::format("the lead of line {} stands here again",
                                                    table.lines[first->second])));
  }
  return true;
}

/// When the lead of a row came, where the table says it.
bool read_times(const RawTable& table, const std::string& column,
                std::vector<std::optional<Timestamp>>& times, Console& console) {
  times.resize(table.rows());
  if (column.empty()) return true;
  const auto place = wanted_column(table, column, "--time", console);
  if (!place) return false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& cell = table.cells[*place][row];
    if (cell.empty()) continue;
    times[row] = moment_in(cell);
    if (!times[row])
      return complain(console, table.at(row, "cell/not_a_moment",
                                        fmt::format("column `{}` wants a date or a moment", column),
                                        "such as 2026-11-21 or 2026-11-21T10:00:00Z"));
  }
  return true;
}

// --- who is judged when

class Settling {
 public:
  Settling(const Model& model, const JudgingFiles& files, Console& console)
      : model_(model), files_(files), console_(console) {}

  std::optional<Cases> run();

 private:
  bool read_table();
  bool read_outcomes();
  bool settle();
  bool settle_lead(const std::string& lead);
  bool too_young(Timestamp at) const;
  LeadOutcome became(Timestamp at, const std::optional<KnownOutcome>& known) const;
  std::optional<Timestamp> came(const std::string& lead) const;
  std::optional<KnownOutcome> outcome_of(const std::string& lead) const;
  bool add_folds();

  const Model& model_;
  const JudgingFiles& files_;
  Console& console_;
  Cases cases_;
  Rows rows_;
  std::vector<std::optional<Timestamp>> times_;  // of rows
  std::optional<Outcomes> outcomes_;             // nothing: the log says it
  std::optional<Timestamp> end_;                 // of the log
};

bool Settling::read_table() {
  cases_.table = cli::read_table(files_.leads, console_);
  if (!cases_.table) return false;
  const auto id = wanted_column(*cases_.table, id_column(files_), "--id", console_);
  if (!id || !read_rows(*cases_.table, *id, rows_, console_)) return false;
  return read_times(*cases_.table, files_.time_column, times_, console_);
}

bool Settling::read_outcomes() {
  OutcomeColumns columns{id_column(files_), files_.outcome_column, files_.outcome_at_column};
  if (!files_.outcomes.empty()) {
    const std::optional<RawTable> table = cli::read_table(files_.outcomes, console_);
    if (!table) return false;
    if (columns.outcome.empty()) columns.outcome = "won";
    if (columns.at.empty() && table->find("at")) columns.at = "at";
    outcomes_ = outcomes_in(*table, columns, console_);
  } else if (!files_.outcome_column.empty()) {
    outcomes_ = outcomes_in(*cases_.table, columns, console_);
    cases_.outcome_column = cases_.table->find(files_.outcome_column);
  } else {
    return true;
  }
  if (!outcomes_) return false;
  for (const auto& [lead, outcome] : *outcomes_)
    if (!outcome.at) cases_.outcomes_have_times = false;
  if (files_.within && !cases_.outcomes_have_times)
    return complain(console_, {"--within", 0, 0, "outcome/no_time",
                               "not every outcome says when it was known: --outcome-at names the column"});
  return true;
}

std::optional<Timestamp> Settling::came(const std::string& lead) const {
  if (const auto row = rows_.find(lead); row != rows_.end() && times_[row->second])
    return times_[row->second];
  const auto own = cases_.events.find(lead);
  return own == cases_.events.end() ? std::nullopt : std::optional(own->second.front().at);
}

std::optional<KnownOutcome> Settling::outcome_of(const std::string& lead) const {
  if (outcomes_) {
    const auto known = outcomes_->find(lead);
    return known == outcomes_->end() ? std::nullopt : std::optional(known->second);
  }
  const auto own = cases_.events.find(lead);
  if (own == cases_.events.end()) return std::nullopt;
  const std::optional<Ending> ending = ending_of(model_, lead, own->second);
  return ending ? std::optional(KnownOutcome{ending->won, ending->at}) : std::nullopt;
}

bool Settling::too_young(Timestamp at) const {
  if (!end_ || !(files_.after || files_.within)) return false;
  return (files_.within ? at + *files_.within : at) > *end_;
}

LeadOutcome Settling::became(Timestamp at, const std::optional<KnownOutcome>& known) const {
  if (files_.within)
    return known && known->won && *known->at <= at + *files_.within ? LeadOutcome::won : LeadOutcome::lost;
  if (!known) return LeadOutcome::open;
  return known->won ? LeadOutcome::won : LeadOutcome::lost;
}

bool Settling::settle_lead(const std::string& lead) {
  LeadCase one{lead, {}, came(lead), LeadOutcome::open, {}};
  if (files_.after && !one.came) return ++cases_.left_out.without_time, true;
  one.at = files_.after ? *one.came + *files_.after : *files_.as_of;
  if (one.at >= timestamp_end)
    return complain(console_, {"--after", 0, 0, "out_of_range", "a lead would be judged after 2199"});
  if (one.came && *one.came > one.at) return ++cases_.left_out.later, true;
  if (too_young(one.at)) return ++cases_.left_out.young, true;
  const std::optional<KnownOutcome> known = outcome_of(lead);
  if (known && known->at && *known->at <= one.at) return ++cases_.left_out.decided, true;
  one.outcome = became(one.at, known);
  if (const auto row = rows_.find(lead); row != rows_.end()) one.row = row->second;
  cases_.leads.push_back(std::move(one));
  return true;
}

bool Settling::settle() {
  for (const auto& [lead, own] : cases_.events) end_ = std::max(end_.value_or(own.back().at), own.back().at);
  if (!cases_.table) {
    for (const auto& [lead, own] : cases_.events)
      if (!settle_lead(lead)) return false;
    return true;
  }
  for (const auto& [lead, row] : rows_)
    if (!settle_lead(lead)) return false;
  for (const auto& [lead, own] : cases_.events)
    if (rows_.count(lead) == 0) ++cases_.left_out.without_row;
  return true;
}

bool Settling::add_folds() {
  if (files_.folds.empty()) return true;
  const auto known = [&](const std::string& lead) {
    return rows_.count(lead) > 0 || cases_.events.count(lead) > 0;
  };
  const std::optional<FoldFile> file = read_folds(files_.folds, known, console_);
  if (!file) return false;
  std::vector<std::string> leads;
  std::vector<LeadOutcome> outcomes;
  for (const LeadCase& one : cases_.leads) {
    leads.push_back(one.lead);
    outcomes.push_back(one.outcome);
  }
  std::optional<std::vector<std::uint32_t>> folds = folds_of(*file, leads, outcomes, console_);
  if (!folds) return false;
  cases_.folds = *std::move(folds);
  return true;
}

std::optional<Cases> Settling::run() {
  if (!files_.leads.empty() && !read_table()) return std::nullopt;
  if (!files_.events.empty()) {
    std::optional<EventsByLead> events = read_events(files_.events, model_, console_);
    if (!events) return std::nullopt;
    cases_.events = *std::move(events);
  }
  if (!read_outcomes() || !settle() || !add_folds()) return std::nullopt;
  return std::move(cases_);
}

// --- the leads at their moment

/// Applies events and rows to one lead after another.
class Judge {
 public:
  Judge(const Model& model, const Cases& cases, Console& console)
      : model_(model), cases_(cases), console_(console), columns_(attributes(model)) {
    if (!cases.table) return;
    feeds_ = columns_.feeds([&](const std::string& name) { return cases.table->find(name); });
    const auto is_outcome = [&](const auto& feed) { return feed.column == cases.outcome_column; };
    feeds_.erase(std::remove_if(feeds_.begin(), feeds_.end(), is_outcome), feeds_.end());
  }

  std::optional<ReplayedLead> lead(const LeadCase& one);

 private:
  bool apply_one(ReplayedLead& lead, const Event& event) {
    const Result<Effects> effects = apply_event(model_, lead, event, workspace_);
    return effects || complain(console_, finding_of(effects.error(), "log", 0));
  }
  bool apply_log(const LeadCase& one, ReplayedLead& lead);
  bool apply_row(const LeadCase& one, ReplayedLead& lead);

  const Model& model_;
  const Cases& cases_;
  Console& console_;
  LeadColumns columns_;
  std::vector<LeadColumns::Feed> feeds_;
  Workspace workspace_;
};

bool Judge::apply_log(const LeadCase& one, ReplayedLead& lead) {
  const auto own = cases_.events.find(one.lead);
  if (own == cases_.events.end()) return true;
  for (const Event& event : own->second) {
    if (event.at > one.at) break;
    if (event.received && *event.received > one.at) continue;
    if (!apply_one(lead, event)) return false;
  }
  return true;
}

bool Judge::apply_row(const LeadCase& one, ReplayedLead& lead) {
  if (!one.row) return true;
  const RawTable& table = *cases_.table;
  AttributeChange change;
  for (const LeadColumns::Feed& feed : feeds_) {
    auto [value, problem] = read_cell(*feed.attribute, table.cells[feed.column][*one.row]);
    if (problem)
      return complain(console_, table.at(*one.row, problem->code,
                                         fmt::format("column `{}` wants {}", table.columns[feed.column],
                                                     problem->wanted)));
    change.values.push_back({feed.attribute->name, std::move(value)});
  }
  return apply_one(lead, {one.lead, one.at, std::move(change), {}, {}});
}

std::optional<ReplayedLead> Judge::lead(const LeadCase& one) {
  ReplayedLead lead{model_.new_lead(one.lead), {}, {}};
  if (!apply_log(one, lead) || !apply_row(one, lead)) return std::nullopt;
  if (!apply_one(lead, {one.lead, one.at, Tick{}, {}, {}})) return std::nullopt;
  return lead;
}

}  // namespace

std::optional<Cases> read_cases(const Model& model, const JudgingFiles& files, Console& console) {
  std::optional<Cases> cases = Settling(model, files, console).run();
  if (cases && !leave_out_suppressed(model, *cases, console)) return std::nullopt;
  return cases;
}

std::optional<std::vector<std::uint32_t>> folds_of(const FoldFile& file,
                                                   const std::vector<std::string>& leads,
                                                   const std::vector<LeadOutcome>& outcomes,
                                                   Console& console) {
  std::vector<std::string> decided;
  for (std::size_t i = 0; i < leads.size(); ++i)
    if (outcomes[i] != LeadOutcome::open) decided.push_back(leads[i]);
  if (!folds_of(file, decided, console)) return std::nullopt;
  std::vector<std::uint32_t> folds;
  for (const std::string& lead : leads) {
    const auto found = file.fold_of.find(lead);
    folds.push_back(found == file.fold_of.end() ? no_fold : found->second);
  }
  return folds;
}

bool leave_out_suppressed(const Model& model, Cases& cases, Console& console) {
  if (model.suppressions().empty()) return true;
  Judge judge(model, cases, console);
  std::vector<LeadCase> leads;
  std::vector<std::uint32_t> folds;
  for (std::size_t i = 0; i < cases.leads.size(); ++i) {
    const std::optional<ReplayedLead> lead = judge.lead(cases.leads[i]);
    if (!lead) return false;
    const Result<Decision> decision = decide(model, lead->state, cases.leads[i].at);
    if (!decision) return complain(console, finding_of(decision.error(), "decision", 0));
    if (suppressed(*decision)) continue;
    leads.push_back(cases.leads[i]);
    if (!cases.folds.empty()) folds.push_back(cases.folds[i]);
  }
  cases.left_out.suppressed += cases.leads.size() - leads.size();
  cases.leads = std::move(leads);
  cases.folds = std::move(folds);
  return true;
}

bool judge_cases(const Model& model, const Cases& cases, Console& console,
                 const std::function<void(const JudgedCase&)>& use) {
  Judge judge(model, cases, console);
  for (std::size_t i = 0; i < cases.leads.size(); ++i) {
    const LeadCase& one = cases.leads[i];
    const std::optional<ReplayedLead> lead = judge.lead(one);
    if (!lead) return false;
    const Result<Explanation> explanation = explain(model, lead->state, one.at);
    if (!explanation) return complain(console, finding_of(explanation.error(), "decision", 0));
    use({one, *lead, *explanation});
    if (i % 256 == 255) console.progress("leads judged", i, i, cases.leads.size());
  }
  return true;
}

}  // namespace bantam::cli
