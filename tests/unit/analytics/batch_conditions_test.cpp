// Conditions and rules as a batch asks them of columns of every layout: each is worth a number of
// points of its own, so that a total says which of them held.
#include <limits>

#include "analytics/batch_job.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

constexpr Timestamp now{1'767'225'600'000};  // 2026-01-01

Model compiled(const std::string& rest) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", )" + rest + "}");
  for (const Diagnostic& each : report.diagnostics)
    if (each.severity == Severity::error) FAIL(to_text(each));
  return *report.model;
}

/// A model whose rules, one for each condition, are worth 1, 2, 4 and so on.
Model doubling(const std::string& declarations, const std::vector<std::string>& conditions) {
  std::string rules;
  for (std::size_t i = 0; i < conditions.size(); ++i)
    rules += (i == 0 ? "" : ", ") + (R"({"id": ")" + std::to_string(i)) + R"(", "score": "s", "if": )" + conditions[i] +
             R"(, "points": )" + std::to_string(1U << i) + "}";
  return compiled(declarations + R"(, "scores": {"s": {}}, "rules": [)" + rules + "]");
}

std::vector<std::int64_t> whole(const std::vector<Points>& points) {
  std::vector<std::int64_t> numbers;
  for (const Points each : points) numbers.push_back(each.thousandths() / 1000);
  return numbers;
}

std::vector<std::int64_t> totals(const Model& model, const LeadColumns& leads, const ActivityColumns& activities = {}) {
  const Result<BatchScores> scores = score_batch(model, leads, activities, now);
  if (!scores) FAIL(to_text(scores.error()));
  return whole(scores->total);
}

/// "ab", "b" and "".
struct Words {
  std::vector<std::int32_t> offsets = {0, 2, 3, 3};
  std::vector<char> bytes = {'a', 'b', 'b'};
  TextColumn texts() const { return {offsets, View<char>(bytes.data(), bytes.size())}; }
};

/// Activities of one lead, "visit" at whole seconds, in lead order.
struct Visits {
  explicit Visits(std::size_t rows) : types(rows, 0), offsets{0, rows} {
    for (std::size_t i = 0; i < rows; ++i) at.push_back(static_cast<std::int64_t>(i + 1) * 1000);
  }
  ActivityColumns columns() const {
    ActivityColumns columns;
    columns.rows = at.size();
    columns.types = {View<std::uint8_t>(types), names};
    columns.at = at;
    if (arrival) columns.lead = lead;
    else columns.offsets = offsets;
    columns.fields = fields;
    return columns;
  }

  std::vector<std::uint8_t> types;
  std::vector<std::string> names = {"visit"};
  std::vector<std::int64_t> at;
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> lead;
  std::vector<Column> fields;
  bool arrival = false;
};

}  // namespace

TEST_CASE("each comparison of a number, on both sides of its literal") {
  const Model model = doubling(R"("attributes": {"n": {"type": "number"}, "m": {"type": "number"}})",
                               {R"({"==": [{"var": "n"}, 2]})", R"({"!=": [{"var": "n"}, 2]})", R"({"<": [{"var": "n"}, 2]})",
                                R"({"<=": [{"var": "n"}, 2]})", R"({">": [{"var": "n"}, 2]})", R"({">=": [{"var": "n"}, 2]})",
                                R"({"<": [1, {"var": "n"}, {"var": "m"}]})", R"({"<=": [2, {"var": "n"}, 3]})"});
  const std::vector<double> n = {1, 2, 3, 4};
  const std::vector<double> m = {9, 9, 9, 4};
  CHECK(totals(model, {4, {{"n", NumberColumn{n}}, {"m", NumberColumn{m}}}}) ==
        std::vector<std::int64_t>{2 + 4 + 8, 1 + 8 + 32 + 64 + 128, 2 + 16 + 32 + 64 + 128, 2 + 16 + 32});
}

TEST_CASE("presence is asked of values of every kind, of signals, and with null on either side") {
  const Model model = doubling(
      R"("attributes": {"f": {"type": "flag"}, "n": {"type": "number"}, "d": {"type": "date"}, "l": {"type": "list"}, "c": {"type": "choice", "values": ["ab"]}},
         "activities": {"visit": {}}, "signals": {"first": {"on": "visit", "measure": "days_since_first"}})",
      {R"({"==": [{"var": "f"}, null]})", R"({"!=": [null, {"var": "n"}]})", R"({"!=": [{"var": "d"}, null]})",
       R"({"!=": [{"var": "l"}, null]})", R"({"!=": [{"var": "c"}, null]})", R"({"!=": [{"var": "signal.first"}, null]})"});
  const std::vector<std::uint8_t> first = {0b01};
  const std::vector<std::uint8_t> bits = {0b00};
  const std::vector<double> numbers = {1, 2};
  const std::vector<std::int32_t> days = {1, 2};
  const Words words;
  const std::vector<std::int32_t> lists = {0, 1, 2};
  Visits visits(1);
  visits.offsets = {0, 0, 1};
  CHECK(totals(model, {2, {{"f", FlagColumn{bits}, first}, {"n", NumberColumn{numbers}, first}, {"d", DateColumn{days}, first},
                           {"l", ListColumn{lists, words.texts()}, first}, {"c", TextColumn{View<std::int32_t>(words.offsets.data(), 3), words.texts().bytes}, first}}},
               visits.columns()) == std::vector<std::int64_t>{2 + 4 + 8 + 16, 1 + 32});
}

TEST_CASE("the same test of one dictionary is one test, and tests that differ in one thing are not") {
  const Words words;
  const std::vector<std::uint32_t> codes = {0, 1, 2};
  const std::string same = R"({"startsWith": [{"var": "t"}, "a"]})";
  const Model model = doubling(R"("attributes": {"t": {"type": "text"}})",
                               {same, same, R"({"endsWith": [{"var": "t"}, "a"]})", R"({"startsWith": [{"var": "t"}, "b"]})",
                                R"({"endsWith": [{"var": "t"}, "b"]})"});
  CHECK(totals(model, {3, {{"t", DictionaryColumn{codes, words.texts()}}}}) == std::vector<std::int64_t>{1 + 2 + 16, 8 + 16, 0});
  const TextTest test{Op::starts_with, false, "a"};
  CHECK(test == TextTest{Op::starts_with, false, "a"});
  CHECK_FALSE(test == TextTest{Op::ends_with, false, "a"});
  CHECK_FALSE(test == TextTest{Op::starts_with, true, "a"});
  CHECK_FALSE(test == TextTest{Op::starts_with, false, "b"});
}

TEST_CASE("a flag from a dictionary, and a text from a list, are missing") {
  const Model model = compiled(R"("attributes": {"f": {"type": "flag"}, "t": {"type": "text"}}, "scores": {"s": {}},
      "rules": [{"id": "f", "score": "s", "of": "f", "values": {"true": 1}, "other": 2, "missing": 4},
                {"id": "t", "score": "s", "of": "t", "values": {"ab": 10}, "other": 20, "missing": 40}])");
  const Words words;
  const std::vector<std::uint32_t> codes = {0};
  const std::vector<std::int32_t> lists = {0, 1};
  CHECK(totals(model, {1, {{"f", DictionaryColumn{codes, words.texts()}}, {"t", ListColumn{lists, words.texts()}}}}) == std::vector<std::int64_t>{44});
}

TEST_CASE("bounds that leave no room for 0 hold for leads for whom something counted, and for nobody else") {
  const Model model = compiled(R"("activities": {"visit": {}}, "scores": {"s": {}, "t": {}},
      "rules": [{"id": "least", "score": "s", "on": "visit", "points": 1, "min": 5},
                {"id": "most", "score": "t", "on": "visit", "points": -1, "max": -7}])");
  Visits visits(2);
  visits.offsets = {0, 2, 2};
  const Result<BatchScores> scores = score_batch(model, {2}, visits.columns(), now);
  REQUIRE(scores);
  CHECK(whole(scores->scores[0]) == std::vector<std::int64_t>{5, 0});
  CHECK(whole(scores->scores[1]) == std::vector<std::int64_t>{-7, 0});
}

TEST_CASE("a range that fails leaves nothing of what suppressed its leads") {
  const Model model = compiled(R"("attributes": {"n": {"type": "number"}}, "scores": {"s": {}},
      "suppress": [{"id": "all", "if": {">": [{"var": "n"}, 0]}}])");
  const std::vector<double> numbers = {1, std::numeric_limits<double>::infinity()};
  Tuning small;
  small.block_leads = 1;
  const Result<Batch> batch = prepare_batch(model, {2, {{"n", NumberColumn{numbers}}}}, {}, now, {}, small);
  REQUIRE(batch);
  BatchScores scores = columns_for(*batch);
  CHECK_FALSE(score_range(*batch, 0, 1, scores));
  CHECK(scores.suppressed_by[0] == std::vector<std::uint8_t>{1, 0});
  CHECK(score_range(*batch, 0, 2, scores));
  CHECK(scores.suppressed_by[0] == std::vector<std::uint8_t>{0, 0});
}

TEST_CASE("empty ranges of activities in order of arrival do nothing, and more types than are packed are told apart") {
  const Model model = compiled(R"("activities": {"visit": {}, "last": {}}, "scores": {"s": {}},
      "rules": [{"id": "v", "score": "s", "on": "visit", "points": 1}, {"id": "l", "score": "s", "on": "last", "points": 10}])");
  Visits visits(3);
  visits.arrival = true;
  visits.lead = {1, 0, 1};
  for (int i = 0; i < 3000; ++i) visits.names.push_back("type " + std::to_string(i));
  visits.names.push_back("last");
  const std::vector<std::uint16_t> codes = {0, static_cast<std::uint16_t>(visits.names.size() - 1), 17};
  ActivityColumns activities = visits.columns();
  activities.types.codes = View<std::uint16_t>(codes);
  CHECK(totals(model, {2}, activities) == std::vector<std::int64_t>{10, 1});
  const Result<Batch> batch = prepare_batch(model, {2}, activities, now);
  REQUIRE(batch);
  BatchScores scores = columns_for(*batch);
  CHECK_FALSE(score_range(*batch, 1, 1, scores));
  CHECK(whole(scores.total) == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("what tells simultaneous activities apart is checked, and a type that there is not is named") {
  const Model model = compiled(R"("activities": {"visit": {"fields": {"n": {"type": "number"}}}}, "scores": {"s": {}},
      "rules": [{"id": "newest", "score": "s", "on": "visit", "points_per": {"field": "n", "each": 1}, "newest": 1}])");
  Visits visits(2);
  visits.at = {1000, 1000};
  const std::vector<double> numbers = {1, 2};
  const std::vector<double> infinite = {1, std::numeric_limits<double>::infinity()};
  visits.fields = {{"n", NumberColumn{numbers}}, {"unread", NumberColumn{infinite}}};
  const Result<BatchScores> bad = score_batch(model, {1}, visits.columns(), now);
  REQUIRE_FALSE(bad);
  CHECK(bad.error().message == "column `unread`, row 1: holds a number that is not finite");
  visits.fields.pop_back();
  visits.types = {0, 7};
  const Result<BatchScores> unknown = score_batch(model, {1}, visits.columns(), now);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message == "column `types`, row 1: holds a code that is out of range");
}
