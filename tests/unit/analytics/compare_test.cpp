// Compare: by hand on a few leads, and against slow counting on drawn ones.
#include "bantam/compare.hpp"

#include <cmath>

#include "analytics/delong.hpp"
#include "analytics/learn_random.hpp"
#include "analytics/rank_correlation.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

bool near(std::optional<double> found, double wanted) {
  return found && std::abs(*found - wanted) <= 1e-12;
}

CompareReport compared(const BacktestLeads& a, const BacktestLeads& b, const CompareOptions& options = {}) {
  const Result<CompareReport> report = compare(a, b, options);
  if (!report) FAIL(report.error().message);
  return *report;
}

BacktestLeads leads_of(std::vector<double> points, const std::vector<int>& outcomes) {
  BacktestLeads leads;
  leads.points = std::move(points);
  for (const int outcome : outcomes)
    leads.outcomes.push_back(outcome < 0 ? LeadOutcome::open : outcome == 0 ? LeadOutcome::lost : LeadOutcome::won);
  return leads;
}

std::vector<double> drawn(learning::Random& random, std::size_t count, std::uint64_t distinct) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<double>(random.below(distinct)));
  return numbers;
}

int sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }

/// Pair by pair.
std::optional<double> slow_kendall(const std::vector<double>& a, const std::vector<double>& b) {
  double order = 0, in_a = 0, in_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      order += sign(a[i] - a[j]) * sign(b[i] - b[j]);
      in_a += std::abs(sign(a[i] - a[j]));
      in_b += std::abs(sign(b[i] - b[j]));
    }
  if (in_a == 0 || in_b == 0) return std::nullopt;
  return order / std::sqrt(in_a * in_b);
}

}  // namespace

TEST_CASE("tied numbers share the middle of their ranks") {
  CHECK(ranks({5, 1, 5, 9}) == std::vector<double>{2.5, 1, 2.5, 4});
  CHECK(ranks({}).empty());
}

TEST_CASE("rank correlations are 1 in the same order and -1 in the other, whatever the units") {
  CHECK(near(spearman({1, 2, 3}, {10, 200, 3000}), 1));
  CHECK(near(kendall({1, 2, 3}, {10, 200, 3000}), 1));
  CHECK(near(spearman({1, 2, 3}, {3, 2, 1}), -1));
  CHECK(near(kendall({1, 2, 3}, {3, 2, 1}), -1));
  CHECK(near(spearman({1, 2, 3, 4}, {2, 1, 4, 3}), 0.6));  // 1 - 6 × 4 / (4 × 15)
  CHECK(near(kendall({1, 2, 3, 4}, {2, 1, 4, 3}), 2.0 / 6));
  for (const auto& constant : {std::vector<double>{1, 1, 1}, std::vector<double>{}}) {
    const std::vector<double> other(constant.size(), 2);
    CHECK_FALSE(spearman(constant, other));
    CHECK_FALSE(kendall(constant, other));
  }
  CHECK_FALSE(kendall({1}, {1}));
}

TEST_CASE("Kendall's tau by merging equals tau pair by pair") {
  learning::Random random(20);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = 1 + random.below(40);
    const std::vector<double> a = drawn(random, count, 1 + random.below(12));
    const std::vector<double> b = drawn(random, count, 1 + random.below(12));
    const std::optional<double> fast = kendall(a, b), slow = slow_kendall(a, b);
    INFO("round " << round);
    REQUIRE(fast.has_value() == slow.has_value());
    if (slow) CHECK(std::abs(*fast - *slow) < 1e-12);
  }
}

TEST_CASE("DeLong's variance equals the one computed pair by pair") {
  // Won 3 1, lost 2 0 under a; won 3 2, lost 1 0 under b. Shares on the right side, b less a:
  // won 0 and 1/2, lost 1/2 and 0. Each mean is 1/4 with variance (2 × 1/16) / 1 / 2 = 1/16.
  const std::vector<double> a{3, 1, 2, 0}, b{3, 2, 1, 0};
  const std::vector<std::uint8_t> won{1, 1, 0, 0};
  CHECK(near(auc_p_value(a, b, won), std::erfc(0.25 / std::sqrt(2 * 0.125))));
  CHECK_FALSE(auc_p_value(a, a, won));
  CHECK_FALSE(auc_p_value(a, b, {1, 0, 0, 0}));
  CHECK_FALSE(auc_p_value(a, b, {0, 0, 0, 0}));
  CHECK_FALSE(auc_p_value({}, {}, {}));
}

TEST_CASE("leads are told apart by who promotes them") {
  BacktestLeads a = leads_of({9, 9, 1, 1, 9}, {1, 0, 1, 0, -1});
  BacktestLeads b = leads_of({9, 1, 9, 1, 1}, {1, 0, 1, 0, -1});
  a.promoted = {1, 1, 0, 0, 1};
  b.promoted = {1, 0, 1, 0, 0};
  const CompareReport report = compared(a, b);
  CHECK(report.both.rows == std::vector<std::size_t>{0});
  CHECK(report.dropped.rows == std::vector<std::size_t>{1, 4});
  CHECK(report.dropped.decided.lost == 1);
  CHECK(report.dropped.decided.leads() == 1);
  CHECK(report.gained.rows == std::vector<std::size_t>{2});
  CHECK(near(report.gained.share->value, 1));
  CHECK(report.neither.leads == 1);
  CHECK(report.higher == 1);
  CHECK(report.lower == 2);
}

TEST_CASE("the largest changes are of place, with the rules that differ most") {
  // b doubles every point: no place changes but that of the last lead.
  BacktestLeads a = leads_of({10, 20, 30, 5}, {0, 1, 1, 0});
  BacktestLeads b = leads_of({20, 40, 60, 70}, {0, 1, 1, 0});
  a.rules = {{"kept", {10, 20, 30, 5}}, {"gone", {0, 0, 0, 2}}};
  b.rules = {{"kept", {20, 40, 60, 10}}, {"new", {0, 0, 0, 60}}};
  CompareOptions options;
  options.rules = 2;
  const CompareReport report = compared(a, b, options);
  REQUIRE(report.largest.size() == 4);
  const LeadChange& first = report.largest[0];
  CHECK(first.lead == 3);
  CHECK(first.place_a == 0.125);
  CHECK(first.place_b == 0.875);
  REQUIRE(first.rules.size() == 2);
  CHECK(first.rules[0].rule == "new");
  CHECK(first.rules[0].points_a == 0);
  CHECK(first.rules[0].points_b == 60);
  CHECK(first.rules[1].rule == "kept");
  for (double& points : b.points) points *= 7;
  b.points[3] = 1;
  CHECK(compared(a, b).largest.empty());
}

TEST_CASE("figures stand side by side, and their difference has a paired interval") {
  learning::Random random(3);
  const std::size_t count = 600;
  BacktestLeads a, b;
  for (std::size_t i = 0; i < count; ++i) {
    const double known = random.share(), noise = random.share();
    a.points.push_back(known + noise);
    b.points.push_back(known + noise / 2);
    a.outcomes.push_back(random.share() < known ? LeadOutcome::won : LeadOutcome::lost);
  }
  b.outcomes = a.outcomes;
  const CompareReport report = compared(a, b);
  REQUIRE(report.figures.size() == 4);
  const FigureChange& auc = report.figures[0];
  CHECK(near(auc.difference->value, auc.b->value - auc.a->value));
  CHECK(auc.difference->interval->low > 0);
  CHECK(*report.auc_p_value < 0.05);
  // Paired: narrower than the interval of either alone.
  const auto width = [](const Estimate& figure) { return figure.interval->high - figure.interval->low; };
  CHECK(width(*auc.difference) < width(*auc.a));
  const CompareReport same = compared(a, a);
  CHECK(same.figures[0].difference->interval->high == 0);
  CHECK_FALSE(same.auc_p_value);
  CHECK(same.largest.empty());
}

TEST_CASE("without outcomes there are changes and no figures") {
  const CompareReport report = compared(leads_of({1, 2, 3}, {-1, -1, -1}), leads_of({3, 2, 1}, {-1, -1, -1}));
  CHECK(near(report.spearman, -1));
  CHECK(report.largest.size() == 2);
  for (const FigureChange& figure : report.figures) CHECK_FALSE(figure.difference);
  CHECK(compared({}, {}).leads == 0);
}

TEST_CASE("columns of other leads are refused") {
  const BacktestLeads a = leads_of({1, 2}, {0, 1});
  CHECK_FALSE(compare(a, leads_of({1}, {0})));
  CHECK_FALSE(compare(a, leads_of({1, 2}, {1, 1})));
  BacktestLeads b = a;
  b.promoted = {0, 1};
  CHECK_FALSE(compare(a, b));
  b = a;
  b.at = {1, 2};
  CHECK_FALSE(compare(a, b));
  b = a;
  b.points[1] = std::nan("");
  CHECK_FALSE(compare(a, b));
}

TEST_CASE("what is wrong with the leads of the first model is said, and times and folds must be the same") {
  const BacktestLeads good = leads_of({1, 2, 3, 4}, {1, 0, 1, 0});
  BacktestLeads bad = good;
  bad.points[1] = std::nan("");
  REQUIRE_FALSE(compare(bad, good));
  CHECK(compare(bad, good).error().message.find("points, row 1") == 0);
  for (const auto spoil : {+[](BacktestLeads& leads) { leads.at.assign(4, 1); }, +[](BacktestLeads& leads) { leads.known.assign(4, 1); },
                           +[](BacktestLeads& leads) { leads.folds.assign(4, 1); }}) {
    BacktestLeads other = good;
    spoil(other);
    REQUIRE_FALSE(compare(good, other));
    CHECK(compare(good, other).error().message == "the times or folds of the two models' leads differ");
  }
}

TEST_CASE("a constant column has no correlation, whichever it is") {
  CHECK_FALSE(spearman({1, 2, 3}, {7, 7, 7}));
  CHECK_FALSE(spearman({7, 7, 7}, {1, 2, 3}));
}
