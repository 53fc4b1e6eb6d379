// learn: what it finds, what it keeps, and that its document is what it says.
#include "bantam/learn.hpp"

#include <algorithm>

#include "bantam/apply.hpp"
#include "bantam/decision.hpp"
#include "bantam/model.hpp"
#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace learn_world;

namespace {

bool uses(const LearnedModel& model, const std::string& attribute) {
  return std::any_of(model.rules.begin(), model.rules.end(), [&](const LearnedRule& rule) {
    return rule.attribute == attribute || rule.condition == attribute;
  });
}

/// The total that a model gives a lead of the planted world.
std::int64_t total(const Model& model, const World& world, std::size_t row) {
  AttributeChange change;
  for (const AttributeSummary& attribute : attributes(model))
    for (const Column& column : world.leads.attributes) {
      if (column.name != (attribute.column.empty() ? attribute.name : attribute.column)) continue;
      if (column.validity.size != 0 && ((column.validity[row / 8] >> (row % 8)) & 1U) == 0) continue;
      if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
        change.values.push_back({attribute.name, Value(numbers->values[row])});
      } else {
        const auto& texts = std::get<TextColumn>(column.values);
        change.values.push_back({attribute.name, Value(std::string(texts.bytes.data + texts.offsets[row],
                                                                   texts.bytes.data + texts.offsets[row + 1]))});
      }
    }
  LeadState state = model.new_lead("lead");
  Workspace workspace;
  const Timestamp now{1'700'000'000'000};
  REQUIRE(apply_to(model, state, Event{"lead", now, std::move(change)}, workspace));
  return decide(model, state, now)->total.thousandths();
}

}  // namespace

TEST_CASE("a planted model is recovered, and noise is left out") {
  const World world = planted();
  const auto report = learn(world.table());
  REQUIRE(report);
  REQUIRE_FALSE(report->models.empty());
  CHECK(uses(report->models[0], "visits"));
  CHECK(uses(report->models[0], "source"));
  CHECK(uses(report->models[0], "country"));
  CHECK_FALSE(std::any_of(report->models[0].rules.begin(), report->models[0].rules.end(),
                          [](const LearnedRule& rule) { return rule.attribute == "noise" && rule.most - rule.least > 8; }));
  REQUIRE(report->card.learned.auc);
  CHECK(*report->card.learned.auc > 0.75);
  CHECK(report->card.learned.log_loss < report->card.learned.prior_log_loss);
  CHECK(report->card.won > 500);
}

TEST_CASE("every document of the pool compiles and gives the leads it was learned from the points it says") {
  World world = planted();
  std::vector<bool> known(world.rows, true);
  std::vector<double> seats(world.rows, 0);
  for (std::size_t i = 0; i < world.rows; ++i) {
    known[i] = i % 3 != 0;
    seats[i] = static_cast<double>(i % 7) / 10 + (world.won[i] != 0 ? 0.2 : 0);
  }
  world.add("Seats wanted (2024)", seats, known);
  const auto report = learn(world.table());
  REQUIRE(report);
  REQUIRE_FALSE(report->models.empty());
  for (const LearnedModel& learned : report->models) {
    const CompileReport compiled = compile(learned.document);
    REQUIRE(compiled.model);
    CHECK(compiled.model->rules().size() == learned.rules.size());
    for (std::size_t row = 0; row < world.rows; row += 7)
      REQUIRE(total(*compiled.model, world, row) == learned.points[row] * 1000);
  }
}

TEST_CASE("equal tables and seeds give equal bytes") {
  const auto first = learn(planted().table());
  const auto second = learn(planted().table());
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(first->models.size() == second->models.size());
  for (std::size_t m = 0; m < first->models.size(); ++m)
    CHECK(first->models[m].document == second->models[m].document);
  CHECK(to_text(*first) == to_text(*second));
}

TEST_CASE("what a person asks is kept") {
  const World world = planted();
  LearnOptions options;
  SECTION("the most rules and the most points of a rule") {
    options.most_rules = 2;
    options.most_points = 7;
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    REQUIRE_FALSE(report->models.empty());
    for (const LearnedModel& model : report->models) {
      CHECK(model.rules.size() <= 2);
      for (const LearnedRule& rule : model.rules) {
        CHECK(rule.most <= 7);
        CHECK(rule.least >= -7);
      }
    }
  }
  SECTION("an attribute that must not be used") {
    options.attributes.push_back({"visits", AttributeUse::never});
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    for (const LearnedModel& model : report->models) CHECK_FALSE(uses(model, "visits"));
    CHECK(warning(*report, "learn/never", "visits") != nullptr);
  }
  SECTION("an attribute that must be used, though it says nothing") {
    options.attributes.push_back({"noise", AttributeUse::must});
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    REQUIRE_FALSE(report->models.empty());
    CHECK((uses(report->models[0], "noise") || warning(*report, "learn/unused", "noise") != nullptr));
  }
  SECTION("a course: against what the leads say, nothing is left but one level") {
    for (const Course course : {Course::rising, Course::falling}) {
      options.attributes = {{"visits", AttributeUse::may, course}};
      const auto report = learn(world.table(), options);
      REQUIRE(report);
      REQUIRE_FALSE(report->models.empty());
      const CompileReport compiled = compile(report->models[0].document);
      REQUIRE(compiled.model);
      CHECK(uses(report->models[0], "visits") == (course == Course::rising));
      for (const LearnedRule& rule : report->models[0].rules) {
        CHECK(rule.condition != "visits");
        if (rule.attribute == "visits") CHECK(rule.condition.empty());
      }
    }
  }
  SECTION("a sign: only taking") {
    options.attributes = {{"source", AttributeUse::may, Course::free, PointSign::negative}};
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    REQUIRE_FALSE(report->models.empty());
    for (const LearnedRule& rule : report->models[0].rules)
      if (rule.attribute == "source") {
        CHECK(rule.most == 0);
        CHECK(rule.least < 0);
      }
  }
  SECTION("no conditions") {
    options.conditions = false;
    const auto report = learn(world.table(), options);
    REQUIRE(report);
    REQUIRE_FALSE(report->models.empty());
    for (const LearnedRule& rule : report->models[0].rules) CHECK(rule.condition.empty());
  }
}

TEST_CASE("points that stay are added to, in their unit") {
  const World world = planted();
  std::vector<double> fixed(world.rows, 0);
  const auto& visits = world.numbers[0];
  for (std::size_t i = 0; i < world.rows; ++i) fixed[i] = visits[i] >= 6 ? 20 : 0;
  LearnOptions options;
  options.fixed_points = fixed;
  const auto report = learn(world.table(), options);
  REQUIRE(report);
  REQUIRE_FALSE(report->models.empty());
  CHECK(uses(report->models[0], "source"));
  CHECK(report->card.points_per_log_odds > 6);  // 20 points stand for about 2.2 log odds
  CHECK(report->card.points_per_log_odds < 13);
}
