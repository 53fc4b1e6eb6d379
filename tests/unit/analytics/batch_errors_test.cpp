// What is wrong with columns is said by column and row, and nothing is written then.
// include/bantam/batch.hpp, Errors.
#include <cmath>
#include <functional>
#include <limits>

#include "analytics/batch_job.hpp"
#include "support/batch_world.hpp"
#include "test.hpp"
#include "unit/analytics/host_columns.hpp"

using namespace bantam;
using host::Columns;
using host::Kinds;

namespace {

enum class Seen { nowhere, preparing, scoring };

struct Finding {
  Seen seen = Seen::nowhere;
  Errc code = {};
  std::string message;
};

/// What is wrong with the columns; checks that scores are then as they were made.
Finding finding(const Columns& columns) {
  static const Model model = host::model();
  const LeadColumns leads = columns.leads();
  const ActivityColumns activities = columns.activities();
  const Timestamp as_of{columns.as_of};
  const Result<BatchScores> whole = score_batch(model, leads, activities, as_of, {true});
  const Result<Batch> batch = prepare_batch(model, leads, activities, as_of, {true});
  if (!batch) {
    REQUIRE(!whole);
    CHECK(whole.error() == batch.error());
    return {Seen::preparing, batch.error().code, batch.error().message};
  }
  BatchScores scores = columns_for(*batch);
  const std::optional<Error> error = score_range(*batch, 0, batch->leads(), scores);
  CHECK(bool(whole) == !error);
  if (!error) return {};
  CHECK(whole.error() == *error);
  CHECK(support::same(scores, columns_for(*batch)));
  // Without contributions, a lead a range: the good leads are scored, and only they.
  const Result<Batch> bare = prepare_batch(model, leads, activities, as_of);
  BatchScores each = columns_for(*bare);
  std::optional<Error> first_error;
  for (std::size_t lead = 0; lead < bare->leads(); ++lead)
    if (const auto failed = score_range(*bare, lead, lead + 1, each)) {
      if (!first_error) first_error = failed;
      CHECK(each.total[lead] == Points());
      CHECK(each.total_band[lead] == no_band);
      CHECK(rating(model, each, lead).empty());
    }
  REQUIRE(first_error);
  CHECK(*first_error == *error);
  return {Seen::scoring, error->code, error->message};
}

void check_finding(const Columns& columns, Seen seen, const std::string& message) {
  const Finding found = finding(columns);
  CHECK(found.message == message);
  CHECK(found.seen == seen);
  if (seen != Seen::nowhere) CHECK(found.code == Errc::bad_column);
}

/// Spoils the columns of a kind where they are attributes and where they are fields.
void check_both(Seen seen, const std::string& message, const std::function<void(Kinds&)>& spoil) {
  INFO(message);
  Columns columns;
  spoil(columns.attributes);
  check_finding(columns, seen, message);
  columns = Columns();
  spoil(columns.fields);
  check_finding(columns, seen, message);
  columns.arrive();
  check_finding(columns, seen, message);
}

/// Of columns that are one shorter than their rows and `more`.
void check_length(const std::string& column, std::size_t more, const std::function<void(Kinds&)>& spoil) {
  for (const bool field : {false, true}) {
    Columns columns;
    Kinds& kinds = field ? columns.fields : columns.attributes;
    spoil(kinds);
    const std::size_t expected = (field ? 4U : 3U) + more;
    const Finding found = finding(columns);
    CHECK(found.seen == Seen::preparing);
    CHECK(found.code == Errc::bad_column);
    CHECK(found.message == "column `" + column + "`: has " + std::to_string(expected - 1) + " values, not " +
                               std::to_string(expected));
  }
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();
const std::string backwards = "holds an offset that goes backwards or past the end";

}  // namespace

TEST_CASE("the columns of these tests are right before they are spoilt") {
  Columns columns;
  check_finding(columns, Seen::nowhere, "");
  columns.arrive();
  check_finding(columns, Seen::nowhere, "");
  const Result<BatchScores> scores = score_batch(host::model(), columns.leads(), columns.activities(), Timestamp{10'000});
  REQUIRE(scores);
  CHECK(scores->total == std::vector<Points>{Points::of_thousandths(3000), Points::of_thousandths(1000), Points::of_thousandths(3000)});
  CHECK(rating(host::model(), *scores, 0) == "A");
  CHECK(rating(host::model(), *scores, 1) == "B");
}

TEST_CASE("a column of the wrong length is named, whatever its kind") {
  check_length("number", 0, [](Kinds& kinds) { kinds.numbers.pop_back(); });
  check_length("text", 1, [](Kinds& kinds) { kinds.text_offsets.pop_back(); });
  check_length("dictionary", 0, [](Kinds& kinds) { kinds.codes.pop_back(); });
  check_length("date", 0, [](Kinds& kinds) { kinds.days.pop_back(); });
  check_length("list", 1, [](Kinds& kinds) { kinds.list_offsets.pop_back(); });
  check_both(Seen::preparing, "column `flag`: has 0 bytes of bits, not 1", [](Kinds& kinds) { kinds.flags.clear(); });
  check_both(Seen::preparing, "column `dictionary`: has no offsets", [](Kinds& kinds) { kinds.dictionary_offsets.clear(); });
  check_both(Seen::preparing, "column `list`: has no offsets", [](Kinds& kinds) { kinds.item_offsets.clear(); });
}

TEST_CASE("a column longer than its rows is as wrong as a shorter one, but bits may be more") {
  Columns columns;
  columns.attributes.numbers.push_back(1);
  check_finding(columns, Seen::preparing, "column `number`: has 4 values, not 3");
  columns = Columns();
  columns.attributes.valid.push_back(0);
  columns.fields.flags.push_back(0);
  check_finding(columns, Seen::nowhere, "");
}

TEST_CASE("validity has a bit for every row") {
  Columns columns;
  columns.attributes = Kinds(9);
  columns.lead_rows = 9;
  columns.reset_at.assign(9, 0);
  columns.offsets = {0, 2, 3, 4, 4, 4, 4, 4, 4, 4};
  columns.attributes.bytes.assign(9, 'a');
  columns.attributes.flags = {0, 0};
  check_finding(columns, Seen::preparing, "column `number`: has 1 bytes of bits, not 2");
  columns.attributes.valid = {0xFF, 1};
  check_finding(columns, Seen::nowhere, "");
  columns.attributes.flags = {0};
  check_finding(columns, Seen::preparing, "column `flag`: has 1 bytes of bits, not 2");
}

TEST_CASE("types, moments, leads, offsets and resets have one value a row") {
  Columns columns;
  columns.types.pop_back();
  check_finding(columns, Seen::preparing, "column `types`: has 3 values, not 4");
  columns = Columns();
  columns.at.push_back(1);
  check_finding(columns, Seen::preparing, "column `at`: has 5 values, not 4");
  columns = Columns();
  columns.offsets.pop_back();
  check_finding(columns, Seen::preparing, "column `offsets`: has 3 values, not 4");
  columns = Columns();
  columns.reset_at.pop_back();
  check_finding(columns, Seen::preparing, "column `reset_at`: has 2 values, not 3");
  columns = Columns();
  columns.arrive();
  columns.lead.pop_back();
  check_finding(columns, Seen::preparing, "column `lead`: has 3 values, not 4");
}

TEST_CASE("activities come with offsets or with leads, never with both or neither") {
  Columns columns;
  columns.lead = {0, 0, 1, 2};
  check_finding(columns, Seen::preparing, "column `lead`: stands beside `offsets`: give one of them");
  columns.lead.clear();
  columns.offsets.clear();
  check_finding(columns, Seen::preparing, "column `offsets`: has 0 values, not 4");
}

TEST_CASE("offsets of leads neither go backwards nor past the last activity") {
  Columns columns;
  columns.offsets = {0, 3, 2, 4};
  check_finding(columns, Seen::preparing, "column `offsets`, row 2: goes backwards or past the end");
  columns.offsets = {0, 2, 3, 5};
  check_finding(columns, Seen::preparing, "column `offsets`, row 3: goes backwards or past the end");
  columns.offsets = {0, 2, 3, 0xFFFF'FFFF'FFFF'FFFF};
  check_finding(columns, Seen::preparing, "column `offsets`, row 3: goes backwards or past the end");
  columns.offsets = {1, 2, 3, 3};  // rows outside are nobody's
  columns.at[0] = -1;
  columns.at[3] = -1;
  check_finding(columns, Seen::nowhere, "");
}

TEST_CASE("a lead that is out of range is named by its row") {
  Columns columns;
  columns.arrive();
  columns.lead = {0, 0, 3, 2};
  check_finding(columns, Seen::preparing, "column `lead`, row 2: is past the last lead");
  columns.lead = {0, 0, 2, 0xFFFF'FFFF};
  check_finding(columns, Seen::preparing, "column `lead`, row 3: is past the last lead");
}

TEST_CASE("offsets of a dictionary's texts and of a list's items are checked whether or not they are used") {
  check_both(Seen::preparing, "column `dictionary`: offset 1 goes backwards or past the end",
             [](Kinds& kinds) { kinds.dictionary_offsets = {2, 1, 3}; });
  check_both(Seen::preparing, "column `dictionary`: offset 2 goes backwards or past the end",
             [](Kinds& kinds) { kinds.dictionary_offsets = {0, 1, 5}; });
  check_both(Seen::preparing, "column `dictionary`: offset 0 goes backwards or past the end",
             [](Kinds& kinds) { kinds.dictionary_offsets = {-1, 1, 3}; });
  check_both(Seen::preparing, "column `list`: offset 3 goes backwards or past the end",
             [](Kinds& kinds) { kinds.item_offsets[3] = 1; });
}

TEST_CASE("offsets of texts and lists go neither backwards nor past the end where there is a value") {
  check_both(Seen::scoring, "column `text`, row 2: " + backwards, [](Kinds& kinds) { kinds.text_offsets[3] = 1; });
  check_both(Seen::scoring, "column `text`, row 2: " + backwards, [](Kinds& kinds) { kinds.text_offsets[3] = 5; });
  check_both(Seen::scoring, "column `text`, row 0: " + backwards, [](Kinds& kinds) { kinds.text_offsets[0] = -1; });
  check_both(Seen::scoring, "column `list`, row 2: " + backwards, [](Kinds& kinds) { kinds.list_offsets[3] = 1; });
  check_both(Seen::scoring, "column `list`, row 2: " + backwards, [](Kinds& kinds) { kinds.list_offsets[3] = 5; });
  check_both(Seen::scoring, "column `list`, row 0: " + backwards, [](Kinds& kinds) { kinds.list_offsets[0] = -1; });
}

TEST_CASE("a code out of range, NaN, infinity, and a date of no year are named by row") {
  check_both(Seen::scoring, "column `dictionary`, row 2: holds a code that is out of range",
             [](Kinds& kinds) { kinds.codes[2] = 2; });
  check_both(Seen::scoring, "column `dictionary`, row 0: holds a code that is out of range",
             [](Kinds& kinds) { kinds.codes[0] = kinds.codes[2] = 0xFFFF'FFFF; });
  for (const double number : {not_a_number, infinite, -infinite})
    check_both(Seen::scoring, "column `number`, row 2: holds a number that is not finite",
               [=](Kinds& kinds) { kinds.numbers[2] = number; });
  for (const std::int32_t days : {-719'163, 2'932'897, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
    check_both(Seen::scoring, "column `date`, row 2: holds a date outside the years 1 to 9999",
               [=](Kinds& kinds) { kinds.days[2] = days; });
  for (const std::int32_t days : {-719'162, 2'932'896})
    check_both(Seen::nowhere, "", [=](Kinds& kinds) { kinds.days[2] = days; });
}

TEST_CASE("what stands where there is no value is not looked at") {
  check_both(Seen::nowhere, "", [](Kinds& kinds) {
    kinds.codes[1] = 0xFFFF'FFFF;
    kinds.numbers[1] = not_a_number;
    kinds.days[1] = std::numeric_limits<std::int32_t>::max();
    kinds.text_offsets[1] = 2;  // row 0 is two bytes long
    kinds.text_offsets[2] = 0;  // and row 1 goes backwards
    kinds.list_offsets[1] = 2;
    kinds.list_offsets[2] = 0;
  });
}

TEST_CASE("an emptied vector is no validity, no resets, no offsets and no leads") {
  Columns columns;
  columns.attributes.valid.clear();
  columns.reset_at.clear();
  check_finding(columns, Seen::nowhere, "");
  columns.activity_rows = 0;
  columns.types.clear();
  columns.at.clear();
  columns.offsets.clear();
  columns.fields = Kinds(0);
  check_finding(columns, Seen::nowhere, "");
  columns.lead = {0};
  columns.lead.clear();
  check_finding(columns, Seen::nowhere, "");
}

TEST_CASE("what a condition only asks to be there is read and checked like what it compares") {
  for (const char* condition : {R"({"missing": ["number"]})", R"({"missing_some": [1, ["number"]]})", R"({"!=": [{"var": "number"}, null]})",
                                R"({"!!": [{"var": "number"}]})"}) {
    const Model model = *compile(R"({"format": "bantam/1", "name": "m", "attributes": {"number": {"type": "text"}},
        "scores": {"s": {}}, "rules": [{"id": "r", "score": "s", "if": )" + std::string(condition) + R"(, "points": 1}]})").model;
    Kinds kinds(3);
    kinds.codes[2] = 2;
    std::vector<Column> columns = {kinds.columns()[2]};
    columns[0].name = "number";
    CHECK(score_batch(model, {3, columns}, {}, Timestamp{0}).error().message ==
          "column `number`, row 2: holds a code that is out of range");
    kinds.text_offsets[3] = 1;
    columns[0].values = kinds.columns()[1].values;
    INFO(condition);
    CHECK(score_batch(model, {3, columns}, {}, Timestamp{0}).error().message == "column `number`, row 2: " + backwards);
  }
}

TEST_CASE("without validity every row has a value") {
  const std::vector<double> numbers = {1, not_a_number, 2};
  const LeadColumns leads = {3, {{"number", NumberColumn{numbers}}}};
  const Result<BatchScores> scores = score_batch(host::model(), leads, {}, Timestamp{10'000});
  REQUIRE(!scores);
  CHECK(scores.error().message == "column `number`, row 1: holds a number that is not finite");
}

TEST_CASE("a type code out of range is named, in codes of every width and in both orders") {
  Columns columns;
  columns.types[3] = 3;
  check_finding(columns, Seen::scoring, "column `types`, row 3: holds a code that is out of range");
  columns.types[2] = 0xFF;
  check_finding(columns, Seen::scoring, "column `types`, row 2: holds a code that is out of range");
  columns.arrive();
  check_finding(columns, Seen::scoring, "column `types`, row 2: holds a code that is out of range");
  columns.names = {"visit", "visit", "call"};  // two codes of a name
  check_finding(columns, Seen::scoring, "column `types`, row 2: holds a code that is out of range");

  const std::vector<std::uint16_t> shorts = {0, 0, 0xFFFF, 0};
  const std::vector<std::uint32_t> longs = {0, 0, 0xFFFF'FFFF, 0};
  const Columns good;
  ActivityColumns activities = good.activities();
  activities.types.codes = View<std::uint16_t>(shorts);
  CHECK(score_batch(host::model(), good.leads(), activities, Timestamp{10'000}).error().message ==
        "column `types`, row 2: holds a code that is out of range");
  activities.types.codes = View<std::uint32_t>(longs);
  CHECK(score_batch(host::model(), good.leads(), activities, Timestamp{10'000}).error().message ==
        "column `types`, row 2: holds a code that is out of range");
}

TEST_CASE("activities without a name for any type are an error") {
  Columns columns;
  columns.names.clear();
  check_finding(columns, Seen::scoring, "column `types`, row 0: holds a code that is out of range");
}

TEST_CASE("a moment outside 1970 to 2199 is named, in the past, in the future and in resets") {
  for (const std::int64_t moment : {std::int64_t{-1}, timestamp_end.ms, std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max()}) {
    Columns columns;
    columns.at[3] = moment;
    check_finding(columns, Seen::scoring, "column `at`, row 3: lies outside 1970 to 2199");
    columns.arrive();
    check_finding(columns, Seen::scoring, "column `at`, row 3: lies outside 1970 to 2199");
    columns = Columns();
    columns.reset_at[1] = moment;
    check_finding(columns, Seen::scoring, "column `reset_at`, row 1: lies outside 1970 to 2199");
  }
  Columns columns;
  columns.at = {0, timestamp_end.ms - 1, 0, timestamp_end.ms - 1};
  columns.reset_at = {0, timestamp_end.ms - 1, 0};
  check_finding(columns, Seen::nowhere, "");
}

TEST_CASE("the moment asked about lies in 1970 to 2199") {
  for (const std::int64_t moment : {std::int64_t{-1}, timestamp_end.ms, std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max()}) {
    Columns columns;
    columns.as_of = moment;
    CHECK(finding(columns).code == Errc::out_of_range);
  }
  for (const std::int64_t moment : {std::int64_t{0}, timestamp_end.ms - 1}) {
    Columns columns;
    columns.as_of = moment;
    check_finding(columns, Seen::nowhere, "");
  }
}

TEST_CASE("`sorted` claimed of activities that do not ascend names the row that is too low") {
  Columns columns;
  columns.at = {2000, 1000, 3000, 1000};
  check_finding(columns, Seen::nowhere, "");  // not claimed
  columns.sorted = true;
  const std::string before = "lies before the lead's activity before it, though `sorted` says that none does";
  check_finding(columns, Seen::scoring, "column `at`, row 1: " + before);
  columns.at = {2000, 2000, 1000, 3000};  // equal ones ascend, and another lead begins anew
  check_finding(columns, Seen::nowhere, "");
  columns.offsets = {0, 0, 0, 4};
  check_finding(columns, Seen::scoring, "column `at`, row 2: " + before);
}

TEST_CASE("more rows than 32 bits count are refused before any is read") {
  Columns columns;
  columns.lead_rows = std::size_t{1} << 32U;
  CHECK(finding(columns).code == Errc::limit_exceeded);
  columns = Columns();
  columns.activity_rows = std::size_t{1} << 32U;
  CHECK(finding(columns).code == Errc::limit_exceeded);
}

TEST_CASE("what is wrong with a lead leaves the ranges of others scored") {
  Columns columns;
  columns.attributes.numbers[2] = not_a_number;
  const Model model = host::model();
  const Result<Batch> batch = prepare_batch(model, columns.leads(), columns.activities(), Timestamp{10'000}, {true});
  REQUIRE(batch);
  BatchScores scores = columns_for(*batch);
  CHECK(!score_range(*batch, 0, 2, scores));
  CHECK(score_range(*batch, 2, 3, scores));
  CHECK(scores.total == std::vector<Points>{Points::of_thousandths(3000), Points::of_thousandths(1000), Points()});
  CHECK(scores.contributions[0][0] == Points::of_thousandths(2000));
  CHECK(scores.total_band == std::vector<std::uint16_t>{0, 1, no_band});
  // A later block fails: the earlier ones of the range are taken back.
  Tuning small;
  small.block_leads = 1;
  const Result<Batch> blocks = prepare_batch(model, columns.leads(), columns.activities(), Timestamp{10'000}, {true}, small);
  CHECK(score_range(*blocks, 0, 3, scores));
  CHECK(support::same(scores, columns_for(*batch)));
}

TEST_CASE("ranges that are empty or past the last lead do nothing") {
  const Columns columns;
  const Result<Batch> batch = prepare_batch(host::model(), columns.leads(), columns.activities(), Timestamp{10'000});
  REQUIRE(batch);
  BatchScores scores = columns_for(*batch);
  CHECK(!score_range(*batch, 1, 1, scores));
  CHECK(!score_range(*batch, 2, 1, scores));
  CHECK(!score_range(*batch, 3, 9, scores));
  CHECK(support::same(scores, columns_for(*batch)));
  CHECK(!score_range(*batch, 0, std::numeric_limits<std::size_t>::max(), scores));
  CHECK(support::same(scores, *score_batch(host::model(), columns.leads(), columns.activities(), Timestamp{10'000})));
}
