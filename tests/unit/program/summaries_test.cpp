// What a model tells a host about itself.
#include "bantam/model.hpp"
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

}  // namespace
}  // namespace bantam
