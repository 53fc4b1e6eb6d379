// What is missing for the next stage. Every single change that is named was tried on a copy.
#include "bantam/missing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/evaluation.hpp"
#include "engine/fold.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

struct NextStep {
  Stage to;
  std::optional<CommandKind> command;  ///< nothing: the move is automatic
  const char* how;
};

std::optional<NextStep> next_step(const Program& program, Stage stage) {
  switch (stage) {
    case Stage::lead: case Stage::nurture: return NextStep{Stage::mql, std::nullopt, "by score"};
    case Stage::mql: return NextStep{Stage::sal, CommandKind::accept, "accept"};
    case Stage::sal:
      if (program.stages.sql_auto) return NextStep{Stage::sql, std::nullopt, "by the gate"};
      return NextStep{Stage::sql, CommandKind::qualify, "qualify"};
    case Stage::sql: return NextStep{Stage::opportunity, CommandKind::open_opportunity, "open_opportunity"};
    case Stage::opportunity: return NextStep{Stage::closed_won, CommandKind::win, "win"};
    default: return std::nullopt;
  }
}

/// The values that conditions and tables mention beside a name: what could make a difference.
class Mentioned {
 public:
  explicit Mentioned(RefKind kind) : kind_(kind) {}

  void add(const Predicate& predicate) {
    for (const Node& node : predicate.nodes) {
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const Node& var = predicate.nodes[predicate.args[node.first_arg + i]];
        if (var.op != Op::var || var.ref.kind != kind_) continue;
        if (var.type == Type::flag) {
          add_value(var.text, Value(true));
          add_value(var.text, Value(false));
        }
        for (std::uint32_t j = 0; j < node.arg_count; ++j)
          if (j != i) add_literals(predicate, predicate.nodes[predicate.args[node.first_arg + j]], var);
      }
    }
  }

  void add_value(const std::string& name, Value value) {
    std::vector<Value>& values = values_[name];
    if (values.size() < most && std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  }

  const std::map<std::string, std::vector<Value>>& values() const { return values_; }

 private:
  static constexpr std::size_t most = 64;  // candidates per name: each costs an evaluation

  void add_literals(const Predicate& predicate, const Node& node, const Node& var) {
    if (node.op == Op::array)
      for (std::uint32_t i = 0; i < node.arg_count; ++i)
        add_literals(predicate, predicate.nodes[predicate.args[node.first_arg + i]], var);
    if (node.op != Op::literal) return;
    if (node.type == Type::number && var.ref.view == DateView::date)
      for (const double near : {0.0, -1.0, 1.0}) add_value(var.text, Value(node.number + near));
    else if (node.type == Type::flag) add_value(var.text, Value(node.flag));
    else if (node.type == Type::text || node.type == Type::choice) add_text(var, node.text);
    else if (node.type == Type::date) add_value(var.text, Value(node.text));
  }

  void add_text(const Node& var, const std::string& text) {
    if (var.type == Type::list) add_value(var.text, Value(List{text}));
    else add_value(var.text, Value(text));
  }

  RefKind kind_;
  std::map<std::string, std::vector<Value>> values_;
};

std::string value_text(const Value& value) {
  if (value.is_null()) return "removed";
  if (const bool* flag = value.flag()) return *flag ? "true" : "false";
  if (const double* number = value.number()) {
    if (const std::optional<Points> exact = parse_points(std::to_string(*number))) return to_text(*exact);
    return std::to_string(*number);
  }
  if (const std::string* text = value.text()) return "`" + *text + "`";
  std::string list;
  for (const std::string& item : *value.list()) list += (list.empty() ? "`" : ", `") + item + "`";
  return list;
}

class Search {
 public:
  Search(const Model& model, const LeadState& state, const NextStep& step)
      : model_(model), program_(model.program()), state_(state), step_(step) {}

  std::vector<SingleChange> run() {
    try_answers();
    try_attributes();
    try_activities();
    try_time();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.events < b.events; });
    std::vector<SingleChange> changes;
    for (Found& each : found_) changes.push_back(std::move(each.change));
    return changes;
  }

 private:
  struct Found {
    std::size_t events;
    SingleChange change;
  };

  Event event(decltype(Event::what) what, Timestamp at) const {
    return {state_.lead, at, std::move(what), std::nullopt, std::nullopt};
  }

  /// Whether the lead reaches the next stage after these events, by itself or by its command.
  bool promotes(const std::vector<Event>& events, Points* total) {
    LeadState copy = state_;
    for (const Event& each : events) {
      const Result<Effects> effects = apply_to(model_, copy, each, workspace_);
      if (!effects || effects->outcome != Outcome::accepted) return false;
      for (const Move& move : effects->moves)
        if (move.to == step_.to) {
          *total = move.total;
          return true;
        }
    }
    if (!step_.command) return false;
    const Result<Effects> effects = apply_to(
        model_, copy, event(Command{*step_.command, {}, {}, {}}, copy.clock), workspace_);
    if (!effects || effects->outcome != Outcome::accepted || effects->moves.empty()) return false;
    *total = effects->moves.front().total;
    return true;
  }

  bool keep_if_promotes(const std::vector<Event>& events, SingleChange change) {
    if (!promotes(events, &change.total)) return false;
    found_.push_back({events.size(), std::move(change)});
    return true;
  }

  void try_answers() {
    for (const CriterionProgram& criterion : program_.criteria) {
      Answer answer;
      answer.criterion = criterion.name;
      answer.verdict = "met";
      keep_if_promotes({event(std::move(answer), state_.clock)},
                       {SingleChange::Kind::answer, criterion.name, "answered `met`", {}});
    }
  }

  void try_attributes() {
    Mentioned mentioned(RefKind::attribute);
    for (const RuleProgram& rule : program_.rules) {
      if (rule.guard) mentioned.add(*rule.guard);
      if (rule.of.kind == RefKind::attribute) add_table(rule, mentioned);
    }
    for (const ExclusionProgram& exclusion : program_.exclusions) {
      mentioned.add(exclusion.when);
      for (const std::uint32_t var : exclusion.when.vars)
        if (exclusion.when.nodes[var].ref.view == DateView::date)
          mentioned.add_value(exclusion.when.nodes[var].text, Value());
    }
    if (program_.stages.promote_if) mentioned.add(*program_.stages.promote_if);
    for (const auto& [name, values] : mentioned.values()) {
      const std::int32_t index = program_.attribute_index(name);
      if (index < 0) continue;
      for (const Value& value : values) try_attribute(static_cast<std::size_t>(index), value);
    }
  }

  void try_attribute(std::size_t index, const Value& value) {
    const std::string& name = program_.attributes[index].name;
    Fit fit = Fit::fits;
    normalized(value, program_.attributes[index], fit);
    if (fit == Fit::wrong_type || fit == Fit::unknown_value) return;
    AttributeChange change;
    change.values.push_back({name, value});
    keep_if_promotes({event(std::move(change), state_.clock)},
                     {SingleChange::Kind::attribute, name, value_text(value), {}});
  }

  static void add_table(const RuleProgram& rule, Mentioned& mentioned) {
    for (const RuleValue& each : rule.values) {
      if (each.value == "true" || each.value == "false")
        mentioned.add_value(rule.of_name, Value(each.value == "true"));
      mentioned.add_value(rule.of_name, Value(each.value));
    }
    for (const RuleBand& band : rule.bands) {
      if (!band.below) continue;
      mentioned.add_value(rule.of_name, Value(*band.below));
      mentioned.add_value(rule.of_name, Value(*band.below - 1));
    }
  }

  /// Every way of filling in one field at a time that a rule's `when` mentions, and all the first
  /// ones together.
  std::vector<NamedValues> candidate_fields(std::size_t type) const {
    Mentioned mentioned(RefKind::field);
    for (const RuleProgram& rule : program_.rules)
      if (rule.form == Rule::Form::activity && rule.listening.hears(static_cast<std::int32_t>(type)) &&
          rule.listening.when)
        mentioned.add(*rule.listening.when);
    std::vector<NamedValues> candidates(1);
    NamedValues together;
    for (const auto& [name, values] : mentioned.values()) {
      for (const Value& value : values) candidates.push_back({{name, value}});
      if (!values.empty()) together.push_back({name, values.front()});
    }
    if (together.size() > 1) candidates.push_back(std::move(together));
    if (candidates.size() > 16) candidates.resize(16);
    return candidates;
  }

  void try_activities() {
    for (std::size_t type = 0; type < program_.activities.size(); ++type)
      for (const NamedValues& fields : candidate_fields(type))
        if (try_activity(program_.activities[type].name, fields)) break;
  }

  bool try_activity(const std::string& type, const NamedValues& fields) {
    for (const std::size_t count : {1, 2, 3, 5}) {
      std::vector<Event> events(count, event(Activity{type, fields}, state_.clock));
      std::string what = std::to_string(count) + " more";
      for (const NamedValue& field : fields) what += ", " + field.name + " " + value_text(field.value);
      if (keep_if_promotes(events, {SingleChange::Kind::activities, type, what, {}})) return true;
    }
    return false;
  }

  void try_time() {
    const Result<std::optional<Timestamp>> next = next_change(model_, state_);
    if (!next || !*next) return;
    keep_if_promotes({event(Tick{}, **next)},
                     {SingleChange::Kind::time, "time", "at " + to_text(**next), {}});
  }

  const Model& model_;
  const Program& program_;
  const LeadState& state_;
  const NextStep& step_;
  Workspace workspace_;
  std::vector<Found> found_;
};

/// How far the total is below the lowest total that the promotion asks for in so many words.
std::optional<Points> points_short(const Program& program, Points total) {
  if (!program.stages.promote_if) return std::nullopt;
  const Predicate& predicate = *program.stages.promote_if;
  std::optional<Points> most;
  for (const Node& node : predicate.nodes) {
    if (node.op != Op::greater && node.op != Op::greater_equal) continue;
    const Node& left = predicate.nodes[predicate.args[node.first_arg]];
    const Node& right = predicate.nodes[predicate.args[node.first_arg + 1]];
    if (left.ref.kind != RefKind::total || right.op != Op::literal) continue;
    // The least number of thousandths that compares so.
    Points wanted = Points::of_thousandths(static_cast<std::int64_t>(right.number * 1000.0) - 2);
    const auto enough = [&](Points points) {
      return node.op == Op::greater ? points.nearest_double() > right.number
                                    : points.nearest_double() >= right.number;
    };
    while (!enough(wanted)) wanted += Points::of_thousandths(1);
    const Points lacking = wanted - total;
    if (!most || lacking > *most) most = lacking;
  }
  if (!most || *most <= Points()) return std::nullopt;
  return most;
}

void add_answers(const Program& program, const Evaluation& evaluation, WhatIsMissing& missing) {
  for (std::size_t i = 0; i < program.criteria.size(); ++i)
    if (evaluation.standings[i] != Standing::met)
      missing.answers.push_back({program.criteria[i].name, evaluation.standings[i],
                                 program.criteria[i].mandatory, program.criteria[i].ask});
}

/// What a command would be refused for, asked of a copy.
void add_blockers(const Model& model, const LeadState& state, const NextStep& step,
                  WhatIsMissing& missing) {
  LeadState copy = state;
  Workspace workspace;
  const Event event{state.lead, state.clock, Command{*step.command, {}, {}, {}}, std::nullopt, std::nullopt};
  if (const Result<Effects> effects = apply_to(model, copy, event, workspace))
    missing.blockers = effects->blockers;
}

/// What keeps an automatic promotion back.
void add_automatic_blockers(const Program& program, const LeadState& state,
                            const Evaluation& evaluation, WhatIsMissing& missing) {
  for (const std::uint32_t i : evaluation.excluded_by)
    missing.blockers.push_back({"exclude/" + program.exclusions[i].id, {}});
  if (state.stage == Stage::sal) {
    for (const MissingAnswer& answer : missing.answers)
      missing.blockers.push_back({"gate/" + answer.criterion, std::string(to_text(answer.standing))});
    return;
  }
  if (!program.stages.promote_if) {
    missing.blockers.push_back({"stage/no_promotion", {}});
    return;
  }
  if (state.stage == Stage::nurture) {
    const std::optional<Duration>& cool_off = program.stages.cool_off;
    if (cool_off && state.clock - state.entered_at < *cool_off)
      missing.blockers.push_back({"nurture/cool_off", to_text(state.entered_at + *cool_off)});
    if (!state.last_activity_at || *state.last_activity_at <= state.entered_at)
      missing.blockers.push_back({"nurture/no_activity", {}});
  }
  const Frame frame{program, state, evaluation, evaluation.at};
  const Truth truth = ask(*program.stages.promote_if, frame);
  if (truth == Truth::no) missing.blockers.push_back({"promote_if/false", {}});
  if (truth != Truth::unknown) return;
  std::vector<std::string> names;
  add_missing(*program.stages.promote_if, frame, names);
  for (const std::string& name : names) missing.blockers.push_back({"promote_if/missing", name});
}

}  // namespace

Result<WhatIsMissing> what_is_missing(const Model& model, const LeadState& state) {
  const Program& program = model.program();
  if (state.model != program.fingerprint)
    return Error{Errc::foreign_state, "the state was made by another model"};
  WhatIsMissing missing;
  missing.stage = state.stage;
  const std::optional<NextStep> step = next_step(program, state.stage);
  if (!step || !state.exists) return missing;
  missing.next = step->to;
  missing.how = step->how;

  Evaluation evaluation;
  evaluate(program, state, state.clock, evaluation);
  if (step->to == Stage::mql) missing.points_short = points_short(program, evaluation.total);
  const bool by_gate = step->to == Stage::sql || step->to == Stage::opportunity;
  if (by_gate && !evaluation.gate_open) add_answers(program, evaluation, missing);
  if (step->command) add_blockers(model, state, *step, missing);
  else add_automatic_blockers(program, state, evaluation, missing);
  if (!missing.blockers.empty()) missing.changes = Search(model, state, *step).run();
  return missing;
}

}  // namespace bantam
