// Law: what a person is told adds up to what the lead has, and names no rule.
#include "adapters/explanation_words.hpp"
#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "test.hpp"
#include "values/rounding.hpp"

namespace {

using bantam::Points;

std::string check_report(const bantam::SubjectReport& report, const bantam::Decision& decision) {
  if (report.not_scored.empty() == suppressed(decision)) return "scored and not scored";
  if (report.scores.size() != decision.scores.size()) return "other scores";
  bantam::Wide millionths = 0;
  for (std::size_t i = 0; i < report.scores.size(); ++i) {
    Points sum;
    for (const bantam::SubjectLine& line : report.scores[i].lines) sum += line.points;
    if (sum != decision.scores[i].points) return "score " + decision.scores[i].name;
    millionths += bantam::millionths(sum, report.scores[i].weight);
  }
  const Points total = Points::of_thousandths(bantam::rounded_quotient(millionths, 1000));
  if (total != report.total_sum || total + report.total_clamp != decision.total) return "total";
  return {};
}

std::string check(std::uint64_t seed) {
  generate::Random random(seed);
  const bantam::Model model = *bantam::compile(generate::model(random)).model;
  std::vector<bantam::Event> log;
  for (const std::string& line : generate::log(random, 24))
    if (bantam::Result<bantam::Event> event = bantam::event_from_json(line)) log.push_back(std::move(*event));
  const bantam::Result<bantam::Replay> replayed = bantam::replay(model, log);
  if (!replayed) return "replay failed";
  for (const bantam::ReplayedLead& lead : replayed->leads) {
    const auto report = bantam::subject_report(model, lead.state, replayed->as_of, "somebody");
    const auto decision = bantam::decide(model, lead.state, replayed->as_of);
    if (!report || !decision) return "refused";
    if (std::string wrong = check_report(*report, *decision); !wrong.empty()) return "does not add up: " + wrong;
    if (to_text(*report).find('`') != std::string::npos) return "a name of the model's between backticks";
    if (to_html(*report, {"points", {}, {}}).empty()) return "no page";
  }
  return {};
}

}  // namespace

TEST_CASE("law: what a person is told adds up", "[laws]") { laws::hold(laws::seeds(300), check); }
