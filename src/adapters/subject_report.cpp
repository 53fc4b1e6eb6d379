// Subject report: from an explanation to lines in plain words that still add up.
#include "bantam/subject.hpp"

#include <algorithm>

#include "adapters/condition_text.hpp"
#include "adapters/describe_rule.hpp"
#include "adapters/subject_data.hpp"
#include "adapters/subject_words.hpp"
#include "adapters/text_layout.hpp"
#include "bantam/explanation.hpp"
#include "bantam/observe.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string without_ticks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
  return text;
}

std::string change_text(const SingleChange& change) {
  const std::string to = without_ticks(one_line(change.change));
  switch (change.kind) {
    case SingleChange::Kind::attribute:
      if (change.change == "removed") return plain_name(change.subject) + " not known";
      return format_text("{}: {}", plain_name(change.subject), to);
    case SingleChange::Kind::activities:
      return format_text("{}: {}", plain_name(change.subject), to);
    case SingleChange::Kind::answer:
      return format_text("the question about {} answered with yes", plain_name(change.subject));
    case SingleChange::Kind::time: break;
  }
  return "nothing but time, " + to;
}

class Subject {
 public:
  Subject(const Program& program, const LeadState& state, const Explanation& explanation,
          const NamedValues& seen)
      : document_(program.document),
        state_(state),
        explanation_(explanation),
        data_(program, state, seen, !suppressed(explanation.decision)) {}

  void describe(SubjectReport& report) {
    const Decision& decision = explanation_.decision;
    report.as_of = decision.as_of;
    report.stage = plain_stage(decision.stage);
    report.stage_since = decision.entered_at;
    if (suppressed(decision)) {
      report.not_scored = held(document_.suppressions, decision.suppressed_by);
    } else {
      for (std::size_t i = 0; i < explanation_.scores.size(); ++i)
        report.scores.push_back(score_of(i));
      report.total_sum = explanation_.total_sum;
      report.total_clamp = explanation_.total_clamp;
      report.total = decision.total;
      report.without_points = without_points();
    }
    for (std::size_t i = 0; i < document_.gate.criteria.size(); ++i)
      report.answers.push_back(answer_of(i, decision.gate.criteria[i].standing));
    report.unused = data_.unused();
  }

  /// What it takes to get on by points.
  std::string promotion() const {
    if (!document_.stages.promote_if) return {};
    return plain_words(in_english(*document_.stages.promote_if), document_);
  }

 private:
  /// The data that a rule reads: of an activity rule what matched, and what its conditions name.
  std::string data_of(const Rule& rule, const RuleLine& line) const {
    std::vector<std::string> parts;
    if (!line.matches.empty()) parts.push_back(data_.activities(line.matches));
    LeadReads reads;
    reads.add(rule.of);
    reads.add(rule.guard);
    for (const std::string& name : reads.names()) parts.push_back(data_.said(name));
    return listed(parts, "and");
  }

  /// Whether there is any data that a rule could have looked at.
  bool has_data(const Rule& rule, const RuleLine& line) const {
    LeadReads reads;
    reads.add(rule.of);
    reads.add(rule.guard);
    const auto& names = reads.names();
    return !line.matches.empty() ||
           (rule.form != Rule::Form::activity &&
            std::any_of(names.begin(), names.end(),
                        [&](const std::string& name) { return !data_.known(name).empty(); }));
  }

  std::string how_of(const Rule& rule, const RuleLine& line) const {
    std::string text = plain_words(in_english(rule), document_);
    if (line.counted != line.matched)
      text += format_text("; {} of {} counted", line.counted, line.matched);
    if (line.decayed != line.worth)
      text += format_text("; age took {} of {}", to_text(line.worth - line.decayed),
                          to_text(line.worth));
    return text;
  }

  SubjectLine line_of(std::size_t rule) const {
    const RuleLine& line = explanation_.rules[rule];
    return {line.points, data_of(document_.rules[rule], line), how_of(document_.rules[rule], line)};
  }

  SubjectScore score_of(std::size_t place) const {
    const ScoreLine& line = explanation_.scores[place];
    SubjectScore score{plain_name(line.score), {}, line.points, line.weight};
    for (std::size_t i = 0; i < explanation_.rules.size(); ++i)
      if (explanation_.rules[i].score == line.score && explanation_.rules[i].points != Points())
        score.lines.push_back(line_of(i));
    for (std::size_t i = 0; i < explanation_.groups.size(); ++i) {
      const GroupLine& group = explanation_.groups[i];
      if (group.score == line.score)
        add_bounds(score, group.clamp, "a bound on several of these together", group.sum,
                   document_.groups[i].bounds);
    }
    add_bounds(score, line.clamp, "a bound on all of these together", line.sum,
               document_.scores[place].bounds);
    if (line.exclusion != Points())
      score.lines.push_back(
          {line.exclusion, "no points are given",
           "because " + held(document_.exclusions, explanation_.decision.excluded_by)});
    return score;
  }

  static void add_bounds(SubjectScore& score, Points clamp, const char* what, Points sum,
                         const Bounds& bounds) {
    if (clamp != Points())
      score.lines.push_back(
          {clamp, what,
           format_text("they came to {} and count {}", to_text(sum), in_english(bounds))});
  }

  /// The exclusions or suppressions of these ids, by what they ask.
  std::string held(const std::vector<Exclusion>& all, const std::vector<std::string>& ids) const {
    std::vector<std::string> reasons;
    for (const Exclusion& each : all)
      if (std::find(ids.begin(), ids.end(), each.id) != ids.end())
        reasons.push_back(plain_words(in_english(each.when), document_));
    return listed(reasons, "and");
  }

  std::vector<SubjectLine> without_points() const {
    std::vector<SubjectLine> lines;
    for (std::size_t i = 0; i < explanation_.rules.size(); ++i)
      if (explanation_.rules[i].points == Points() &&
          has_data(document_.rules[i], explanation_.rules[i]))
        lines.push_back(line_of(i));
    for (const Exclusion& exclusion : document_.exclusions) {
      LeadReads reads;
      reads.add(exclusion.when);
      std::vector<std::string> known;
      for (const std::string& name : reads.names())
        if (const std::string text = data_.known(name); !text.empty()) known.push_back(text);
      if (!known.empty())
        lines.push_back(
            {{},
             listed(known, "and"),
             "no points are given while " + plain_words(in_english(exclusion.when), document_)});
    }
    return lines;
  }

  std::string answer_of(std::size_t criterion, Standing standing) const {
    const StoredAnswer* answer = state_.answer(criterion);
    std::string text = format_text("{}: {}", plain_name(document_.gate.criteria[criterion].name),
                                   to_text(standing));
    if (answer == nullptr) return text + ", no answer";
    for (const NamedValue& field : answer->fields)
      text += format_text(", {} {}", plain_name(field.name), plain_value(field.value));
    return text + ", answered on " + day_of(answer->at);
  }

  const Document& document_;
  const LeadState& state_;
  const Explanation& explanation_;
  SubjectData data_;
};

}  // namespace

Result<SubjectReport> subject_report(const Model& model, const LeadState& state, Timestamp at,
                                     std::string contact) {
  const DefaultFloatingPoint floating_point;
  Result<Explanation> explanation = explain(model, state, at);
  if (!explanation) return explanation.error();
  // These ask no more of a state and a moment than `explain`, which has answered.
  const NamedValues seen = *observe(model, state, at);
  const Result<WhatIsMissing> missing = what_is_missing(model, state);
  SubjectReport report;
  Subject subject(model.program(), state, *explanation, seen);
  subject.describe(report);
  if (missing->next) report.next_stage = plain_stage(*missing->next);
  report.nothing_missing = missing->next && missing->blockers.empty();
  if (missing->next == Stage::mql && report.not_scored.empty())
    report.next_asks = subject.promotion();
  for (const SingleChange& change : missing->changes)
    report.changes.push_back(
        change_text(change) +
        (missing->suppressed ? "" : format_text(" ({} points then)", to_text(change.total))));
  report.contact = std::move(contact);
  return report;
}

}  // namespace bantam
