// What a batch gives at the edges of its columns. include/bantam/batch.hpp, columns.hpp.
#include "support/batch_world.hpp"
#include "test.hpp"
#include "unit/analytics/host_columns.hpp"

using namespace bantam;

namespace {

Model compiled(const std::string& rest) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", )" + rest + "}");
  for (const Diagnostic& each : report.diagnostics)
    if (each.severity == Severity::error) FAIL(to_text(each));
  return *report.model;
}

std::vector<Points> points(const std::vector<std::int64_t>& whole) {
  std::vector<Points> all;
  for (const std::int64_t each : whole) all.push_back(Points::of_thousandths(each * 1000));
  return all;
}

/// Texts that own what they show.
struct Texts {
  Texts(const std::vector<std::string>& items) {
    for (const std::string& item : items) {
      bytes.insert(bytes.end(), item.begin(), item.end());
      offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
  }
  operator TextColumn() const { return {offsets, View<char>(bytes.data(), bytes.size())}; }

  std::vector<std::int32_t> offsets = {0};
  std::vector<char> bytes;
};

constexpr Timestamp now{1'767'225'600'000};  // 2026-01-01

std::vector<Points> totals(const Model& model, const LeadColumns& leads, const ActivityColumns& activities = {}) {
  const Result<BatchScores> scores = score_batch(model, leads, activities, now);
  if (!scores) FAIL(to_text(scores.error()));
  return scores->total;
}

}  // namespace

TEST_CASE("no leads give no scores") {
  const Result<BatchScores> scores = score_batch(host::model(), {}, {}, now, {true});
  REQUIRE(scores);
  CHECK(scores->scores == std::vector<std::vector<Points>>(1));
  CHECK(scores->total.empty());
  CHECK(scores->contributions == std::vector<std::vector<Points>>(2));
  const std::vector<std::uint64_t> offsets = {0};
  ActivityColumns activities;
  activities.offsets = offsets;
  CHECK(score_batch(host::model(), {}, activities, now));
}

TEST_CASE("leads without activities, or without any column, have what the model gives for nothing") {
  const Model model = compiled(R"("attributes": {"size": {"type": "number"}}, "activities": {"visit": {}},
      "scores": {"fit": {"min": 1}}, "rules": [
      {"id": "size", "score": "fit", "of": "size", "bands": [{"points": 5}], "missing": 7},
      {"id": "visits", "score": "fit", "on": "visit", "points": 1, "min": 20}])");
  CHECK(totals(model, {2}) == points({7, 7}));  // what nothing counts for is 0, whatever `min` says
  const std::vector<double> sizes = {3};
  const std::vector<std::uint64_t> offsets = {0, 0};
  ActivityColumns activities;
  activities.offsets = offsets;
  CHECK(totals(model, {1, {{"size", NumberColumn{sizes}}}}, activities) == points({5}));
}

TEST_CASE("a model that declares neither attributes nor activities reads none") {
  const Model model = compiled(R"("scores": {"fit": {"min": 4}})");
  const host::Columns columns;
  CHECK(totals(model, columns.leads(), columns.activities()) == points({4, 4, 4}));
}

TEST_CASE("columns for what is not declared are not read: what stands in them is no error") {
  const Model model = compiled(R"("attributes": {"size": {"type": "number"}}, "activities": {"visit": {"fields": {"n": {"type": "number"}}}},
      "scores": {"fit": {}}, "rules": [{"id": "visits", "score": "fit", "on": "visit", "points": 1}])");
  host::Columns columns;
  for (host::Kinds* kinds : {&columns.attributes, &columns.fields}) {
    kinds->numbers[0] = std::numeric_limits<double>::quiet_NaN();
    kinds->codes[0] = 99;
    kinds->days[0] = std::numeric_limits<std::int32_t>::max();
  }
  columns.as_of = now.ms;
  CHECK(totals(model, columns.leads(), columns.activities()) == points({2, 1, 1}));
}

TEST_CASE("declared columns that no rule reads are not looked at, however they are laid out") {
  const Model model = compiled(R"("attributes": {"number": {"type": "number"}, "dictionary": {"type": "text"}, "text": {"type": "text"}},
      "activities": {"visit": {"fields": {"number": {"type": "number"}, "dictionary": {"type": "text"}, "text": {"type": "text"}}},
                     "call": {"fields": {"number": {"type": "number"}}}},
      "scores": {"fit": {}}, "rules": [
      {"id": "visits", "score": "fit", "on": "visit", "points": 1},
      {"id": "calls", "score": "fit", "on": "call", "when": {">": [{"var": "number"}, 1]}, "points": 10}])");
  host::Columns columns;
  for (host::Kinds* kinds : {&columns.attributes, &columns.fields}) {
    kinds->codes[0] = 99;
    kinds->text_offsets[1] = 99;
  }
  columns.attributes.numbers[0] = std::numeric_limits<double>::quiet_NaN();
  columns.types[2] = 1;
  CHECK(totals(model, columns.leads(), columns.activities()) == points({2, 10, 1}));
}

TEST_CASE("types that the model does not declare match nothing, and two codes of a name are one type") {
  const Model model = compiled(R"("activities": {"visit": {}, "call": {}}, "scores": {"fit": {}},
      "rules": [{"id": "both", "score": "fit", "on": ["visit", "call"], "points": 1},
                {"id": "visits", "score": "fit", "on": "visit", "points": 10},
                {"id": "nearest", "score": "fit", "on": ["call", "visit"], "points": 100, "newest": 2}])");
  host::Columns columns;
  columns.names = {"visit", "other", "visit", "call"};
  columns.types = {0, 2, 1, 3};
  CHECK(totals(model, columns.leads(), columns.activities()) == points({222, 0, 101}));
  columns.names = {"other"};
  columns.types = {0, 0, 0, 0};
  CHECK(totals(model, columns.leads(), columns.activities()) == points({0, 0, 0}));
}

TEST_CASE("where columns of one name differ in kind, a row has the value of the first that is valid") {
  const Model model = compiled(R"("attributes": {"x": {"type": "number"}, "y": {"type": "text"}}, "scores": {"fit": {}}, "rules": [
      {"id": "x", "score": "fit", "of": "x", "bands": [{"below": 5, "points": 1}, {"points": 2}], "missing": 0},
      {"id": "y", "score": "fit", "if": {"==": [{"var": "y"}, "a"]}, "points": 10},
      {"id": "no y", "score": "fit", "if": {"==": [{"var": "y"}, null]}, "points": 100}])");
  const std::vector<double> numbers = {3, 7, 7, 7};
  const std::vector<std::uint32_t> codes = {0, 0, 0, 0};
  const Texts texts({"a"});
  const std::vector<std::uint8_t> number_valid = {0b0011}, text_valid = {0b0110};
  const Column number{"x", NumberColumn{numbers}, number_valid};
  const Column text{"x", DictionaryColumn{codes, texts}, text_valid};
  // Row 0: number; row 1: both; row 2: text alone, which does not fit; row 3: nothing.
  const std::vector<Points> numbers_first = points({101, 102, 100, 100});
  const std::vector<Points> texts_first = points({101, 100, 100, 100});
  CHECK(totals(model, {4, {number, text}}) == numbers_first);
  CHECK(totals(model, {4, {text, number}}) == texts_first);
  Column y_text = text, y_number = number;
  y_text.name = y_number.name = "y";
  CHECK(totals(model, {4, {y_number, y_text}}) == points({100, 100, 10, 100}));
  CHECK(totals(model, {4, {y_text, y_number}}) == points({100, 10, 10, 100}));
}

TEST_CASE("a date is the same as texts, as a dictionary and as days") {
  const Model model = compiled(R"("attributes": {"since": {"type": "date"}}, "scores": {"fit": {}}, "rules": [
      {"id": "before", "score": "fit", "if": {"<": [{"var": "since"}, "2025-12-31"]}, "points": 1},
      {"id": "age", "score": "fit", "if": {"<=": [1, {"var": "since.age_days"}, 2]}, "points": 10},
      {"id": "past", "score": "fit", "if": {"<": [{"var": "since.days_ahead"}, -1]}, "points": 100},
      {"id": "ahead", "score": "fit", "if": {">=": [{"var": "since.days_ahead"}, -1]}, "points": 200},
      {"id": "unread", "score": "fit", "if": {"missing": ["since"]}, "points": 300},
      {"id": "none", "score": "fit", "if": {"==": [{"var": "since"}, null]}, "points": 1000}])");
  const std::vector<std::string> spelt = {"2025-12-30", "2025-12-31", "2026-01-01", "9999-12-31", "0001-01-01", "2025-02-30", "soon", ""};
  const std::vector<std::int32_t> days = {20'452, 20'453, 20'454, 2'932'896, -719'162, 0, 0, 0};
  const std::vector<std::uint8_t> valid = {0b0001'1111};
  const std::vector<Points> expected = points({111, 210, 200, 200, 101, 1300, 1300, 1300});
  const Texts texts(spelt);
  const std::vector<std::uint32_t> codes = {0, 1, 2, 3, 4, 5, 6, 7};
  CHECK(totals(model, {8, {{"since", TextColumn(texts)}}}) == expected);
  CHECK(totals(model, {8, {{"since", DictionaryColumn{codes, texts}}}}) == expected);
  CHECK(totals(model, {8, {{"since", DateColumn{days}, valid}}}) == expected);
  // Some rows as days, the others as texts.
  const std::vector<std::uint8_t> some = {0b0000'0101};
  CHECK(totals(model, {8, {{"since", DateColumn{days}, some}, {"since", TextColumn(texts)}}}) == expected);
}

TEST_CASE("days where no date is declared are missing") {
  const Model model = compiled(R"("attributes": {"name": {"type": "text"}}, "scores": {"fit": {}}, "rules": [
      {"id": "none", "score": "fit", "if": {"==": [{"var": "name"}, null]}, "points": 1}])");
  const std::vector<std::int32_t> days = {1};
  CHECK(totals(model, {1, {{"name", DateColumn{days}}}}) == points({1}));
}

TEST_CASE("a choice with an undeclared value is missing, and letters count as its declaration says") {
  const auto model = [](const std::string& ignore_case) {
    return compiled(R"("attributes": {"industry": {"type": "choice", "values": ["soft", "Fin"], "ignore_case": )" + ignore_case +
                    R"(}}, "scores": {"fit": {}}, "rules": [
      {"id": "table", "score": "fit", "of": "industry", "values": {"soft": 1, "Fin": 2}, "other": 3, "missing": 4},
      {"id": "is", "score": "fit", "if": {"==": [{"var": "industry"}, "Fin"]}, "points": 10},
      {"id": "none", "score": "fit", "if": {"missing": ["industry"]}, "points": 100}])");
  };
  const Texts texts({"soft", "SOFT", "Fin", "fin", "other", ""});
  const std::vector<std::uint32_t> codes = {0, 1, 2, 3, 4, 5};
  for (const Column& column : {Column{"industry", TextColumn(texts)}, Column{"industry", DictionaryColumn{codes, texts}}}) {
    CHECK(totals(model("false"), {6, {column}}) == points({1, 104, 12, 104, 104, 104}));
    CHECK(totals(model("true"), {6, {column}}) == points({1, 1, 12, 12, 104, 104}));
  }
}

TEST_CASE("tests of a text ignore case where the declaration says so, asked of texts and of a dictionary") {
  const auto model = [](const std::string& ignore_case) {
    std::string rules;
    std::int64_t worth = 1;
    for (const char* test : {R"({"==": [{"var": "email"}, "a@X.com"]})", R"({"startsWith": [{"var": "email"}, "A@"]})",
                             R"({"endsWith": [{"var": "email"}, ".COM"]})", R"({"in": ["@x", {"var": "email"}]})",
                             R"({"!=": ["a@x.com", {"var": "email"}]})"}) {
      rules += (rules.empty() ? "" : ",") + (R"({"id": ")" + std::to_string(worth)) + R"(", "score": "fit", "if": )" + test +
               R"(, "points": )" + std::to_string(worth) + "}";
      worth *= 10;
    }
    return compiled(R"("attributes": {"email": {"type": "text", "ignore_case": )" + ignore_case +
                    R"(}}, "scores": {"fit": {}}, "rules": [)" + rules + "]");
  };
  const Texts texts({"a@X.com", "A@x.COM", "a@x.com", ""});
  const std::vector<std::uint32_t> codes = {0, 1, 2, 3, 99};
  const std::vector<std::int32_t> offsets = {0, 7, 14, 21, 21, 0};
  const std::vector<std::uint8_t> valid = {0b0'1111};
  for (const Column& column : {Column{"email", TextColumn{offsets, TextColumn(texts).bytes}, valid},
                               Column{"email", DictionaryColumn{codes, texts}, valid}}) {
    CHECK(totals(model("false"), {5, {column}}) == points({10'001, 11'110, 1'000, 10'000, 0}));
    CHECK(totals(model("true"), {5, {column}}) == points({1'111, 1'111, 1'111, 10'000, 0}));
  }
}

TEST_CASE("more tests of one dictionary than a byte has bits are all asked") {
  std::string rules;
  std::vector<std::string> items;
  for (std::int64_t i = 0; i < 20; ++i) {
    const std::string text = "/page/" + std::string(1, static_cast<char>('a' + i));
    rules += (i == 0 ? "" : ",") + (R"({"id": ")" + text) + R"(", "score": "fit", "if": {"startsWith": [{"var": "path"}, ")" + text +
             R"("]}, "points": )" + std::to_string(i + 1) + "}";
    items.push_back(text + "/more");
  }
  const Model model = compiled(R"("attributes": {"path": {"type": "text"}}, "scores": {"fit": {}}, "rules": [)" + rules + "]");
  const Texts texts(items);
  std::vector<std::uint32_t> codes;
  std::vector<Points> expected;
  for (std::uint32_t i = 0; i < 20; ++i) {
    codes.push_back(19 - i);
    expected.push_back(Points::of_thousandths((20 - i) * 1000));
  }
  CHECK(totals(model, {20, {{"path", DictionaryColumn{codes, texts}}}}) == expected);
}

TEST_CASE("activities before a lead's reset no longer exist, the one at it does, and neither do later ones yet") {
  const Model model = compiled(R"("activities": {"visit": {}}, "scores": {"fit": {}},
      "rules": [{"id": "visits", "score": "fit", "on": "visit", "points": 1},
                {"id": "first", "score": "fit", "on": "visit", "points": 10, "per_day": 1}])");
  const std::vector<std::int64_t> at = {now.ms + 1, 2000, 1000, now.ms, 3000, 1000};
  const std::vector<std::uint8_t> types(6, 0);
  const std::vector<std::uint64_t> offsets = {0, 5, 6};
  std::vector<std::int64_t> resets = {2000, 0};
  ActivityColumns activities;
  activities.rows = 6;
  activities.types = {View<std::uint8_t>(types), {"visit"}};
  activities.at = at;
  activities.offsets = offsets;
  CHECK(totals(model, {2, {}, resets}, activities) == points({23, 11}));
  resets = {2001, 1001};
  CHECK(totals(model, {2, {}, resets}, activities) == points({22, 0}));
  resets = {now.ms + 1, 1000};  // after the moment: nothing is left
  CHECK(totals(model, {2, {}, resets}, activities) == points({0, 11}));
}

TEST_CASE("contributions are what each rule gives, and an excluded lead keeps them") {
  const Model model = compiled(R"("attributes": {"size": {"type": "number"}}, "scores": {
        "fit": {"max": 6, "bands": [{"name": "A", "from": 6}, {"name": "B", "from": 1}, {"name": "C", "from": 0}]},
        "rest": {}}, "rating": ["fit", "rest"], "groups": {"g": {"score": "fit", "max": 5}},
      "total": {"weights": {"fit": 0.5}, "bands": [{"name": "hot", "from": 3}, {"name": "cold", "from": 0}]},
      "rules": [{"id": "a", "group": "g", "of": "size", "bands": [{"below": 10, "points": 4}, {"points": 8}]},
                {"id": "b", "score": "fit", "if": {">": [{"var": "size"}, 1]}, "points": 2},
                {"id": "c", "score": "rest", "if": {"==": [{"var": "size"}, null]}, "points": -1}],
      "exclude": [{"id": "big", "if": {">": [{"var": "size"}, 100]}}, {"id": "huge", "if": {">": [{"var": "size"}, 200]}}])");
  const std::vector<double> sizes = {1, 50, 150, 300, 0};
  const std::vector<std::uint8_t> valid = {0b0'1111};
  const LeadColumns leads = {5, {{"size", NumberColumn{sizes}, valid}}};
  const Result<BatchScores> scores = score_batch(model, leads, {}, now, {true});
  REQUIRE(scores);
  CHECK(scores->contributions == std::vector<std::vector<Points>>{points({4, 8, 8, 8, 0}), points({0, 2, 2, 2, 0}), points({0, 0, 0, 0, -1})});
  CHECK(scores->scores == std::vector<std::vector<Points>>{points({4, 6, 0, 0, 0}), points({0, 0, 0, 0, -1})});
  CHECK(scores->total == points({2, 3, 0, 0, -1}));
  CHECK(scores->bands == std::vector<std::vector<std::uint16_t>>{{1, 0, 2, 2, 2}, {}});
  CHECK(scores->total_band == std::vector<std::uint16_t>{1, 0, 1, 1, 1});
  CHECK(scores->excluded_by == std::vector<std::vector<std::uint8_t>>{{0, 0, 1, 1, 0}, {0, 0, 0, 1, 0}});
  CHECK(rating(model, *scores, 1) == "A");
  CHECK(rating(model, *scores, 4) == "C");
  const Result<BatchScores> bare = score_batch(model, leads, {}, now);
  REQUIRE(bare);
  CHECK(bare->contributions.empty());
  CHECK(bare->total == scores->total);
}

TEST_CASE("-0 is 0, wherever a column holds it") {
  const Model model = compiled(R"("semantics": "jsonlogic", "attributes": {"size": {"type": "number"}}, "scores": {"fit": {}}, "rules": [
      {"id": "r", "score": "fit", "if": {">": [{"/": [1, {"var": "size"}]}, 0]}, "points": 1}])");
  const std::vector<double> sizes = {0.0, -0.0};
  const std::vector<Points> both = totals(model, {2, {{"size", NumberColumn{sizes}}}});
  CHECK(both[0] == both[1]);
}
