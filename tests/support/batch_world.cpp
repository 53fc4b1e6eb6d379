#include "support/batch_world.hpp"

#include <utility>

namespace support {

BatchWorld world_of(const bantam::Model& model, const std::vector<bantam::Event>& events, bantam::Timestamp at) {
  BatchWorld world{model, at, {}, {}, {}, {}, {}};
  bantam::ReplayOptions options;
  options.as_of = at;
  options.order = bantam::ReplayOrder::by_time;
  const bantam::Result<bantam::Replay> replay = bantam::replay(model, events, options);
  std::map<std::string, std::size_t> row_of_lead;
  for (const bantam::ReplayedLead& lead : replay->leads) {
    row_of_lead.emplace(lead.state.lead, world.leads.size());
    world.leads.push_back(lead.state.lead);
    world.expected.push_back(*bantam::explain(model, lead.state, at));
    world.resets.push_back(lead.state.reset_at ? lead.state.reset_at->ms : 0);
  }
  world.attributes.resize(world.leads.size());
  std::map<std::pair<std::size_t, std::string>, bantam::Timestamp> since;
  for (const bantam::Event& event : events) {
    const auto found = row_of_lead.find(event.lead);
    if (found == row_of_lead.end()) continue;
    if (std::holds_alternative<bantam::Activity>(event.what)) world.activities.push_back(event);
    const auto* change = std::get_if<bantam::AttributeChange>(&event.what);
    if (!change || event.at > at) continue;
    for (const bantam::NamedValue& each : change->values) {
      bantam::Timestamp& before = since[{found->second, each.name}];
      if (event.at < before) continue;
      before = event.at;
      world.attributes[found->second][each.name] = each.value;
    }
  }
  return world;
}

std::string difference(const BatchWorld& world, const bantam::BatchScores& scores) {
  std::string text;
  const auto differ = [&](const std::string& what, std::size_t lead, const std::string& ours, const std::string& theirs) {
    if (ours != theirs) text += what + " of " + world.leads[lead] + ": batch " + ours + ", replay " + theirs + "\n";
  };
  for (std::size_t l = 0; l < world.leads.size(); ++l) {
    const bantam::Explanation& expected = world.expected[l];
    const bool scored = !suppressed(expected.decision);
    const auto points_of = [&](const auto& lines, std::size_t i) {
      return to_text(scored ? lines[i].points : bantam::Points());
    };
    for (std::size_t r = 0; r < scores.contributions.size(); ++r)
      differ("rule " + std::to_string(r), l, to_text(scores.contributions[r][l]), points_of(expected.rules, r));
    for (std::size_t s = 0; s < scores.scores.size(); ++s)
      differ("score " + std::to_string(s), l, to_text(scores.scores[s][l]), points_of(expected.scores, s));
    std::size_t suppressing = 0;
    for (const auto& column : scores.suppressed_by) suppressing += column[l];
    differ("suppressions", l, std::to_string(suppressing), std::to_string(expected.decision.suppressed_by.size()));
    differ("total", l, to_text(scores.total[l]), to_text(expected.decision.total));
    differ("rating", l, bantam::rating(world.model, scores, l), expected.decision.rating);
    std::size_t excluded = 0;
    for (const auto& column : scores.excluded_by) excluded += column[l];
    differ("exclusions", l, std::to_string(excluded), std::to_string(expected.decision.excluded_by.size()));
  }
  return text;
}

bool same(const bantam::BatchScores& a, const bantam::BatchScores& b) {
  return a.scores == b.scores && a.total == b.total && a.bands == b.bands && a.total_band == b.total_band &&
         a.excluded_by == b.excluded_by && a.suppressed_by == b.suppressed_by && a.contributions == b.contributions;
}

}  // namespace support
