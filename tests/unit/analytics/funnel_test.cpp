// The funnel of journals written down by hand.
#include "analytics/calendar.hpp"
#include "analytics/share.hpp"
#include "bantam/funnel.hpp"
#include "bantam/json.hpp"
#include "test.hpp"

namespace bantam {
namespace {

Timestamp on(const char* text) {
  const std::optional<Timestamp> at = parse_timestamp(text);
  REQUIRE(at);
  return *at;
}

Duration days(double count) { return Duration{static_cast<std::int64_t>(count * static_cast<double>(day_ms))}; }

const Timestamp start = *parse_timestamp("2026-01-01T00:00:00Z");

/// A lead that begins so many days after `start` and then moves; days count from `start`.
struct Step {
  double day;
  Stage to;
  Trigger trigger = Trigger::automatic;
  std::string reason = {};
};
LeadJournal lead(double began, const std::vector<Step>& steps, std::string segment = {}) {
  LeadJournal journal{start + days(began), {}, {}, std::move(segment)};
  Stage from = Stage::lead;
  for (const Step& step : steps) {
    journal.moves.push_back({from, step.to, step.trigger, start + days(step.day), step.reason, false});
    from = step.to;
  }
  return journal;
}

Funnel counted(const std::vector<LeadJournal>& journals, const FunnelOptions& options) {
  const Result<Funnel> result = funnel(journals, options);
  REQUIRE(result);
  return *result;
}

FunnelOptions as_of(double day, Duration lag = Duration{30 * day_ms}) {
  FunnelOptions options;
  options.as_of = start + days(day);
  options.lag = lag;
  return options;
}

const StageCount& of(const FunnelSpan& span, Stage stage) {
  return span.stages[static_cast<std::size_t>(stage)];
}

Conversion step(const FunnelSpan& span, Stage from, Stage to) {
  for (const Conversion& conversion : span.conversions)
    if (conversion.from == from && conversion.to == to) return conversion;
  FAIL("no such step");
  return {};
}

Error refusal(const LeadJournal& journal) {
  const Result<Funnel> result = funnel({lead(0, {}), journal}, as_of(100));
  REQUIRE_FALSE(result);
  return result.error();
}

TEST_CASE("Wilson's interval is that of the tables") {
  const std::optional<Share> eight = share(8, 10);
  REQUIRE(eight);
  CHECK(eight->value == 0.8);
  CHECK(std::abs(eight->low - 0.49016) < 1e-5);
  CHECK(std::abs(eight->high - 0.94331) < 1e-5);
  const std::optional<Share> none = share(0, 10);
  REQUIRE(none);
  CHECK(none->low == 0);
  CHECK(std::abs(none->high - 0.27753) < 1e-5);
  CHECK(share(10, 10)->high == 1);
  CHECK_FALSE(share(0, 0));
}

TEST_CASE("quantiles lie on the straight line between two durations") {
  std::vector<Duration> four{days(2), days(0.25), days(1), days(0.5)};
  const std::optional<Spread> spread_of_four = spread(four);
  REQUIRE(spread_of_four);
  CHECK(spread_of_four->count == 4);
  CHECK(spread_of_four->median == days(0.75));
  CHECK(spread_of_four->p75 == days(1.25));
  CHECK(spread_of_four->p90 == days(1.7));
  std::vector<Duration> none;
  CHECK_FALSE(spread(none));
}

TEST_CASE("periods begin at midnight UTC, weeks on Monday, months on the first") {
  const Timestamp leap = on("2024-02-29T23:59:59.999Z");
  CHECK(period_start(Period::day, leap) == on("2024-02-29T00:00:00Z"));
  CHECK(period_start(Period::week, leap) == on("2024-02-26T00:00:00Z"));
  CHECK(period_start(Period::month, leap) == on("2024-02-01T00:00:00Z"));
  CHECK(period_start(Period::week, on("2026-11-23T00:00:00Z")) == on("2026-11-23T00:00:00Z"));
  const auto months = period_starts(Period::month, on("2025-12-31T00:00:00Z"), on("2026-03-01T00:00:00Z"), 9);
  REQUIRE(months);
  REQUIRE(months->size() == 5);
  CHECK(months->back() == on("2026-04-01T00:00:00Z"));
  CHECK_FALSE(period_starts(Period::day, on("2026-01-01T00:00:00Z"), on("2026-01-03T00:00:00Z"), 2));
  CHECK(period_starts(Period::day, on("2026-01-01T00:00:00Z"), on("2026-01-03T00:00:00Z"), 3));
  CHECK(parse_period(to_text(Period::week)) == Period::week);
  CHECK_FALSE(parse_period("year"));
}

TEST_CASE("a funnel of nobody has no share and no median") {
  const Funnel none = counted({}, as_of(1));
  CHECK(none.all.leads == 0);
  CHECK(none.segments.empty());
  for (const Conversion& conversion : none.all.whole.conversions) CHECK_FALSE(conversion.share);
  for (const StageCount& stage : none.all.whole.stages) CHECK_FALSE(stage.time);
  CHECK_FALSE(none.all.whole.time_to_won);
}

TEST_CASE("a lead is asked once its lag has passed, to the millisecond") {
  const std::vector<LeadJournal> one{lead(0, {{10, Stage::mql}})};
  const Conversion early = step(counted(one, as_of(9.999, days(10))).all.whole, Stage::lead, Stage::mql);
  CHECK(early.immature == 1);
  CHECK_FALSE(early.share);
  const Conversion ripe = step(counted(one, as_of(10, days(10))).all.whole, Stage::lead, Stage::mql);
  CHECK(ripe.immature == 0);
  CHECK(ripe.converted == 1);
  Duration shorter = days(10);
  --shorter.ms;
  const Conversion late = step(counted(one, as_of(10, shorter)).all.whole, Stage::lead, Stage::mql);
  CHECK(late.converted == 0);
  CHECK(late.so_far == 1);
  REQUIRE(late.share);
  CHECK(late.share->value == 0);
}

TEST_CASE("an immature lead that went on already is not counted as converted") {
  const Conversion conversion =
      step(counted({lead(0, {{1, Stage::mql}})}, as_of(5)).all.whole, Stage::lead, Stage::mql);
  CHECK(conversion.entered == 1);
  CHECK(conversion.immature == 1);
  CHECK(conversion.converted == 0);
  CHECK(conversion.so_far == 1);
}

TEST_CASE("whoever skips a stage went on, but never entered the one skipped") {
  const FunnelSpan span =
      counted({lead(0, {{1, Stage::mql}, {2, Stage::sql, Trigger::qualify}})}, as_of(50)).all.whole;
  CHECK(step(span, Stage::mql, Stage::sal).converted == 1);
  CHECK(step(span, Stage::sal, Stage::sql).entered == 0);
  CHECK_FALSE(step(span, Stage::sal, Stage::sql).share);
  CHECK(step(span, Stage::sql, Stage::opportunity).entered == 1);
}

TEST_CASE("stages beside the ladder are not beyond it") {
  const FunnelSpan span = counted({lead(0, {{1, Stage::mql},
                                            {2, Stage::nurture, Trigger::recycle, "later"},
                                            {3, Stage::disqualified, Trigger::disqualify, "bad data"}})},
                                  as_of(50))
                              .all.whole;
  CHECK(step(span, Stage::mql, Stage::sal).so_far == 0);
  CHECK(step(span, Stage::mql, Stage::closed_won).so_far == 0);
}

TEST_CASE("a lead counts once per step, by its first entry") {
  // Rejected at first, taken the second time, but 58 days after it first became MQL.
  const FunnelSpan span = counted({lead(0, {{1, Stage::mql},
                                            {2, Stage::nurture, Trigger::reject, "no answer"},
                                            {58, Stage::mql},
                                            {59, Stage::sal, Trigger::accept}})},
                                  as_of(100))
                              .all.whole;
  const Conversion conversion = step(span, Stage::mql, Stage::sal);
  CHECK(conversion.entered == 1);
  CHECK(conversion.converted == 0);
  CHECK(conversion.so_far == 1);
  CHECK(of(span, Stage::mql).in == 2);
  CHECK(of(span, Stage::mql).first_in == 1);
}

TEST_CASE("overrides are counted apart, also those past a shut gate") {
  LeadJournal past = lead(0, {{1, Stage::sql, Trigger::override_stage, "known"}});
  LeadJournal open = lead(0, {{1, Stage::sql, Trigger::override_stage, "known"}});
  open.moves[0].gate_open = true;
  const FunnelSpan span = counted({past, open, lead(0, {{1, Stage::mql}})}, as_of(50)).all.whole;
  const Conversion conversion = step(span, Stage::lead, Stage::mql);
  CHECK(conversion.converted == 3);
  CHECK(conversion.by_override == 2);
  REQUIRE(span.moves.size() == 2);
  CHECK(span.moves[1].trigger == Trigger::override_stage);
  CHECK(span.moves[1].count == 2);
  CHECK(span.moves[1].gate_shut == 1);
}

TEST_CASE("reasons stand in order of how often they were given") {
  const auto lost = [](const char* reason) {
    return lead(0, {{1, Stage::opportunity, Trigger::override_stage, "x"},
                    {2, Stage::closed_lost, Trigger::lose, reason}});
  };
  const FunnelSpan span = counted({lost("price"), lost("feature"), lost("price"), lost("a")}, as_of(9)).all.whole;
  std::vector<std::string> reasons;
  for (const MoveCount& moves : span.moves)
    if (moves.trigger == Trigger::lose) reasons.push_back(moves.reason);
  CHECK(reasons == std::vector<std::string>{"price", "a", "feature"});
}

TEST_CASE("open stays are a balance and not a duration") {
  const FunnelSpan span =
      counted({lead(0, {{4, Stage::mql}}), lead(0, {{2, Stage::mql}}), lead(0, {})}, as_of(50)).all.whole;
  CHECK(of(span, Stage::lead).closing == 1);
  REQUIRE(of(span, Stage::lead).time);
  CHECK(of(span, Stage::lead).time->count == 2);
  CHECK(of(span, Stage::lead).time->median == days(3));
  CHECK_FALSE(of(span, Stage::mql).time);
}

TEST_CASE("an alert belongs to its stay, kept promises to stays that ended") {
  LeadJournal late = lead(0, {{1, Stage::mql}, {3, Stage::sal, Trigger::accept}});
  late.alerts.push_back({Stage::mql, start + days(2), start + days(3)});
  const LeadJournal kept = lead(0, {{1, Stage::mql}, {1.5, Stage::sal, Trigger::accept}});
  const LeadJournal waiting = lead(0, {{1, Stage::mql}});
  FunnelOptions options = as_of(50);
  options.sla_stages = {Stage::mql};
  const FunnelSpan span = counted({late, kept, waiting}, options).all.whole;
  REQUIRE(of(span, Stage::mql).sla);
  CHECK(of(span, Stage::mql).sla->met == 1);
  CHECK(of(span, Stage::mql).sla->missed == 1);
  CHECK_FALSE(of(span, Stage::sal).sla);
}

TEST_CASE("a promise that is no longer made was missed all the same") {
  LeadJournal late = lead(0, {});
  late.alerts.push_back({Stage::lead, start + days(2), start + days(3)});
  const FunnelSpan span = counted({late, lead(0, {{1, Stage::mql}})}, as_of(50)).all.whole;
  REQUIRE(of(span, Stage::lead).sla);
  CHECK(of(span, Stage::lead).sla->missed == 1);
  CHECK(of(span, Stage::lead).sla->met == 0);
}

TEST_CASE("days to won run from the beginning of the lead") {
  const FunnelSpan span =
      counted({lead(3, {{4, Stage::mql}, {13, Stage::closed_won, Trigger::override_stage, "x"}})}, as_of(50)).all.whole;
  REQUIRE(span.time_to_won);
  CHECK(span.time_to_won->median == days(10));
}

TEST_CASE("what is later than the moment asked for has not happened") {
  LeadJournal journal = lead(0, {{1, Stage::mql}, {5, Stage::sal, Trigger::accept}});
  journal.alerts.push_back({Stage::mql, start + days(2), start + days(4)});
  const Funnel seen = counted({journal, lead(10, {})}, as_of(3));
  CHECK(seen.all.leads == 1);
  CHECK(of(seen.all.whole, Stage::mql).closing == 1);
  CHECK(of(seen.all.whole, Stage::sal).in == 0);
  CHECK_FALSE(of(seen.all.whole, Stage::mql).sla);
}

TEST_CASE("each period opens as the one before closed") {
  FunnelOptions options = as_of(59);  // 2026-03-01, the end of February
  options.period = Period::month;
  const Funnel result = counted(
      {lead(0, {{1, Stage::mql}, {40, Stage::sal, Trigger::accept}}), lead(31, {}), lead(59, {})}, options);
  REQUIRE(result.all.periods.size() == 2);
  const FunnelSpan& january = result.all.periods[0];
  const FunnelSpan& february = result.all.periods[1];
  CHECK(january.complete);
  CHECK(february.complete);
  CHECK(of(january, Stage::mql).closing == 1);
  CHECK(of(february, Stage::mql).opening == 1);
  CHECK(of(february, Stage::mql).out == 1);
  CHECK(of(february, Stage::mql).closing == 0);
  CHECK(of(january, Stage::lead).in == 1);
  CHECK(of(february, Stage::lead).in == 2);  // the moment asked for belongs to the month that ends
}

TEST_CASE("a period that goes on ends at the moment asked for and says so") {
  FunnelOptions options = as_of(40);
  options.period = Period::month;
  const Funnel result = counted({lead(0, {})}, options);
  REQUIRE(result.all.periods.size() == 2);
  CHECK_FALSE(result.all.periods[1].complete);
  CHECK(result.all.periods[1].to == options.as_of);
}

TEST_CASE("a cohort is of the period in which the leads entered") {
  FunnelOptions options = as_of(59, days(20));
  options.period = Period::month;
  // Entered in January, went on in February.
  const Funnel result = counted({lead(25, {{35, Stage::mql}}), lead(50, {})}, options);
  const Conversion january = step(result.all.periods[0], Stage::lead, Stage::mql);
  CHECK(january.entered == 1);
  CHECK(january.converted == 1);
  const Conversion february = step(result.all.periods[1], Stage::lead, Stage::mql);
  CHECK(february.entered == 1);
  CHECK(february.immature == 1);
  CHECK_FALSE(february.share);
}

TEST_CASE("segments come in order of their names, the unknown one first") {
  const Funnel result = counted({lead(0, {}, "b"), lead(0, {}), lead(0, {}, "a"), lead(0, {}, "b")}, as_of(9));
  REQUIRE(result.segments.size() == 3);
  CHECK(result.segments[0].name.empty());
  CHECK(result.segments[1].name == "a");
  CHECK(result.segments[2].name == "b");
  CHECK(result.segments[2].leads == 2);
  CHECK(result.all.leads == 4);
}

TEST_CASE("a journal that contradicts itself is named with the place") {
  LeadJournal journal = lead(0, {{1, Stage::mql}, {2, Stage::sal}});
  journal.moves[1].from = Stage::lead;
  Error error = refusal(journal);
  CHECK(error.code == Errc::bad_journal);
  CHECK(error.message == "journal 1: move 1 leaves `lead`, the lead is in `mql`");

  error = refusal(lead(5, {{4, Stage::mql}}));
  CHECK(error.code == Errc::bad_journal);
  CHECK(error.message == "journal 1: move 0 is earlier than what came before it");

  journal = lead(0, {});
  journal.alerts.push_back({Stage::mql, start, start + days(1)});
  CHECK(refusal(journal).message == "journal 1: alert 0 is outside a stay of its stage, or the second there");
  journal.alerts = {{Stage::lead, start, start + days(1)}, {Stage::lead, start, start + days(2)}};
  CHECK(refusal(journal).message == "journal 1: alert 1 is outside a stay of its stage, or the second there");
  journal.alerts = {{Stage::lead, start, start}};
  CHECK(refusal(journal).code == Errc::bad_journal);

  journal = lead(0, {{1, static_cast<Stage>(9)}});
  CHECK(refusal(journal).code == Errc::bad_journal);
  journal = lead(0, {});
  for (const std::int64_t ms : {std::int64_t{-1}, INT64_MIN, timestamp_end.ms, INT64_MAX}) {
    journal.began.ms = ms;
    FunnelOptions options = as_of(100);
    options.period = Period::day;
    const Result<Funnel> result = funnel({journal}, options);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::bad_journal);
  }
}

TEST_CASE("options that make no sense are refused") {
  const auto code = [](const FunnelOptions& options) {
    const Result<Funnel> result = funnel({lead(0, {}, "a")}, options);
    REQUIRE_FALSE(result);
    return result.error().code;
  };
  CHECK(code(as_of(1, Duration{0})) == Errc::out_of_range);
  CHECK(code(as_of(1, Duration{-1})) == Errc::out_of_range);
  FunnelOptions options = as_of(1);
  options.as_of = timestamp_end;
  CHECK(code(options) == Errc::out_of_range);
  options.as_of = Timestamp{timestamp_end.ms - 1};
  options.period = Period::day;
  CHECK(code(options) == Errc::limit_exceeded);
}

TEST_CASE("a replayed lead that exists has a journal from its first accepted event on") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "activities": {"visit": {}}, "rules": [{"id": "v", "score": "s", "on": "visit", "points": 5}],
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 10]}, "sla": {"within": "1d"}}}})");
  REQUIRE(report.model);
  CHECK(stages_with_sla(*report.model) == std::vector<Stage>{Stage::mql});
  const auto at = [](int hour) { return start + Duration{hour * std::int64_t{3'600'000}}; };
  const std::vector<Event> log{{"A", at(0), Command{CommandKind::accept, {}, {}, {}}},
                               {"A", at(1), Activity{"visit"}},
                               {"A", at(3), Activity{"visit"}},
                               {"B", at(4), Command{CommandKind::accept, {}, {}, {}}}};
  const Result<Replay> replayed = replay(*report.model, log);
  REQUIRE(replayed);
  REQUIRE(replayed->leads.size() == 1);  // B was only ever refused
  const std::optional<LeadJournal> journal = journal_of(replayed->leads[0], "s");
  REQUIRE(journal);
  CHECK(journal->began == at(1));
  REQUIRE(journal->moves.size() == 1);
  CHECK(journal->moves[0].at == at(3));
  CHECK_FALSE(journal->moves[0].gate_open);
  CHECK(journal->segment == "s");
  CHECK_FALSE(journal_of(ReplayedLead{}));
}

TEST_CASE("JSON has a line for each span, null for what there is not") {
  FunnelOptions options = as_of(40);
  options.period = Period::month;
  const std::vector<std::string> lines = funnel_to_json(counted({lead(0, {}, "x"), lead(1, {})}, options));
  REQUIRE(lines.size() == 9);  // all, not known, x: a whole and two months each
  CHECK(lines[0].find("\"segment\"") == std::string::npos);
  CHECK(lines[3].find("\"segment\":null") != std::string::npos);
  CHECK(lines[6].find("\"segment\":\"x\"") != std::string::npos);
  CHECK(lines[0].find("\"share\":null") != std::string::npos);
  CHECK(lines[0].find("nan") == std::string::npos);
}

TEST_CASE("moves with a stage, trigger or moment that there is not are a bad journal") {
  const auto spoiled = [](auto spoil) {
    LeadJournal journal = lead(0, {{1, Stage::mql}});
    spoil(journal.moves[0]);
    const Result<Funnel> result = funnel({journal}, as_of(9));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::bad_journal);
  };
  spoiled([](StageMove& move) { move.from = static_cast<Stage>(stage_count); });
  spoiled([](StageMove& move) { move.to = static_cast<Stage>(stage_count); });
  spoiled([](StageMove& move) { move.trigger = static_cast<Trigger>(static_cast<int>(Trigger::sla) + 1); });
  spoiled([](StageMove& move) { move.at = timestamp_end; });
}

TEST_CASE("no moment before 1970 is asked about, and weeks begin on the Monday before it") {
  FunnelOptions options;
  options.as_of = Timestamp{-1};
  REQUIRE_FALSE(funnel({}, options));
  CHECK(funnel({}, options).error().code == Errc::out_of_range);
  CHECK(period_start(Period::week, Timestamp{day_ms}).ms == -3 * day_ms);
  CHECK(period_start(Period::week, Timestamp{4 * day_ms}).ms == 4 * day_ms);
}

TEST_CASE("periods times segments have a limit") {
  FunnelOptions options = as_of(1000);
  options.period = Period::day;
  std::vector<LeadJournal> journals;
  for (int i = 0; i < 49; ++i) journals.push_back(lead(0, {}, "segment " + std::to_string(i)));
  journals.resize(48);
  REQUIRE(funnel(journals, options));
  for (int i = 0; i < 3; ++i) journals.push_back(lead(0, {}, "more " + std::to_string(i)));
  REQUIRE_FALSE(funnel(journals, options));
  CHECK(funnel(journals, options).error().code == Errc::limit_exceeded);
}

}  // namespace
}  // namespace bantam
