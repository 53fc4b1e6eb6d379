// What a move leaves in the state beside the stage. docs/semantics.md, section 8, the journal.
#include "bantam/bantam.hpp"
#include "test.hpp"

namespace {

using namespace bantam;

constexpr Timestamp start{1'767'225'600'000};  // 2026-01-01
constexpr std::int64_t day = 86'400'000;

const char* const document = R"({
  "format": "bantam/1", "name": "stages",
  "attributes": {"size": {"type": "number"}}, "scores": {"s": {}},
  "rules": [{"id": "size", "score": "s", "of": "size", "bands": [{"below": 5, "points": 0}, {"points": 9}]}],
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.s"}, 9]}, "demote_if": {"<": [{"var": "score.s"}, 9]}}}})";

LeadState with_size(const Model& model, const LeadState& state, std::int64_t days, double size) {
  const Event event{"L", Timestamp{start.ms + days * day}, AttributeChange{{{"size", size}}}, {}, {}};
  return apply(model, state, event)->state;
}

LeadState overridden(const Model& model, const LeadState& state, std::int64_t days, Stage to) {
  const Command command{CommandKind::override_stage, "eve", "by hand", to};
  return apply(model, state, {"L", Timestamp{start.ms + days * day}, command, {}, {}})->state;
}

}  // namespace

TEST_CASE("a state counts how often the lead became MQL, by any row, and keeps the first and last time") {
  const Model model = *compile(document).model;
  LeadState state = with_size(model, model.new_lead("L"), 0, 1);
  CHECK(state.mql_count == 0);
  CHECK_FALSE(state.first_mql_at);
  CHECK_FALSE(state.last_mql_at);

  state = with_size(model, state, 1, 7);
  CHECK(state.stage == Stage::mql);
  CHECK(state.mql_count == 1);
  CHECK(state.first_mql_at == Timestamp{start.ms + day});
  CHECK(state.last_mql_at == Timestamp{start.ms + day});

  state = with_size(model, state, 2, 1);
  CHECK(state.stage == Stage::lead);
  CHECK(state.mql_count == 1);

  state = overridden(model, with_size(model, state, 3, 7), 4, Stage::mql);
  CHECK(state.mql_count == 3);
  CHECK(state.first_mql_at == Timestamp{start.ms + day});
  CHECK(state.last_mql_at == Timestamp{start.ms + 4 * day});

  state = overridden(model, state, 5, Stage::sal);
  CHECK(state.mql_count == 3);
  CHECK(state.last_mql_at == Timestamp{start.ms + 4 * day});
}

TEST_CASE("time and the event itself may each reset the activities, and the later reset is the one that stays") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "resets", "activities": {"visit": {}}, "scores": {"s": {}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 1}],
    "stages": {"mql": {"sla": {"within": "1d", "then": "nurture"}}, "nurture": {"reset_activities": true}}})").model;
  LeadState state = apply(model, model.new_lead("L"), {"L", start, Activity{"visit", {}}, {}, {}})->state;
  state = overridden(model, state, 0, Stage::mql);
  const Command command{CommandKind::override_stage, "eve", "by hand", Stage::nurture};
  const auto step = apply(model, state, {"L", Timestamp{start.ms + 2 * day}, command, {}, {}});
  REQUIRE(step);
  REQUIRE(step->effects.moves.size() == 2);
  CHECK(step->effects.moves[0].trigger == Trigger::sla);
  CHECK(step->effects.moves[1].trigger == Trigger::override_stage);
  CHECK(step->state.reset_at == Timestamp{start.ms + 2 * day});
  CHECK(step->state.activities.empty());
}
