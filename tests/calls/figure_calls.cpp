#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/everything.hpp"
#include "support/outcomes.hpp"

namespace calls {
namespace {

using namespace bantam;

const support::Outcomes& outcomes() {
  static const support::Outcomes all(120);
  return all;
}

ReportHead head() { return {"title", "note", "foot"}; }

BacktestOptions judged_with() {
  BacktestOptions options;
  options.draws = 20;
  options.threshold = 6;
  options.capacity = Capacity{10, {}};
  return options;
}

void add_judging(std::vector<Call>& calls) {
  const BacktestLeads a = outcomes().judged();
  const BacktestLeads b = outcomes().judged(3);
  calls.push_back({"backtest", [a] { return joined(backtest_to_json(*backtest(a, judged_with()))); }});
  const BacktestReport report = *backtest(a, judged_with());
  const std::vector<ReportLead> examples = {
      {"lead 1", *explain(everything::model(), everything::state(), everything::later())}};
  calls.push_back({"to_html, backtest", [report, examples] { return to_html(report, head(), examples); }});

  CompareOptions options;
  options.backtest.draws = 20;
  options.threshold_a = options.threshold_b = 6;
  const std::vector<std::string> names(a.points.size(), "a lead");
  calls.push_back({"compare", [a, b, options, names] { return joined(compare_to_json(*compare(a, b, options), names)); }});
  const CompareReport change = *compare(a, b, options);
  calls.push_back({"to_html, compare", [change] { return to_html(change, head()); }});
}

std::string metrics(const std::vector<double>& points) {
  const ScoreTally scores = *tally_scores(points, outcomes().won());
  const std::optional<LogisticCalibration> logistic = fit_logistic(scores);
  const std::optional<IsotonicCalibration> isotonic = fit_isotonic(scores);
  std::vector<double> chances;
  for (const double each : points) chances.push_back((chance_of(*logistic, each) + chance_of(*isotonic, each)) / 2);
  const auto judged = *judge_chances(chances, outcomes().won());
  const double brier = judged ? judged->brier.value : -1;
  return std::to_string(brier + *roc_auc(scores) + *average_precision(scores) + *lift(scores, 0.1));
}

void add_learning(std::vector<Call>& calls) {
  LearnOptions options;
  options.pool = 2;
  const auto learned = [options] { return *learn(outcomes().table(), options); };
  calls.push_back({"learn", [learned] { return learn_report_to_json(learned()); }});
  const LearnReport report = learned();
  calls.push_back({"learn, in words", [report] { return to_text(report); }});
  calls.push_back({"to_html, learn", [report] { return to_html(report, outcomes().won(), head()); }});
  const auto retuned = [] { return *retune(outcomes().firings(), OutcomeColumns{outcomes().won()}); };
  calls.push_back({"retune", [retuned] { return retune_report_to_json(retuned()); }});
  calls.push_back({"to_html, retune", [retuned] { return to_html(retuned(), head()); }});
}

}  // namespace

void add_figure_calls(std::vector<Call>& calls) {
  const std::vector<double> points = outcomes().judged(1).points;
  calls.push_back({"metrics", [points] { return metrics(points); }});
  calls.push_back({"threshold_for", [points] { return std::to_string(*threshold_for(points, 10)); }});
  add_judging(calls);
  add_learning(calls);
}

}  // namespace calls
