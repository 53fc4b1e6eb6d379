// A model as a page that a sales manager can read.
//
// Markdown in which every table is also aligned as plain text. The words are the document's; the
// order is the document's.
#include "adapters/condition_text.hpp"
#include "adapters/describe_rule.hpp"
#include "adapters/text_layout.hpp"
#include "bantam/text.hpp"
#include "program/program.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string or_dash(std::string text) { return text.empty() ? "-" : text; }

class Page {
 public:
  explicit Page(const Program& program) : program_(program), document_(program.document) {}

  std::string write() {
    title();
    scores();
    exclusions();
    suppressions();
    rules();
    signals();
    gate();
    stages();
    vocabulary();
    return std::move(out_);
  }

 private:
  void section(std::string_view title) { out_ += format_text("\n## {}\n\n", title); }
  void line(const std::string& text) { out_ += text + '\n'; }

  void title() {
    line("# " + one_line(document_.name));
    line("");
    if (!document_.version.empty()) line(format_text("Version {}.", one_line(document_.version)));
    line(format_text("Ages count in whole {}. Limits a day and active days go by the day in UTC.",
                     document_.step_ms == day_ms ? "days" : "hours"));
    if (document_.jsonlogic) line("Conditions follow JsonLogic's own rules for types and missing values.");
  }

  void scores() {
    section("Scores");
    Table table({Align::left, Align::left, Align::point, Align::left});
    table.row({"score", "bounds", "weight", "bands"});
    for (std::size_t i = 0; i < document_.scores.size(); ++i) {
      const Score& score = document_.scores[i];
      table.row({code(score.name), or_dash(in_english(score.bounds)),
                 to_text(program_.scores[i].weight), or_dash(in_english(score.bands))});
    }
    table.row({"total", or_dash(in_english(document_.total.bounds)), "",
               or_dash(in_english(document_.total.bands))});
    out_ += table.markdown();
    std::vector<std::string> names;
    for (const Mention& score : document_.rating) names.push_back(code(score.name));
    if (!names.empty()) {
      line("");
      line(format_text("The rating is the band of {}.", listed(names, "and then of")));
    }
  }

  void exclusions() {
    if (document_.exclusions.empty()) return;
    section("Excluded leads");
    line("An excluded lead has 0 in every score, and does not advance to sales.");
    line("");
    for (const Exclusion& exclusion : document_.exclusions)
      line(format_text("- {}: while {}", code(exclusion.id), in_english(exclusion.when)));
  }

  void suppressions() {
    if (document_.suppressions.empty()) return;
    section("Suppressed leads");
    line("A suppressed lead is not scored, and only people move it.");
    line("");
    for (const Exclusion& suppression : document_.suppressions)
      line(format_text("- {}: while {}", code(suppression.id), in_english(suppression.when)));
  }

  void rules() {
    if (document_.rules.empty()) return;
    section("Rules");
    bool first = true;
    for (std::size_t score = 0; score < document_.scores.size(); ++score) {
      if (!first) line("");
      first = false;
      line(format_text("### {}", code(document_.scores[score].name)));
      for (std::size_t group = 0; group < document_.groups.size(); ++group)
        if (program_.groups[group].score == score) rules_of_group(group);
      rules_of_score(score);
    }
  }

  void rules_of_group(std::size_t group) {
    const std::string bounds = in_english(document_.groups[group].bounds);
    line("");
    line(format_text("Group {}{}:", code(document_.groups[group].name),
                     bounds.empty() ? "" : ", together " + bounds));
    list_rules([&](const RuleProgram& rule) { return rule.group == static_cast<std::int32_t>(group); });
  }

  void rules_of_score(std::size_t score) {
    const auto own = [&](const RuleProgram& rule) { return rule.group < 0 && rule.score == score; };
    bool any = false;
    bool grouped = false;
    for (const RuleProgram& rule : program_.rules) any = any || own(rule);
    for (const GroupProgram& group : program_.groups) grouped = grouped || group.score == score;
    if (any && grouped) {
      line("");
      line("In no group:");
    }
    if (any) list_rules(own);
  }

  template <class Belongs>
  void list_rules(const Belongs& belongs) {
    line("");
    for (std::size_t i = 0; i < document_.rules.size(); ++i)
      if (belongs(program_.rules[i]))
        line(format_text("- {}: {}", code(document_.rules[i].id), in_english(document_.rules[i])));
  }

  void signals() {
    if (document_.signals.empty()) return;
    section("Signals");
    for (const Signal& signal : document_.signals)
      line(format_text("- {}: {}", code(signal.name), in_english(signal)));
  }

  void gate() {
    section(format_text("Gate ({})", one_line(program_.framework)));
    std::vector<std::string> mandatory;
    for (const CriterionProgram& criterion : program_.criteria)
      if (criterion.mandatory) mandatory.push_back(code(criterion.name));
    line(format_text("Open when at least {} of {} criteria are met{}.", program_.require,
                     program_.criteria.size(),
                     mandatory.empty() ? "" : ", among them " + listed(mandatory, "and")));
    line("");
    Table table({Align::left, Align::left, Align::left, Align::left});
    table.row({"criterion", "met when", "an answer holds", "question"});
    for (const CriterionProgram& criterion : program_.criteria)
      table.row({code(criterion.name), met_when(criterion.name),
                 criterion.valid_for ? in_words(*criterion.valid_for) : "for good",
                 or_dash(one_line(criterion.ask))});
    out_ += table.markdown();
  }

  /// A BANT criterion that the document leaves out exists, with explicit verdicts only.
  std::string met_when(const std::string& name) const {
    for (const Criterion& criterion : document_.gate.criteria)
      if (criterion.name == name && criterion.met_if) return in_english(*criterion.met_if);
    return "somebody says so";
  }

  void stages() {
    const Stages& stages = document_.stages;
    section("Stages");
    line(stages.promote_if
             ? format_text("- To `mql` by itself: when {}.", in_english(*stages.promote_if))
             : "- To `mql` by itself: never.");
    if (stages.demote_if)
      line(format_text("- Back from `mql` to `lead`: when {}{}.", in_english(*stages.demote_if),
                       stages.min_dwell ? format_text(", after {} at the earliest", in_words(*stages.min_dwell)) : ""));
    line("- `mql` to `sal`: when sales accepts.");
    line(stages.sql_auto ? "- To `sql`: from `sal` by itself while the gate is open; when qualified, with an open gate."
                         : "- To `sql`: when qualified, with an open gate.");
    line("- `sql` to `opportunity`: when opened, with an open gate.");
    nurture(stages);
    reasons("Rejected for", stages.reasons.reject);
    reasons("Recycled for", stages.reasons.recycle);
    reasons("Disqualified for", stages.reasons.disqualify);
    reasons("Lost for", stages.reasons.lose);
    promises(stages);
  }

  void nurture(const Stages& stages) {
    if (stages.reset_activities) line("- Entering `nurture` forgets the activities so far.");
    if (stages.promote_if)
      line(format_text("- From `nurture` to `mql` as from `lead`, with a new activity{}.",
                       stages.cool_off ? format_text(" and after {} at the earliest", in_words(*stages.cool_off)) : ""));
  }

  void reasons(std::string_view what, const std::optional<std::vector<std::string>>& list) {
    if (!list) return;
    std::vector<std::string> texts;
    for (const std::string& reason : *list) texts.push_back(quoted_text(reason));
    line(format_text("- {}: {}.", what, texts.empty() ? "no reason at all" : listed(texts, "or")));
  }

  void promises(const Stages& stages) {
    Table table({Align::left, Align::left, Align::left});
    table.row({"stage", "promise", "when broken"});
    bool any = false;
    for (std::size_t i = 0; i < stage_count; ++i) {
      if (!stages.sla[i]) continue;
      const SlaThen then = stages.sla[i]->then;
      table.row({code(to_text(static_cast<Stage>(i))), "within " + in_words(stages.sla[i]->within),
                 then == SlaThen::none ? "an alert"
                                       : (then == SlaThen::nurture ? "an alert, and to `nurture`" : "an alert, and to `sal`")});
      any = true;
    }
    if (!any) return;
    line("");
    out_ += table.markdown();
  }

  static std::string typed(const Declaration& declaration) {
    if (declaration.type != Type::choice) return std::string(to_text(declaration.type));
    std::vector<std::string> values;
    for (const std::string& value : declaration.values.values()) values.push_back(quoted_text(value));
    return listed(values, "or");
  }

  void vocabulary() {
    if (!document_.attributes.empty()) {
      section("What is known about a lead");
      Table table({Align::left, Align::left, Align::left});
      table.row({"attribute", "column", "value"});
      for (const Declaration& attribute : document_.attributes)
        table.row({code(attribute.name), code(attribute.column.empty() ? attribute.name : attribute.column),
                   typed(attribute)});
      out_ += table.markdown();
    }
    if (document_.activities.empty()) return;
    section("What a lead does");
    for (const ActivityType& activity : document_.activities) {
      std::vector<std::string> fields;
      for (const Declaration& field : activity.fields)
        fields.push_back(format_text("{} ({})", code(field.name), typed(field)));
      line(format_text("- {}{}", code(activity.name), fields.empty() ? "" : ", with " + listed(fields, "and")));
    }
  }

  const Program& program_;
  const Document& document_;
  std::string out_;
};

}  // namespace

std::string describe(const Model& model) {
  const DefaultFloatingPoint floating_point;
  return Page(model.program()).write();
}

}  // namespace bantam
