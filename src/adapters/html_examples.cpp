// Examples: every line in units of the total, so that one picture adds up from 0 to it.
#include "adapters/html_examples.hpp"

#include <algorithm>

#include "adapters/explanation_words.hpp"
#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr std::size_t most_parts = 18;

struct Part {
  std::string label;
  Wide millionths = 0;
  std::string note;
};

class Parts {
 public:
  void add(std::string label, Points points, Points weight, std::string note) {
    if (points == Points()) return;
    if (weight != Points::of_thousandths(1000))
      note = format_text("{} times {}{}{}", to_text(points), to_text(weight), note.empty() ? "" : "; ", note);
    parts_.push_back({std::move(label), millionths(points, weight), std::move(note)});
  }
  void add_exact(std::string label, Wide number, std::string note) {
    if (number != 0) parts_.push_back({std::move(label), number, std::move(note)});
  }
  Wide sum() const {
    Wide sum = 0;
    for (const Part& part : parts_) sum += part.millionths;
    return sum;
  }
  std::vector<Part> take() { return std::move(parts_); }

 private:
  std::vector<Part> parts_;
};

void add_score(Parts& parts, const Explanation& explanation, const ScoreLine& score) {
  for (const RuleLine& rule : explanation.rules)
    if (rule.score == score.score) parts.add(rule.rule, rule.points, score.weight, words_of(rule));
  for (const GroupLine& group : explanation.groups)
    if (group.score == score.score)
      parts.add("bounds of " + group.group, group.clamp, score.weight, "the sum is " + to_text(group.sum));
  parts.add("bounds of " + score.score, score.clamp, score.weight, "the sum is " + to_text(score.sum));
  parts.add("exclusion", score.exclusion, score.weight, "by " + codes(explanation.decision.excluded_by));
}

std::vector<Part> parts_of(const Explanation& explanation) {
  Parts parts;
  for (const ScoreLine& score : explanation.scores) add_score(parts, explanation, score);
  parts.add_exact("rounding", Wide{explanation.total_sum.thousandths()} * 1000 - parts.sum(), "");
  parts.add("bounds of the total", explanation.total_clamp, Points::of_thousandths(1000),
            "the sum is " + to_text(explanation.total_sum));
  return parts.take();
}

Wide magnitude(const Part& part) { return part.millionths < 0 ? -part.millionths : part.millionths; }

/// The smallest parts become one.
std::vector<Part> folded(std::vector<Part> parts) {
  if (parts.size() <= most_parts) return parts;
  std::vector<Wide> sizes;
  for (const Part& part : parts) sizes.push_back(magnitude(part));
  std::sort(sizes.begin(), sizes.end(), [](Wide a, Wide b) { return a > b; });
  const Wide least = sizes[most_parts - 2];
  std::vector<Part> kept;
  Part rest;
  std::size_t count = 0;
  for (Part& part : parts) {
    if (magnitude(part) >= least && kept.size() < most_parts - 1) {
      kept.push_back(std::move(part));
      continue;
    }
    rest.millionths += part.millionths;
    ++count;
  }
  rest.label = format_text("{} smaller lines", count);
  kept.push_back(std::move(rest));
  return kept;
}

std::string with_sign(Wide number) { return (number > 0 ? "+" : "") + exact_text(number); }

}  // namespace

WaterfallFigure waterfall_of(const Explanation& explanation, const std::string& name) {
  const Decision& decision = explanation.decision;
  WaterfallFigure figure;
  figure.caption.title = format_text("{}: {} points", name, to_text(decision.total));
  figure.caption.words = format_text("Stage {} as of {}. Each line begins where the one above ended; the last is the total.",
                                     to_text(decision.stage), to_text(decision.as_of));
  for (const Part& part : folded(parts_of(explanation)))
    figure.steps.push_back({part.label, static_cast<double>(part.millionths) / 1e6, with_sign(part.millionths),
                            WaterfallStep::Kind::part, part.note});
  figure.steps.push_back({"total", decision.total.nearest_double(), to_text(decision.total), WaterfallStep::Kind::sum,
                          decision.total_band ? "band " + *decision.total_band : ""});
  return figure;
}

}  // namespace bantam::html
