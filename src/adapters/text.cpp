// Decisions, explanations and what is missing, as tables for people.
#include "bantam/text.hpp"

#include "adapters/explanation_words.hpp"
#include "adapters/text_layout.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

std::string gate_line(const GateStanding& gate) {
  std::vector<std::string> standings;
  for (const CriterionStanding& criterion : gate.criteria)
    standings.push_back(format_text("{} {}", criterion.name, to_text(criterion.standing)));
  std::string text = format_text("{}, {} of {} met, {} wanted", gate.open ? "open" : "closed", gate.met,
                                 gate.criteria.size(), gate.required);
  return standings.empty() ? text : format_text("{}: {}", text, joined(standings, ", "));
}

/// "18 points (hot)"; of a suppressed lead why there are none.
std::string points_words(const Decision& decision) {
  if (suppressed(decision)) return "not scored, suppressed by " + codes(decision.suppressed_by);
  return to_text(decision.total) + " points" +
         (decision.total_band ? format_text(" ({})", one_line(*decision.total_band)) : "");
}

std::string head_line(const Decision& decision) {
  return format_text("{} as of {}: {}, stage {} since {}\n", one_line(decision.lead),
                     to_text(decision.as_of), points_words(decision), code(to_text(decision.stage)), to_text(decision.entered_at));
}

/// The waterfall: one row a line of the explanation, in the order in which it is added up.
class Waterfall {
 public:
  explicit Waterfall(const Explanation& explanation) : explanation_(explanation) {}

  std::string write() {
    for (const ScoreLine& score : explanation_.scores) add_score(score);
    const Decision& decision = explanation_.decision;
    for (const ScoreLine& score : explanation_.scores) add_weighted(score);
    add_rounding();
    if (explanation_.total_clamp != Points())
      row(explanation_.total_clamp, "  bounds of the total", "the sum is " + to_text(explanation_.total_sum));
    row(decision.total, "= total", decision.total_band ? "band " + one_line(*decision.total_band) : "");
    return table_.plain("");
  }

 private:
  void row(Points points, std::string name, std::string note) {
    table_.row({to_text(points), std::move(name), std::move(note)});
  }

  void add_score(const ScoreLine& score) {
    table_.row({"", one_line(score.score), ""});
    for (const GroupLine& group : explanation_.groups)
      if (group.score == score.score) add_group(group);
    for (const RuleLine& rule : explanation_.rules)
      if (rule.group.empty() && rule.score == score.score) row(rule.points, "  " + one_line(rule.rule), words_of(rule));
    if (score.clamp != Points()) row(score.clamp, "  bounds of " + score.score, "the sum is " + to_text(score.sum));
    if (score.exclusion != Points()) row(score.exclusion, "  exclusion", "by " + codes(explanation_.decision.excluded_by));
    row(score.points, "= " + score.score, score.band ? "band " + one_line(*score.band) : "");
    table_.row({});
  }

  /// Rules of a group, then what its bounds changed, then its sum.
  void add_group(const GroupLine& group) {
    for (const RuleLine& rule : explanation_.rules)
      if (rule.group == group.group) row(rule.points, "    " + one_line(rule.rule), words_of(rule));
    if (group.clamp != Points()) row(group.clamp, "    bounds of " + group.group, "the sum is " + to_text(group.sum));
    row(group.points, "  = " + group.group, "");
  }

  void add_weighted(const ScoreLine& score) {
    const bool once = score.weight == Points::of_thousandths(1000);
    table_.row({exact_text(millionths(score.points, score.weight)), "  " + one_line(score.score),
                once ? "" : format_text("{} times {}", to_text(score.points), to_text(score.weight))});
  }

  /// The total is rounded to a thousandth once, and limited.
  void add_rounding() {
    Wide rest = static_cast<Wide>(explanation_.total_sum.thousandths()) * 1000;
    for (const ScoreLine& score : explanation_.scores) rest -= millionths(score.points, score.weight);
    if (rest != 0) table_.row({exact_text(rest), "  rounding", ""});
  }

  const Explanation& explanation_;
  Table table_{{Align::point, Align::left, Align::left}};
};

std::string_view kind_of(SingleChange::Kind kind) {
  switch (kind) {
    case SingleChange::Kind::attribute: return "attribute";
    case SingleChange::Kind::activities: return "activities";
    case SingleChange::Kind::answer: return "answer";
    case SingleChange::Kind::time: break;
  }
  return "time";
}

}  // namespace

std::string to_text(const Decision& decision) {
  std::string text = head_line(decision);
  Table table({Align::left, Align::left});
  std::vector<std::string> scores;
  for (const ScoreStanding& score : decision.scores)
    scores.push_back(format_text("{} {}{}", score.name, to_text(score.points),
                                 score.band ? format_text(" ({})", one_line(*score.band)) : ""));
  if (!suppressed(decision)) table.row({"scores", joined(scores, ", ")});
  if (!decision.rating.empty()) table.row({"rating", one_line(decision.rating)});
  if (!decision.excluded_by.empty()) table.row({"excluded", "by " + codes(decision.excluded_by)});
  table.row({"gate", gate_line(decision.gate)});
  if (!decision.gate.next_criterion.empty())
    table.row({"next", decision.gate.next_ask.empty()
                           ? decision.gate.next_criterion
                           : format_text("{}: {}", decision.gate.next_criterion,
                                         one_line(decision.gate.next_ask))});
  return text + table.plain("  ");
}

std::string to_text(const Explanation& explanation) {
  if (suppressed(explanation.decision)) return head_line(explanation.decision);
  return head_line(explanation.decision) + '\n' + Waterfall(explanation).write();
}

std::string to_text(const WhatIsMissing& missing) {
  if (!missing.next)
    return format_text("stage {}: no stage follows\n", code(to_text(missing.stage)));
  std::string text = format_text("stage {}, next {}: {}\n", code(to_text(missing.stage)),
                                 code(to_text(*missing.next)), missing.how);
  if (missing.points_short) text += format_text("points short: {}\n", to_text(*missing.points_short));
  if (!missing.answers.empty()) {
    Table table({Align::left, Align::left, Align::left, Align::left});
    for (const MissingAnswer& answer : missing.answers)
      table.row({answer.criterion, std::string(to_text(answer.standing)),
                 answer.mandatory ? "mandatory" : "", one_line(answer.ask)});
    text += "answers wanted\n" + table.plain("  ");
  }
  text += missing.blockers.empty() ? "nothing in the way\n" : "in the way\n";
  for (const Blocker& blocker : missing.blockers) text += "  " + one_line(to_text(blocker)) + '\n';
  if (!missing.changes.empty()) {
    Table table({Align::left, Align::left, Align::left, Align::point});
    for (const SingleChange& change : missing.changes) {
      const bool named = change.change.find(code(change.subject)) != std::string::npos;
      table.row({std::string(kind_of(change.kind)), named || change.subject.empty() ? "" : code(change.subject),
                 one_line(change.change), missing.suppressed ? "" : to_text(change.total)});
    }
    text += missing.suppressed ? "one of these is enough\n" : "one of these is enough, with the total it gives\n";
    text += table.plain("  ");
  }
  return text;
}

std::string attribute_help(const Model& model, std::string_view name) {
  const std::vector<AttributeSummary> declared = attributes(model);
  std::vector<std::string_view> names;
  for (const AttributeSummary& attribute : declared) names.push_back(attribute.name);
  return nearest_help(name, names);
}

}  // namespace bantam
