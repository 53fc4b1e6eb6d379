// What a model tells a host about itself.
#include "bantam/model.hpp"

#include <algorithm>

#include "bantam/apply.hpp"
#include "bantam/decision.hpp"
#include "test.hpp"

namespace bantam {
namespace {

Model with_stages(const std::string& stages) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}, "call": {}},
    "rules": [{"id": "visit", "score": "s", "on": "visit", "points": 1}, {"id": "call", "score": "s", "on": "call", "points": 1}])" +
                                       stages + "}");
  REQUIRE(report.model);
  return *report.model;
}

TEST_CASE("a model tells its activities and their fields in model order") {
  const std::vector<ActivitySummary> all = activities(with_stages(""));
  REQUIRE(all.size() == 2);
  CHECK(all[0].type == "visit");
  REQUIRE(all[0].fields.size() == 2);
  CHECK(all[0].fields[0].name == "path");
  CHECK(all[0].fields[0].type == "text");
  CHECK(all[0].fields[1].name == "seconds");
  CHECK(all[0].fields[1].type == "number");
  CHECK(all[1].type == "call");
  CHECK(all[1].fields.empty());
}

TEST_CASE("a model tells what can reset the activities of a lead") {
  const std::string sla = R"("mql": {"sla": {"within": "1d", "then": "nurture"}})";
  CHECK(resets(with_stages("")) == Resets::never);
  CHECK(resets(with_stages(R"(, "stages": {)" + sla + "}")) == Resets::never);
  CHECK(resets(with_stages(R"(, "stages": {"nurture": {"reset_activities": false}, )" + sla + "}")) == Resets::never);
  CHECK(resets(with_stages(R"(, "stages": {"nurture": {"reset_activities": true}})")) == Resets::by_command);
  CHECK(resets(with_stages(R"(, "stages": {"nurture": {"reset_activities": true}, "mql": {"sla": {"within": "1d"}}})")) == Resets::by_command);
  CHECK(resets(with_stages(R"(, "stages": {"nurture": {"reset_activities": true}, )" + sla + "}")) == Resets::by_time);
}

TEST_CASE("a model tells its name, its version and what it declares") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "version": "2.1", "scores": {"s": {}, "t": {}},
    "attributes": {"size": {"type": "number"}}, "groups": {"g": {"score": "t"}},
    "rules": [{"id": "a", "score": "s", "points": 1, "if": {"!!": {"var": "size"}}},
              {"id": "b", "group": "g", "points": 1, "if": {"!!": {"var": "size"}}}],
    "exclude": [{"id": "own", "if": {"==": [{"var": "size"}, 1]}}],
    "suppress": [{"id": "objects", "if": {"==": [{"var": "size"}, 2]}}]})");
  REQUIRE(report.model);
  const Model& model = *report.model;
  CHECK(model.name() == "m");
  CHECK(model.version() == "2.1");
  CHECK(model.scores() == std::vector<std::string>{"s", "t"});
  CHECK(model.exclusions() == std::vector<std::string>{"own"});
  CHECK(model.suppressions() == std::vector<std::string>{"objects"});
  const std::vector<RuleSummary> rules = model.rules();
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].group.empty());
  CHECK(rules[1].group == "g");
  CHECK(rules[1].score == "t");
}

TEST_CASE("rules whose marks are equal are counted: one that is new among them is told") {
  std::string rules;
  for (int i = 0; i < 1500; ++i)
    rules += std::string(i == 0 ? "" : ",") + R"({"id": "r)" + std::to_string(i) + R"(", "score": "s", "on": "visit",
      "points": 1, "decay": {"half_life": "30d"}})";
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "activities": {"visit": {}},
    "rules": [)" + rules + "]}");
  REQUIRE(report.model);
  LeadState state = report.model->new_lead("L1");
  CHECK(rules_to_replay(*report.model, state).empty());
  std::vector<std::uint16_t> marks = *state.rule_marks;
  std::sort(marks.begin(), marks.end());
  const auto twice = std::adjacent_find(marks.begin(), marks.end());
  REQUIRE(twice != marks.end());  // of 1,500 marks of 16 bits some are the same
  marks.erase(twice);
  state.rule_marks = std::make_shared<const std::vector<std::uint16_t>>(marks);
  CHECK(rules_to_replay(*report.model, state).size() == 1);
  state.rule_marks = nullptr;
  CHECK(rules_to_replay(*report.model, state).size() == 1500);
}

TEST_CASE("a model of many rules decays as one of few does") {
  const auto total = [](int count) {
    std::string rules;
    for (int i = 0; i < count; ++i)
      rules += std::string(i == 0 ? "" : ",") + R"({"id": "r)" + std::to_string(i) + R"(", "score": "s", "on": "visit",
        "points": 8, "decay": {"half_life": "50d"}})";
    const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "activities": {"visit": {}},
      "rules": [)" + rules + "]}");
    REQUIRE(report.model);
    const auto step = apply(*report.model, report.model->new_lead("L1"), {"L1", Timestamp{0}, Activity{"visit", {}}, {}, {}});
    return decide(*report.model, step->state, Timestamp{100 * day_ms})->total;
  };
  CHECK(total(1) == Points::of_thousandths(2'000));
  CHECK(total(300) == Points::of_thousandths(600'000));
}

}  // namespace
}  // namespace bantam
