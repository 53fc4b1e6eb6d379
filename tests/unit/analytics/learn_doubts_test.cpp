// learn: what it warns of, what it holds back, and when it says nothing.
#include "analytics/learn_doubts.hpp"

#include <limits>

#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace learn_world;
using learning::Random;

TEST_CASE("where outcomes are drawn by lot there is nothing to learn") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Random random(seed);
    World world(3000);
    for (int a = 0; a < 12; ++a) {
      std::vector<double> values;
      for (std::size_t i = 0; i < world.rows; ++i) values.push_back(random.share());
      world.add("column_" + std::to_string(a), values);
    }
    for (std::uint8_t& won : world.won) won = random.below(3) == 0 ? 1 : 0;
    const auto report = learn(world.table());
    REQUIRE(report);
    CHECK(report->models.empty());
    CHECK(report->verdict.find("nothing to learn") == 0);
  }
}

TEST_CASE("what turns round between periods is found, reported and held back") {
  Random random(5);
  World world(6000);
  std::vector<double> steady, turning;
  for (std::size_t i = 0; i < world.rows; ++i) {
    steady.push_back(random.share());
    turning.push_back(random.share());
    world.at.push_back(static_cast<std::int64_t>(i) * 60000);
    const double way = i < world.rows / 2 ? 3 : -3;
    world.won[i] = happens(random, -1 + 3 * (steady[i] - 0.5) + way * (turning[i] - 0.5)) ? 1 : 0;
  }
  world.add("steady", steady);
  world.add("turning", turning);
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(report->card.validated_by == "time");
  const LearnWarning* turns = warning(*report, "learn/turns", "turning");
  REQUIRE(turns != nullptr);
  CHECK(turns->held_back);
  CHECK(warning(*report, "learn/turns", "steady") == nullptr);
  REQUIRE_FALSE(report->models.empty());
  for (const LearnedRule& rule : report->models[0].rules) {
    CHECK(rule.attribute == "steady");
    CHECK(rule.condition.empty());
  }
}

TEST_CASE("a column that tells the period is held back") {
  Random random(6);
  World world(4000);
  std::vector<double> rate, steady;
  for (std::size_t i = 0; i < world.rows; ++i) {
    rate.push_back(static_cast<double>(i / 500));
    steady.push_back(random.share());
    world.at.push_back(static_cast<std::int64_t>(i) * 60000);
    world.won[i] = happens(random, -2 + rate[i] / 4 + 2 * steady[i]) ? 1 : 0;
  }
  world.add("interest_rate", rate);
  world.add("steady", steady);
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(warning(*report, "learn/period", "interest_rate") != nullptr);
  REQUIRE_FALSE(report->models.empty());
  CHECK(report->models[0].rules[0].attribute == "steady");
}

TEST_CASE("a column that knows the outcome, or whose absence does, is warned of") {
  World world = planted();
  std::vector<double> after(world.rows, 0);
  std::vector<bool> known(world.rows, false);
  Random random(9);
  for (std::size_t i = 0; i < world.rows; ++i) {
    after[i] = world.won[i] != 0 ? 10 + random.share() : random.share();
    known[i] = random.share() < (world.won[i] != 0 ? 0.9 : 0.2);
  }
  world.add("deal_size", after);
  world.add("budget", std::vector<double>(world.rows, 1), known);
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(warning(*report, "learn/leak_value", "deal_size") != nullptr);
  CHECK(warning(*report, "learn/leak_missing", "budget") != nullptr);
  CHECK(warning(*report, "learn/leak_value", "visits") == nullptr);
  CHECK(warning(*report, "learn/leak_missing", "visits") == nullptr);
}

TEST_CASE("sensitive names are left out unless they are named") {
  World world = planted();
  world.add("customer_age", world.numbers[0]);
  const auto report = learn(world.table());
  REQUIRE(report);
  const LearnWarning* sensitive = warning(*report, "learn/sensitive", "customer_age");
  REQUIRE(sensitive != nullptr);
  CHECK(sensitive->held_back);
  LearnOptions options;
  options.attributes.push_back({"customer_age", AttributeUse::may});
  CHECK(warning(*learn(world.table(), options), "learn/sensitive", "customer_age") == nullptr);
  options.attributes.clear();
  options.sensitive_names = {};
  CHECK(warning(*learn(world.table(), options), "learn/sensitive", "customer_age") == nullptr);
}

TEST_CASE("few outcomes, constant columns and columns of nothing but rarities are said to be so") {
  World world(300);
  Random random(4);
  std::vector<std::string> names;
  std::vector<double> size;
  for (std::size_t i = 0; i < world.rows; ++i) {
    names.push_back("name " + std::to_string(i % 200));
    size.push_back(random.share());
    world.won[i] = happens(random, 6 * (size[i] - 0.8)) ? 1 : 0;
  }
  world.add("company", names);
  world.add("size", size);
  world.add("same", std::vector<double>(world.rows, 3));
  world.add("never_known", std::vector<double>(world.rows, 3), std::vector<bool>(world.rows, false));
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(warning(*report, "learn/few_outcomes", "") != nullptr);
  CHECK(warning(*report, "learn/too_many_values", "company") != nullptr);
  CHECK(warning(*report, "learn/constant", "same") != nullptr);
  CHECK(warning(*report, "learn/constant", "never_known") != nullptr);
}

TEST_CASE("bad tables are errors that name what is wrong") {
  World world = planted();
  SECTION("no leads") { CHECK_FALSE(learn(OutcomeTable{})); }
  SECTION("one outcome only") {
    world.won.assign(world.rows, 1);
    const auto report = learn(world.table());
    REQUIRE_FALSE(report);
    CHECK(report.error().message == "no lead is lost: there is nothing to tell apart");
    world.won.assign(world.rows, 0);
    CHECK_FALSE(learn(world.table()));
  }
  SECTION("an outcome that is none") {
    world.won[3] = 2;
    const auto report = learn(world.table());
    REQUIRE_FALSE(report);
    CHECK(report.error().message == "an outcome is neither 0 nor 1 in row 3");
  }
  SECTION("NaN, where the row has a value") {
    world.numbers[0][5] = std::numeric_limits<double>::quiet_NaN();
    const auto report = learn(world.table());
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Errc::bad_column);
    CHECK(report.error().message == "column `visits`: a number is NaN or infinite in row 5");
  }
  SECTION("columns of another length") {
    world.won.pop_back();
    CHECK_FALSE(learn(world.table()));
  }
}
