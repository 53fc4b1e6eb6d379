// lower: from a checked Document to a Program. Nothing can fail here any more.
#include <algorithm>
#include <limits>

#include "bantam/model.hpp"
#include "model/check.hpp"
#include "program/logic.hpp"
#include "program/program.hpp"
#include "values/ascii.hpp"
#include "values/rounding.hpp"
#include "values/siphash.hpp"

namespace bantam {
namespace {

std::uint64_t beginning_of(std::string_view name) {
  const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(name[i])}; };
  if (name.size() >= 8)  // compilers make one load of it
    return byte(0) << 56U | byte(1) << 48U | byte(2) << 40U | byte(3) << 32U | byte(4) << 24U | byte(5) << 16U |
           byte(6) << 8U | byte(7);
  std::uint64_t beginning = 0;
  for (std::size_t i = 0; i < sizeof beginning; ++i)
    beginning = beginning << 8U | (i < name.size() ? byte(i) : 0U);
  return beginning;
}

bool before(const NamePlace& a, const NamePlace& b) {
  return a.beginning != b.beginning ? a.beginning < b.beginning : a.name < b.name;
}

Slot slot_of(const Declaration& declaration) {
  return {declaration.name, declaration.type, declaration.ignore_case, declaration.values};
}

std::vector<Slot> slots_of(const std::vector<Declaration>& declarations) {
  std::vector<Slot> slots;
  for (const Declaration& each : declarations) slots.push_back(slot_of(each));
  return slots;
}

std::vector<BandProgram> bands_of(const std::vector<Band>& bands) {
  std::vector<BandProgram> lowered_bands;
  for (const Band& band : bands) lowered_bands.push_back({band.name, band.from});
  return lowered_bands;
}

class Lowering {
 public:
  Lowering(Document document, const Limits& limits)
      : program_(std::make_shared<Program>()) {
    program_->document = std::move(document);
    program_->limits = limits;
  }

  std::shared_ptr<const Program> run() {
    const Document& document = program_->document;
    names_ = names_of(document);
    reading_.part(document.reading);
    program_->name = document.name;
    program_->version = document.version;
    program_->jsonlogic = document.jsonlogic;
    program_->step_ms = document.step_ms;
    program_->fingerprint = fingerprint(document.meaning);
    lower_declarations(document);
    for (const Signal& signal : document.signals) lower_signal(signal);
    lower_scores(document);
    program_->places = program_->groups.size() + program_->scores.size();
    for (const Rule& rule : document.rules) lower_rule(rule);
    find_listeners();
    for (std::uint32_t i = 0; i < program_->rules.size(); ++i) {
      program_->walked.push_back(walked(program_->rules[i]));
      program_->walked.back().summing = static_cast<std::uint32_t>(program_->summing.size());
      if (program_->rules[i].form == Rule::Form::activity) {
        program_->summing.push_back(summing_of(i));
        if (!program_->walked.back().walks) program_->spaced.push_back(i);
      }
      if (program_->rules[i].form != Rule::Form::activity && !program_->rules[i].settled)
        program_->unsettled.push_back(i);
    }
    program_->tally_lasts =
        std::all_of(program_->summing.begin(), program_->summing.end(),
                    [](const Summing& summing) { return !summing.guard || is_settled(*summing.guard); });
    for (const std::vector<Listener>& listeners : program_->listeners) {
      CountingType& counting = program_->counting.emplace_back();
      for (const Listener& listener : listeners)
        if (!listener.is_signal) counting.rules.push_back(counting_of(listener.index));
      for (std::size_t i = 0; i < std::min(counting.rules.size(), History::most_heard); ++i)
        counting.mask |= 1U << i;
    }
    auto marks = std::make_shared<std::vector<std::uint16_t>>();
    for (const RuleProgram& rule : program_->rules) marks->push_back(rule.mark);
    program_->rule_marks = std::move(marks);
    for (const Exclusion& exclusion : document.exclusions)
      program_->exclusions.push_back({exclusion.id, predicate(exclusion.when)});
    for (const Exclusion& suppression : document.suppressions)
      program_->suppressions.push_back({suppression.id, predicate(suppression.when)});
    lower_gate(document.gate);
    lower_stages(document.stages);
    program_->steady = is_steady(*program_);
    return program_;
  }

 private:
  static Fingerprint fingerprint(const std::string& meaning) {
    SipHash hash;
    hash.part("bantam/1");
    hash.part(meaning);
    return {hash.sum().high, hash.sum().low};
  }

  Predicate predicate(const Condition& condition) const {
    if (!program_->jsonlogic) return lower(condition);
    Predicate predicate;
    predicate.logic = std::make_shared<const Logic>(lower_logic(condition));
    return predicate;
  }

  std::optional<Predicate> predicate(const std::optional<Condition>& condition) const {
    if (!condition) return std::nullopt;
    return predicate(*condition);
  }

  void lower_declarations(const Document& document) {
    for (const Declaration& each : document.attributes) {
      AttributeSlot attribute;
      static_cast<Slot&>(attribute) = slot_of(each);
      attribute.column = each.column;
      attribute.nulls = each.nulls;
      program_->attributes.push_back(std::move(attribute));
    }
    for (const ActivityType& each : document.activities)
      program_->activities.push_back({each.name, slots_of(each.fields)});
    program_->activity_places = places_of(program_->activities);
    program_->attribute_places = places_of(program_->attributes);
  }

  template <class Items>
  static NamePlaces places_of(const Items& items) {
    NamePlaces places;
    for (std::size_t i = 0; i < items.size(); ++i)
      places.push_back({beginning_of(items[i].name), items[i].name, static_cast<std::int32_t>(i)});
    std::sort(places.begin(), places.end(), before);
    return places;
  }

  Listening listening(const std::vector<Mention>& on, const std::optional<Condition>& when) const {
    Listening listening;
    listening.types.resize(program_->activities.size());
    for (const Mention& mention : on)
      listening.types[static_cast<std::size_t>(find(names_.activities, mention.name))] = true;
    listening.when = predicate(when);
    return listening;
  }

  WalkedRule walked(const RuleProgram& rule) const {
    WalkedRule walked;
    if (rule.form != Rule::Form::activity) return walked;
    walked.walks = rule.listening.remembered && !rule.cooldown && rule.per_day == 0;
    walked.by_field = !rule.field.empty();
    for (std::size_t type = 0; type < rule.listening.types.size(); ++type)
      if (rule.listening.types[type]) walked.types |= std::uint64_t{1} << type % 64;
    walked.window_ms = rule.window ? rule.window->ms : timestamp_end.ms;
    walked.newest = rule.newest != 0 ? rule.newest : std::numeric_limits<std::int64_t>::max();
    walked.points = rule.points;
    if (rule.decay.decays()) walked.decay = &rule.decay;
    if (walked.by_field) return walked;
    if (!walked.decay) {
      walked.by_age.push_back(rule.points.thousandths());
      return walked;
    }
    // A year of days: older activities ask the formula. Bounded as the tables of DecayTable are.
    const std::int64_t most = program_->rules.size() < 256 ? 366 : 32;
    for (std::int64_t age = 0; age < most; ++age)
      walked.by_age.push_back(scaled(rule.points.thousandths(), rule.decay.factor(age)));
    return walked;
  }

  Summing summing_of(std::uint32_t index) const {
    const RuleProgram& rule = program_->rules[index];
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    return {index, rule.place, rule.guard ? &*rule.guard : nullptr,
            rule.bounds.min.value_or(Points::of_thousandths(-most)),
            rule.bounds.max.value_or(Points::of_thousandths(most))};
  }

  Counting counting_of(std::uint32_t index) const {
    const WalkedRule& rule = program_->walked[index];
    Counting counting;
    counting.summing = rule.summing;
    if (!rule.walks || rule.by_age.empty()) return counting;
    counting.by_age = rule.by_age.data();
    counting.last = static_cast<std::uint32_t>(rule.by_age.size() - 1);
    constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
    counting.known_below = rule.decay ? static_cast<std::uint32_t>(rule.by_age.size()) : most;
    counting.newest = static_cast<std::uint32_t>(std::min<std::int64_t>(rule.newest, most));
    counting.window_ms = rule.window_ms;
    return counting;
  }

  /// Who hears a type, rules first; what History remembers of it.
  void find_listeners() {
    program_->listeners.resize(program_->activities.size());
    for (std::uint32_t i = 0; i < program_->rules.size(); ++i) {
      RuleProgram& rule = program_->rules[i];
      if (rule.form == Rule::Form::activity) listen(rule.listening, rule.field, {false, i});
    }
    for (std::uint32_t i = 0; i < program_->signals.size(); ++i)
      listen(program_->signals[i].listening, program_->signals[i].field, {true, i});
  }

  void listen(Listening& listening, const std::string& field, Listener listener) {
    if (listening.when) listener.when = &*listening.when;
    listening.bits.assign(listening.types.size(), -1);
    listening.field.assign(listening.types.size(), -1);
    for (std::size_t type = 0; type < listening.types.size(); ++type) {
      if (!listening.types[type]) continue;
      std::vector<Listener>& listeners = program_->listeners[type];
      listening.bits[type] = static_cast<std::int32_t>(listeners.size());
      listening.remembered = listening.remembered && listeners.size() < History::most_heard;
      listeners.push_back(listener);
      const ActivityProgram& activity = program_->activities[type];
      if (const Slot* slot = activity.field(field))
        listening.field[type] = static_cast<std::int32_t>(slot - activity.fields.data());
    }
  }

  void lower_signal(const Signal& signal) {
    SignalProgram lowered_signal;
    lowered_signal.name = signal.name;
    lowered_signal.listening = listening(signal.on, signal.when);
    lowered_signal.window = signal.window;
    lowered_signal.measure = signal.measure;
    if (signal.field) lowered_signal.field = signal.field->name;
    if (signal.measure == Measure::last) {
      const Declaration& field = *last_field(program_->document, names_, signal);
      lowered_signal.type = field.type;
      lowered_signal.ignore_case = field.ignore_case;
    }
    program_->signals.push_back(std::move(lowered_signal));
  }

  void lower_scores(const Document& document) {
    for (const Score& score : document.scores)
      program_->scores.push_back({score.name, score.bounds, bands_of(score.bands), Points::of_thousandths(1000)});
    for (const Total::Weight& weight : document.total.weights)
      program_->scores[score_index(weight.score.name)].weight = weight.weight;
    for (const Group& group : document.groups)
      program_->groups.push_back({group.name, score_index(group.score.name), group.bounds});
    program_->total_bounds = document.total.bounds;
    program_->total_bands = bands_of(document.total.bands);
    for (const Mention& mention : document.rating)
      program_->rating.push_back(score_index(mention.name));
  }

  std::size_t score_index(std::string_view name) const {
    return static_cast<std::size_t>(find(names_.scores, name));
  }

  /// A mark covers a rule's own text and what it may read: all declarations, signals, the step.
  /// Declarations can be most of a document, so they are hashed once and not for each rule.
  std::uint16_t mark(const Rule& rule) const {
    SipHash hash = reading_;
    hash.part(rule.meaning);
    return static_cast<std::uint16_t>(hash.sum().low);
  }

  void lower_rule(const Rule& rule) {
    RuleProgram out;
    out.id = rule.id;
    out.mark = mark(rule);
    out.form = rule.form;
    if (rule.group) {
      out.group = find(names_.groups, rule.group->name);
      out.score = program_->groups[static_cast<std::size_t>(out.group)].score;
    } else {
      out.score = score_index(rule.score->name);
    }
    out.place = static_cast<std::uint32_t>(out.group >= 0 ? static_cast<std::size_t>(out.group)
                                                          : program_->groups.size() + out.score);
    out.guard = predicate(rule.guard);
    out.points = rule.points.value_or(Points());
    if (rule.form == Rule::Form::activity) lower_activity_rule(rule, out);
    if (rule.of) lower_attribute_rule(rule, out);
    out.settled = out.form != Rule::Form::activity && (!rule.of || is_settled_ref(out.of)) &&
                  (!out.guard || is_settled(*out.guard));
    program_->rules.push_back(std::move(out));
  }

  void lower_activity_rule(const Rule& rule, RuleProgram& out) {
    out.listening = listening(rule.on, rule.when);
    if (rule.field) out.field = rule.field->name;
    out.each = rule.each;
    out.window = rule.window;
    out.cooldown = rule.cooldown;
    out.per_day = rule.per_day.value_or(0);
    out.newest = rule.newest.value_or(0);
    out.decay = DecayTable(rule.decay, program_->step_ms, decay_tables_);
    out.written_decay = rule.decay;
    out.bounds = rule.bounds;
  }

  static bool is_settled_ref(const Ref& ref) {
    return ref.kind == RefKind::attribute && ref.view == DateView::date;
  }
  static bool is_settled(const Predicate& predicate) { return reads_only(predicate, is_settled_ref); }

  template <class Allowed>
  static bool reads_only(const Predicate& predicate, Allowed allowed) {
    return !predicate.logic && std::all_of(predicate.nodes.begin(), predicate.nodes.end(), [&](const Node& node) {
      return node.op != Op::var || node.ref.kind == RefKind::element || allowed(node.ref);
    });
  }

  static bool is_steady(const Program& program) {
    const auto reads_scores_at_most = [](const std::optional<Predicate>& condition) {
      return !condition || reads_only(*condition, [](const Ref& ref) {
        return is_settled_ref(ref) || ref.kind == RefKind::score || ref.kind == RefKind::band || ref.kind == RefKind::total ||
               ref.kind == RefKind::total_band || ref.kind == RefKind::stage;
      });
    };
    const bool exclusions_settled =
        std::all_of(program.exclusions.begin(), program.exclusions.end(),
                    [](const ExclusionProgram& exclusion) { return is_settled(exclusion.when); });
    return program.tally_lasts && program.unsettled.empty() && exclusions_settled &&
           reads_scores_at_most(program.stages.promote_if) &&
           reads_scores_at_most(program.stages.demote_if);
  }

  void lower_attribute_rule(const Rule& rule, RuleProgram& out) const {
    Meaning meaning;
    const Scope scope{program_->document, names_, Scope::Place::lead};
    scope.resolve(rule.of->name, meaning);
    out.of = meaning.ref;
    out.of_name = rule.of->name;
    out.bands = rule.bands;
    out.values = rule.values;
    out.ignore_case = meaning.ignore_case;
    out.other = rule.other;
    out.missing = rule.missing;
  }

  void lower_gate(const Gate& gate) {
    program_->framework = gate.framework;
    program_->require = static_cast<std::size_t>(gate.require);
    for (const Criterion& criterion : gate.criteria) {
      CriterionProgram out;
      out.name = criterion.name;
      out.fields = slots_of(criterion.fields);
      out.met_if = predicate(criterion.met_if);
      out.valid_for = criterion.valid_for;
      out.ask = criterion.ask;
      out.mandatory = std::any_of(gate.mandatory.begin(), gate.mandatory.end(),
                                  [&](const Mention& each) { return each.name == criterion.name; });
      program_->criteria.push_back(std::move(out));
    }
  }

  void lower_stages(const Stages& stages) {
    StageProgram& out = program_->stages;
    out.promote_if = predicate(stages.promote_if);
    out.demote_if = predicate(stages.demote_if);
    out.min_dwell = stages.min_dwell;
    out.sql_auto = stages.sql_auto;
    out.reset_activities = stages.reset_activities;
    out.cool_off = stages.cool_off;
    out.sla = stages.sla;
    out.reasons = stages.reasons;
  }

  std::shared_ptr<Program> program_;
  Names names_;
  SipHash reading_;  ///< over what every rule may read
  DecayTables decay_tables_;
};

std::int32_t place_in(const NamePlaces& places, std::string_view name) {
  const NamePlace wanted{beginning_of(name), name};
  auto found = std::lower_bound(places.begin(), places.end(), wanted.beginning,
                                [](const NamePlace& place, std::uint64_t it) { return place.beginning < it; });
  if (found != places.end() && found->name != name) found = std::lower_bound(found, places.end(), wanted, before);
  return found == places.end() || found->name != name ? -1 : found->place;
}

}  // namespace

std::int32_t Program::activity_index(std::string_view type) const {
  return place_in(activity_places, type);
}

std::int32_t Program::attribute_index(std::string_view wanted) const {
  return place_in(attribute_places, wanted);
}

std::int32_t Program::criterion_index(std::string_view wanted) const {
  for (std::size_t i = 0; i < criteria.size(); ++i)  // at most 16
    if (criteria[i].name == wanted) return static_cast<std::int32_t>(i);
  return -1;
}

std::shared_ptr<const Program> lower(Document document, const Limits& limits) {
  return Lowering(std::move(document), limits).run();
}

}  // namespace bantam
