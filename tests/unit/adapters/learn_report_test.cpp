// What was learned and judged, in words and as JSON, where some of it is not known.
#include <cmath>
#include <string>

#include "bantam/json.hpp"
#include "bantam/learn.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

LearnReport report_of(std::optional<std::int64_t> first, std::optional<std::int64_t> last) {
  LearnReport report;
  report.verdict = "learned 0 rules from 3 leads";
  report.card.leads = 3;
  report.card.first_at = first;
  report.card.last_at = last;
  return report;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("when leads came is said where it is known and can be said") {
  CHECK(has(to_text(report_of(0, day_ms)), "came from 1970-01-01T00:00:00Z to 1970-01-02T00:00:00Z"));
  CHECK_FALSE(has(to_text(report_of({}, {})), "came from"));
  CHECK_FALSE(has(to_text(report_of(0, {})), "came from"));
  CHECK_FALSE(has(to_text(report_of(-1, 0)), "came from"));
  CHECK_FALSE(has(to_text(report_of(0, timestamp_end.ms)), "came from"));
}

TEST_CASE("a card tells near-equal models and doubts, and that nothing could be judged") {
  LearnReport report = report_of({}, {});
  CHECK(has(to_text(report), "learned: no fold has both outcomes\n"));
  CHECK_FALSE(has(to_text(report), "points for one log odds"));
  report.models.resize(2);
  report.models[1].log_loss = 0.5;
  report.card.warnings = {{"learn/few_outcomes", "", "only 3 won leads", false}, {"learn/never", "a", "`a` is not to be used", true}};
  CHECK(has(to_text(report), "also: 0 rules, log loss 0.5000 against 0.0000 on the leads they were made from\n"));
  CHECK(has(to_text(report), "warning learn/few_outcomes: only 3 won leads\nleft out learn/never: `a` is not to be used\n"));
}

TEST_CASE("a figure of which nothing is known is null") {
  LearnReport report = report_of({}, {});
  CHECK(has(learn_report_to_json(report), R"("learned":{"auc":null,"auc_low":null,"auc_high":null,"log_loss":null,"prior_log_loss":null,"leads":0})"));
  CHECK_FALSE(has(learn_report_to_json(report), "chance_slope"));
  report.models.resize(1);
  report.models[0].log_loss = std::nan("");
  CHECK(has(learn_report_to_json(report), R"("models":[{"auc":null,"log_loss":null,"rules":[]}])"));
  BacktestReport judged;
  judged.calibration.emplace();
  bool told = false;
  for (const std::string& line : backtest_to_json(judged))
    told = told || has(line, R"("slope":null,"offset":null,"isotonic":[])");
  CHECK(told);
}
