// Funnel tally: what is counted of a span, stay by stay, until all journals have been seen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "analytics/stays.hpp"
#include "bantam/funnel.hpp"

namespace bantam {

/// The conversions that are counted, by rung: to the next stage, then to closed_won.
struct Passage {
  Stage from;
  Stage to;
};
inline constexpr std::array<Passage, 9> passages = {{{Stage::lead, Stage::mql},
                                                     {Stage::lead, Stage::closed_won},
                                                     {Stage::mql, Stage::sal},
                                                     {Stage::mql, Stage::closed_won},
                                                     {Stage::sal, Stage::sql},
                                                     {Stage::sal, Stage::closed_won},
                                                     {Stage::sql, Stage::opportunity},
                                                     {Stage::sql, Stage::closed_won},
                                                     {Stage::opportunity, Stage::closed_won}}};

/// How a lead fared on one passage, from its first entry to `from`.
struct Passing {
  const StageMove* reached = nullptr;  ///< the move to `to` or beyond; null: not so far
  bool immature = false;
  bool in_time = false;
};

/// Counts of one span. The journals have to outlive it.
class FunnelTally {
 public:
  void entry(const Stay& stay);
  void exit(const Stay& stay);
  void alert(Stage stage);
  void win(Duration since_beginning) { to_won_.push_back(since_beginning); }
  void passing(std::size_t passage, const Passing& passing);

  /// The span with everything but its bounds; sorts what was kept. `opening` by stage.
  FunnelSpan take(const std::array<std::uint64_t, stage_count>& opening,
                  const std::vector<Stage>& sla_stages);

 private:
  struct StageTally {
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    std::uint64_t first_in = 0;
    std::uint64_t alerts = 0;
    std::uint64_t kept = 0;  ///< exits of stays without an alert
    std::vector<Duration> times;
  };
  struct Counted {
    std::uint64_t count = 0;
    std::uint64_t gate_shut = 0;
  };
  using MoveKey = std::tuple<Trigger, Stage, Stage, std::string_view>;

  StageCount stage_count_of(std::size_t stage, std::uint64_t opening, bool promises);
  std::vector<MoveCount> move_counts() const;

  std::array<StageTally, stage_count> stages_;
  std::array<Conversion, passages.size()> conversions_{};
  std::vector<Duration> to_won_;
  std::map<MoveKey, Counted> moves_;
};

}  // namespace bantam
