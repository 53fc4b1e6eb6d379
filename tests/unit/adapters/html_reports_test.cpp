// Reports as pages, where there is little to tell: a figure that there is not is a dash, and a part
// without figures is left out.
#include <cmath>
#include <string>
#include <vector>

#include "adapters/html_page.hpp"
#include "bantam/report.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

bool has(const std::string& page, const std::string& part) { return page.find(part) != std::string::npos; }

std::size_t count(const std::string& page, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = page.find(part); at != std::string::npos; at = page.find(part, at + part.size())) ++found;
  return found;
}

/// Two leads that were won and lost, and no interval anywhere.
BacktestReport small_backtest() {
  BacktestReport report;
  report.leads = 2;
  report.decided = {1, 1};
  report.won = Share{0.5, 0.1, 0.9};
  report.auc = Estimate{0.75, {}};
  report.curve = {{20.0, 1, {1, 0}, Share{1, 0.2, 1}, Share{1, 0.2, 1}}, {10.0, 2, {1, 1}, Share{0.5, 0.1, 0.9}, Share{1, 0.2, 1}}};
  return report;
}

Calibration split_by_time() {
  Calibration calibration;
  calibration.split = "time";
  calibration.made_from = 60;
  calibration.judged = 40;
  calibration.methods = {{"logistic", {}}};
  return calibration;
}

Funnel small_funnel() {
  Funnel funnel;
  funnel.all.leads = 1;
  return funnel;
}

}  // namespace

TEST_CASE("a backtest without leads is a page of dashes") {
  const std::string page = to_html(BacktestReport(), {"m"});
  CHECK(has(page, "0 won, 0 lost: – won. 0 without an outcome."));
  CHECK_FALSE(has(page, "95 % interval"));
  CHECK_FALSE(has(page, "came "));
  CHECK_FALSE(has(page, "Thresholds"));
  CHECK_FALSE(has(page, "Chances"));
  CHECK_FALSE(has(page, "Examples"));
}

TEST_CASE("an AUC without an interval stands alone") {
  BacktestReport report = small_backtest();
  report.first_at = Timestamp{0};
  const std::string page = to_html(report, {"m", "of spring"});
  CHECK(has(page, "0.75"));
  CHECK(has(page, "of spring"));
  CHECK_FALSE(has(page, "came "));  // the last moment is not known
  report.last_at = Timestamp{day_ms};
  CHECK(has(to_html(report, {"m"}), "came 1970-01-01 to 1970-01-02"));
}

TEST_CASE("leads of one outcome have no curve") {
  for (const OutcomeCount decided : {OutcomeCount{2, 0}, OutcomeCount{0, 2}}) {
    BacktestReport report = small_backtest();
    report.decided = decided;
    CHECK_FALSE(has(to_html(report, {"m"}), "(ROC)"));
  }
  CHECK(has(to_html(small_backtest(), {"m"}), "(ROC)"));
}

TEST_CASE("a row of thresholds without a number of points, precision or recall has dashes there") {
  BacktestReport report = small_backtest();
  report.curve.push_back({std::nullopt, 2, {0, 0}, {}, {}});
  report.won.reset();
  report.promoted = ThresholdFigures{std::nullopt, 1, {0, 1}, {}, {}};
  const std::string page = to_html(report, {"m"});
  CHECK(has(page, "– (had been MQL)"));
  CHECK_FALSE(has(page, "all, "));  // no line of all leads to compare with
  CHECK_FALSE(has(page, "the model&#39;s"));
  CHECK_FALSE(has(page, "fits the capacity"));
}

TEST_CASE("curves of shares of nothing lie at 0") {
  CompareReport compared;
  compared.a = small_backtest();
  compared.b.curve = {{20.0, 1, {1, 0}, {}, {}}};  // no lead of B has an outcome
  compared.a.tenths.resize(1);
  compared.b.tenths.resize(1);
  const std::string page = to_html(compared, {"m"});
  CHECK(has(page, "0,100 0,100"));
}

TEST_CASE("ratings make a table in two directions only where they are letters and digits") {
  const auto page_of = [](const std::vector<std::string>& names) {
    BacktestReport report = small_backtest();
    GroupingFigures grouping{"rating", {}};
    for (const std::string& name : names) grouping.groups.push_back({name, 2, {1, 1}, Share{0.5, 0.1, 0.9}, 0.5});
    report.groupings = {grouping};
    return to_html(report, {"m"});
  };
  CHECK(has(page_of({"A1", "A2", "B1", "B2"}), "class=\"heat\""));
  CHECK(has(page_of({"A1", "B2"}), "no leads"));                        // A2 and B1
  CHECK_FALSE(has(page_of({"A1", "A2"}), "class=\"heat\""));            // one row
  CHECK_FALSE(has(page_of({"A1", "B1"}), "class=\"heat\""));            // one column
  CHECK_FALSE(has(page_of({"A1", "B2", "C3x"}), "class=\"heat\""));     // no digits at the end
  CHECK_FALSE(has(page_of({"A1", "B2", "3"}), "class=\"heat\""));       // no letters
  BacktestReport report = small_backtest();
  report.won.reset();
  report.groupings = {{"source", {{"ads", 1, {0, 0}, {}, {}}}}};
  CHECK_FALSE(has(to_html(report, {"m"}), "all, "));
}

TEST_CASE("chances say from which leads they were made") {
  BacktestReport report = small_backtest();
  report.calibration = split_by_time();
  std::string page = to_html(report, {"m"});
  CHECK(has(page, "made from the 60 earlier leads and judged on the 40 later ones. Lines"));
  CHECK_FALSE(has(page, "Made from all leads, for use"));
  report.calibration->unknown = 3;
  report.calibration->logistic = LogisticCalibration{0.5, 2};
  page = to_html(report, {"m"});
  CHECK(has(page, "; 3 came earlier, but nobody knew by then what became of them"));
  CHECK(has(page, "points + 2"));
  report.calibration->logistic->offset = -2;
  CHECK(has(to_html(report, {"m"}), "points − 2"));
}

TEST_CASE("a page shows ten examples at most") {
  Explanation explanation;
  const std::vector<ReportLead> examples(12, {"an example", explanation});
  const std::string page = to_html(small_backtest(), {"m"}, examples);
  CHECK(count(page, "role=\"img\"") == count(to_html(small_backtest(), {"m"}), "role=\"img\"") + 10);
}

TEST_CASE("a comparison without leads has neither promotions nor curves") {
  const std::string page = to_html(CompareReport(), {"m"});
  CHECK_FALSE(has(page, "Promotions"));
  CHECK_FALSE(has(page, "better judge"));
  CHECK_FALSE(has(page, "Would become MQL"));
  for (const OutcomeCount decided : {OutcomeCount{2, 0}, OutcomeCount{0, 2}}) {
    CompareReport one_sided;
    one_sided.a.decided = decided;
    CHECK_FALSE(has(to_html(one_sided, {"m"}), "(ROC)"));
    CHECK(has(to_html(one_sided, {"m"}), "better judge"));
    CHECK_FALSE(has(to_html(one_sided, {"m"}), "<h3>Thresholds"));
  }
}

TEST_CASE("a comparison tells differences with their signs, and how likely they are by chance") {
  CompareReport report;
  report.a = report.b = small_backtest();
  report.figures = {{"auc", Estimate{0.75, {}}, Estimate{0.9, {}}, Estimate{0.15, {}}},
                    {"gap", Estimate{0.5, Interval{0.4, 0.6}}, Estimate{0.25, Interval{0.2, 0.3}}, Estimate{-0.25, Interval{-0.4, -0.1}}},
                    {"top_lift", {}, {}, {}}};
  report.auc_p_value = 0.03;
  report.a.threshold = ThresholdFigures{15.0, 1, {1, 0}, Share{1, 0.2, 1}, Share{1, 0.2, 1}};
  report.b.capacity = ThresholdFigures{std::nullopt, 1, {1, 0}, {}, {}};
  report.largest = {{1, 10, 20, 0.5, 1, {{"visits", 1, 9}, {"size", 9, 3}}}, {0, 20, 10, 1, 0.5, {}}, {1, 10, 20, 0.5, 1, {}}};
  report.gained.rows = {0, 1};
  std::string page = to_html(report, {"m", "both of spring"});
  CHECK(has(page, "both of spring"));
  CHECK(has(page, ">+0.150<"));
  CHECK(has(page, ">-0.250<"));
  CHECK(has(page, "-0.400 to -0.100"));
  CHECK(has(page, "with probability 0.03."));
  CHECK(has(page, "visits +8; size -6"));
  CHECK(count(page, ">lead 1<") == 2);  // without ids: by the order in which the page tells them
  CHECK(count(page, ">lead 2<") == 1);
  CHECK_FALSE(has(page, "Would become MQL"));
  page = to_html(report, {"m"}, {"ada", "bob"});
  CHECK(has(page, "Would become MQL"));
  CHECK_FALSE(has(page, "Would drop"));
  CHECK(count(page, ">bob<") == 3);
}

TEST_CASE("a learned report without a model has no rules, and times that make no sense are a dash") {
  LearnReport report;
  report.verdict = "nothing to learn here";
  std::string page = to_html(report, View<std::uint8_t>(), {"m"});
  CHECK(has(page, "nothing to learn here"));
  CHECK_FALSE(has(page, "<h2>Rules"));
  CHECK_FALSE(has(page, "came "));
  const auto came = [&](std::optional<std::int64_t> first, std::optional<std::int64_t> last) {
    report.card.first_at = first;
    report.card.last_at = last;
    const std::string text = to_html(report, View<std::uint8_t>(), {"m"});
    const std::size_t at = text.find("came ");
    return text.substr(at, text.find('<', at) - at);
  };
  CHECK(came(0, day_ms) == "came 1970-01-01 to 1970-01-02");
  CHECK(came(0, {}) == "came –");
  CHECK(came(-1, 0) == "came –");
  CHECK(came(0, timestamp_end.ms) == "came –");
  report.card.learned = {0.8, 0.7, 0.9, 0.5, 0.6, 100};
  page = to_html(report, View<std::uint8_t>(), {"m"});
  CHECK(has(page, "0.700 to 0.900"));
  for (const std::size_t choose : {0, 1}) CHECK_FALSE(has(to_html(report, View<std::uint8_t>(), {"m"}, choose), "<h2>Rules"));
}

TEST_CASE("a learned report tells near-equal models, doubts, and a scale that fits its chances") {
  LearnReport report;
  report.models.resize(1);
  LearnedRule rule;
  rule.attribute = "visits";
  rule.table = {{"3 and more", 8, 10, 5}, {"missing", 0, 0, 0}, {"none of these", 0, 0, 0}, {"missing", 1, 4, 1}};
  report.models[0].rules = {rule};
  report.models[0].points = {8, 0, 0, 0, 0};
  const auto page_with = [&](std::vector<std::uint8_t> won, double offset) {
    report.card.chance_slope = 0.01;
    report.card.chance_offset = offset;
    return to_html(report, won, {"m"});
  };
  std::string page = page_with({1, 0, 0, 0, 0}, -3);
  CHECK(count(page, ">visits: missing<") == 2);  // in picture and table, once each: of no leads nothing is told
  CHECK(has(page, ">visits: none of these<"));
  CHECK(has(page, "points − 3."));
  CHECK(has(page, ">75 %<"));
  CHECK_FALSE(has(page, "Near-equal models"));
  CHECK_FALSE(has(page, "Doubts"));
  report.models[0].points.assign(10, 1);
  page = page_with({1, 1, 1, 0, 0, 0, 0, 0, 0, 0}, 0.1 - 1);
  CHECK(has(page, ">38 %<"));
  page = page_with({1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, -3);
  CHECK(has(page, ">15 %<"));
  page = page_with({1}, 3);  // fewer outcomes than points: the rest is not told
  CHECK(has(page, "points + 3."));
  CHECK(has(page, "won, 1 leads, upwards"));
  report.models.push_back(report.models[0]);
  report.card.warnings = {{"learn/constant", "a", "`a` is the same in every lead", true}, {"learn/few_outcomes", "", "only 3 won leads", false}};
  page = page_with({1, 0}, 0);
  CHECK(has(page, "Near-equal models"));
  CHECK(page.find("learn/few_outcomes") < page.find("learn/constant"));
}

TEST_CASE("a funnel without leads says so, and of one lead what there is") {
  CHECK(has(to_html(Funnel(), {"m"}), "There are no leads."));
  CHECK_FALSE(has(to_html(Funnel(), {"m"}), "<h2>Conversion"));
  const std::string page = to_html(small_funnel(), {"m"});
  CHECK(has(page, "1 lead from 1970-01-01 to 1970-01-01."));
  CHECK_FALSE(has(page, "were won"));
  CHECK_FALSE(has(page, "nine of ten within"));
  CHECK_FALSE(has(page, "Missed service levels"));
  CHECK_FALSE(has(page, "Overrides"));
  CHECK_FALSE(has(page, "First entries by"));
}

TEST_CASE("steps of a funnel that cannot be asked yet have a dash, and periods without entries no bar") {
  Funnel funnel = small_funnel();
  funnel.options.period = Period::week;
  FunnelSpan span;
  span.conversions = {{Stage::lead, Stage::mql, 2, 2, 0, 0, 1, {}}, {Stage::lead, Stage::closed_won, 2, 2, 0, 0, 0, {}}};
  funnel.all.whole = span;
  span.complete = false;
  FunnelSpan empty_span;
  empty_span.conversions = {{Stage::lead, Stage::mql, 0, 0, 0, 0, 0, {}}};
  funnel.all.periods = {span, empty_span, FunnelSpan()};
  funnel.segments = {{"ads", 1, span, {}}, {"fair", 1, FunnelSpan(), {}}};
  const std::string page = to_html(funnel, {"m"}, "source");
  CHECK(has(page, "1970-01-01 (not over)"));
  CHECK(has(page, ">ads<"));
  CHECK_FALSE(has(page, ">fair<"));
  CHECK_FALSE(has(page, "all leads, "));
  CHECK_FALSE(has(page, "were won"));
}

TEST_CASE("of a promise that nobody has kept or broken yet there is no share") {
  Funnel funnel = small_funnel();
  funnel.all.whole.stages[1].sla = SlaCount{};
  const std::string none = to_html(funnel, {"m"});
  CHECK(has(none, "Missed service levels"));
  funnel.all.whole.stages[1].sla = SlaCount{4, 0};
  CHECK(count(to_html(funnel, {"m"}), "0.0 %") > count(none, "0.0 %"));
}
