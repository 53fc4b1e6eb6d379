// Funnel: journals become stays, and each stay is counted in its spans. What the figures mean is in
// docs/funnel.md.
#include "bantam/funnel.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "analytics/calendar.hpp"
#include "analytics/funnel_tally.hpp"
#include "analytics/stays.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

constexpr std::size_t most_spans = 50'000;

using Counts = std::array<std::uint64_t, stage_count>;

/// A segment while it is counted: a tally of the whole and one for each period.
struct Tallies {
  std::uint64_t leads = 0;
  FunnelTally whole;
  std::vector<FunnelTally> periods;
};

std::optional<Error> bad_options(const FunnelOptions& options) {
  const auto moment = [](Timestamp at) { return at.ms >= 0 && at < timestamp_end; };
  if (!moment(options.as_of))
    return Error{Errc::out_of_range, "the moment asked for lies outside 1970 to 2199"};
  if (options.lag.ms <= 0) return Error{Errc::out_of_range, "the lag must be longer than nothing"};
  return std::nullopt;
}

/// The first move to a stage or one beyond it on the ladder, after stay `s` began.
const StageMove* reaching(const std::vector<Stay>& stays, std::size_t s, Stage to) {
  for (; stays[s].exit != nullptr; ++s) {
    const Stage reached = stays[s].exit->to;
    if (to <= reached && reached <= Stage::closed_won) return stays[s].exit;
  }
  return nullptr;
}

class Counting {
 public:
  Counting(const FunnelOptions& options, std::vector<Timestamp> starts)
      : options_(options), starts_(std::move(starts)) {}

  std::size_t period_count() const { return starts_.empty() ? 0 : starts_.size() - 1; }

  void count(const std::vector<Stay>& stays, Tallies& tallies) const {
    ++tallies.leads;
    tallies.periods.resize(period_count());
    for (std::size_t s = 0; s < stays.size(); ++s) {
      count_stay(stays[s], stays.front().entered, tallies);
      if (stays[s].first) count_passages(stays, s, tallies);
    }
  }

  FunnelSegment take(const std::string& name, Tallies& tallies, Timestamp first) const {
    FunnelSegment segment;
    segment.name = name;
    segment.leads = tallies.leads;
    segment.whole = tallies.whole.take(Counts{}, options_.sla_stages);
    segment.whole.from = first;
    segment.whole.to = options_.as_of;
    Counts standing{};
    tallies.periods.resize(period_count());
    for (std::size_t p = 0; p < tallies.periods.size(); ++p) {
      FunnelSpan span = tallies.periods[p].take(standing, options_.sla_stages);
      for (std::size_t s = 0; s < stage_count; ++s) standing[s] = span.stages[s].closing;
      span.from = starts_[p];
      span.to = std::min(starts_[p + 1], options_.as_of);
      span.complete = starts_[p + 1] <= options_.as_of;
      segment.periods.push_back(std::move(span));
    }
    return segment;
  }

 private:
  /// Does the same to the whole and to the period of a moment.
  template <class Do>
  void in_spans(Timestamp at, Tallies& tallies, const Do& act) const {
    act(tallies.whole);
    if (tallies.periods.empty()) return;
    const auto next = std::upper_bound(starts_.begin(), starts_.end() - 1, at);
    act(tallies.periods[static_cast<std::size_t>(next - starts_.begin()) - 1]);
  }

  void count_stay(const Stay& stay, Timestamp began, Tallies& tallies) const {
    in_spans(stay.entered, tallies, [&](FunnelTally& tally) {
      tally.entry(stay);
      if (stay.stage == Stage::closed_won && stay.first) tally.win(stay.entered - began);
    });
    if (stay.alert != nullptr)
      in_spans(stay.alert->at, tallies, [&](FunnelTally& tally) { tally.alert(stay.stage); });
    if (stay.exit != nullptr)
      in_spans(stay.exit->at, tallies, [&](FunnelTally& tally) { tally.exit(stay); });
  }

  void count_passages(const std::vector<Stay>& stays, std::size_t s, Tallies& tallies) const {
    for (std::size_t p = 0; p < passages.size(); ++p) {
      if (passages[p].from != stays[s].stage) continue;
      Passing passing;
      passing.reached = reaching(stays, s, passages[p].to);
      passing.immature = options_.as_of - stays[s].entered < options_.lag;
      passing.in_time =
          passing.reached != nullptr && passing.reached->at - stays[s].entered <= options_.lag;
      in_spans(stays[s].entered, tallies, [&](FunnelTally& tally) { tally.passing(p, passing); });
    }
  }

  const FunnelOptions& options_;
  std::vector<Timestamp> starts_;
};

std::optional<Timestamp> first_beginning(const std::vector<LeadJournal>& journals) {
  std::optional<Timestamp> first;
  for (const LeadJournal& journal : journals)
    if (!first || journal.began < *first) first = journal.began;
  return first;
}

}  // namespace

std::optional<LeadJournal> journal_of(const ReplayedLead& lead, std::string segment) {
  if (!lead.began) return std::nullopt;
  LeadJournal journal;
  journal.began = *lead.began;
  for (const Move& move : lead.moves)
    journal.moves.push_back(
        {move.from, move.to, move.trigger, move.at, move.reason.value_or(""), move.gate.open});
  journal.alerts = lead.alerts;
  journal.segment = std::move(segment);
  return journal;
}

Result<Funnel> funnel(const std::vector<LeadJournal>& journals, const FunnelOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (std::optional<Error> error = bad_options(options)) return *std::move(error);
  const Error too_many{Errc::limit_exceeded,
                       "more than 50,000 periods over all segments; longer "
                       "periods or fewer segments make less"};
  const Timestamp first =
      std::min(first_beginning(journals).value_or(options.as_of), options.as_of);
  std::optional<std::vector<Timestamp>> starts;
  if (first.ms >= 0)  // else a journal is bad, and is named below
    // What happens at `as_of` belongs to the period that ends there, where one does.
    starts = period_starts(options.period, first, std::max(first, options.as_of - Duration{1}),
                           most_spans);
  else
    starts.emplace();
  if (!starts) return too_many;

  const Counting counting(options, *std::move(starts));
  Tallies all;
  std::map<std::string, Tallies> by_segment;
  std::vector<Stay> stays;
  bool named = false;
  for (std::size_t i = 0; i < journals.size(); ++i) {
    if (std::optional<Error> error = find_stays(journals[i], i, options.as_of, stays))
      return *std::move(error);
    if (stays.empty()) continue;
    named = named || !journals[i].segment.empty();
    counting.count(stays, all);
    counting.count(stays, by_segment[journals[i].segment]);
    if ((by_segment.size() + 1) * (counting.period_count() + 1) > most_spans) return too_many;
  }

  Funnel result;
  result.options = options;
  result.all = counting.take({}, all, first);
  if (named)
    for (auto& [name, tallies] : by_segment)
      result.segments.push_back(counting.take(name, tallies, first));
  return result;
}

}  // namespace bantam
