// Backtest: figures by hand on a few leads, laws on drawn ones, and what is refused.
#include "bantam/backtest.hpp"

#include <cmath>
#include <limits>

#include "analytics/learn_random.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

constexpr auto won = LeadOutcome::won;
constexpr auto lost = LeadOutcome::lost;
constexpr auto open = LeadOutcome::open;

bool near(std::optional<double> found, double wanted) {
  return found && std::abs(*found - wanted) <= 1e-12;
}

BacktestReport judged(const BacktestLeads& leads, const BacktestOptions& options = {}) {
  const Result<BacktestReport> report = backtest(leads, options);
  if (!report) FAIL(report.error().message);
  return *report;
}

std::string refused(const BacktestLeads& leads, const BacktestOptions& options = {}) {
  const Result<BacktestReport> report = backtest(leads, options);
  REQUIRE_FALSE(report);
  return report.error().message;
}

/// Six leads that came a day apart: 30 won, 20 lost, 20 open, 10 won, 0 lost, 0 open.
BacktestLeads six() {
  BacktestLeads leads;
  leads.points = {30, 20, 20, 10, 0, 0};
  leads.outcomes = {won, lost, open, won, lost, open};
  for (std::int64_t day = 0; day < 6; ++day) leads.at.push_back(day * day_ms);
  return leads;
}

/// Many leads of whom those with more points are won more often.
BacktestLeads drawn(std::size_t count, std::uint64_t seed) {
  learning::Random random(seed);
  BacktestLeads leads;
  leads.rules = {{"one", {}}, {"two", {}}};
  for (std::size_t i = 0; i < count; ++i) {
    const double one = random.share() < 0.4 ? 10 : 0;
    const double two = random.share() < 0.3 ? -5 : 0;
    leads.points.push_back(one + two + static_cast<double>(random.below(4)));
    leads.rules[0].points.push_back(one);
    leads.rules[1].points.push_back(two);
    leads.outcomes.push_back(random.share() < 0.2 + 0.03 * (one + two) ? won : lost);
    leads.at.push_back(static_cast<std::int64_t>(i) * 3'600'000);
  }
  return leads;
}

bool has_warning(const BacktestReport& report, const std::string& code) {
  for (const BacktestWarning& warning : report.warnings)
    if (warning.code == code) return true;
  return false;
}

}  // namespace

TEST_CASE("open leads count against thresholds and capacity and for nothing else") {
  BacktestOptions options;
  options.threshold = 20;
  options.capacity = Capacity{3, {}};
  const BacktestReport report = judged(six(), options);
  CHECK(report.leads == 6);
  CHECK(report.open == 2);
  CHECK(report.decided.won == 2);
  CHECK(near(report.auc->value, 3.0 / 4));
  REQUIRE(report.curve.size() == 4);
  CHECK(report.curve[1].from == 20);
  CHECK(report.curve[1].leads == 3);
  CHECK(report.curve[1].decided.won == 1);
  CHECK(report.curve[1].decided.lost == 1);
  CHECK(near(report.curve[1].precision->value, 0.5));
  CHECK(near(report.curve[1].recall->value, 0.5));
  CHECK(report.threshold->leads == 3);
  REQUIRE(report.capacity);
  CHECK(report.capacity->from == 20);
}

TEST_CASE("a capacity in a time is measured against the time in which leads came") {
  BacktestOptions options;
  options.capacity = Capacity{1, Duration{2 * day_ms}};  // five days: room for 2.5 leads
  CHECK(judged(six(), options).capacity->from == 30);
  options.capacity = Capacity{2, Duration{2 * day_ms}};  // for five, and at 0 six would come
  CHECK(judged(six(), options).capacity->from == 10);
  options.capacity = Capacity{0.1, Duration{2 * day_ms}};
  CHECK_FALSE(judged(six(), options).capacity);
  options.capacity = Capacity{1, Duration{6 * day_ms}};
  CHECK(refused(six(), options).find("within less than 6d") != std::string::npos);
  BacktestLeads timeless = six();
  timeless.at.clear();
  CHECK(refused(timeless, options).find("times") != std::string::npos);
  options.capacity = Capacity{-1, {}};
  CHECK(refused(six(), options).find("positive") != std::string::npos);
}

TEST_CASE("tenths split ties and add up to all wins") {
  const BacktestReport report = judged(drawn(333, 7));
  REQUIRE(report.tenths.size() == 10);
  double leads = 0, wins = 0;
  for (const LiftRow& row : report.tenths) {
    leads += row.leads;
    wins += row.won;
  }
  CHECK(near(leads, 333));
  CHECK(std::abs(wins - static_cast<double>(report.decided.won)) < 1e-9);
  CHECK(near(report.tenths.back().won_so_far, 1));
}

TEST_CASE("the order of the leads changes no figure") {
  BacktestLeads leads = drawn(200, 3);
  const BacktestReport before = judged(leads);
  std::reverse(leads.points.begin(), leads.points.end());
  std::reverse(leads.outcomes.begin(), leads.outcomes.end());
  std::reverse(leads.at.begin(), leads.at.end());
  for (RulePoints& rule : leads.rules) std::reverse(rule.points.begin(), rule.points.end());
  const BacktestReport after = judged(leads);
  CHECK(before.auc->value == after.auc->value);
  CHECK(before.average_precision->value == after.average_precision->value);
  CHECK(before.calibration->methods[0].judged.log_loss.value ==
        Approx(after.calibration->methods[0].judged.log_loss.value).epsilon(1e-12));
  CHECK(before.drift->psi == after.drift->psi);
  CHECK(before.rules[0].fired == after.rules[0].fired);
}

TEST_CASE("an interval holds its figure, and the same seed gives the same one") {
  const BacktestReport report = judged(drawn(400, 5));
  for (const auto& figure : {report.auc, report.average_precision, report.gap, report.top_lift}) {
    REQUIRE(figure);
    REQUIRE(figure->interval);
    CHECK(figure->interval->low < figure->value);
    CHECK(figure->value < figure->interval->high);
  }
  CHECK(judged(drawn(400, 5)).auc->interval->low == report.auc->interval->low);
  BacktestOptions other;
  other.seed = 2;
  CHECK(judged(drawn(400, 5), other).auc->interval->low != report.auc->interval->low);
}

TEST_CASE("an interval has about the width that Hanley and McNeil give") {
  const BacktestReport report = judged(drawn(2000, 11));
  const double auc = report.auc->value;
  const auto w = static_cast<double>(report.decided.won), l = static_cast<double>(report.decided.lost);
  const double q1 = auc / (2 - auc), q2 = 2 * auc * auc / (1 + auc);
  const double error = std::sqrt((auc * (1 - auc) + (w - 1) * (q1 - auc * auc) + (l - 1) * (q2 - auc * auc)) / (w * l));
  const double width = report.auc->interval->high - report.auc->interval->low;
  CHECK(width > 0.8 * 2 * 1.96 * error);
  CHECK(width < 1.2 * 2 * 1.96 * error);
}

TEST_CASE("chances are judged on leads they were not made from") {
  // In the earlier seven tenths points tell everything, in the later three the opposite.
  BacktestLeads leads;
  for (int i = 0; i < 100; ++i) {
    const bool high = i % 2 == 0;
    leads.points.push_back(high ? 10 : 0);
    leads.outcomes.push_back(high == (i < 70) ? won : lost);
    leads.at.push_back(i * day_ms);
  }
  const BacktestReport report = judged(leads);
  REQUIRE(report.calibration);
  CHECK(report.calibration->split == "time");
  CHECK(report.calibration->made_from == 70);
  CHECK(report.calibration->judged == 30);
  CHECK(report.calibration->methods[0].judged.log_loss.value > 2);
  CHECK(near(report.calibration->prior_log_loss.value, std::log(2.0)));
  leads.folds.assign(100, 0);
  for (std::size_t i = 0; i < 100; i += 3) leads.folds[i] = 1;
  CHECK(judged(leads).calibration->split == "given folds");
  CHECK(judged(leads).groupings.back().name == "fold");
  leads.folds.clear();
  leads.at.clear();
  CHECK(judged(leads).calibration->split == "drawn folds");
}

TEST_CASE("what was not known when the later leads began makes no chances") {
  BacktestLeads leads = drawn(100, 3);
  const Calibration at_once = *judged(leads).calibration;
  CHECK(at_once.made_from == 70);
  CHECK(at_once.judged == 30);
  CHECK(at_once.unknown == 0);
  leads.known = leads.at;
  for (std::int64_t& known : leads.known) known += 20 * 3'600'000;  // twenty leads later
  const Calibration later = *judged(leads).calibration;
  CHECK(later.unknown == 19);
  CHECK(later.made_from == 56);  // of 81
  CHECK(later.judged == 25);
  // Whatever becomes of the leads that nobody knew of, the chances of the others are the same.
  BacktestLeads changed = leads;
  for (std::size_t row = 56; row < 75; ++row) changed.outcomes[row] = changed.outcomes[row] == won ? lost : won;
  const Calibration same = *judged(changed).calibration;
  CHECK(same.methods[0].judged.log_loss.value == later.methods[0].judged.log_loss.value);
  CHECK(same.prior_brier.value == later.prior_brier.value);
  leads.known.assign(100, 1'000'000'000'000);
  CHECK(judged(leads).calibration->split == "drawn folds");
  leads.known.pop_back();
  CHECK(refused(leads).find("known") != std::string::npos);
}

TEST_CASE("a rule is judged where it fired and where it did not") {
  BacktestLeads leads = six();
  leads.rules = {{"r", {30, 20, 20, 0, 0, 0}}};
  const RuleFigures rule = judged(leads).rules[0];
  CHECK(rule.fired == 2);
  CHECK(near(rule.with->value, 0.5));
  CHECK(near(rule.without->value, 0.5));
  CHECK(near(rule.lift, 1));
  CHECK(near(rule.won_points, 15));
  CHECK(near(rule.lost_points, 10));
  CHECK(near(rule.fired_earlier->value, 1));  // also of the open lead
  CHECK(near(rule.fired_later->value, 0));
}

TEST_CASE("drift is nothing where nothing drifts, and large where points move away") {
  BacktestLeads leads = drawn(1000, 4);
  CHECK(*judged(leads).drift->psi < 0.1);
  for (std::size_t i = 500; i < 1000; ++i) leads.points[i] += 8;
  CHECK(*judged(leads).drift->psi > 0.25);
  leads.at.assign(1000, 5);
  CHECK_FALSE(judged(leads).drift);
}

TEST_CASE("groups count their leads and stand by name") {
  BacktestLeads leads = six();
  leads.groupings = {{"rating", {"A", "B", "A", "B", "", "B"}}};
  const GroupingFigures rating = judged(leads).groupings[0];
  REQUIRE(rating.groups.size() == 2);
  CHECK(rating.groups[0].name == "A");
  CHECK(rating.groups[0].leads == 2);
  CHECK(rating.groups[0].decided.won == 1);
  CHECK(near(rating.groups[0].share->value, 1));
  CHECK_FALSE(rating.groups[0].auc);
  CHECK(near(rating.groups[1].auc, 0));
}

TEST_CASE("without both outcomes nothing is judged, and that is said") {
  for (const LeadOutcome only : {won, lost, open}) {
    BacktestLeads leads = six();
    leads.rules = {{"r", {1, 0, 0, 0, 0, 0}}};
    leads.outcomes.assign(6, only);
    const BacktestReport report = judged(leads);
    CHECK(has_warning(report, "backtest/one_class"));
    CHECK_FALSE(report.auc);
    CHECK_FALSE(report.calibration);
    CHECK(report.rules[0].lift.has_value() == (only == won));
    CHECK(report.curve.size() == 4);
  }
  const BacktestReport nobody = judged({});
  CHECK(nobody.leads == 0);
  CHECK(nobody.curve.empty());
  CHECK(nobody.tenths.empty());
  CHECK_FALSE(nobody.won);
}

TEST_CASE("doubts are said: few outcomes, one score, the wrong way") {
  CHECK(has_warning(judged(six()), "backtest/few_outcomes"));
  BacktestLeads leads = drawn(500, 9);
  CHECK_FALSE(has_warning(judged(leads), "backtest/few_outcomes"));
  CHECK_FALSE(has_warning(judged(leads), "backtest/wrong_way"));
  CHECK(has_warning(judged(leads), "backtest/few_for_isotonic"));
  for (double& points : leads.points) points = -points;
  CHECK(has_warning(judged(leads), "backtest/wrong_way"));
  leads.points.assign(500, 1);
  CHECK(has_warning(judged(leads), "backtest/constant"));
  CHECK(near(judged(leads).auc->value, 0.5));
}

TEST_CASE("columns that do not fit are refused by name and row") {
  BacktestLeads leads = six();
  leads.points[2] = std::numeric_limits<double>::quiet_NaN();
  CHECK(refused(leads) == "points, row 2: not a finite number");
  leads = six();
  leads.outcomes.pop_back();
  CHECK(refused(leads) == "outcomes has 5 rows, points have 6");
  leads = six();
  leads.rules = {{"r", {1}}};
  CHECK(refused(leads) == "r has 1 rows, points have 6");
  leads = six();
  leads.folds = {1};
  CHECK(refused(leads) == "folds has 1 rows, points have 6");
  leads = six();
  leads.folds = {0, 1, no_fold, 0, 1, no_fold};  // of the open ones
  CHECK(judged(leads).groupings[0].groups.size() == 2);
  leads.folds[0] = no_fold;
  CHECK(refused(leads) == "folds, row 0: none, of a lead with an outcome");
  leads = drawn(101, 1);
  for (std::uint32_t i = 0; i < 101; ++i) leads.folds.push_back(i);
  CHECK(refused(leads) == "more than 100 folds");
}

TEST_CASE("each column has a row for each lead, and rules have numbers") {
  const auto spoiled = [](auto spoil) {
    BacktestLeads leads = six();
    spoil(leads);
    return refused(leads);
  };
  CHECK(spoiled([](BacktestLeads& leads) { leads.at.pop_back(); }).find("at") == 0);
  CHECK(spoiled([](BacktestLeads& leads) { leads.known.assign(5, 0); }).find("known") == 0);
  CHECK(spoiled([](BacktestLeads& leads) { leads.promoted.assign(7, 0); }).find("promoted") == 0);
  CHECK(spoiled([](BacktestLeads& leads) { leads.groupings = {{"source", {"ads"}}}; }).find("source") == 0);
  CHECK(spoiled([](BacktestLeads& leads) { leads.rules = {{"visits", {1, 2, 3, HUGE_VAL, 5, 6}}}; }).find("visits, row 3") == 0);
}

TEST_CASE("leads that all came at one moment have neither earlier nor later halves") {
  BacktestLeads leads = six();
  leads.at.assign(6, day_ms);
  leads.rules = {{"visits", leads.points}};
  const BacktestReport report = judged(leads);
  CHECK_FALSE(report.rules[0].fired_earlier);
  CHECK_FALSE(report.drift);
  CHECK(judged([&] {
    leads.at[5] = 2 * day_ms;
    return leads;
  }()).rules[0].fired_earlier);
}

TEST_CASE("outcomes have names") {
  CHECK(to_text(won) == "won");
  CHECK(to_text(lost) == "lost");
  CHECK(to_text(open) == "open");
}
