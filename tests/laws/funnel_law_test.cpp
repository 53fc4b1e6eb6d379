// Laws of the funnel, on generated journals and on replays of generated logs:
// entries_minus_exits_are_the_balance, periods_add_up, segments_add_up, every_exit_is_a_move,
// later_moves_change_nothing.
#include <map>

#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "test.hpp"

namespace {

using namespace bantam;
using Counts = std::array<std::uint64_t, stage_count>;

std::size_t index_of(Stage stage) { return static_cast<std::size_t>(stage); }

/// Where leads stand just before `end`, or at it, asked of each journal by itself.
Counts standing(const std::vector<LeadJournal>& journals, Timestamp end, bool at_end_too) {
  Counts counts{};
  const auto counted = [&](Timestamp at) { return at_end_too ? at <= end : at < end; };
  for (const LeadJournal& journal : journals) {
    if (!counted(journal.began)) continue;
    Stage stage = Stage::lead;
    for (const StageMove& move : journal.moves)
      if (counted(move.at)) stage = move.to;
    ++counts[index_of(stage)];
  }
  return counts;
}

std::string check_balances(const std::vector<LeadJournal>& journals, const Funnel& funnel) {
  const Timestamp as_of = funnel.options.as_of;
  const Counts now = standing(journals, as_of, true);
  for (std::size_t s = 0; s < stage_count; ++s) {
    const StageCount& whole = funnel.all.whole.stages[s];
    if (whole.in - whole.out != now[s] || whole.closing != now[s]) return "the balance is not who stands there";
    if (whole.first_in > whole.in) return "more first entries than entries";
    if ((whole.time ? whole.time->count : 0) != whole.out) return "not every exit ends a stay";
  }
  Counts closing{};
  for (std::size_t p = 0; p < funnel.all.periods.size(); ++p) {
    const FunnelSpan& span = funnel.all.periods[p];
    const bool last = p + 1 == funnel.all.periods.size();
    const Counts stand = standing(journals, span.to, last);
    for (std::size_t s = 0; s < stage_count; ++s) {
      if (span.stages[s].opening != closing[s]) return "a period does not open as the last one closed";
      if (span.stages[s].opening + span.stages[s].in - span.stages[s].out != span.stages[s].closing)
        return "opening + in - out is not closing";
      if (span.stages[s].closing != stand[s]) return "a period does not close with who stands there";
      closing[s] = span.stages[s].closing;
    }
  }
  return {};
}

/// What is added up over several spans.
struct Sums {
  Counts in{}, out{}, first_in{}, missed{}, met{};
  std::vector<std::uint64_t> entered, immature, converted, by_override, so_far;
  std::uint64_t won = 0, moves = 0;

  void add(const FunnelSpan& span) {
    for (std::size_t s = 0; s < stage_count; ++s) {
      in[s] += span.stages[s].in;
      out[s] += span.stages[s].out;
      first_in[s] += span.stages[s].first_in;
      if (span.stages[s].sla) missed[s] += span.stages[s].sla->missed, met[s] += span.stages[s].sla->met;
    }
    for (auto* sums : {&entered, &immature, &converted, &by_override, &so_far})
      sums->resize(span.conversions.size());
    for (std::size_t c = 0; c < span.conversions.size(); ++c) {
      entered[c] += span.conversions[c].entered;
      immature[c] += span.conversions[c].immature;
      converted[c] += span.conversions[c].converted;
      by_override[c] += span.conversions[c].by_override;
      so_far[c] += span.conversions[c].so_far;
    }
    if (span.time_to_won) won += span.time_to_won->count;
    for (const MoveCount& one : span.moves) moves += one.count;
  }
  friend bool operator==(const Sums&, const Sums&) = default;
};

Sums sums_of(const std::vector<FunnelSpan>& spans) {
  Sums sums;
  for (const FunnelSpan& span : spans) sums.add(span);
  return sums;
}

std::string check_sums(const Funnel& funnel) {
  const Sums whole = sums_of({funnel.all.whole});
  if (!funnel.all.periods.empty() && sums_of(funnel.all.periods) != whole) return "the periods do not add up";
  std::vector<FunnelSpan> segments;
  std::uint64_t leads = 0;
  for (const FunnelSegment& segment : funnel.segments) {
    segments.push_back(segment.whole);
    leads += segment.leads;
  }
  if (!segments.empty() && (sums_of(segments) != whole || leads != funnel.all.leads))
    return "the segments do not add up";
  std::uint64_t exits = 0;
  for (const std::uint64_t out : whole.out) exits += out;
  if (exits != whole.moves) return "not every exit is a move";
  for (const Conversion& c : funnel.all.whole.conversions) {
    if (c.entered != funnel.all.whole.stages[index_of(c.from)].first_in) return "a cohort is not the first entries";
    if (c.by_override > c.converted || c.converted + c.immature > c.entered || c.converted > c.so_far)
      return "a step has more going on than entering";
    if (c.share.has_value() != (c.entered > c.immature)) return "a share of nobody";
    if (c.share && !(0 <= c.share->low && c.share->low <= c.share->value && c.share->value <= c.share->high &&
                     c.share->high <= 1))
      return "an interval that does not hold its share";
  }
  return {};
}

/// Any journal that is none of the model's, but does not contradict itself.
LeadJournal journal(generate::Random& random, Timestamp from) {
  LeadJournal journal;
  Timestamp at = from + Duration{static_cast<std::int64_t>(random.below(60 * day_ms))};
  journal.began = at;
  journal.segment = random.pick(std::vector<std::string>{"", "a", "b"});
  Stage stage = Stage::lead;
  for (std::size_t moves = random.below(9); moves > 0; --moves) {
    const Timestamp entered = at;
    if (!random.once_in(4)) at = at + Duration{static_cast<std::int64_t>(random.below(20 * day_ms))};
    if (entered < at && random.once_in(3)) journal.alerts.push_back({stage, entered + Duration{1}, at});
    const Stage to = static_cast<Stage>(random.below(stage_count));
    const Trigger trigger = static_cast<Trigger>(random.below(12));
    journal.moves.push_back({stage, to, trigger, at, random.once_in(2) ? "why" : "", random.once_in(2)});
    stage = to;
  }
  return journal;
}

/// The journal without what is later than a moment.
LeadJournal until(LeadJournal journal, Timestamp as_of) {
  while (!journal.moves.empty() && as_of < journal.moves.back().at) journal.moves.pop_back();
  while (!journal.alerts.empty() && as_of < journal.alerts.back().at) journal.alerts.pop_back();
  return journal;
}

TEST_CASE("law: entries minus exits are the balance, and periods and segments add up", "[laws]") {
  laws::hold(laws::seeds(400), [](std::uint64_t seed) -> std::string {
    generate::Random random(seed);
    const Timestamp from = *parse_timestamp("2026-01-20T00:00:00Z");
    std::vector<LeadJournal> journals;
    for (std::size_t leads = random.below(30); leads > 0; --leads) journals.push_back(journal(random, from));
    FunnelOptions options;
    // Edges of periods, and any other moment.
    options.as_of = random.once_in(2) ? *parse_timestamp("2026-03-01T00:00:00Z")
                                      : from + Duration{static_cast<std::int64_t>(random.below(120 * day_ms))};
    options.period = static_cast<Period>(random.below(4));
    options.lag = Duration{1 + static_cast<std::int64_t>(random.below(30 * day_ms))};
    options.sla_stages = {Stage::mql, Stage::sal};
    const Result<Funnel> counted = funnel(journals, options);
    if (!counted) return counted.error().message;
    if (std::string wrong = check_balances(journals, *counted); !wrong.empty()) return wrong;
    if (std::string wrong = check_sums(*counted); !wrong.empty()) return wrong;
    std::vector<LeadJournal> cut;
    for (const LeadJournal& each : journals)
      if (each.began <= options.as_of) cut.push_back(until(each, options.as_of));
    const Result<Funnel> of_cut = funnel(cut, options);
    if (!of_cut) return of_cut.error().message;
    return funnel_to_json(*of_cut) == funnel_to_json(*counted) ? "" : "what is later changes something";
  });
}

TEST_CASE("law: the journals of any replay are counted, and balance with the leads' stages", "[laws]") {
  laws::hold(laws::seeds(300), [](std::uint64_t seed) -> std::string {
    generate::Random random(seed);
    const CompileReport report = compile(generate::model(random));
    if (!report.model) return "the model does not compile";
    std::vector<Event> log;
    for (const std::string& line : generate::log(random, 60))
      if (const Result<Event> event = event_from_json(line)) log.push_back(*event);
    ReplayOptions order;
    order.order = random.once_in(2) ? ReplayOrder::by_arrival : ReplayOrder::by_time;
    const Result<Replay> replayed = replay(*report.model, log, order);
    if (!replayed) return {};
    std::vector<LeadJournal> journals;
    Counts stages{};
    for (const ReplayedLead& lead : replayed->leads) {
      const std::optional<LeadJournal> journal = journal_of(lead, lead.state.lead);
      if (!journal) return "a lead without a journal";
      journals.push_back(*journal);
      ++stages[index_of(lead.state.stage)];
    }
    FunnelOptions options;
    options.as_of = replayed->as_of;
    options.sla_stages = stages_with_sla(*report.model);
    const Result<Funnel> counted = funnel(journals, options);
    if (!counted) return counted.error().message;
    for (std::size_t s = 0; s < stage_count; ++s) {
      const StageCount& count = counted->all.whole.stages[s];
      if (count.in - count.out != stages[s]) return "the balance is not the leads' stages";
      // A stay whose promise was kept or missed ended, or is the open one that was missed.
      if (count.sla && count.sla->met + count.sla->missed < count.out) return "a stay without a verdict";
    }
    if (std::string wrong = check_balances(journals, *counted); !wrong.empty()) return wrong;
    return check_sums(*counted);
  });
}

}  // namespace
