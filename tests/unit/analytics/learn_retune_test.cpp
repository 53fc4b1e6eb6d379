// retune: new points for rules that stay as they are.
#include <algorithm>
#include <cmath>

#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace learn_world;
using learning::Random;

namespace {

/// Three rules that fire by lot; the outcome weighs them 2 : 1 : -1, their authors 1 : 1 : 1.
struct Rules {
  std::vector<std::vector<double>> worth = std::vector<std::vector<double>>(3);
  std::vector<std::uint8_t> won;
  std::vector<RuleFirings> firings;

  Rules() {
    Random random(3);
    for (int i = 0; i < 4000; ++i) {
      double z = -1;
      for (std::size_t r = 0; r < 3; ++r) {
        const bool fires = random.below(2) == 0;
        worth[r].push_back(fires ? 10 : 0);
        const double says[] = {2, 1, -1};
        if (fires) z += says[r];
      }
      won.push_back(happens(random, z) ? 1 : 0);
    }
    const char* const ids[] = {"strong", "weak", "wrong"};
    for (std::size_t r = 0; r < 3; ++r) {
      RuleFirings rule;
      rule.id = ids[r];
      rule.worth = worth[r];
      rule.points = 10;
      firings.push_back(rule);
    }
  }
};

}  // namespace

TEST_CASE("rules keep their ids and signs, and get the points that the outcomes ask for") {
  const Rules rules;
  const auto report = retune(rules.firings, {rules.won});
  REQUIRE(report);
  REQUIRE(report->rules.size() == 3);
  CHECK(report->rules[0].id == "strong");
  CHECK(report->rules[0].old_points == 10);
  const double ratio = static_cast<double>(report->rules[0].points) / static_cast<double>(report->rules[1].points);
  CHECK(std::abs(ratio - 2) < 0.5);
  CHECK(report->rules[2].points == 0);  // a gain that turned out a loss stops at nothing
  CHECK(report->rules[0].error > 0);
  CHECK(*report->after.auc > *report->before.auc);
}

TEST_CASE("a rule may change its sign where it is told so") {
  Rules rules;
  rules.firings[2].keeps_sign = false;
  const auto report = retune(rules.firings, {rules.won});
  REQUIRE(report);
  CHECK(report->rules[2].points < 0);
}

TEST_CASE("bounds are kept, and a fixed rule keeps its points") {
  Rules rules;
  rules.firings[0].most = 12;
  rules.firings[1].fixed = true;
  const auto report = retune(rules.firings, {rules.won});
  REQUIRE(report);
  CHECK(report->rules[0].points == 12);
  CHECK(report->rules[1].points == 10);
}

TEST_CASE("a rule that never fired keeps its points and is named") {
  Rules rules;
  const std::vector<double> silent(rules.won.size(), 0.0);
  RuleFirings rule;
  rule.id = "silent";
  rule.worth = silent;
  rule.points = 7;
  rules.firings.push_back(rule);
  const auto report = retune(rules.firings, {rules.won});
  REQUIRE(report);
  CHECK(report->rules[3].points == 7);
  CHECK(report->warnings.at(0).code == "retune/never_fired");
}

TEST_CASE("retuning without outcomes of both kinds is an error") {
  const Rules rules;
  const std::vector<std::uint8_t> lost(rules.won.size(), 0);
  CHECK_FALSE(retune(rules.firings, {lost}));
  CHECK_FALSE(retune(rules.firings, {View<std::uint8_t>{}}));
}

TEST_CASE("a rule that fired for few leads stays near what its author wrote") {
  Rules rules;
  std::vector<double> rare(rules.won.size(), 0);
  const auto lost = std::find(rules.won.begin(), rules.won.end(), 0);
  rare[static_cast<std::size_t>(lost - rules.won.begin())] = 10;
  RuleFirings firing;
  firing.id = "rare";
  firing.worth = rare;
  firing.points = 10;
  rules.firings.push_back(firing);
  const auto report = retune(rules.firings, {rules.won});
  REQUIRE(report);
  CHECK(report->rules[3].fired == 1);
  CHECK(report->rules[3].points >= 3);  // free, it would be 0
  CHECK(report->rules[3].error > 2 * report->rules[0].error);
}

TEST_CASE("a strong pull to the old points does not make what the leads say look surer") {
  Rules rules;
  RetuneOptions free, held;
  free.ridge = 1;
  held.ridge = 4096;
  const auto loose = retune(rules.firings, {rules.won}, free);
  const auto tight = retune(rules.firings, {rules.won}, held);
  REQUIRE(loose);
  REQUIRE(tight);
  for (std::size_t r = 0; r < 3; ++r) CHECK(tight->rules[r].error > 0.4 * loose->rules[r].error);
}

TEST_CASE("new points that are no better are said to be so") {
  Random random(11);
  std::vector<double> worth(2000);
  std::vector<std::uint8_t> won;
  for (double& each : worth) {
    each = random.below(2) == 0 ? 10 : 0;
    won.push_back(happens(random, each > 0 ? 1 : -1) ? 1 : 0);
  }
  RuleFirings only;
  only.id = "only";
  only.worth = worth;
  only.points = 10;
  const auto report = retune({only}, {won});
  REQUIRE(report);
  REQUIRE(report->warnings.size() == 1);
  CHECK(report->warnings[0].code == "retune/no_gain");  // one rule orders leads as it did, whatever its points
}
