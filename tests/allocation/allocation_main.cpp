// Memory runs out at every place of every public call, `apply_to` among them, which changes a state
// in place and must not leave it half changed.
//
// Environment: BANTAM_ALLOCATION_POINTS is how many allocations of one call are tried, evenly
// spread; 0 is all of them.
#include <cstdio>
#include <cstdlib>

#include "allocation/sweep.hpp"
#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/batch_world.hpp"
#include "support/everything.hpp"

namespace {

using namespace bantam;
using allocation::Sweep;
using allocation::Tally;

/// What is derived from attributes, too.
bool same(const LeadState& a, const LeadState& b) { return a == b && a.settled == b.settled; }

std::string text_of(const Effects& effects) {
  std::string text(to_text(effects.outcome));
  text += to_text(effects.total);
  for (const Blocker& each : effects.blockers) text += '\n' + to_text(each);
  for (const Notice& each : effects.notices) text += '\n' + each.code + each.subject;
  for (const Move& each : effects.moves) text += '\n' + move_to_json(each);
  for (const Alert& each : effects.alerts) text += '\n' + alert_to_json(each);
  return text;
}

/// Applies an event to `before` wherever memory may run out; then `before` is what came of it.
void apply_in_place(Tally& tally, const std::string& name, LeadState& before, const Event& event,
                    Workspace& workspace) {
  const Model& model = everything::model();
  LeadState state;
  Sweep sweep(tally, name);
  sweep.prepare = [&] {
    state = LeadState();  // gives back whatever room it has grown
    state = before;
  };
  sweep.untouched = [&] { return same(state, before); };
  sweep.over([&] { return apply_to(model, state, event, workspace); },
             [&](const Result<Effects>& effects) { return text_of(*effects) + *state_to_json(model, state); });
  before = state;
}

/// One workspace for all, as a host has: a failed call leaves nothing in it that matters.
void apply_in_place(Tally& tally) {
  LeadState state = everything::model().new_lead("L1");
  Workspace workspace;
  const std::vector<Event>& events = everything::events();
  for (std::size_t i = 0; i < events.size(); ++i)
    apply_in_place(tally, "apply_to, event " + std::to_string(i + 1), state, events[i], workspace);
  // The activities are gone already when there is no room for the id.
  const Command recycle{CommandKind::recycle, "ae-1", "not now", {}};
  apply_in_place(tally, "apply_to, a reset", state,
                 {"L1", everything::later(), recycle, "an id that is too long to be kept in place", {}}, workspace);
}

/// Into columns that a failed call may have begun to fill.
void score_in_place(Tally& tally) {
  const support::BatchWorld world =
      support::world_of(everything::model(), everything::in_columns(5), everything::later());
  const support::OwnedColumns columns = world.columns({});
  const Batch batch = *prepare_batch(world.model, columns.leads, columns.activities, world.at);
  BatchScores scores = columns_for(batch);
  Sweep sweep(tally, "score_range");
  sweep.over([&] { return score_range(batch, 0, batch.leads(), scores); },
             [&](const std::optional<Error>& error) {
               std::string text = error ? to_text(*error) : "";
               for (const Points points : scores.total) text += to_text(points) + '\n';
               return text;
             });
}

void every_other_call(Tally& tally) {
  const LeadState before = everything::state();
  for (const calls::Call& call : calls::every_call()) {
    Sweep sweep(tally, call.name);
    sweep.untouched = [&] { return same(everything::state(), before); };
    sweep.over(call.run, [](const std::string& answer) { return answer; });
  }
}

}  // namespace

int main() {
  Tally tally;
  const char* most = std::getenv("BANTAM_ALLOCATION_POINTS");
  tally.most = most ? static_cast<std::size_t>(std::strtoul(most, nullptr, 10)) : 200;
  std::printf("points at which memory runs out, of those there are, by call\n");
  apply_in_place(tally);
  score_in_place(tally);
  every_other_call(tally);
  std::printf("  %-34s %8zu of %8zu, %zu faults\n", "in all", tally.tried, tally.there_are, tally.faults);
  return tally.faults == 0 ? 0 : 1;
}
