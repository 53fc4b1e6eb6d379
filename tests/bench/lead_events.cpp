#include "bench/lead_events.hpp"

#include "bench/lines.hpp"

namespace bench {
namespace {

bantam::Activity activity_of(const HandwrittenActivity& from) {
  bantam::Activity activity{from.type};
  if (!from.path.empty()) activity.with("path", from.path);
  if (from.seconds) activity.with("seconds", *from.seconds);
  return activity;
}

HandwrittenActivity row_of(const Workload& workload, std::size_t row) {
  const Activities& rows = workload.activities;
  HandwrittenActivity activity{activity_types[rows.type[row]].name, rows.type[row], rows.at[row], {}, {}};
  if (rows.has_path[row]) activity.path = workload.paths[rows.path[row]];
  if (rows.has_seconds[row]) activity.seconds = rows.seconds[row];
  return activity;
}

void apply_or_fail(const bantam::Model& model, bantam::LeadState& state, const bantam::Event& event,
                   bantam::Workspace& workspace) {
  const bantam::Result<bantam::Effects> effects = apply_to(model, state, event, workspace);
  if (!effects) fail("apply: " + to_text(effects.error()));
  if (effects->outcome != bantam::Outcome::accepted || !effects->notices.empty())
    fail("apply: an event of the workload was not plainly accepted");
}

}  // namespace

bantam::Event attributes_event(const Workload& workload, std::size_t lead) {
  const Leads& leads = workload.leads;
  bantam::AttributeChange change;
  change.values = {{"team_size", leads.team_size[lead]},
                   {"industry", industries[leads.industry[lead]]},
                   {"role", roles[leads.role[lead]]},
                   {"country", countries[leads.country[lead]]}};
  if (leads.has_budget[lead]) change.values.push_back({"budget", leads.budget[lead]});
  if (leads.has_timeline[lead]) change.values.push_back({"timeline", leads.timeline[lead]});
  return {lead_name(lead), as_of - bantam::Duration{360 * bantam::day_ms}, std::move(change)};
}

bantam::Event activity_event(const Workload& workload, std::size_t lead, std::size_t row) {
  return {lead_name(lead), {workload.activities.at[row]}, activity_of(row_of(workload, row))};
}

bantam::LeadState grown_state(const bantam::Model& model, const Workload& workload,
                              std::size_t lead, bantam::Workspace& workspace) {
  bantam::LeadState state = model.new_lead(lead_name(lead));
  apply_or_fail(model, state, attributes_event(workload, lead), workspace);
  for (std::uint64_t row = workload.offsets[lead]; row < workload.offsets[lead + 1]; ++row)
    apply_or_fail(model, state, activity_event(workload, lead, row), workspace);
  return state;
}

FreshActivity fresh_activity(const Workload& workload, Random& random, std::size_t leads,
                             bantam::Timestamp at) {
  FreshActivity fresh;
  fresh.lead = random.below(leads);
  fresh.same = row_of(workload, random.below(workload.activities.size()));
  fresh.same.at_ms = at.ms;
  fresh.event = {lead_name(fresh.lead), at, activity_of(fresh.same)};
  return fresh;
}

}  // namespace bench
