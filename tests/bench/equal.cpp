// Whether all who were measured say the same. A difference is the end of the program.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "bench/lines.hpp"

namespace bench {
namespace {

std::string words(const std::string& lead, const LeadScore& expected, const LeadScore& found) {
  return fmt::format(
      "{}: handwritten says fit {} engagement {} total {}, bantam {} {} {} (thousandths), "
      "bands {} {} and {} {}",
      lead, expected.scores[fit], expected.scores[engagement], expected.total, found.scores[fit],
      found.scores[engagement], found.total, expected.bands[fit], expected.bands[engagement],
      found.bands[fit], found.bands[engagement]);
}

LeadScore row(const bantam::BatchScores& scores, std::size_t lead) {
  LeadScore found;
  for (std::size_t i = 0; i < score_count; ++i) {
    found.scores[i] = scores.scores[i][lead].thousandths();
    found.bands[i] = scores.bands[i][lead];
  }
  found.total = scores.total[lead].thousandths();
  return found;
}

}  // namespace

std::string difference(const bantam::BatchScores& scores, const std::vector<LeadScore>& expected) {
  if (scores.scores.size() != score_count || scores.total.size() != expected.size())
    return "there are other columns than scores and leads";
  for (std::size_t lead = 0; lead < expected.size(); ++lead)
    if (const LeadScore found = row(scores, lead); !(found == expected[lead]))
      return words(lead_name(lead), expected[lead], found);
  return {};
}

std::string difference(const bantam::Decision& decision, const LeadScore& expected) {
  LeadScore found = expected;  // a decision names its bands; batch is checked for their places
  for (std::size_t i = 0; i < score_count; ++i)
    found.scores[i] = decision.scores[i].points.thousandths();
  found.total = decision.total.thousandths();
  return found == expected ? std::string() : words(decision.lead, expected, found);
}

std::vector<LeadScore> expected_scores(const ScoringModel& tables, const Workload& workload) {
  HandwrittenScorer scorer(tables);
  std::vector<LeadScore> scores;
  for (std::size_t lead = 0; lead < workload.leads.size(); ++lead)
    scores.push_back(scorer.score(handwritten_lead(workload, lead), as_of.ms));
  return scores;
}

void fail(const std::string& message) {
  std::fprintf(stderr, "bantam_bench: %s\n", message.c_str());
  std::exit(1);
}

bantam::Model compiled(const ScoringModel& tables) {
  const bantam::CompileReport report = bantam::compile(to_document(tables));
  if (!report.diagnostics.empty()) fail("the model: " + to_text(report.diagnostics.front()));
  return *report.model;
}

bool Options::wants(const std::string& line) const {
  return only.empty() || std::find(only.begin(), only.end(), line) != only.end();
}

}  // namespace bench
