// Thresholds: found, moved in their places, and chosen for a number of leads.
#include "bantam/threshold.hpp"

#include "bantam/model.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

std::string with_stages(const std::string& stages) {
  return R"({"format": "bantam/1", "name": "m", "scores": {"fit": {"min": 0}},)" + stages + R"( "rules": []})";
}

}  // namespace

TEST_CASE("thresholds are found where the total is compared with a number") {
  const Thresholds both = thresholds(with_stages(R"("stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 30]},
    "demote_if": {"<": [{"var": "score.total"}, 12.5]}}},)"));
  CHECK(both.promote == 30.0);
  CHECK(both.demote == 12.5);
  CHECK_FALSE(both.other);
  const Thresholds none = thresholds(with_stages(""));
  CHECK_FALSE(none.promote);
  CHECK_FALSE(none.other);
}

TEST_CASE("any other condition is not taken for a threshold") {
  for (const char* condition : {R"({">": [{"var": "score.total"}, 30]})", R"({">=": [{"var": "score.fit"}, 30]})",
                                R"({"and": [{">=": [{"var": "score.total"}, 30]}]})", R"({">=": [30, {"var": "score.total"}]})"}) {
    const Thresholds found = thresholds(with_stages(std::string(R"("stages": {"mql": {"promote_if": )") + condition + "}},"));
    CHECK_FALSE(found.promote);
    CHECK(found.other);
  }
}

TEST_CASE("thresholds move in their places, and every other byte stays") {
  const std::string before = with_stages(R"("stages": { "mql": {"promote_if":   {">=": [{"var": "score.total"},  30.0 ]}, "x-why": 30,
    "demote_if": {"<": [{"var": "score.total"}, 12]}}},)");
  std::string expected = before;
  expected.replace(expected.find("30.0"), 4, "41");
  expected.replace(expected.find("12]"), 2, "33");
  CHECK(with_thresholds(before, 41, 33.0) == expected);
}

TEST_CASE("a document without a promotion gets one, wherever its stages stand") {
  for (const char* stages : {"", R"("stages": {},)", R"("stages": {"mql": {}},)", R"("stages": {"sql": {"auto": true}},)",
                             R"("stages": {"mql": {"min_dwell": "1d"}},)"}) {
    const std::string document = with_thresholds(with_stages(stages), 7);
    CHECK(thresholds(document).promote == 7.0);
    CHECK(compile(document).model);
  }
}

TEST_CASE("the threshold lets about so many pass, and rather fewer than more") {
  CHECK(threshold_for({10, 20, 30, 40}, 2) == 30.0);
  CHECK(threshold_for({10, 20, 30, 40}, 4) == 10.0);
  CHECK(threshold_for({10, 20, 30, 40}, 0) == 41.0);
  CHECK(threshold_for({10, 20, 20, 20, 30}, 2) == 30.0);  // one passes, or four: one is nearer
  CHECK(threshold_for({10, 20, 20, 30}, 2) == 30.0);      // one or three: rather one
  CHECK(threshold_for({10.25, 20.5, 30.75}, 2) == 20.0);  // a whole number
  CHECK(threshold_for({-5, -5.5}, 1) == -5.0);
  CHECK_FALSE(threshold_for({}, 3));
}

TEST_CASE("what only looks like a threshold is none, and a demotion stays where nobody asks for another") {
  for (const char* condition : {"true", R"({">=": [{"var": "score.total"}, 30], "<": [1, 2]})", R"({">=": [{"var": "score.total"}, 30, 40]})",
                                R"({">=": [{"var": "score.total"}, "30"]})", R"({">=": [{"+": [1, 2]}, 30]})"}) {
    INFO(condition);
    const Thresholds found = thresholds(with_stages(std::string(R"("stages": {"mql": {"promote_if": )") + condition + "}},"));
    CHECK_FALSE(found.promote);
    CHECK(found.other);
  }
  CHECK_FALSE(thresholds(with_stages(R"("stages": {"mql": {"min_dwell": "1d"}},)")).other);
  const std::string document = with_stages(R"("stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 30]},
    "demote_if": {"<": [{"var": "score.total"}, 12]}}},)");
  CHECK(thresholds(with_thresholds(document, 50)).promote == 50.0);
  CHECK(thresholds(with_thresholds(document, 50)).demote == 12.0);
}
