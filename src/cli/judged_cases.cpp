// Judged cases: events and rows are applied to one lead after another, each up to its moment.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "attribute_cell.hpp"
#include "input.hpp"
#include "judging.hpp"
#include "lead_columns.hpp"
#include "log_replay.hpp"

namespace bantam::cli {

namespace {

bool complain(Console& console, const Finding& finding) {
  console.report(finding);
  return false;
}

/// Applies events and rows to one lead after another.
class Judge {
 public:
  Judge(const Model& model, const Cases& cases, Console& console)
      : model_(model), cases_(cases), console_(console), columns_(attributes(model)) {
    if (!cases.table) return;
    const std::vector<std::size_t>& outcome = cases.outcome_columns;
    for (const LeadColumns::Feed& feed :
         columns_.feeds([&](const std::string& name) { return cases.table->cells.find(name); }))
      if (std::count(outcome.begin(), outcome.end(), feed.column) == 0) feeds_.push_back(feed);
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
    if (known_by(event, one.at) && !apply_one(lead, event)) return false;
  }
  return true;
}

bool Judge::apply_row(const LeadCase& one, ReplayedLead& lead) {
  if (!one.row) return true;
  const RawTable& table = cases_.table->cells;
  AttributeChange change;
  for (const LeadColumns::Feed& feed : feeds_) {
    auto [value, problem] = read_cell(*feed.attribute, table.cells[feed.column][*one.row]);
    if (problem)
      return complain(console_, table.at(*one.row, problem->code,
                                         fmt::format("column `{}` wants {}",
                                                     table.columns[feed.column], problem->wanted)));
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
