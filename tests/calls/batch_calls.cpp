#include <memory>
#include <string>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/batch_world.hpp"
#include "support/everything.hpp"

namespace calls {
namespace {

using namespace bantam;

std::string replayed(const std::vector<Event>& log) {
  const Result<Replay> replay = bantam::replay(everything::model(), log);
  std::string text;
  for (const ReplayedLead& lead : replay->leads) {
    text += *state_to_json(everything::model(), lead.state);
    const Decision decision = *decide(everything::model(), lead.state, replay->as_of);
    text += lead_to_json(decision, lead.moves, lead.alerts);
  }
  return text;
}

std::string scored(const support::BatchWorld& world, const support::OwnedColumns& columns) {
  const Result<BatchScores> scores = score_batch(world.model, columns.leads, columns.activities, world.at, {true});
  std::string text;
  for (std::size_t i = 0; i < scores->total.size(); ++i)
    text += to_text(scores->total[i]) + rating(world.model, *scores, i) + '\n';
  for (const auto& column : scores->contributions)
    for (const Points& points : column) text += to_text(points);
  return text;
}

void add_columns(std::vector<Call>& calls) {
  const auto world = std::make_shared<const support::BatchWorld>(
      support::world_of(everything::model(), everything::in_columns(5), everything::later()));
  for (const bool arrival : {false, true}) {
    support::Layout layout;
    layout.arrival = arrival;
    layout.dictionaries = arrival;
    const auto columns = std::make_shared<const support::OwnedColumns>(
        world->model, world->leads, world->activities, world->attributes, world->resets, layout);
    calls.push_back({arrival ? "score_batch, as it came" : "score_batch, by lead",
                     [world, columns] { return scored(*world, *columns); }});
  }
}

void add_funnel(std::vector<Call>& calls) {
  const Result<Replay> replay = bantam::replay(everything::model(), everything::log(6));
  std::vector<LeadJournal> journals;
  for (const ReplayedLead& lead : replay->leads)
    journals.push_back(*journal_of(lead, journals.size() % 2 == 0 ? "even" : "odd"));
  FunnelOptions options;
  options.as_of = replay->as_of;
  options.period = Period::month;
  options.sla_stages = stages_with_sla(everything::model());
  const ReplayedLead lead = replay->leads.front();
  calls.push_back({"journal_of", [lead] { return journal_of(lead, "s")->segment; }});
  calls.push_back({"funnel", [journals, options] { return joined(funnel_to_json(*funnel(journals, options))); }});
  const Funnel counted = *funnel(journals, options);
  calls.push_back({"to_html, funnel", [counted] { return to_html(counted, {"title", "note", "foot"}, "parity"); }});
}

}  // namespace

void add_batch_calls(std::vector<Call>& calls) {
  const std::vector<Event> log = everything::log(3);
  calls.push_back({"replay", [log] { return replayed(log); }});
  add_columns(calls);
  add_funnel(calls);
}

}  // namespace calls
