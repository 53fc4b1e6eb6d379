// What a state remembers of its last tally: until when it holds, and what must be asked all the same.
// docs/semantics.md, sections 6 and 8.
#include "bantam/bantam.hpp"
#include "test.hpp"

namespace {

using namespace bantam;

constexpr Timestamp start{1'767'225'600'000};  // 2026-01-01
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t day = 24 * hour;

Model model_with(const std::string& rule, const std::string& stages = "{}", const std::string& more = "") {
  const CompileReport report = compile(
      R"({"format": "bantam/1", "name": "tally", )" + more + R"("attributes": {"vip": {"type": "flag"}},
          "activities": {"visit": {"fields": {"seconds": {"type": "number"}}}, "nod": {}}, "scores": {"s": {}},
          "rules": [{"id": "r", "score": "s", "on": "visit", )" + rule + R"(}], "stages": )" + stages + "}");
  REQUIRE(report.model);
  return *report.model;
}

Event event(std::int64_t ms, Activity activity) { return {"L", Timestamp{start.ms + ms}, std::move(activity), {}, {}}; }

/// One lead, with what it remembers and, beside it, without.
class Both {
 public:
  explicit Both(const Model& model) : model_(model), kept_(model.new_lead("L")), forgetful_(kept_) {}

  Effects take(const Event& event) {
    forgetful_.tallied_until = {};
    const Result<Effects> effects = apply_to(model_, kept_, event, room_);
    const Result<Effects> others = apply_to(model_, forgetful_, event, room_);
    REQUIRE(effects);
    REQUIRE(others);
    CHECK(effects->total == others->total);
    REQUIRE(effects->moves.size() == others->moves.size());
    for (std::size_t i = 0; i < effects->moves.size(); ++i) CHECK(move_to_json(effects->moves[i]) == move_to_json(others->moves[i]));
    CHECK(effects->alerts.size() == others->alerts.size());
    CHECK(kept_ == forgetful_);
    CHECK(decide(model_, kept_, kept_.clock)->total == explain(model_, kept_, kept_.clock)->decision.total);
    return *effects;
  }

  const LeadState& state() const { return kept_; }
  bool remembers(std::int64_t ms) const { return Timestamp{start.ms + ms} < kept_.tallied_until; }

 private:
  Model model_;
  Workspace room_;
  LeadState kept_, forgetful_;
};

Points points(std::int64_t whole) { return Points::of_thousandths(whole * 1000); }

}  // namespace

TEST_CASE("a tally is remembered until the oldest activity that counts leaves the window, and no longer") {
  Both lead(model_with(R"("points": 5, "window": "10d")"));
  CHECK(lead.take(event(0, Activity("visit"))).total == points(5));
  CHECK(lead.take(event(2 * day, Activity("visit"))).total == points(10));
  CHECK(lead.remembers(10 * day - 1));
  CHECK_FALSE(lead.remembers(10 * day));
  CHECK(lead.take(event(10 * day - 1, Activity("nod"))).total == points(10));
  CHECK(lead.take(event(10 * day, Activity("nod"))).total == points(5));
  CHECK(lead.remembers(12 * day - 1));
  CHECK(lead.take(event(12 * day, Activity("nod"))).total == points(0));
}

TEST_CASE("a tally is remembered until an activity that counts is a step of decay older") {
  Both lead(model_with(R"("points": 8, "decay": {"half_life": "1d"})"));
  CHECK(lead.take(event(hour, Activity("visit"))).total == points(8));
  CHECK(lead.take(event(day, Activity("visit"))).total == points(16));
  CHECK(lead.remembers(day + hour - 1));
  CHECK_FALSE(lead.remembers(day + hour));
  CHECK(lead.take(event(day + hour, Activity("nod"))).total == points(12));
}

TEST_CASE("the newest activity takes the place of the oldest that counts in what is remembered") {
  Both lead(model_with(R"("points_per": {"field": "seconds", "each": 1}, "newest": 2)"));
  CHECK(lead.take(event(1, Activity("visit").with("seconds", 4.0))).total == points(4));
  CHECK(lead.take(event(2, Activity("visit").with("seconds", 30.0))).total == points(34));
  CHECK(lead.take(event(3, Activity("visit").with("seconds", 200.0))).total == points(230));
  CHECK(lead.take(event(4, Activity("nod"))).total == points(230));
}

TEST_CASE("what is remembered ends with each step of decay, at the end of the table of points too") {
  // The table of one rule's points has 366 steps: the last of them is a step like the others.
  Both lead(model_with(R"("points": 100, "decay": {"linear": "800d"})", "{}", R"("step": "1h", )"));
  lead.take(event(0, Activity("visit")));
  const Effects effects = lead.take(event(365 * hour + 1, Activity("nod")));
  CHECK_FALSE(lead.remembers(366 * hour));
  CHECK(lead.take(event(366 * hour, Activity("nod"))).total < effects.total);
  CHECK(lead.take(event(700 * day, Activity("nod"))).total == Points::of_thousandths(12'500));
}

TEST_CASE("a promotion that asks the gate finds this lead's own, at the second event of a moment too") {
  const std::string asks_gate = R"({"mql": {"promote_if": {"==": [{"var": "gate.need"}, "met"]}}})";
  const Model model = model_with(R"("points": 5)", asks_gate, R"("gate": {"framework": "own", "require": 1, "criteria": {"need": {}}}, )");
  Workspace room;
  LeadState lead = model.new_lead("L");
  LeadState other = model.new_lead("O");
  CHECK(apply_to(model, lead, event(0, Activity("visit")), room)->moves.empty());
  CHECK(apply_to(model, other, {"O", start, Answer{"need", {}, "met", {}, {}}, {}, {}}, room)->moves.size() == 1);
  CHECK(apply_to(model, lead, event(0, Activity("visit")), room)->moves.empty());
  CHECK(lead.stage == Stage::lead);
  CHECK(apply(model, lead, event(0, Activity("visit")))->effects.moves.empty());  // in a room of its own
}

TEST_CASE("a late activity, an attribute that a guard asks and a cool-down are not taken from memory") {
  Both guarded(model_with(R"("points": 5, "if": {"==": [{"var": "vip"}, true]})"));
  CHECK(guarded.take(event(0, Activity("visit"))).total == points(0));
  CHECK(guarded.take({"L", Timestamp{start.ms + 1}, AttributeChange{{{"vip", true}}}, {}, {}}).total == points(5));
  CHECK(guarded.take({"L", Timestamp{start.ms + 2}, AttributeChange{{{"vip", false}}}, {}, {}}).total == points(0));

  Both spaced(model_with(R"("points": 5, "cooldown": "1h")"));
  CHECK(spaced.take(event(day, Activity("visit"))).total == points(5));
  CHECK(spaced.take(event(day + 1, Activity("visit"))).total == points(5));
  CHECK(spaced.take(event(day - hour, Activity("visit"))).total == points(10));  // late
}

TEST_CASE("a row that time opens moves the lead before the event's own points, remembered tally or not") {
  Both lead(model_with(R"("points": 5)", R"({"mql": {"promote_if": {">=": [{"var": "score.s"}, 5]}},
                                            "nurture": {"cool_off": "10h"}})"));
  lead.take(event(0, Activity("nod")));
  lead.take({"L", Timestamp{start.ms + 1}, Command{CommandKind::recycle, {}, "later", {}}, {}, {}});
  CHECK(lead.take(event(hour, Activity("visit"))).moves.empty());
  CHECK(lead.state().stage == Stage::nurture);
  CHECK(lead.remembers(11 * hour));
  const Effects effects = lead.take(event(11 * hour, Activity("visit")));
  REQUIRE(effects.moves.size() == 1);
  CHECK(effects.moves[0].total == points(5));
  CHECK(effects.total == points(10));
}

TEST_CASE("a move that its row could not make twice in one event is made by the next") {
  // Points on both sides: MQL and back within one event, and again with each that follows.
  Both lead(model_with(R"("points": 5)", R"({"mql": {"promote_if": {">=": [{"var": "score.s"}, 5]},
                                            "demote_if": {">=": [{"var": "score.s"}, 5]}}})"));
  CHECK(lead.take(event(0, Activity("visit"))).moves.size() == 2);
  CHECK(lead.take(event(1, Activity("nod"))).moves.size() == 4);  // with the passing of time, and after it
}
