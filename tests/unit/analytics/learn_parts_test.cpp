// The parts of learning, each by itself: levels, terms, searches, points and folds.
#include <cmath>
#include <string>

#include "analytics/learn_chances.hpp"
#include "analytics/learn_points.hpp"
#include "analytics/learn_pool.hpp"
#include "analytics/learn_validate.hpp"
#include "binned_number.hpp"
#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace bantam::learning;

namespace {

/// Texts without one that many leads share.
BinnedAttribute other_texts() {
  BinnedAttribute attribute;
  attribute.kind = AttributeKind::text;
  attribute.code_count = 2;
  return attribute;
}

/// 4,000 leads by three attributes: the first decides, the second follows it and tells the contrary
/// of what it seems to, the third is the same in every lead.
struct Table {
  BinnedTable table;
  Sample sample;

  Table() {
    Random random(11);
    sample.rows = 4000;
    sample.codes.assign(3, std::vector<std::uint8_t>(sample.rows, 1));
    for (std::size_t i = 0; i < sample.rows; ++i) {
      const std::uint64_t strong = random.below(2);
      const std::uint64_t follows = random.share() < 0.9 ? strong : 1 - strong;
      sample.codes[0][i] = static_cast<std::uint8_t>(1 + strong);
      sample.codes[1][i] = static_cast<std::uint8_t>(1 + follows);
      const double z = -1 + 4 * static_cast<double>(strong) - 2 * static_cast<double>(follows);
      sample.won.push_back(learn_world::happens(random, z) ? 1 : 0);
    }
    for (std::size_t a = 0; a < 3; ++a) {
      BinnedAttribute attribute = number({0.5, 9});  // no lead has 9 or more
      attribute.name = std::string(1, static_cast<char>('a' + a));
      attribute.codes = sample.codes[a];
      attribute.rows_of.assign(4, 0);
      for (const std::uint8_t code : attribute.codes) ++attribute.rows_of[code];
      table.attributes.push_back(attribute);
    }
    table.rows = sample.rows;
  }
};

double log_loss(const Additive& model, const Sample& sample) {
  double sum = 0;
  for (std::size_t i = 0; const double z : log_odds(model, sample))
    sum += std::log1p(std::exp(-z)) + (sample.won[i++] != 0 ? 0 : z);
  return sum;
}

}  // namespace

TEST_CASE("an attribute of which nothing is known here is one level without weight") {
  LevelOptions options;
  const Levels levels = cut(other_texts(), {{0, 0}, {0, 0}, {10, 0}}, Direction::free, options);
  CHECK(levels.weights == std::vector<double>{0});
  CHECK(levels.level_of == std::vector<std::uint8_t>{0, 0});
  CHECK(levels.gain == 0);
}

TEST_CASE("a flag that may only rise is cut as a number is") {
  BinnedAttribute flag;
  flag.kind = AttributeKind::flag;
  flag.code_count = 3;
  const Histogram falls = {{0, 30, -30}, {0, 25, 25}, {0, 100, 100}};
  CHECK(cut(flag, falls, Direction::free, {}).weights.size() == 2);
  CHECK(cut(flag, falls, Direction::rising, {}).weights.size() == 1);
  CHECK(cut(flag, falls, Direction::falling, {}).weights.size() == 2);
}

TEST_CASE("a fit that no step improves leaves the model as it is") {
  const Table world;
  Additive model;
  model.intercept = 40;  // so certain that the curvature says nothing
  const double before = log_loss(model, world.sample);
  fit(model, world.sample, {}, {});
  CHECK(log_loss(model, world.sample) <= before);
  // No lead has the level, and without a ridge nothing says what it weighs.
  model.terms = {{0, {0, 0, 0}, {0.25}, {}}};
  const std::vector<std::vector<std::uint8_t>> levels = {std::vector<std::uint8_t>(world.sample.rows, no_level)};
  FitOptions loose;
  loose.ridge = 0;
  fit(model, world.sample, levels, loose);
  CHECK(model.terms[0].weights[0] == 0.25);
}

TEST_CASE("a fit that begins far off comes back by shorter steps, and stops when told to") {
  const Table world;
  FitOptions options;
  Additive far, near, one;
  far.intercept = 6;
  options.steps = 50;
  fit(far, world.sample, {}, options);
  fit(near, world.sample, {}, options);
  CHECK(far.intercept == Approx(near.intercept).margin(1e-3));
  options.steps = 1;
  one.intercept = 2;
  fit(one, world.sample, {}, options);
  CHECK(one.intercept != Approx(near.intercept).margin(1e-3));
}

TEST_CASE("a search without wishes may use every attribute") {
  const Table world;
  const Path path = search(world.table, world.sample, {});
  REQUIRE(path.models.size() >= 3);
  CHECK(path.models[1].terms[0].attribute == 0);
  for (const Additive& model : path.models)
    for (const Term& term : model.terms) CHECK(term.attribute != 2);
  SearchOptions few;
  few.guard_attributes = 1;  // no pairs, and so no guards
  const Path unguarded = search(world.table, world.sample, few);
  for (const Term& term : unguarded.models.back().terms) CHECK(term.guards.empty());
  CHECK(teach(world.table, world.sample, {}).trees > 0);
  TeacherOptions none;
  none.usable.assign(3, false);
  CHECK(teach(world.table, world.sample, none).trees == 0);
}

TEST_CASE("what must be used comes first, the better one before the other") {
  const Table world;
  SearchOptions options;
  options.wanted = {true, true, false};
  const Path path = search(world.table, world.sample, options);
  REQUIRE(path.models.size() >= 3);
  CHECK(path.models[1].terms[0].attribute == 0);
  CHECK(path.models[2].terms[1].attribute == 1);
}

TEST_CASE("a course is kept when other terms would turn it") {
  const Table world;  // b rises with the outcomes, and falls beside a
  SearchOptions options;
  options.wanted = {false, true, false};
  options.guards = false;
  options.directions = {Direction::free, Direction::rising, Direction::free};
  const Path path = search(world.table, world.sample, options);
  REQUIRE(path.models.size() >= 3);
  CHECK(path.models[1].terms[0].attribute == 1);
  for (const Additive& model : path.models)
    for (const Term& term : model.terms)
      if (term.attribute == 1) CHECK(term.weights[term.level_of[1]] <= term.weights[term.level_of[2]]);
  options.directions = {};
  const Path free = search(world.table, world.sample, options);
  const Term& turned = free.models.back().terms[0];
  CHECK(turned.weights[turned.level_of[1]] > turned.weights[turned.level_of[2]]);
}

TEST_CASE("points begin at 0, and where no points are fixed a scale for them counts for nothing") {
  const Table world;
  const Additive model = search(world.table, world.sample, {}).models.back();
  PointOptions options;
  const PointTable free = round_to_points(model, world.sample, options);
  options.fixed_scale = 3;
  const PointTable scaled = round_to_points(model, world.sample, options);
  CHECK(scaled.per_log_odds == free.per_log_odds);
  for (const Term& term : free.table.terms)
    if (term.guards.empty()) CHECK(*std::min_element(term.weights.begin(), term.weights.end()) == 0);
  CHECK(round_to_points(Additive(), world.sample, options).table.terms.empty());
}

TEST_CASE("chances that would fall with the points do not move with them") {
  const std::vector<double> points = {1, 2, 3, 4};
  CHECK(rising_chances(points, {0, 0, 1, 1}).slope > 0);
  CHECK(rising_chances(points, {1, 1, 0, 0}).slope == 0);
  CHECK(rising_chances(points, {1, 1, 1, 1}).slope == 0);  // nothing to tell apart
}

TEST_CASE("folds that leave one outcome to learn from are not used") {
  const std::vector<std::uint8_t> won = {1, 1, 0, 0, 1, 0};
  const auto folds_by = [&](std::vector<std::uint32_t> folds) {
    OutcomeColumns columns;
    columns.won = won;
    columns.folds = folds;
    return folds_of(won, columns, 1);
  };
  CHECK(folds_by({0, 1, 0, 1, 0, 1}).folds.size() == 2);
  CHECK(folds_by({0, 0, 1, 1, 0, 1}).folds.empty());  // won and lost
  CHECK(folds_by({0, 0, 1, 1, 2, 2}).folds.size() == 3);
  const Folds none = folds_by({7, 7, 7, 7, 7, 7});
  CHECK(none.by == "given folds");
  CHECK(none.folds.empty());
  const Validation nothing = validate(none, won, [](const Fold&) { return Scored(); });
  CHECK(nothing.leads == 0);
  CHECK_FALSE(nothing.auc);
  CHECK(best_size({}, {}, none).rules == 0);
  // Folds of one outcome each can be judged by their chances, and not by their order.
  const Folds alike = folds_by({0, 1, 2, 3, 0, 2});
  const Validation judged = validate(alike, won, [](const Fold& fold) {
    return Scored{std::vector<double>(fold.judged.size(), 1.0), std::vector<double>(fold.made_from.size(), 1.0)};
  });
  CHECK(judged.leads == 6);
  CHECK_FALSE(judged.auc);
  CHECK(judged.log_loss > 0);
}

TEST_CASE("of sizes that are about as good the smallest is taken") {
  const Table world;
  const std::vector<std::vector<std::size_t>> halves = [&] {
    std::vector<std::vector<std::size_t>> rows(2);
    for (std::size_t i = 0; i < world.sample.rows; ++i) rows[i % 2].push_back(i);
    return rows;
  }();
  const Folds folds = {"drawn folds", {{halves[0], halves[1]}, {halves[1], halves[0]}}};
  Path path = search(world.table, world.sample, {});
  path.models.resize(2);
  Additive best_of_all = path.models[1];
  FitOptions free;
  free.ridge = 0;
  free.tolerance = 0;
  fit(best_of_all, world.sample, {levels_of(best_of_all.terms[0], world.sample)}, free);
  path.models[1] = best_of_all;
  path.models[1].terms[0].weights[0] += 1e-3;
  path.models.push_back(best_of_all);
  const auto best = best_size({path, path}, world.sample, folds);
  CHECK(best.rules == 1);
  CHECK(best.gain > 10);
}

TEST_CASE("a pool of one is the model alone") {
  const Table world;
  const Recipe recipe = recipe_of(world.table, {}, {false, false, false}, false);
  CHECK(pool_of(recipe, world.table, world.sample, 1).size() == 1);
}

TEST_CASE("a course is for numbers and a sign for flags, and both keep an attribute to itself") {
  Table world;
  world.table.attributes[1].kind = AttributeKind::text;
  world.table.attributes[2].kind = AttributeKind::flag;
  LearnOptions options;
  options.attributes = {{"a", AttributeUse::may, Course::falling, PointSign::positive},
                        {"b", AttributeUse::may, Course::rising, PointSign::any},
                        {"c", AttributeUse::may, Course::free, PointSign::negative}};
  Recipe recipe = recipe_of(world.table, options, {false, false, false}, false);
  CHECK(recipe.search.directions == std::vector<Direction>{Direction::falling, Direction::free, Direction::falling});
  CHECK(recipe.search.alone == std::vector<bool>{true, true, true});
  CHECK(recipe.points.negative == std::vector<bool>{false, false, true});
  options.attributes[2].sign = PointSign::positive;
  recipe = recipe_of(world.table, options, {false, false, false}, false);
  CHECK(recipe.search.directions[2] == Direction::rising);
}
