// learn and retune: what is refused, by column and row, and what they say where there is nothing.
#include <cmath>
#include <limits>
#include <string>

#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace learn_world;
using learning::Random;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Ten leads, five of them won.
World ten() {
  World world(10);
  for (std::size_t i = 0; i < 5; ++i) world.won[i] = 1;
  return world;
}

std::string refused(const OutcomeTable& table, const LearnOptions& options = {}) {
  const auto report = learn(table, options);
  REQUIRE_FALSE(report);
  return report.error().message;
}

/// What `learn` says of a column.
std::string refused(decltype(Column::values) values, const std::vector<std::uint8_t>& validity = {}) {
  World world = ten();
  world.leads.attributes.push_back({"c", values, validity});
  return refused(world.table());
}

std::string refused(const RuleFirings& rule, const OutcomeColumns& columns) {
  const auto report = retune({rule}, columns);
  REQUIRE_FALSE(report);
  return report.error().message;
}

}  // namespace

TEST_CASE("columns that contradict themselves are refused by name and row") {
  std::vector<double> numbers(10, 1);
  CHECK(refused(NumberColumn{numbers}, {0xFF}) == "column `c`: has fewer validity bits than rows");
  numbers[3] = not_a_number;
  CHECK(refused(NumberColumn{numbers}) == "column `c`: a number is NaN or infinite in row 3");
  numbers.pop_back();
  CHECK(refused(NumberColumn{numbers}) == "column `c`: has another number of rows than the table");
  const std::vector<char> bytes(10, 'x');
  const View<char> text(bytes.data(), bytes.size());
  std::vector<std::int32_t> offsets = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const auto spoiled = [&](std::size_t place, std::int32_t offset) {
    std::vector<std::int32_t> bad = offsets;
    bad[place] = offset;
    return refused(TextColumn{bad, text});
  };
  CHECK(spoiled(0, -1) == "column `c`: an offset goes backwards or past the end in row 0");
  CHECK(spoiled(5, 3) == "column `c`: an offset goes backwards or past the end in row 4");
  CHECK(spoiled(10, 11) == "column `c`: an offset goes backwards or past the end in row 9");
  CHECK(refused(TextColumn{View<std::int32_t>(offsets.data(), 10), text}) == "column `c`: has too few offsets");
  std::vector<std::uint32_t> codes(10, 9);
  const TextColumn words{offsets, text};
  codes[7] = 10;
  CHECK(refused(DictionaryColumn{codes, words}) == "column `c`: a code is out of range in row 7");
  CHECK(refused(DictionaryColumn{View<std::uint32_t>(codes.data(), 9), words}) == "column `c`: has another number of rows than the table");
  CHECK(refused(DictionaryColumn{codes, {}}) == "column `c`: a code is out of range in row 0");
  offsets[10] = 11;
  CHECK(refused(DictionaryColumn{codes, TextColumn{offsets, text}}) == "column `c`: an offset goes backwards or past the end in row 9");
  const std::vector<std::uint8_t> bits = {0xFF};
  CHECK(refused(FlagColumn{bits}) == "column `c`: has fewer bits than rows");
}

TEST_CASE("a dictionary without texts stands for a column without values") {
  World world = ten();
  const std::vector<std::uint32_t> codes(10, 0);
  const std::vector<std::uint8_t> none = {0, 0};
  world.leads.attributes.push_back({"c", DictionaryColumn{codes, {}}, none});
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(warning(*report, "learn/constant", "c") != nullptr);
}

TEST_CASE("there is one outcome, time, fold and number of fixed points for each lead, and no more") {
  World world = ten();
  const std::vector<std::int64_t> nine(9, 0);
  const std::vector<std::uint32_t> folds(9, 0);
  OutcomeTable table = world.table();
  table.at = nine;
  CHECK(refused(table) == "there is not one time for each lead");
  table = world.table();
  table.known = nine;
  CHECK(refused(table) == "there is not one time at which the outcome was known for each lead");
  table = world.table();
  table.folds = folds;
  CHECK(refused(table) == "there is not one fold for each lead");
  std::vector<double> fixed(9, 0);
  LearnOptions options;
  options.fixed_points = fixed;
  CHECK(refused(world.table(), options) == "there are not fixed points for each lead");
  fixed.assign(10, 0);
  fixed[4] = not_a_number;
  options.fixed_points = fixed;
  CHECK(refused(world.table(), options) == "fixed points are NaN or infinite in row 4");
}

TEST_CASE("a column has a name that a document can hold") {
  for (const char* name : {"", "\xff"}) {
    World world = ten();
    world.add(name, std::vector<double>(10, 1));
    CHECK(refused(world.table()) == "a column's name is empty or not UTF-8");
  }
}

TEST_CASE("the most points and rules have two sides") {
  const World world = ten();
  for (const std::size_t most : {0, 100'001}) {
    LearnOptions options;
    options.most_points = most;
    CHECK(refused(world.table(), options) == "the most points of a rule must be from 1 to 100,000");
  }
  for (const std::size_t most : {0, 201}) {
    LearnOptions options;
    options.most_rules = most;
    CHECK(refused(world.table(), options) == "the most rules must be from 1 to 200");
  }
  LearnOptions options;
  options.most_points = 100'000;
  options.most_rules = 200;
  CHECK(learn(world.table(), options));
}

TEST_CASE("where points that stay leave no room for a whole one there is no model, and no wish is unmet") {
  World world = planted();
  std::vector<double> fixed;
  for (const std::uint8_t won : world.won) fixed.push_back(0.001 * won);
  Random random(4);
  for (double& one : fixed) one += 0.002 * random.share();
  LearnOptions options;
  options.fixed_points = fixed;
  options.attributes = {{"visits", AttributeUse::must, Course::free, PointSign::any}};
  const auto report = learn(world.table(), options);
  REQUIRE(report);
  CHECK(report->models.empty());
  CHECK(report->verdict == "nothing to learn here: no rule is worth a whole point");
  CHECK(warning(*report, "learn/unused", "visits") == nullptr);
}

TEST_CASE("what must be used and tells nothing is said to be unused, and an unknown name to be unknown") {
  World world = planted();
  world.add("same", std::vector<double>(world.rows, 3));
  LearnOptions options;
  options.attributes = {{"same", AttributeUse::must, Course::free, PointSign::any},
                        {"visits", AttributeUse::must, Course::free, PointSign::any},
                        {"nobody", AttributeUse::may, Course::free, PointSign::any}};
  const auto report = learn(world.table(), options);
  REQUIRE(report);
  REQUIRE_FALSE(report->models.empty());
  CHECK(warning(*report, "learn/unused", "same") != nullptr);
  CHECK(warning(*report, "learn/unused", "visits") == nullptr);
  CHECK(warning(*report, "learn/unknown_attribute", "nobody") != nullptr);
}

TEST_CASE("folds that nobody can be ranked in promise nothing") {
  World world = planted();
  std::vector<std::uint32_t> folds;
  for (std::size_t i = 0; i < world.rows; ++i) folds.push_back(static_cast<std::uint32_t>(2 * (i % 2) + world.won[i]));
  OutcomeTable table = world.table();
  table.folds = folds;
  const auto report = learn(table);
  REQUIRE(report);
  CHECK(report->models.empty());
  CHECK_FALSE(report->card.learned.auc);
  CHECK(report->verdict.find("nothing to learn here: on leads not seen") == 0);
}

TEST_CASE("one text in too few leads is not too many values, and what hardly anybody has is no leak") {
  World world = planted();
  std::vector<double> rare;
  std::vector<bool> known(world.rows, false);
  for (std::size_t i = 0; i < world.rows; ++i) rare.push_back(static_cast<double>(i % 5));
  for (std::size_t i = 0; i < 10; ++i) known[i] = true;
  world.add("rare", rare, known);
  std::vector<std::int32_t> offsets(world.rows + 1, 4);
  offsets[0] = 0;
  const std::vector<char> bytes = {'o', 'n', 'c', 'e'};
  std::vector<std::uint8_t> first((world.rows + 7) / 8, 0);
  first[0] = 1;
  world.leads.attributes.push_back({"once", TextColumn{offsets, View<char>(bytes.data(), bytes.size())}, first});
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(warning(*report, "learn/too_many_values", "once") == nullptr);
  CHECK(warning(*report, "learn/leak_missing", "rare") == nullptr);
}

TEST_CASE("retune refuses what learn refuses, and rules that are none") {
  const std::vector<double> worth = {1, 0, 1, 0};
  const std::vector<std::uint8_t> won = {1, 0, 1, 0};
  OutcomeColumns columns;
  columns.won = won;
  RuleFirings rule;
  rule.id = "r";
  rule.worth = worth;
  rule.points = 1;
  CHECK(retune({rule}, columns));
  RuleFirings bad = rule;
  bad.worth = View<double>(worth.data(), 3);
  CHECK(refused(bad, columns) == "rule `r` has not one worth for each lead");
  bad = rule;
  bad.points = not_a_number;
  CHECK(refused(bad, columns) == "rule `r` has points or bounds that are none");
  bad = rule;
  bad.least = 51;
  CHECK(refused(bad, columns) == "rule `r` has points or bounds that are none");
  const std::vector<double> infinite = {1, 0, HUGE_VAL, 0};
  bad = rule;
  bad.worth = infinite;
  CHECK(refused(bad, columns) == "rule `r` has a worth that is NaN or infinite in row 2");
  const std::vector<std::int64_t> three(3, 0);
  OutcomeColumns spoiled = columns;
  spoiled.at = three;
  CHECK(refused(rule, spoiled) == "there is not one time or fold for each lead");
  std::vector<std::uint8_t> outcomes = {1, 0, 2, 0};
  spoiled = columns;
  spoiled.won = outcomes;
  CHECK(refused(rule, spoiled) == "an outcome is neither 0 nor 1 in row 2");
  outcomes.assign(4, 1);
  CHECK(refused(rule, spoiled) == "all leads have the same outcome: there is nothing to tell apart");
}

TEST_CASE("rules that never fired, that cancel out and that had no points are retuned without a fault") {
  Random random(8);
  std::vector<double> silent(400, 0), plus, minus;
  std::vector<std::uint8_t> won;
  std::vector<std::uint32_t> folds;
  for (std::size_t i = 0; i < 400; ++i) {
    const bool fires = random.below(2) == 0;
    plus.push_back(fires ? 1 : 0);
    minus.push_back(fires ? -1 : 0);
    won.push_back(happens(random, fires ? 1 : -1) ? 1 : 0);
    folds.push_back(static_cast<std::uint32_t>(2 * (i % 2) + won.back()));
  }
  OutcomeColumns columns;
  columns.won = won;
  const RuleFirings never{"never", {}, silent, 5};
  const auto nothing = retune({never}, columns);
  REQUIRE(nothing);
  CHECK(nothing->rules[0].points == 5);
  CHECK(nothing->warnings.front().code == "retune/never_fired");
  const auto cancelled = retune({{"plus", {}, plus, 1}, {"minus", {}, minus, -1}}, columns);
  REQUIRE(cancelled);
  CHECK(cancelled->rules[0].points > 0);   // what helps may gain,
  CHECK(cancelled->rules[1].points <= 0);  // and each keeps its sign
  const auto none = retune({{"from nothing", {}, plus, 0}}, columns);
  REQUIRE(none);
  CHECK(none->rules[0].points > 0);  // tuned as if it had had one point
  RuleFirings stays{"stays", {}, plus, 1};
  stays.fixed = true;
  columns.folds = folds;  // each of one outcome: no order to judge
  const auto unjudged = retune({stays, never, {"plus", {}, plus, 1}}, columns);
  REQUIRE(unjudged);
  CHECK(unjudged->rules[0].points == 1);
  CHECK_FALSE(unjudged->before.auc);
  for (const LearnWarning& warning : unjudged->warnings) CHECK(warning.code != "retune/no_gain");
}

TEST_CASE("a rule that hardly speaks and is hardly held is not tuned past its bounds") {
  Random random(12);
  std::vector<double> whisper;
  std::vector<std::uint8_t> won;
  for (std::size_t i = 0; i < 400; ++i) {
    whisper.push_back(random.below(2) == 0 ? 0.0001 : 0);
    won.push_back(happens(random, whisper.back() > 0 ? 2 : -2) ? 1 : 0);
  }
  OutcomeColumns columns;
  columns.won = won;
  RetuneOptions options;
  options.ridge = 1e-15;  // the fit ends long before the weight is as large as it would be
  const auto report = retune({{"whisper", {}, whisper, 1}}, columns, options);
  REQUIRE(report);
  CHECK(report->rules[0].points > 0);
  CHECK(report->rules[0].points <= 50);
  CHECK(std::isfinite(report->rules[0].error));
}

TEST_CASE("a rule that helps hardly anybody promises nothing, however sure it is") {
  Random random(9);
  World world(3000);
  std::vector<double> sure;
  for (std::size_t i = 0; i < world.rows; ++i) {
    sure.push_back(i % 100 == 0 ? 1 : 0);
    world.won[i] = i % 100 == 0 || random.share() < 0.3 ? 1 : 0;
  }
  world.add("sure", sure);
  const auto report = learn(world.table());
  REQUIRE(report);
  CHECK(report->card.learned.log_loss < report->card.learned.prior_log_loss);
  CHECK(report->models.empty());
}

TEST_CASE("what must be used may be used as a condition") {
  Random random(10);
  World world(6000);
  std::vector<double> visits, steady;
  std::vector<std::string> country;
  for (std::size_t i = 0; i < world.rows; ++i) {
    visits.push_back(static_cast<double>(random.below(2)));
    steady.push_back(static_cast<double>(random.below(2)));
    country.emplace_back(random.below(2) == 0 ? "home" : "abroad");
    const double z = -0.5 + steady[i] + ((visits[i] > 0) == (country[i] == "home") ? 1.5 : -1.5);
    world.won[i] = happens(random, z) ? 1 : 0;
  }
  world.add("visits", visits);
  world.add("steady", steady);
  world.add("country", country);
  LearnOptions options;
  options.most_points = 5;  // so few that a country's own points are none
  options.attributes = {{"country", AttributeUse::must, Course::free, PointSign::any}};
  const auto report = learn(world.table(), options);
  REQUIRE(report);
  REQUIRE_FALSE(report->models.empty());
  bool guards = false;
  for (const LearnedRule& rule : report->models[0].rules) guards = guards || rule.condition == "country";
  CHECK(guards);
  CHECK(warning(*report, "learn/unused", "country") == nullptr);
}

TEST_CASE("a document without rules, and rules without ids, are learned into") {
  World world = planted();
  for (const char* rules : {"", R"(, "rules": [{"score": "fit", "points": 1}, {"id": "kept", "score": "fit", "points": 1}])"}) {
    LearnOptions options;
    options.document = std::string(R"({"format": "bantam/1", "name": "m", "attributes": {"visits": {"type": "number"}, "noise": {"type": "number"},
        "source": {"type": "text"}, "country": {"type": "text"}}, "scores": {"fit": {}})") + rules + "}";
    options.kept_rules = {"kept"};
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    REQUIRE_FALSE(report->models.empty());
    const std::string& document = report->models[0].document;
    CHECK((document.find("\"kept\"") != std::string::npos) == (*rules != '\0'));
    CHECK(document.find(R"({"score": "fit", "points": 1})") == std::string::npos);
  }
}
