// The lines that programs read. docs/semantics.md, section 10.
#include <string>

#include "bantam/json.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Points points(std::int64_t thousandths) { return Points::of_thousandths(thousandths); }
Timestamp moment(const char* text) { return *parse_timestamp(text); }

Decision decision() {
  Decision decision;
  decision.lead = "L\"1";
  decision.as_of = moment("2026-11-21T10:00:00.250Z");
  decision.scores = {{"engagement", points(41500), {}}, {"fit", points(35000), "B"}};
  decision.total = points(76500);
  decision.rating = "B";
  decision.stage = Stage::mql;
  decision.entered_at = moment("2026-11-20T00:00:00Z");
  decision.gate.criteria = {{"budget", Standing::met}, {"need", Standing::expired}};
  decision.gate.met = 1;
  decision.gate.required = 2;
  return decision;
}

Move move() {
  Move move;
  move.from = Stage::lead;
  move.to = Stage::mql;
  move.at = moment("2026-11-20T00:00:00Z");
  move.total = points(100000);
  move.total_band = "hot";
  move.scores = decision().scores;
  move.gate = decision().gate;
  move.model = {0x0123456789abcdefU, 1};
  return move;
}

}  // namespace

TEST_CASE("the line of a lead is compact and in the order of the page") {
  Move accepted = move();
  accepted.trigger = Trigger::accept;
  accepted.by = "sdr-7";
  const Alert alert{Stage::sal, moment("2026-11-22T00:00:00Z"), moment("2026-11-23T00:00:00Z")};
  CHECK(lead_to_json(decision(), {move(), accepted}, {alert}) ==
        R"({"lead":"L\"1","as_of":"2026-11-21T10:00:00.250Z","scores":{"engagement":41.5,"fit":35},)"
        R"("total":76.5,"bands":{"fit":"B"},"rating":"B","excluded_by":[],"stage":"mql",)"
        R"("entered_at":"2026-11-20T00:00:00Z",)"
        R"("gate":{"open":false,"criteria":{"budget":"met","need":"expired"}},)"
        R"("transitions":[{"from":"lead","to":"mql","trigger":"automatic","at":"2026-11-20T00:00:00Z"},)"
        R"({"from":"lead","to":"mql","trigger":"accept","at":"2026-11-20T00:00:00Z","by":"sdr-7"}],)"
        R"("alerts":[{"alert":"sla_breached","stage":"sal","due":"2026-11-22T00:00:00Z","at":"2026-11-23T00:00:00Z"}]})");
}

TEST_CASE("the band of the total comes last, exclusions by id") {
  Decision excluded = decision();
  excluded.total_band = "cold";
  excluded.excluded_by = {"own staff", "competitor"};
  const std::string line = lead_to_json(excluded, {}, {});
  CHECK(line.find(R"("bands":{"fit":"B","total":"cold"},"rating":"B","excluded_by":["own staff","competitor"])") != std::string::npos);
  CHECK(line.find(R"("transitions":[],"alerts":[]})") != std::string::npos);
}

TEST_CASE("contributions are the rules that are not 0, in rule order") {
  Explanation explanation;
  explanation.decision = decision();
  for (const auto& [rule, thousandths] : {std::pair{"b", 9772}, {"zero", 0}, {"a", -1}}) {
    RuleLine line;
    line.rule = rule;
    line.points = points(thousandths);
    explanation.rules.push_back(line);
  }
  const std::string line = lead_to_json(decision(), {}, {}, &explanation);
  CHECK(line.find(R"("alerts":[],"contributions":[{"rule":"b","points":9.772},{"rule":"a","points":-0.001}]})") != std::string::npos);
}

TEST_CASE("a journal entry is complete") {
  Move recycled = move();
  recycled.trigger = Trigger::recycle;
  recycled.by = "ae-1";
  recycled.reason = "no budget";
  CHECK(move_to_json(recycled) ==
        R"({"from":"lead","to":"mql","trigger":"recycle","at":"2026-11-20T00:00:00Z","by":"ae-1",)"
        R"("reason":"no budget","total":100,"scores":{"engagement":41.5,"fit":35},)"
        R"("bands":{"fit":"B","total":"hot"},)"
        R"("gate":{"open":false,"met":1,"required":2,"criteria":{"budget":"met","need":"expired"}},)"
        R"("model":"0123456789abcdef0000000000000001"})");
  CHECK(alert_to_json({Stage::mql, moment("2026-01-01T00:00:00Z"), moment("2026-01-02T00:00:00Z")}) ==
        R"({"alert":"sla_breached","stage":"mql","due":"2026-01-01T00:00:00Z","at":"2026-01-02T00:00:00Z"})");
}

TEST_CASE("an explanation for programs holds every line") {
  Explanation explanation;
  explanation.decision = decision();
  RuleLine rule;
  rule.rule = "visit";
  rule.score = "engagement";
  rule.group = "web";
  rule.points = points(5000);
  rule.matched = 2;
  rule.counted = rule.by_cooldown = 1;
  rule.worth = points(10000);
  rule.decayed = points(6000);
  rule.clamp = points(-1000);
  rule.missing = {"path"};
  rule.matches = {{moment("2026-11-01T00:00:00Z"), "e1", "page_view", Removal::none, points(10000), points(6000)},
                  {moment("2026-11-01T01:00:00Z"), {}, "page_view", Removal::cooldown, points(10000), {}}};
  explanation.rules = {rule};
  explanation.groups = {{"web", "engagement", points(5000), {}, points(5000)}};
  explanation.scores = {{"engagement", points(5000), points(0), points(-5000), {}, "B", points(1000)}};
  const std::string json = explanation_to_json(explanation);
  for (const char* part :
       {R"("rules":[{"rule":"visit","score":"engagement","group":"web","points":5,"matched":2,"counted":1,)",
        R"("removed":{"cooldown":1,"per_day":0,"window":0,"newest":0},"worth":10,"decayed":6,"clamp":-1,)",
        R"("held":true,"blocked":0,"missing":["path"],"matches":[{"at":"2026-11-01T00:00:00Z","id":"e1",)",
        R"({"at":"2026-11-01T01:00:00Z","type":"page_view","outcome":"cool-down","worth":10,"decayed":0}]}],)",
        R"("groups":[{"group":"web","score":"engagement","sum":5,"clamp":0,"points":5}],)",
        R"("scores":[{"score":"engagement","sum":5,"clamp":0,"exclusion":-5,"points":0,"band":"B","weight":1}],)",
        R"("total":{"sum":0,"clamp":0,"points":76.5},)"}) {
    INFO(part);
    CHECK(json.find(part) != std::string::npos);
  }
}

TEST_CASE("a move of a suppressed lead says so instead of scores") {
  Move suppressed = move();
  suppressed.suppressed = true;
  const std::string json = move_to_json(suppressed);
  CHECK(json.find(R"("suppressed":true,"gate":)") != std::string::npos);
  CHECK(json.find("total") == std::string::npos);
  CHECK(json.find("scores") == std::string::npos);
}
