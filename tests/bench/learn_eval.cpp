// Measures `learn` on real tables: cross-validated, whole points, defaults only.
//
//   learn_eval FOLDER [--rules N] [--show] [SET…]
//
// For each data set and fold, `learn` gets the training leads alone; the document it gives is
// what scores the others. The chance is calibrated on the training leads. `top fifth` is the share of
// the won leads that are among the fifth with the most points: of coil2000, where 238 of 4,000 unseen
// prospects bought, 238 times that is the estimate of the buyers among the best 800.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/learn_chances.hpp"
#include "bantam/apply.hpp"
#include "bantam/decision.hpp"
#include "bantam/learn.hpp"
#include "bantam/model.hpp"
#include "bantam/text.hpp"
#include "learn_data.hpp"

namespace {

struct Row {
  double auc = 0, loss = 0, prior_loss = 0, rules = 0, seconds = 0, bayes = 0;
  double top = 0, top_won = 0;
  int folds = 0, silent = 0;
};

/// Scores rows of a data set as a host would: an event with the attributes, and the total.
std::vector<double> score(const bantam::Model& model, const bench::DataSet& set, const std::vector<std::size_t>& rows) {
  std::vector<double> totals;
  const std::vector<bantam::AttributeSummary> attributes = bantam::attributes(model);
  std::vector<const bench::Cells*> columns;
  for (const bantam::AttributeSummary& attribute : attributes)
    for (const bench::Cells& cells : set.columns)
      if (cells.name == (attribute.column.empty() ? attribute.name : attribute.column)) columns.push_back(&cells);
  const bantam::Timestamp now{1'700'000'000'000};
  bantam::Workspace workspace;
  for (const std::size_t row : rows) {
    bantam::AttributeChange change;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      const std::string& cell = columns[a]->cells[row];
      if (cell.empty()) continue;
      if (attributes[a].type == "number")
        change.values.push_back({attributes[a].name, bantam::Value(std::strtod(cell.c_str(), nullptr))});
      else
        change.values.push_back({attributes[a].name, bantam::Value(cell)});
    }
    bantam::LeadState state = model.new_lead("lead");
    const bantam::Event event{"lead", now, std::move(change)};
    const auto applied = bantam::apply_to(model, state, event, workspace);
    if (!applied) std::abort();
    const auto decision = bantam::decide(model, state, now);
    totals.push_back(decision->total.nearest_double());
  }
  return totals;
}

void judge(Row& row, const bench::DataSet& set, const std::vector<std::size_t>& made_from,
           const std::vector<std::size_t>& judged, const bantam::LearnOptions& options, bool by_time, bool show) {
  const bench::Table table = bench::table_of(set, made_from);
  bantam::OutcomeTable outcomes;
  outcomes.leads = table.columns;
  outcomes.won = table.won;
  if (by_time) outcomes.at = table.at;
  const std::clock_t start = std::clock();  // of this core, whatever else it does
  const auto report = bantam::learn(outcomes, options);
  row.seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!report) {
    std::printf("%s\n", report.error().message.c_str());
    std::exit(1);
  }
  if (show) std::printf("%s\n", bantam::to_text(*report).c_str());
  std::vector<std::uint8_t> won, made_won;
  for (const std::size_t i : judged) won.push_back(set.won[i]);
  for (const std::size_t i : made_from) made_won.push_back(set.won[i]);
  ++row.folds;
  const double base = std::accumulate(made_won.begin(), made_won.end(), 0.0) / static_cast<double>(made_won.size());
  const double prior = (*bantam::judge_chances(std::vector<double>(judged.size(), base), won))->log_loss.value;
  row.prior_loss += prior;
  if (report->card.naive_bayes.auc) row.bayes += *report->card.naive_bayes.auc;
  if (report->models.empty()) {
    row.auc += 0.5;
    row.loss += prior;
    ++row.silent;
    return;
  }
  const bantam::LearnedModel& learned = report->models.front();
  if (show) std::printf("%s\n", learned.document.c_str());
  const bantam::CompileReport compiled = bantam::compile(learned.document);
  if (!compiled.model) {
    for (const bantam::Diagnostic& d : compiled.diagnostics) std::printf("%s\n", bantam::to_text(d).c_str());
    std::exit(1);
  }
  const std::vector<double> points = score(*compiled.model, set, judged);
  row.auc += *bantam::roc_auc(*bantam::tally_scores(points, won));
  row.rules += static_cast<double>(learned.rules.size());
  const std::vector<double> made(learned.points.begin(), learned.points.end());
  row.loss += bantam::learning::log_loss_of(bantam::learning::rising_chances(made, made_won), points, won);
  // Won among the best fifth, ties by their share.
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return points[a] > points[b]; });
  double left = static_cast<double>(order.size()) / 5;
  for (std::size_t i = 0; i < order.size() && left > 0;) {
    std::size_t end = i;
    double tied_won = 0;
    for (; end < order.size() && points[order[end]] == points[order[i]]; ++end) tied_won += won[order[end]];
    const double tied = static_cast<double>(end - i);
    row.top += tied_won * std::min(1.0, left / tied);
    left -= tied;
    i = end;
  }
  row.top_won += std::accumulate(won.begin(), won.end(), 0.0);
}

/// Sixteen rules as somebody might write them, and the points outcomes choose for them.
void retune_by_hand_rules(const std::string& folder) {
  const bench::DataSet set = bench::load(folder, "x-education");
  struct Rule {
    const char* column;
    const char* text;  ///< the cell that fires it; null: a number above `above`
    double above;
    double points;
  };
  static const Rule rules[] = {
      {"Lead Origin", "Lead Add Form", 0, 30},
      {"Lead Source", "Reference", 0, 10},
      {"Lead Source", "Welingak Website", 0, 10},
      {"Lead Source", "Olark Chat", 0, 10},
      {"Lead Source", "Google", 0, 5},
      {"Total Time Spent on Website", nullptr, 300, 10},
      {"Total Time Spent on Website", nullptr, 1000, 15},
      {"TotalVisits", nullptr, 3, 5},
      {"Page Views Per Visit", nullptr, 3, 5},
      {"Last Activity", "SMS Sent", 0, 10},
      {"Last Activity", "Email Opened", 0, 5},
      {"Last Activity", "Had a Phone Conversation", 0, 20},
      {"Last Activity", "Email Bounced", 0, -20},
      {"Do Not Email", "Yes", 0, -10},
      {"What is your current occupation", "Working Professional", 0, 20},
      {"What is your current occupation", "Unemployed", 0, 5},
  };
  std::vector<std::vector<double>> worth;
  std::vector<bantam::RuleFirings> firings;
  for (const Rule& rule : rules) {
    std::vector<double>& own = worth.emplace_back();
    for (const bench::Cells& cells : set.columns)
      if (cells.name == rule.column)
        for (const std::string& cell : cells.cells)
          own.push_back((rule.text != nullptr ? cell == rule.text : std::atof(cell.c_str()) > rule.above) ? rule.points : 0);
  }
  for (std::size_t r = 0; r < worth.size(); ++r) {
    bantam::RuleFirings firing;
    firing.id = std::string(rules[r].column) + " " + (rules[r].text != nullptr ? rules[r].text : std::to_string(static_cast<int>(rules[r].above)));
    firing.worth = worth[r];
    firing.points = rules[r].points;
    firings.push_back(firing);
  }
  const std::clock_t start = std::clock();
  const auto report = bantam::retune(firings, {set.won, {}, {}, set.fold});
  if (!report) std::exit(1);
  std::printf("x-education, 16 rules by hand: ROC AUC %.4f, retuned %.4f, %.2f s\n", *report->before.auc, *report->after.auc,
              static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  for (const bantam::RetunedRule& rule : report->rules)
    std::printf("  %-56s %4.0f -> %4d +- %.1f, fired %zu\n", rule.id.c_str(), rule.old_points, static_cast<int>(rule.points),
                rule.error, rule.fired);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> names;
  bantam::LearnOptions options;
  std::string folder;
  bool show = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--rules") == 0 && i + 1 < argc) options.most_rules = static_cast<std::size_t>(std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--pool") == 0 && i + 1 < argc) options.pool = static_cast<std::size_t>(std::atoi(argv[++i]));
    else if (std::strcmp(argv[i], "--show") == 0) show = true;
    else if (folder.empty()) folder = argv[i];
    else names.emplace_back(argv[i]);
  }
  if (folder.empty()) {
    std::printf("usage: learn_eval FOLDER [--rules N] [--pool N] [--show] [SET...]\n");
    return 2;
  }
  if (names.empty())
    names = {"x-education", "x-education-strict", "bank-marketing", "online-shoppers", "bpic2012",
             "olist-funnel", "coil2000", "crm-sales-opportunities", "bank-marketing-by-time", "bpic2012-by-time",
             "olist-funnel-by-time", "retune"};
  std::printf("%-24s %8s %8s %9s %9s %6s %8s %9s\n", "data", "bantam", "nb", "log loss", "prior", "rules", "seconds", "top fifth");
  for (const std::string& name : names) {
    if (name == "retune") {
      retune_by_hand_rules(folder);
      continue;
    }
    // Of a set with times, SET-by-time has the first 70 % judge the others.
    constexpr std::string_view later = "-by-time";
    const bool by_time = name.size() > later.size() && name.compare(name.size() - later.size(), later.size(), later) == 0;
    const bench::DataSet set = bench::load(folder, by_time ? name.substr(0, name.size() - later.size()) : name);
    Row row;
    const std::uint32_t folds = by_time ? 1 : *std::max_element(set.fold.begin(), set.fold.end()) + 1;
    for (std::uint32_t f = 0; f < folds; ++f) {
      std::vector<std::size_t> made_from, judged;
      std::vector<std::size_t> order(set.won.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      if (by_time) std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return set.at[a] < set.at[b]; });
      for (std::size_t i = 0; i < order.size(); ++i)
        ((by_time ? i >= order.size() * 7 / 10 : set.fold[order[i]] == f) ? judged : made_from).push_back(order[i]);
      judge(row, set, made_from, judged, options, by_time, show && f == 0);
    }
    const double n = row.folds;
    std::printf("%-24s %8.4f %8.4f %9.4f %9.4f %6.1f %8.2f %8.1f%%%s\n", name.c_str(), row.auc / n, row.bayes / n,
                row.loss / n, row.prior_loss / n, row.rules / n, row.seconds / n,
                row.top_won > 0 ? 100 * row.top / row.top_won : 0.0,
                row.silent > 0 ? ("  nothing to learn in " + std::to_string(row.silent) + " folds").c_str() : "");
    std::fflush(stdout);
  }
}
