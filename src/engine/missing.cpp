// What is missing for the next stage. Every single change that is named was tried on a copy.
#include "bantam/missing.hpp"

#include <algorithm>
#include <cmath>

#include "engine/candidates.hpp"
#include "engine/evaluation.hpp"
#include "values/floating_point.hpp"
#include "values/json.hpp"

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

std::string value_text(const Value& value) {
  if (value.is_null()) return "removed";
  if (const bool* flag = value.flag()) return *flag ? "true" : "false";
  if (const double* number = value.number()) return json_number(*number);
  if (const std::string* text = value.text()) return "`" + *text + "`";
  return "`" + value.list()->front() + "`";  // lists of one text are tried
}

class Search {
 public:
  Search(const Model& model, const LeadState& state, const NextStep& step)
      : model_(model), program_(model.program()), state_(state), step_(step) {}

  std::vector<SingleChange> run() {
    try_answers();
    if (!is_suppressed(program_, state_)) {  // nobody tries what a person would score
      try_attributes();
      try_activities();
    }
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

  /// The total of the first move to the next stage among these, or nothing.
  std::optional<Points> arrived(const Effects& effects) const {
    for (const Move& move : effects.moves)
      if (move.to == step_.to) return move.total;
    return std::nullopt;
  }

  /// The total with which the command moves the lead, or nothing.
  std::optional<Points> commanded(LeadState copy) {
    const Event command = event(Command{*step_.command, {}, {}, {}}, copy.clock);
    return arrived(*apply_to(model_, copy, command, workspace_));
  }

  /// How often an event must happen until the lead reaches the next stage, by itself or by its
  /// command; 0 when `most` times are not enough.
  std::size_t times_to_promote(const Event& event, std::size_t most, Points& total) {
    LeadState copy = state_;
    for (std::size_t times = 1; times <= most; ++times) {
      std::optional<Points> reached = arrived(*apply_to(model_, copy, event, workspace_));
      if (!reached && step_.command) reached = commanded(copy);
      if (!reached) continue;
      total = *reached;
      return times;
    }
    return 0;
  }

  void keep_if_promotes(const Event& event, SingleChange change) {
    if (times_to_promote(event, 1, change.total) == 1) found_.push_back({1, std::move(change)});
  }

  void try_answers() {
    for (const CriterionProgram& criterion : program_.criteria) {
      Answer answer;
      answer.criterion = criterion.name;
      answer.verdict = "met";
      keep_if_promotes(event(std::move(answer), state_.clock),
                       {SingleChange::Kind::answer, criterion.name, "answered `met`", {}});
    }
  }

  void try_attributes() {
    const Document& document = program_.document;
    Candidates candidates(program_, RefKind::attribute, state_.clock);
    for (const Exclusion& exclusion : document.exclusions) {
      candidates.add_removals(exclusion.when);
      candidates.add(exclusion.when);
    }
    candidates.add(document.stages.promote_if);
    for (std::size_t i = 0; i < document.rules.size(); ++i) {
      candidates.add(document.rules[i].guard);
      if (program_.rules[i].of.kind == RefKind::attribute) candidates.add_table(document.rules[i]);
    }
    for (const auto& [name, values] : candidates.values()) {
      const auto index = static_cast<std::size_t>(program_.attribute_index(name));
      const AttributeSlot& slot = program_.attributes[index];
      for (const Value& value : values) try_attribute(slot, value);
    }
  }

  void try_attribute(const AttributeSlot& slot, const Value& value) {
    Fit fit = Fit::fits;
    normalized(value, slot, fit);
    if (fit == Fit::wrong_type || fit == Fit::unknown_value) return;
    keep_if_promotes(event(AttributeChange{{{slot.name, value}}}, state_.clock),
                     {SingleChange::Kind::attribute, slot.name, value_text(value), {}});
  }

  /// No fields; then every way of filling in one that a `when` mentions; then all of them together,
  /// by their first values, their second and their third.
  std::vector<NamedValues> candidate_fields(std::size_t type) const {
    constexpr std::size_t single_most = 13;
    constexpr std::size_t together_most = 3;
    Candidates mentioned(program_, RefKind::field, state_.clock);
    const auto heard = [&](const Listening& listening) {
      return listening.hears(static_cast<std::int32_t>(type));
    };
    const Document& document = program_.document;
    for (std::size_t i = 0; i < document.rules.size(); ++i)
      if (program_.rules[i].form == Rule::Form::activity && heard(program_.rules[i].listening))
        mentioned.add(document.rules[i].when);
    for (std::size_t i = 0; i < document.signals.size(); ++i)
      if (heard(program_.signals[i].listening)) mentioned.add(document.signals[i].when);

    std::vector<NamedValues> candidates(1);
    std::size_t longest = 0;
    for (const auto& [name, values] : mentioned.values()) {
      longest = std::max(longest, values.size());
      for (const Value& value : values)
        if (candidates.size() <= single_most) candidates.push_back({{name, value}});
    }
    if (mentioned.values().size() < 2) return candidates;
    for (std::size_t i = 0; i < std::min(longest, together_most); ++i) {
      NamedValues together;
      for (const auto& [name, values] : mentioned.values())
        together.push_back({name, values[std::min(i, values.size() - 1)]});
      candidates.push_back(std::move(together));
    }
    return candidates;
  }

  void try_activities() {
    for (std::size_t type = 0; type < program_.activities.size(); ++type)
      for (const NamedValues& fields : candidate_fields(type))
        if (try_activity(program_.activities[type].name, fields)) break;
  }

  bool try_activity(const std::string& type, const NamedValues& fields) {
    constexpr std::size_t most = 5;  // of more, nobody would say that they are all that is missing
    SingleChange change{SingleChange::Kind::activities, type, {}, {}};
    const std::size_t times =
        times_to_promote(event(Activity{type, fields}, state_.clock), most, change.total);
    if (times == 0) return false;
    change.change = std::to_string(times) + " more";
    for (const NamedValue& field : fields)
      change.change += ", " + field.name + " " + value_text(field.value);
    found_.push_back({times, std::move(change)});
    return true;
  }

  void try_time() {
    const std::optional<Timestamp> next = *next_change(model_, state_);
    if (!next) return;
    keep_if_promotes(event(Tick{}, *next), {SingleChange::Kind::time, "time", "at " + to_text(*next), {}});
  }

  const Model& model_;
  const Program& program_;
  const LeadState& state_;
  const NextStep& step_;
  Workspace workspace_;
  std::vector<Found> found_;
};

/// The least number of points above a bound of a condition, or at it; nothing where every total is
/// above it, or none.
std::optional<Points> least_above(double bound, bool at_it_too) {
  constexpr double total_most = 1e12;  // docs/semantics.md, section 6: ±10¹⁵ thousandths
  if (!(std::abs(bound) <= total_most)) return std::nullopt;
  Points least = Points::of_thousandths(static_cast<std::int64_t>(bound * 1000.0) - 2);
  const auto is_enough = [&] {
    return at_it_too ? least.nearest_double() >= bound : least.nearest_double() > bound;
  };
  while (!is_enough()) least += Points::of_thousandths(1);
  return least;
}

/// The lowest total that a condition asks for in so many words: of `and` the highest of those, of
/// `or` the lowest.
std::optional<Points> least_total(const Condition& condition) {
  const std::vector<Condition>& args = condition.args;
  const auto between = [](const Condition& low, const Condition& high, bool at_it_too) {
    const bool asks =
        low.op == Op::literal && low.literal.is_number() && high.ref.kind == RefKind::total;
    return asks ? least_above(low.literal.number, at_it_too) : std::nullopt;
  };
  // In JsonLogic's own semantics an operator may stand with any number of operands.
  const bool compares = condition.op >= Op::less && condition.op <= Op::greater_equal;
  if (args.size() < (compares ? 2U : 1U)) return std::nullopt;
  switch (condition.op) {
    case Op::greater: case Op::greater_equal:
      return between(args[1], args[0], condition.op == Op::greater_equal);
    case Op::less: case Op::less_equal: return between(args[0], args[1], condition.op == Op::less_equal);
    case Op::truthy: return least_total(args[0]);
    case Op::all_of: case Op::any_of: break;
    default: return std::nullopt;
  }
  std::optional<Points> total;
  for (const Condition& arg : args) {
    const std::optional<Points> asked = least_total(arg);
    const bool replaces =
        asked && (!total || (condition.op == Op::all_of ? *asked > *total : *asked < *total));
    if (replaces) total = asked;
  }
  return total;
}

std::optional<Points> points_short(const Program& program, Points total) {
  const std::optional<Condition>& promote_if = program.document.stages.promote_if;
  const std::optional<Points> wanted = promote_if ? least_total(*promote_if) : std::nullopt;
  if (!wanted || *wanted <= total) return std::nullopt;
  return *wanted - total;
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
  missing.blockers = apply_to(model, copy, event, workspace)->blockers;
}

/// What keeps an automatic promotion back.
void add_automatic_blockers(const Program& program, const LeadState& state,
                            const Evaluation& evaluation, WhatIsMissing& missing) {
  for (const std::uint32_t i : evaluation.suppressed_by)
    missing.blockers.push_back({"suppress/" + program.suppressions[i].id, {}});
  if (evaluation.suppressed()) return;
  for (const std::uint32_t i : evaluation.excluded_by)
    missing.blockers.push_back({"exclude/" + program.exclusions[i].id, {}});
  if (state.stage == Stage::sal) return add_gate_blockers(program, evaluation, missing.blockers);
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
  // A computation that divides by zero or overflows is missing with everything there.
  if (names.empty()) missing.blockers.push_back({"promote_if/unknown", {}});
}

}  // namespace

Result<WhatIsMissing> what_is_missing(const Model& model, const LeadState& state) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (std::optional<Error> error = refused(program, state, state.clock)) return *error;
  WhatIsMissing missing;
  missing.stage = state.stage;
  const std::optional<NextStep> step = next_step(program, state.stage);
  if (!step) return missing;
  missing.next = step->to;
  missing.how = step->how;

  Evaluation evaluation;
  evaluate(program, state, state.clock, evaluation);
  missing.suppressed = evaluation.suppressed();
  if (step->to == Stage::mql && !missing.suppressed) missing.points_short = points_short(program, evaluation.total);
  const bool by_gate = step->to == Stage::sql || step->to == Stage::opportunity;
  if (by_gate && !evaluation.gate_open) add_answers(program, evaluation, missing);
  if (step->command) add_blockers(model, state, *step, missing);
  else add_automatic_blockers(program, state, evaluation, missing);
  // Before the first event there is no moment at which a change could be tried.
  if (state.exists && !missing.blockers.empty()) missing.changes = Search(model, state, *step).run();
  return missing;
}

}  // namespace bantam
