// Tombstones: found again under the same key, tenant and id, and under no other.
#include "bantam/tombstone.hpp"

#include <algorithm>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

const ErasureKey key{0x0123456789abcdef, 0xfedcba9876543210};

TEST_CASE("a tombstone is found again under the same key, tenant and lead alone") {
  const Tombstone one = tombstone_of(key, "north", "L1");
  CHECK(one == tombstone_of(key, "north", "L1"));
  CHECK(one != tombstone_of(key, "north", "L2"));
  CHECK(one != tombstone_of(key, "south", "L1"));
  CHECK(one != tombstone_of({key.high, key.low + 1}, "north", "L1"));
  CHECK(one != tombstone_of({key.high + 1, key.low}, "north", "L1"));
  CHECK(tombstone_of(key, "ab", "c") != tombstone_of(key, "a", "bc"));
}

TEST_CASE("a tombstone is 32 hexadecimal digits and says nothing of its lead") {
  const std::string text = to_text(tombstone_of(key, "", "marker"));
  CHECK(text.size() == 32);
  CHECK(text.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(parse_tombstone(text) == tombstone_of(key, "", "marker"));
  CHECK(to_text(Tombstone{1, 2}) == "00000000000000010000000000000002");
  for (const char* wrong :
       {"", "12", "0000000000000001000000000000000g", "000000000000000100000000000000020",
        "0000000000000001000000000000000A"})
    CHECK_FALSE(parse_tombstone(wrong));
}

TEST_CASE("a key is read as it is written") {
  const auto read = parse_erasure_key("0123456789abcdeffedcba9876543210");
  REQUIRE(read);
  CHECK(read->high == key.high);
  CHECK(read->low == key.low);
  CHECK_FALSE(parse_erasure_key("0123"));
}

TEST_CASE("leads that were erased are remembered once, in order") {
  ErasedLeads erased{key, "north", {}};
  CHECK_FALSE(is_erased(erased, "L1"));
  for (const char* lead : {"L1", "L2", "L3", "L2"}) remember_erased(erased, lead);
  CHECK(erased.tombstones.size() == 3);
  CHECK(std::is_sorted(erased.tombstones.begin(), erased.tombstones.end()));
  for (const char* lead : {"L1", "L2", "L3"}) CHECK(is_erased(erased, lead));
  CHECK_FALSE(is_erased(erased, "L4"));
}

const char* const document = R"({"format": "bantam/1", "name": "m", "activities": {"visit": {}},
  "scores": {"s": {}}, "rules": [{"id": "r", "score": "s", "on": "visit", "points": 5, "newest": 9}],
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 5]}},
             "reasons": {"reject": ["no_budget"]}}})";

Event event(const std::string& lead, const char* at, decltype(Event::what) what) {
  return {lead, *parse_timestamp(at), std::move(what), {}, {}};
}

TEST_CASE("a replay refuses the events of an erased lead, and they do not tell the time") {
  const Model model = *compile(document).model;
  const std::vector<Event> log = {event("gone", "2026-01-01T00:00:00Z", Activity{"visit", {}}),
                                  event("here", "2026-01-02T00:00:00Z", Activity{"visit", {}}),
                                  event("gone", "2026-01-03T00:00:00Z", Activity{"visit", {}})};
  ReplayOptions options;
  options.erased = {key, "", {}};
  CHECK(replay(model, log, options)->leads.size() == 2);
  remember_erased(options.erased, "gone");
  const Result<Replay> replayed = replay(model, log, options);
  REQUIRE(replayed);
  REQUIRE(replayed->leads.size() == 1);
  CHECK(replayed->leads[0].state.lead == "here");
  CHECK(to_text(replayed->as_of) == "2026-01-02T00:00:00Z");
  REQUIRE(replayed->events.size() == 3);
  CHECK(replayed->events[0].effects.outcome == Outcome::refused);
  REQUIRE(replayed->events[0].effects.blockers.size() == 1);
  CHECK(to_text(replayed->events[0].effects.blockers[0]) == "lead/erased");
  CHECK(replayed->events[1].effects.outcome == Outcome::accepted);
}

LeadJournal journal_with(const std::string& reject_reason) {
  LeadJournal journal;
  journal.began = *parse_timestamp("2026-01-01T00:00:00Z");
  journal.segment = "marker";
  const auto move = [&](Stage from, Stage to, Trigger trigger, const char* at, std::string reason) {
    journal.moves.push_back({from, to, trigger, *parse_timestamp(at), std::move(reason), false});
  };
  move(Stage::lead, Stage::mql, Trigger::automatic, "2026-01-01T00:00:00Z", "");
  move(Stage::mql, Stage::nurture, Trigger::reject, "2026-01-02T00:00:00Z", reject_reason);
  move(Stage::nurture, Stage::sal, Trigger::override_stage, "2026-01-03T00:00:00Z", "marker");
  move(Stage::sal, Stage::nurture, Trigger::sla, "2026-01-09T00:00:00Z", "sla");
  journal.alerts.push_back({Stage::sal, *parse_timestamp("2026-01-08T00:00:00Z"),
                            *parse_timestamp("2026-01-09T00:00:00Z")});
  return journal;
}

TEST_CASE("of an erased journal the model's own reasons stay, and what people wrote goes") {
  const Model model = *compile(document).model;
  const LeadJournal kept = without_person(model, journal_with("no_budget"));
  CHECK(kept.segment.empty());
  REQUIRE(kept.moves.size() == 4);
  CHECK(kept.moves[1].reason == "no_budget");
  CHECK(kept.moves[2].reason.empty());
  CHECK(kept.moves[3].reason == "sla");
  CHECK(without_person(model, journal_with("marker")).moves[1].reason.empty());
}

TEST_CASE("no form of an erased journal holds a word of the person's") {
  const Model model = *compile(document).model;
  const auto holds_marker = [](const LeadJournal& journal) {
    FunnelOptions options;
    options.as_of = *parse_timestamp("2026-03-01T00:00:00Z");
    const Funnel counted = *funnel({journal}, options);
    std::string forms = to_html(counted, {"funnel", {}, {}});
    for (const std::string& line : funnel_to_json(counted)) forms += line;
    return forms.find("marker") != std::string::npos;
  };
  CHECK(holds_marker(journal_with("marker")));
  CHECK_FALSE(holds_marker(without_person(model, journal_with("marker"))));
}

TEST_CASE("a funnel counts an erased journal as it counted the whole one") {
  const Model model = *compile(document).model;
  FunnelOptions options;
  options.as_of = *parse_timestamp("2026-03-01T00:00:00Z");
  options.period = Period::week;
  options.sla_stages = {Stage::sal};
  LeadJournal whole = journal_with("no_budget");
  const LeadJournal erased = without_person(model, whole);
  whole.segment.clear();
  whole.moves[2].reason.clear();  // the one thing that is not counted any more
  CHECK(funnel_to_json(*funnel({whole}, options)) == funnel_to_json(*funnel({erased}, options)));
}

}  // namespace
}  // namespace bantam
