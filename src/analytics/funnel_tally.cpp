// Funnel tally: entries and exits are counted where they happen, conversions where the lead entered.
#include "analytics/funnel_tally.hpp"

#include <algorithm>
#include <string>

#include "analytics/share.hpp"

namespace bantam {
namespace {

std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }

}  // namespace

void FunnelTally::entry(const Stay& stay) {
  StageTally& tally = stages_[index_of(stay.stage)];
  ++tally.in;
  tally.first_in += stay.first ? 1U : 0U;
}

void FunnelTally::exit(const Stay& stay) {
  const StageMove& move = *stay.exit;
  StageTally& tally = stages_[index_of(stay.stage)];
  ++tally.out;
  tally.kept += stay.alert == nullptr ? 1U : 0U;
  tally.times.push_back(move.at - stay.entered);
  Counted& counted = moves_[{move.trigger, move.from, move.to, move.reason}];
  ++counted.count;
  counted.gate_shut += move.gate_open ? 0U : 1U;
}

void FunnelTally::alert(Stage stage) { ++stages_[index_of(stage)].alerts; }

void FunnelTally::passing(std::size_t passage, const Passing& passing) {
  Conversion& conversion = conversions_[passage];
  ++conversion.entered;
  conversion.so_far += passing.reached != nullptr ? 1U : 0U;
  if (passing.immature) {
    ++conversion.immature;
    return;
  }
  if (!passing.in_time) return;
  ++conversion.converted;
  conversion.by_override += passing.reached->trigger == Trigger::override_stage ? 1U : 0U;
}

StageCount FunnelTally::stage_count_of(std::size_t stage, std::uint64_t opening, bool promises) {
  StageTally& tally = stages_[stage];
  StageCount count;
  count.opening = opening;
  count.in = tally.in;
  count.out = tally.out;
  count.closing = opening + tally.in - tally.out;
  count.first_in = tally.first_in;
  count.time = spread(tally.times);
  if (promises) count.sla = SlaCount{tally.kept, tally.alerts};
  // A promise that the model no longer makes was broken all the same; who kept it is not known.
  else if (tally.alerts != 0) count.sla = SlaCount{0, tally.alerts};
  return count;
}

std::vector<MoveCount> FunnelTally::move_counts() const {
  std::vector<MoveCount> counts;
  for (const auto& [key, counted] : moves_) {
    const auto& [trigger, from, to, reason] = key;
    counts.push_back({trigger, from, to, std::string(reason), counted.count, counted.gate_shut});
  }
  const auto way = [](const MoveCount& move) {
    return std::make_tuple(move.trigger, move.from, move.to);
  };
  // Stable: reasons that were given equally often stay in order of their bytes.
  std::stable_sort(counts.begin(), counts.end(), [&](const MoveCount& a, const MoveCount& b) {
    return way(a) != way(b) ? way(a) < way(b) : a.count > b.count;
  });
  return counts;
}

FunnelSpan FunnelTally::take(const std::array<std::uint64_t, stage_count>& opening,
                             const std::vector<Stage>& sla_stages) {
  FunnelSpan span;
  for (std::size_t s = 0; s < stage_count; ++s) {
    const bool promises = std::count(sla_stages.begin(), sla_stages.end(), static_cast<Stage>(s)) != 0;
    span.stages[s] = stage_count_of(s, opening[s], promises);
  }
  for (std::size_t p = 0; p < passages.size(); ++p) {
    Conversion& conversion = conversions_[p];
    conversion.from = passages[p].from;
    conversion.to = passages[p].to;
    conversion.share = share(conversion.converted, conversion.entered - conversion.immature);
    span.conversions.push_back(conversion);
  }
  span.time_to_won = spread(to_won_);
  span.moves = move_counts();
  return span;
}

}  // namespace bantam
