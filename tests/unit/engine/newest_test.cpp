// The newest activity changes sums in place, where a tick has just asked for them: the total right
// after it is that of a walk over all.
#include "test.hpp"

#include <string>

#include "bantam/bantam.hpp"

namespace {

using namespace bantam;

/// Totals right after each of some visits, an hour apart, which say n = 1, 2, 3, …
std::vector<Points> totals(const std::string& rules, int visits) {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m",
    "activities": {"visit": {"fields": {"n": {"type": "number"}}}}, "scores": {"s": {}}, "rules": [)" + rules + R"(],
    "stages": {"mql": {"promote_if": {">": [{"var": "score.total"}, 1000]}}}})");
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.model);
  LeadState state = report.model->new_lead("L");
  Workspace workspace;
  std::vector<Points> totals;
  for (int i = 1; i <= visits; ++i) {
    const Activity visit{"visit", {{"n", i}}};
    const Result<Effects> effects = apply_to(*report.model, state, {"L", Timestamp{i * 3'600'000}, visit, {}, {}}, workspace);
    REQUIRE(effects);
    totals.push_back(effects->total);
  }
  return totals;
}

Points points(std::int64_t whole) { return Points::of_thousandths(whole * 1000); }

}  // namespace

TEST_CASE("the newest activity counts at once for more rules than are remembered of it") {
  // The first is not to be taken for the one that is remembered no more.
  std::string rules = R"({"id": "first", "score": "s", "on": "visit", "points": 100, "when": {"==": [{"var": "n"}, 3]}})";
  for (int i = 0; i < 40; ++i)
    rules += R"(, {"id": "r)" + std::to_string(i) + R"(", "score": "s", "on": "visit", "points": 1})";
  CHECK(totals(rules, 3) == std::vector{points(40), points(80), points(220)});
}

TEST_CASE("the newest activity counts at once for a rule with a cool-down") {
  CHECK(totals(R"({"id": "r", "score": "s", "on": "visit", "points": 5, "cooldown": "2h"})", 4) ==
        std::vector{points(5), points(5), points(10), points(10)});
}

TEST_CASE("the newest activity takes the place of an older one at once where so many count") {
  CHECK(totals(R"({"id": "r", "score": "s", "on": "visit", "points_per": {"field": "n", "each": 1}, "newest": 2})", 4) ==
        std::vector{points(1), points(3), points(5), points(7)});
}

TEST_CASE("what a rule does not hear takes no place among the newest of it") {
  CHECK(totals(R"({"id": "r", "score": "s", "on": "visit", "points_per": {"field": "n", "each": 1}, "newest": 2,
                   "when": {"!=": [{"var": "n"}, 3]}})", 4) ==
        std::vector{points(1), points(3), points(3), points(6)});
}

TEST_CASE("points by a field leave with their window, to the millisecond") {
  CHECK(totals(R"({"id": "r", "score": "s", "on": "visit", "points_per": {"field": "n", "each": 1}, "window": "2h"})", 4) ==
        std::vector{points(1), points(3), points(5), points(7)});
}
