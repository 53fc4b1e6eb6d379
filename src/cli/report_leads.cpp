// Report leads: of equals the first, in order of id, so that equal files give equal pages.
#include "report_leads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace bantam::cli {

namespace {

struct Chosen {
  std::size_t row = 0;
  std::string why;
};

std::optional<std::size_t> extreme(const BacktestLeads& judged, LeadOutcome outcome, bool most) {
  std::optional<std::size_t> found;
  for (std::size_t row = 0; row < judged.points.size(); ++row) {
    if (judged.outcomes[row] != outcome) continue;
    const double points = judged.points[row];
    if (!found || (most ? points > judged.points[*found] : points < judged.points[*found])) found = row;
  }
  return found;
}

std::vector<Chosen> choose(const BacktestLeads& judged) {
  std::vector<Chosen> chosen;
  const auto add = [&](std::optional<std::size_t> row, const char* why) {
    const auto is_this = [&](const Chosen& one) { return one.row == *row; };
    if (row && std::none_of(chosen.begin(), chosen.end(), is_this)) chosen.push_back({*row, why});
  };
  add(extreme(judged, LeadOutcome::won, true), "the won lead with the most points");
  add(extreme(judged, LeadOutcome::lost, true), "the lost lead with the most points");
  add(extreme(judged, LeadOutcome::won, false), "the won lead with the fewest points");
  return chosen;
}

}  // namespace

std::vector<ReportLead> report_leads(const Model& model, Cases cases, const BacktestLeads& judged,
                                     bool with_ids, Console& console) {
  const std::vector<Chosen> chosen = choose(judged);
  std::vector<LeadCase> leads;
  for (const Chosen& one : chosen) leads.push_back(cases.leads[one.row]);
  cases.leads = std::move(leads);
  cases.folds.clear();
  std::vector<ReportLead> examples;
  judge_cases(model, cases, console, [&](const JudgedCase& one) {
    const std::size_t number = examples.size() + 1;
    const std::string name = with_ids ? one.lead.lead : fmt::format("lead {}", number);
    examples.push_back({fmt::format("{}, {}", name, chosen[number - 1].why), one.explanation});
  });
  return examples;
}

}  // namespace bantam::cli
