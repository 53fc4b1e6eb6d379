// Activities in order of time are added up where they stand, with what gathering them would give; and
// what cannot be added up so is gathered. src/analytics/running_sums.hpp.
#include "analytics/running_sums.hpp"

#include "analytics/batch_job.hpp"
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

constexpr Timestamp now{1'767'225'600'000};  // 2026-01-01
constexpr std::int64_t day = 86'400'000;

struct LogRow {
  std::uint32_t lead;
  std::int64_t days_ago;
  std::uint8_t type = 0;
  double n = 0;
};

/// A log of two leads, with types `visit`, `call` and one that no model here declares.
struct Log {
  Log(const std::vector<LogRow>& rows) {
    for (const LogRow& row : rows) {
      lead.push_back(row.lead);
      at.push_back(now.ms - row.days_ago * day);
      codes.push_back(row.type);
      numbers.push_back(row.n);
    }
  }

  ActivityColumns columns() const {
    ActivityColumns columns;
    columns.rows = lead.size();
    columns.lead = lead;
    columns.at = at;
    columns.types = {View<std::uint8_t>(codes), {"visit", "call", "other"}};
    columns.fields = {{"n", NumberColumn{numbers}, {}}};
    return columns;
  }

  std::vector<std::uint32_t> lead;
  std::vector<std::int64_t> at;
  std::vector<std::uint8_t> codes;
  std::vector<double> numbers;
};

Model model_of(const std::string& rules, const std::string& rest = "") {
  const CompileReport report = compile(
      R"({"format": "bantam/1", "name": "m", "attributes": {"x": {"type": "number"}},
          "activities": {"visit": {"fields": {"n": {"type": "number"}}}, "call": {}},
          "scores": {"s": {}})" + rest + R"(, "rules": [)" + rules + "]}");
  for (const Diagnostic& each : report.diagnostics)
    if (each.severity == Severity::error) FAIL(to_text(each));
  return *report.model;
}

struct Scored {
  bool summed;
  std::vector<std::int64_t> totals;
  friend bool operator==(const Scored& a, const Scored& b) { return a.summed == b.summed && a.totals == b.totals; }
  friend std::ostream& operator<<(std::ostream& out, const Scored& scored) {
    out << (scored.summed ? "summed:" : "gathered:");
    for (const std::int64_t total : scored.totals) out << " " << total;
    return out;
  }
};

/// Totals of two leads, in whole points. Who asks for contributions has the activities gathered.
Scored scored(const Model& model, const Log& log, LeadColumns leads = {2}, bool contributions = false) {
  const Result<Batch> batch = prepare_batch(model, leads, log.columns(), now, {contributions});
  if (!batch) FAIL(to_text(batch.error()));
  BatchScores scores = columns_for(*batch);
  if (const auto error = score_range(*batch, 0, 2, scores)) FAIL(to_text(*error));
  Scored found{batch->job().sums.has_value(), {}};
  for (const Points total : scores.total) found.totals.push_back(total.thousandths() / 1000);
  return found;
}

void check_both(const Model& model, const Log& log, const std::vector<std::int64_t>& totals, LeadColumns leads = {2}) {
  CHECK(scored(model, log, leads) == Scored{true, totals});
  CHECK(scored(model, log, leads, true) == Scored{false, totals});
}

const std::string visits = R"({"id": "v", "score": "s", "on": "visit", "points": 10)";

}  // namespace

TEST_CASE("of the newest n the newest count, whichever types they have and in whatever row they stand") {
  const Model model = model_of(R"({"id": "n", "score": "s", "on": ["visit", "call"], "points": 64, "newest": 2,
                                   "decay": {"half_life": "1d"}})");
  check_both(model, Log({{0, 3}, {1, 2}, {0, 2, 1}, {1, 1}, {0, 1}}), {32 + 16, 32 + 16});
}

TEST_CASE("a number of the newest has room for as many as count") {
  for (const std::int64_t newest : {255, 256, 257}) {
    std::vector<LogRow> rows;
    for (int i = 0; i < 300; ++i) rows.push_back({static_cast<std::uint32_t>(i % 2 == 0 ? 0 : i % 3 == 0 ? 1 : 0), 1});
    std::int64_t of_first = 0;
    for (const LogRow& row : rows) of_first += row.lead == 0 ? 1 : 0;
    const std::int64_t of_second = 300 - of_first;
    check_both(model_of(visits + R"(, "newest": )" + std::to_string(newest) + "}"), Log(rows),
               {10 * std::min(of_first, newest), 10 * std::min(of_second, newest)});
  }
}

TEST_CASE("an activity at its lead's reset still exists, one before it does not") {
  const std::vector<std::int64_t> resets = {now.ms - 2 * day, 0};
  check_both(model_of(visits + "}"), Log({{0, 3}, {1, 3}, {0, 2}, {0, 1}}), {20, 10}, {2, {}, resets});
}

TEST_CASE("rules with bounds or a guard have sums of their own") {
  const std::vector<double> x = {1, 5};
  const Model model = model_of(visits + R"(, "max": 15}, {"id": "g", "score": "s", "on": "visit", "points": 100,
      "if": {">": [{"var": "x"}, 3]}}, {"id": "p", "score": "s", "on": "visit", "points": 1},
      {"id": "c", "score": "s", "on": "call", "points": 2})");
  check_both(model, Log({{0, 3}, {1, 3}, {0, 2, 1}, {1, 2}, {0, 1}}), {15 + 2 + 2, 15 + 200 + 2},
             {2, {{"x", NumberColumn{x}, {}}}});
}

TEST_CASE("a window leaves out what is older before the newest are counted") {
  const Model model = model_of(visits + R"(, "window": "3d", "newest": 5}, {"id": "n", "score": "s", "on": "visit",
      "when": {">": [{"var": "n"}, 1]}, "points_per": {"field": "n", "each": 100}})");
  check_both(model, Log({{0, 9, 0, 2}, {1, 4}, {0, 3}, {0, 2, 0, 1}, {1, 1, 0, 3}}), {200 + 10, 300 + 10});
}

TEST_CASE("a lead of which nothing counts has 0, whatever its bounds say: those activities are gathered") {
  const Model model = model_of(visits + R"(, "min": 50})");
  CHECK(scored(model, Log({{0, 2}, {0, 1}})) == Scored{false, {50, 0}});
}

TEST_CASE("moments that fall are gathered") {
  const Model model = model_of(R"({"id": "n", "score": "s", "on": "visit", "points": 64, "newest": 1,
                                   "decay": {"half_life": "1d"}})");
  CHECK(scored(model, Log({{0, 1}, {0, 4}})) == Scored{false, {32, 0}});
  CHECK(scored(model, Log({{0, 4}, {0, 1}})) == Scored{true, {32, 0}});
}

TEST_CASE("what needs more of the past than sums and counts is gathered") {
  const Log log({{0, 2, 0, 1}, {0, 1, 0, 2}});
  CHECK_FALSE(scored(model_of(visits + R"(, "cooldown": "1h"})"), log).summed);
  CHECK_FALSE(scored(model_of(visits + R"(, "per_day": 1})"), log).summed);
  CHECK_FALSE(scored(model_of(visits + "}", R"(, "signals": {"k": {"on": "visit", "measure": "count"}})"), log).summed);
  CHECK_FALSE(scored(model_of(R"({"id": "n", "score": "s", "on": "visit", "newest": 1,
                                  "points_per": {"field": "n", "each": 1}})"), log).summed);
  CHECK_FALSE(scored(model_of(visits + R"(, "newest": 1000001})"), log).summed);
  CHECK_FALSE(scored(model_of(visits + R"(, "when": {">": [{"var": "n"}, 1]}})", R"(, "semantics": "jsonlogic")"), log).summed);
  std::string many = visits + R"(, "max": 10})";  // nine sums, and a line has room for eight
  for (int i = 0; i < 8; ++i)
    many += R"(, {"id": "v)" + std::to_string(i) + R"(", "score": "s", "on": "visit", "points": 1, "max": 10})";
  CHECK(scored(model_of(many), log) == Scored{false, {10 + 16, 0}});
}

TEST_CASE("the rows of a model without rules on activities are checked all the same") {
  const Model model = model_of(R"({"id": "x", "score": "s", "if": {">": [{"var": "x"}, 1]}, "points": 1})");
  Log log({{0, 2}, {0, 1}});
  log.at[0] = -1;
  const Result<BatchScores> scores = score_batch(model, {2}, log.columns(), now);
  REQUIRE_FALSE(scores);
  CHECK(scores.error().message == "column `at`, row 0: lies outside 1970 to 2199");
}
