// apply: what an event does. The order of checks is the meaning: malformed, time/future, duplicate
// or conflict (none of these ticks or changes anything); then the tick; then row and guard.
// docs/semantics.md, section 8.
#include "bantam/apply.hpp"

#include <algorithm>

#include "engine/content.hpp"
#include "engine/fold.hpp"
#include "engine/undo.hpp"
#include "values/floating_point.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

/// The values that an event brings, by name; none of a command or a tick.
const NamedValues& values_of(const Event& event) {
  static const NamedValues none;
  if (const Activity* activity = std::get_if<Activity>(&event.what)) return activity->fields;
  if (const AttributeChange* change = std::get_if<AttributeChange>(&event.what)) return change->values;
  const Answer* answer = std::get_if<Answer>(&event.what);
  return answer && answer->fields ? *answer->fields : none;
}

bool says_twice(const NamedValues& values) {
  constexpr std::size_t few = 8;
  if (values.size() <= few) {
    for (std::size_t i = 1; i < values.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        if (values[i].name == values[k].name) return true;
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(values.size());
  for (const NamedValue& each : values) names.push_back(each.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

/// What is wrong with an event before anything is asked of the state; empty when nothing is.
std::string malformed(const Event& event) {
  const auto outside = [](Timestamp at) { return at.ms < 0 || at >= timestamp_end; };
  if (outside(event.at)) return "`at` lies outside 1970 to 2199";
  if (event.received && outside(*event.received)) return "`received` lies outside 1970 to 2199";
  // As a line of the log it would have a key twice.
  if (says_twice(values_of(event))) return "a name stands twice among its values";
  if (const Answer* answer = std::get_if<Answer>(&event.what))
    if (!answer->fields && !answer->verdict) return "an answer has `fields`, a `verdict` or both";
  if (const Command* command = std::get_if<Command>(&event.what)) {
    const bool override_stage = command->kind == CommandKind::override_stage;
    if (needs_reason(command->kind) && !command->reason) return "this command needs a `reason`";
    if (override_stage && !command->to) return "an override names the stage in `to`";
    if (override_stage && !command->by) return "an override says who made it in `by`";
  }
  return {};
}

class Application {
 public:
  Application(const Program& program, LeadState& state, const Event& event, Evaluation& evaluation,
              Effects& effects, Undo& undo)
      : program_(program),
        state_(state),
        event_(event),
        effects_(effects),
        undo_(undo),
        fold_(program, state, evaluation, effects, undo) {}

  void run() {
    if (from_the_future(event_)) {
      refuse({"time/future", {}});
      return;
    }
    if (repeats()) return;
    const bool first = !state_.exists;
    const Timestamp before = state_.clock;
    if (first) begin();
    else if (!is_tick() && event_.at > state_.clock) fold_.tick(event_.at);
    if (std::visit(*this, event_.what)) {
      remember_id();
      if (!settled_) fold_.settle();
      ++state_.revision;
    } else {
      effects_.outcome = Outcome::refused;
      if (first) forget();
      else if (state_.clock != before) ++state_.revision;
    }
  }

  Points total() { return fold_.total(); }
  bool suppressed() { return fold_.suppressed(); }

  bool operator()(const Activity& activity) {
    const std::int32_t type_index = program_.activity_index(activity.type);
    notice_fields(activity, type_index);
    if (!state_.last_activity_at || *state_.last_activity_at < event_.at)
      state_.last_activity_at = event_.at;
    if (state_.reset_at && event_.at < *state_.reset_at) return true;  // it no longer exists
    if (is_canonical(activity.fields)) accept(activity.type, type_index, activity.fields);
    else accept(activity.type, type_index, canonical_fields(activity.fields));
    return true;
  }

  bool operator()(const AttributeChange& change) {
    undo_.expect_attributes(change.values.size());
    for (const NamedValue& each : change.values) {
      const std::int32_t index = program_.attribute_index(each.name);
      if (index < 0) {
        notice("attribute/unknown", each.name);
        continue;
      }
      Fit fit = Fit::fits;
      const auto place = static_cast<std::size_t>(index);
      Value value = normalized(each.value, program_.attributes[place], fit);
      notice_fit("attribute", each.name, fit);
      std::optional<StoredAttribute>& stored = state_.attributes[place];
      if (stored && event_.at < stored->at) continue;
      undo_.attribute_changes(place);
      stored = StoredAttribute{event_.at, std::move(value)};
    }
    undo_.settle_anew();
    settle_attributes(program_, state_);
    fold_.changed();
    return true;
  }

  bool operator()(const Answer& answer) {
    const std::int32_t index = program_.criterion_index(answer.criterion);
    StoredAnswer stored;
    if (answer.verdict) stored.verdict = parse_standing(*answer.verdict);
    const bool known_verdict =
        !answer.verdict || (stored.verdict && *stored.verdict != Standing::expired);
    if (index < 0) refuse({"answer/unknown_criterion", {}});
    if (!known_verdict) refuse({"answer/unknown_verdict", {}});
    if (index < 0 || !known_verdict) return false;

    const auto place = static_cast<std::size_t>(index);
    stored.at = state_.clock;
    stored.by = answer.by;
    stored.note = answer.note;
    stored.has_fields = answer.fields.has_value();
    if (answer.fields) read_answer(program_.criteria[place], *answer.fields, stored.fields);
    state_.answers.resize(program_.criteria.size());
    undo_.answer_changes(place);
    state_.answers[place] = std::move(stored);
    fold_.changed();
    return true;
  }

  bool operator()(const Command& command) { return fold_.command(command); }

  bool operator()(const Tick&) {
    if (event_.at < state_.clock) return refuse({"time/before_clock", {}});
    fold_.tick(event_.at);
    settled_ = true;
    return true;
  }

 private:
  void accept(const std::string& type, std::int32_t type_index, const NamedValues& fields) {
    const std::uint32_t heard = heard_by(program_, state_, type_index, fields);
    const History::Arrival arrival{event_.at, event_.id, type, type_index, fields, heard};
    const std::size_t place = state_.activities.place_of(arrival);
    state_.activities.insert(place, arrival);
    undo_.activity_came(place);
    fold_.newest_came();  // only what has ticked is evaluated already, and then nothing is later
  }

  bool is_tick() const { return std::holds_alternative<Tick>(event_.what); }

  bool refuse(Blocker blocker) {
    effects_.outcome = Outcome::refused;
    effects_.blockers.push_back(std::move(blocker));
    return false;
  }

  void notice(std::string code, const std::string& subject) {
    effects_.notices.push_back({std::move(code), subject});
  }

  void notice_fit(const std::string& kind, const std::string& name, Fit fit) {
    if (fit == Fit::wrong_type) notice(kind + "/wrong_type", name);
    if (fit == Fit::unknown_value) notice(kind + "/unknown_value", name);
  }

  void begin() {
    state_.exists = true;
    state_.clock = state_.entered_at = event_.at;
    undo_.settle_anew();
    settle_attributes(program_, state_);
  }

  void forget() {
    state_.exists = false;
    state_.clock = state_.entered_at = Timestamp();
    state_.settled.clear();
  }

  /// Whether the event's id is taken: then it changes nothing, whatever it says.
  bool repeats() {
    if (!event_.id) return false;
    const auto found = id_place();
    if (found == state_.ids.end() || found->id != *event_.id) return false;
    if (found->digest == content_digest(event_)) {
      effects_.outcome = Outcome::duplicate;
      return true;
    }
    effects_.outcome = Outcome::duplicate_conflict;
    for (const StoredActivity& accepted : state_.activities)
      if (accepted.id == event_.id)
        effects_.blockers.push_back({"id/conflict", first_difference(event_, accepted)});
    return true;
  }

  std::vector<TakenId>::iterator id_place() {
    return std::lower_bound(state_.ids.begin(), state_.ids.end(), *event_.id,
                            [](const TakenId& taken, const std::string& id) { return taken.id < id; });
  }

  void remember_id() {
    if (!event_.id) return;
    const auto taken = state_.ids.insert(id_place(), {*event_.id, content_digest(event_)});
    undo_.id_taken(static_cast<std::size_t>(taken - state_.ids.begin()));
  }

  void notice_fields(const Activity& activity, std::int32_t type_index) {
    if (type_index < 0) {
      notice("activity/unknown_type", activity.type);
      return;
    }
    const ActivityProgram& type = program_.activities[static_cast<std::size_t>(type_index)];
    for (const NamedValue& each : activity.fields) {
      const Slot* slot = type.field(each.name);
      if (!slot) {
        notice("activity/unknown_field", each.name);
        continue;
      }
      Fit fit = Fit::fits;
      read(each.value, *slot, &fit);
      notice_fit("activity", each.name, fit);
    }
  }

  void read_answer(const CriterionProgram& criterion, const NamedValues& given, NamedValues& stored) {
    for (const NamedValue& each : given) {
      const auto slot = std::find_if(criterion.fields.begin(), criterion.fields.end(),
                                     [&](const Slot& field) { return field.name == each.name; });
      if (slot == criterion.fields.end()) {
        notice("answer/unknown_field", each.name);
        continue;
      }
      Fit fit = Fit::fits;
      Value value = normalized(each.value, *slot, fit);
      notice_fit("answer", each.name, fit);
      if (!value.is_null()) stored.push_back({each.name, std::move(value)});
    }
    stored = canonical_fields(stored);
  }

  const Program& program_;
  LeadState& state_;
  const Event& event_;
  Effects& effects_;
  Undo& undo_;
  Fold fold_;
  bool settled_ = false;
};

}  // namespace

Result<Effects> apply_to(const Model& model, LeadState& state, const Event& event,
                         Workspace& workspace) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (state.model != program.fingerprint)
    return Error{Errc::foreign_state, "the state was made by another model"};
  if (state.lead != event.lead) return Error{Errc::foreign_lead, "the event is of another lead"};
  if (std::string what = malformed(event); !what.empty())
    return Error{Errc::malformed_event, std::move(what)};
  Effects effects;
  Undo undo(state);
  Application application(program, state, event, workspace.room().evaluation, effects, undo);
  application.run();
  effects.total = application.total();
  effects.suppressed = application.suppressed();
  undo.commit();
  return effects;
}

Result<Step> apply(const Model& model, const LeadState& state, const Event& event) {
  const DefaultFloatingPoint floating_point;
  Step step{state, {}};
  Workspace workspace;
  Result<Effects> effects = apply_to(model, step.state, event, workspace);
  if (!effects) return effects.error();
  step.effects = std::move(*effects);
  return step;
}

Workspace::Workspace() : room_(std::make_unique<Room>()) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

}  // namespace bantam
