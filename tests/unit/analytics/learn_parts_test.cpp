// The parts of learning, each by itself: bins, levels, terms, points, folds, names and texts.
#include <cmath>
#include <limits>
#include <string>

#include "analytics/document_edit.hpp"
#include "analytics/learn_bins.hpp"
#include "analytics/learn_chances.hpp"
#include "analytics/learn_level_text.hpp"
#include "analytics/learn_names.hpp"
#include "analytics/learn_points.hpp"
#include "analytics/learn_pool.hpp"
#include "analytics/learn_rule_text.hpp"
#include "analytics/learn_validate.hpp"
#include "learn_world.hpp"
#include "test.hpp"
#include "values/json.hpp"

using namespace bantam;
using namespace bantam::learning;

namespace {

BinnedAttribute texts(std::vector<std::string> texts, std::size_t rows_of_others = 0) {
  BinnedAttribute attribute;
  attribute.kind = AttributeKind::text;
  attribute.texts = std::move(texts);
  attribute.code_count = attribute.texts.size() + 2;
  attribute.rows_of.assign(attribute.code_count, 1);
  attribute.rows_of.back() = rows_of_others;
  return attribute;
}

BinnedAttribute number(std::vector<double> cuts) {
  BinnedAttribute attribute;
  attribute.cuts = std::move(cuts);
  attribute.code_count = attribute.cuts.size() + 2;
  attribute.rows_of.assign(attribute.code_count, 1);
  return attribute;
}

Guard holds(std::initializer_list<std::size_t> codes) {
  Guard guard;
  for (const std::size_t code : codes) guard.holds[code] = true;
  return guard;
}

/// 200 leads by three attributes: the first decides, the second follows it and tells the contrary
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

TEST_CASE("a cut is the shortest number between two, and without one the upper") {
  CHECK(shortest_between(2, 3) == 3);
  CHECK(shortest_between(2.4, 2.6) == 2.5);
  CHECK(shortest_between(0, 1e-300) == 1e-300);  // no decimal of 17 digits lies there
  CHECK(shortest_between(-2, -1) == -1);         // the whole number nearer to the middle is -2
  Random random(3);
  for (int i = 0; i < 1000; ++i) {  // where a double has no room for decimals
    const double large = 1.7e308 * (1 - random.share() / 2);
    const double cut = shortest_between(std::nextafter(large, 0), large);
    if (cut != large) FAIL(cut << " is not " << large);
  }
  for (int i = 0; i < 20'000; ++i) {
    const double high = std::ldexp(random.share() - 0.5, static_cast<int>(random.below(40)) - 20);
    const double low = i % 2 == 0 ? std::nextafter(high, -1e300) : high - std::abs(high) * random.share();
    if (low >= high) continue;
    const double cut = shortest_between(low, high);
    if (!(low < cut && cut <= high)) FAIL(low << " < " << cut << " <= " << high);
  }
}

TEST_CASE("bytes are UTF-8 without surrogates, over-long forms and what lies past the last character") {
  for (const char* good : {"", "a", "\xc3\xab", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xe5\xb1\x95", "\xf0\x90\x80\x80", "\xf1\x80\x80\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xc1\x80", "\xc3", "\xc3x", "\xe5\xb1", "\xe5\xb1x", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    INFO(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("texts past the most, rare ones and those that are no UTF-8 are other texts") {
  learn_world::World world(70);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < 70; ++i) values.push_back(i < 30 ? "a" : i < 50 ? "b" : i < 60 ? "\xff" : i < 69 ? "c" : "d");
  world.add("t", values);
  BinOptions options;
  options.text_bins = 2;
  const auto binned = bin(world.leads, options);
  REQUIRE(binned);
  CHECK(binned->attributes[0].texts == std::vector<std::string>{"a", "b"});
  CHECK(binned->attributes[0].codes[55] == 3);
  CHECK(binned->attributes[0].codes[65] == 3);
  CHECK(code_of(binned->attributes[0], "aa") == 3);
  CHECK(code_of(binned->attributes[0], "z") == 3);
  CHECK(code_of(binned->attributes[0], "b") == 2);
}

TEST_CASE("a dictionary is binned as its texts are, and a text of no bytes is a text") {
  learn_world::World world(20);
  std::vector<std::string> values(20, "");
  for (std::size_t i = 0; i < 10; ++i) values[i] = "x";
  world.add("t", values);
  const std::vector<std::uint32_t> codes = [] {
    std::vector<std::uint32_t> all(20, 1);
    std::fill_n(all.begin(), 10, 0U);
    return all;
  }();
  const std::vector<std::int32_t> offsets = {0, 1, 1};
  const std::vector<char> bytes = {'x'};
  world.leads.attributes.push_back({"d", DictionaryColumn{codes, {offsets, View<char>(bytes.data(), 1)}}});
  const std::vector<std::int32_t> nothing(21, 0);
  world.leads.attributes.push_back({"empty", TextColumn{nothing, View<char>()}});
  const auto binned = bin(world.leads);
  REQUIRE(binned);
  CHECK(binned->attributes[1].codes == binned->attributes[0].codes);
  CHECK(binned->attributes[1].texts == std::vector<std::string>{"", "x"});
  CHECK(binned->attributes[2].codes == std::vector<std::uint8_t>(20, 1));  // and not missing
}

TEST_CASE("an attribute of which nothing is known here is one level without weight") {
  LevelOptions options;
  const Levels levels = cut(texts({}), {{0, 0}, {0, 0}, {10, 0}}, Direction::free, options);
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
  for (const Term& term : search(world.table, world.sample, few).models.back().terms) CHECK(term.guards.empty());
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

TEST_CASE("levels of texts are told by the fewer of them") {
  const BinnedAttribute many = texts({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, 5);
  const std::size_t others = many.code_count - 1;
  CHECK(values_text(many, holds({1, 2, others}).holds) == "a, b, others");
  CHECK(values_text(many, holds({1, 2, 3, 4, 5, 6, others}).holds) == "all but g, h, i, j");
  CHECK(values_text(many, holds({1, 2, 3, 4, 5, others}).holds) == "all others");
  CHECK(values_text(many, holds({others}).holds) == "others");
  const BinnedAttribute listed = texts({"a", "b", "c"});  // and no lead has another
  CHECK(values_text(listed, holds({1, 4}).holds) == "a");
  CHECK(values_text(listed, holds({4}).holds) == "others");
  CHECK(values_text(listed, holds({1, 2, 3, 4}).holds) == "any text");
}

TEST_CASE("each set of codes has a condition that compiles") {
  const std::string n = R"({"var": "n"})";
  const BinnedAttribute numbers = number({2, 5, 9});
  CHECK(condition_text(numbers, "n", holds({1, 2, 3, 4})) == "{\"!=\": [" + n + ", null]}");
  CHECK(condition_text(numbers, "n", holds({1})) == "{\"<\": [" + n + ", 2]}");
  CHECK(condition_text(numbers, "n", holds({4})) == "{\">=\": [" + n + ", 9]}");
  CHECK(condition_text(numbers, "n", holds({2})) == "{\"and\": [{\">=\": [" + n + ", 2]}, {\"<\": [" + n + ", 5]}]}");
  CHECK(condition_text(numbers, "n", holds({1, 4})) == "{\"or\": [{\"<\": [" + n + ", 2]}, {\">=\": [" + n + ", 9]}]}");
  const BinnedAttribute words = texts({"a", "b"}, 3);
  CHECK(condition_text(words, "n", holds({1})) == "{\"==\": [" + n + ", \"a\"]}");
  CHECK(condition_text(words, "n", holds({1, 2})) == "{\"in\": [" + n + ", [\"a\", \"b\"]]}");
  CHECK(condition_text(words, "n", holds({1, 2, 3})) == "{\"!=\": [" + n + ", null]}");
  CHECK(condition_text(words, "n", holds({2, 3})) == "{\"and\": [{\"!=\": [" + n + ", null]}, {\"!=\": [" + n + ", \"a\"]}]}");
  CHECK(condition_text(words, "n", holds({3})) ==
        "{\"and\": [{\"!=\": [" + n + ", null]}, {\"!\": [{\"in\": [" + n + ", [\"a\", \"b\"]]}]}]}");
}

TEST_CASE("of more than twenty texts those with the points of all others are not listed") {
  std::vector<std::string> names;
  for (int i = 0; i < 21; ++i) names.push_back(std::string(1, static_cast<char>('a' + i)));
  const BinnedAttribute many = texts(names, 9);
  Term term;
  term.level_of.assign(many.code_count, 0);
  term.level_of[3] = 1;
  term.weights = {0, 7};
  CHECK(table_text(many, term) == R"("values": {"c": 7}, "other": 0, "missing": 0)");
}

TEST_CASE("a column's name becomes a name of the model format") {
  CHECK(model_name_of("Team size {EU}") == "Team_size_EU");
  CHECK(model_name_of("size_") == "size_");
  CHECK(model_name_of("size_ ") == "size");
  CHECK(model_name_of("%%") == "a_");
  CHECK(model_name_of("3d") == "a_3d");
  CHECK(model_name_of("stage") == "stage_");
}

TEST_CASE("a value ends where it ends, whatever stands in its texts") {
  const auto value = [](const std::string& text, std::size_t begin) { return text.substr(begin, value_end(text, begin) - begin); };
  CHECK(value(R"("a\"],b", 1)", 0) == R"("a\"],b")");
  CHECK(value("[1, [\"]\"], {}], 2", 0) == "[1, [\"]\"], {}]");
  CHECK(value("{\"a\": \"}\"} ", 0) == "{\"a\": \"}\"}");
  for (const char* after : {",", " ", "\n", "\r", "\t", "]", "}"}) CHECK(value(std::string("12.5") + after + "7", 0) == "12.5");
  CHECK(value("12.5", 0) == "12.5");
  CHECK(value("\"cut off", 0) == "\"cut off");
  CHECK(value("[1, 2", 0) == "[1, 2");
}
