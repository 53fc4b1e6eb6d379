// Checking a document: every mention known, every rule fitting what it reads.
#include "model/check.hpp"

#include <algorithm>
#include <set>

#include "values/ascii.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

template <class Items>
Names::Map map_of(const Items& items) {
  Names::Map names;
  for (std::size_t i = 0; i < items.size(); ++i)
    names.emplace(items[i].name, static_cast<std::int32_t>(i));
  return names;
}

Choices choices_of(const std::vector<Band>& bands) {
  std::vector<std::string> names;
  for (const Band& band : bands) names.push_back(band.name);
  return Choices(std::move(names), false);
}

class Checks {
 public:
  Checks(Document& document, const Limits& limits, Findings& findings)
      : document_(document), names_(names_of(document)), limits_(limits), findings_(findings) {}

  void run() {
    for (Signal& signal : document_.signals) check_signal(signal);
    for (Group& group : document_.groups)
      if (!group.score.name.empty()) expect(names_.scores, group.score, "group/unknown_score", "score");
    check_rules();
    check_exclusions();
    for (const Total::Weight& weight : document_.total.weights)
      expect(names_.scores, weight.score, "total/unknown_score", "score");
    for (const Mention& mention : document_.rating)
      expect(names_.scores, mention, "rating/unknown_score", "score");
    check_gate();
    const Scope stage{document_, names_, Scope::Place::stage};
    if (document_.stages.promote_if)
      check_condition(*document_.stages.promote_if, stage, limits_, findings_);
    if (document_.stages.demote_if)
      check_condition(*document_.stages.demote_if, stage, limits_, findings_);
    check_cost();
  }

 private:
  std::int32_t expect(const Names::Map& names, const Mention& mention, std::string code,
                      std::string_view noun) {
    const std::int32_t index = find(names, mention.name);
    if (index < 0)
      findings_.error(std::move(code), mention.where, format_text("no {} {}", noun, quoted(mention.name)),
                      findings_.nearest(mention.name, [&] { return known(names); }));
    return index;
  }

  /// The activity types of `on`; nothing when one of them is not known.
  std::optional<std::vector<std::int32_t>> check_on(const std::vector<Mention>& on, std::string code) {
    std::vector<std::int32_t> types;
    for (const Mention& mention : on)
      if (const std::int32_t index = expect(names_.activities, mention, code, "activity"); index >= 0)
        types.push_back(index);
    if (types.size() != on.size()) return std::nullopt;
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    return types;
  }

  void check_when(std::optional<Condition>& when, const std::vector<std::int32_t>& on) {
    if (!when) return;
    Scope scope{document_, names_, Scope::Place::activity};
    scope.activities = &on;
    check_condition(*when, scope, limits_, findings_);
  }

  void check_field(const Mention& field, const std::vector<std::int32_t>& on, bool number,
                   const std::string& subject) {
    const Declaration* declared = shared_field(document_, names_, on, field.name);
    if (!declared) {
      Scope scope{document_, names_, Scope::Place::activity};
      scope.activities = &on;
      findings_.error(subject + "/unknown_field", field.where,
                      format_text("no field {} in every activity type of `on`", quoted(field.name)),
                      findings_.nearest(field.name, [&] { return scope.known_names(); }));
    } else if (number && declared->type != Type::number) {
      findings_.error(subject + "/wrong_type", field.where,
                      format_text("field {} is a {}, and a number belongs here", quoted(field.name),
                                  to_text(declared->type)));
    }
  }

  void check_signal(Signal& signal) {
    const auto on = check_on(signal.on, "signal/unknown_activity");
    if (!on) return;
    check_when(signal.when, *on);
    if (signal.field) check_field(*signal.field, *on, signal.measure != Measure::last, "signal");
  }

  void check_rules() {
    if (document_.rules.size() > limits_.rules)
      findings_.error("limit/rules", document_.rules[limits_.rules].where,
                      format_text("a model has at most {} rules, this one has {}", limits_.rules,
                                  document_.rules.size()));
    std::set<std::string_view> ids;
    for (Rule& rule : document_.rules) {
      if (!rule.id.empty() && !ids.insert(rule.id).second)
        findings_.error("rule/repeated_id", rule.where, format_text("rule id {} stands twice", quoted(rule.id)));
      check_rule(rule);
    }
  }

  void check_rule(Rule& rule) {
    if (rule.group) expect(names_.groups, *rule.group, "rule/unknown_group", "group");
    if (rule.score) expect(names_.scores, *rule.score, "rule/unknown_score", "score");
    if (rule.guard)
      check_condition(*rule.guard, {document_, names_, Scope::Place::lead}, limits_, findings_);
    if (rule.form == Rule::Form::activity) {
      const auto on = check_on(rule.on, "rule/unknown_activity");
      if (!on || on->empty()) return;
      check_when(rule.when, *on);
      if (rule.field) check_field(*rule.field, *on, true, "rule");
    } else if (rule.of) {
      check_of(rule);
    }
  }

  void check_of(Rule& rule) {
    Meaning meaning;
    const Scope scope{document_, names_, Scope::Place::lead};
    if (!scope.resolve(rule.of->name, meaning) || meaning.ref.view != DateView::date) {
      findings_.error("rule/unknown_attribute", rule.of->where,
                      format_text("no attribute {}", quoted(rule.of->name)),
                      findings_.nearest(rule.of->name, [&] { return scope.known_names(); }));
      return;
    }
    const bool bands = rule.form == Rule::Form::bands;
    const bool fits = bands ? meaning.type == Type::number
                            : meaning.type == Type::choice || meaning.type == Type::text ||
                                  meaning.type == Type::flag;
    if (!fits) {
      findings_.error("rule/wrong_type", rule.of->where,
                      format_text("{} is a {}, and `{}` read {}", quoted(rule.of->name),
                                  to_text(meaning.type), bands ? "bands" : "values",
                                  bands ? "a number" : "a choice, a text or a flag"));
      return;
    }
    if (!bands) check_values(rule, meaning);
  }

  void check_values(Rule& rule, const Meaning& meaning) {
    static const Choices flags({"true", "false"}, false);
    const Choices* choices = meaning.type == Type::flag ? &flags : meaning.choices;
    const auto folded = [&](std::string_view value) {
      return meaning.ignore_case ? lowered(value) : std::string(value);
    };
    std::map<std::string, std::string_view> seen;
    for (const RuleValue& each : rule.values) {
      if (choices && !choices->find(each.value))
        findings_.error("rule/unknown_value", each.where,
                        format_text("{} is never {}", quoted(rule.of->name), quoted(each.value)),
                        findings_.nearest(each.value, [&] { return choices->values(); }));
      const auto [first, fresh] = seen.emplace(folded(each.value), each.value);
      if (!fresh && first->second != each.value)
        findings_.error("rule/repeated_value", each.where,
                        format_text("{} and {} are one value without case", quoted(first->second),
                                    quoted(each.value)));
    }
  }

  void check_exclusions() {
    check_conditions(document_.exclusions, "exclude/repeated_id", "exclusion", Scope::Place::lead);
    check_conditions(document_.suppressions, "suppress/repeated_id", "suppression", Scope::Place::attributes);
  }

  void check_conditions(std::vector<Exclusion>& conditions, const char* repeated, std::string_view noun,
                        Scope::Place place) {
    std::set<std::string_view> ids;
    for (Exclusion& each : conditions) {
      if (!each.id.empty() && !ids.insert(each.id).second)
        findings_.error(repeated, each.where, format_text("{} id {} stands twice", noun, quoted(each.id)));
      if (!each.when.where.pointer.empty())
        check_condition(each.when, {document_, names_, place}, limits_, findings_);
    }
  }

  void check_gate() {
    std::vector<Criterion>& criteria = document_.gate.criteria;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      if (!criteria[i].met_if) continue;
      Scope scope{document_, names_, Scope::Place::criterion};
      scope.criterion = i;
      check_condition(*criteria[i].met_if, scope, limits_, findings_);
    }
    for (const Mention& mention : document_.gate.mandatory)
      expect(names_.criteria, mention, "gate/unknown_criterion", "criterion");
  }

  /// The operators of all conditions: what one evaluation of one activity costs at most.
  void check_cost() {
    std::size_t steps = 0;
    const auto add = [&](const std::optional<Condition>& condition) {
      if (condition) steps += operator_count(*condition);
    };
    for (const Signal& signal : document_.signals) add(signal.when);
    for (const Rule& rule : document_.rules) {
      add(rule.guard);
      add(rule.when);
      steps += 1 + rule.bands.size() + rule.values.size();
    }
    for (const Exclusion& exclusion : document_.exclusions) steps += operator_count(exclusion.when);
    for (const Exclusion& suppression : document_.suppressions) steps += operator_count(suppression.when);
    for (const Criterion& criterion : document_.gate.criteria) add(criterion.met_if);
    add(document_.stages.promote_if);
    add(document_.stages.demote_if);
    if (steps > limits_.evaluation_steps)
      findings_.error("limit/evaluation_steps", {},
                      format_text("a model costs at most {} steps a lead, this one {}",
                                  limits_.evaluation_steps, steps));
  }

  Document& document_;
  Names names_;
  const Limits& limits_;
  Findings& findings_;
};

}  // namespace

Names names_of(const Document& document) {
  Names names;
  names.attributes = map_of(document.attributes);
  names.activities = map_of(document.activities);
  names.signals = map_of(document.signals);
  names.scores = map_of(document.scores);
  names.groups = map_of(document.groups);
  names.criteria = map_of(document.gate.criteria);
  for (const ActivityType& type : document.activities) names.fields.push_back(map_of(type.fields));
  for (const Criterion& criterion : document.gate.criteria)
    names.answer_fields.push_back(map_of(criterion.fields));
  for (const Score& score : document.scores) names.bands.push_back(choices_of(score.bands));
  names.total_bands = choices_of(document.total.bands);
  return names;
}

std::int32_t find(const Names::Map& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? -1 : found->second;
}

std::vector<std::string_view> known(const Names::Map& names) {
  std::vector<std::string_view> known;
  for (const auto& [name, index] : names) known.push_back(name);
  return known;
}

void check(Document& document, const Limits& limits, Findings& findings) {
  Checks(document, limits, findings).run();
}

}  // namespace bantam
