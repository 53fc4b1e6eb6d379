// next_change: the next moment at which time alone would change something.
//
// Between two boundaries (a signal's edge, a day of age, an expiry) only points fade. So boundaries
// are walked from the earliest and each is tried; a span between two is halved, as often as it
// takes, until no outcome within a part can differ.
#include <algorithm>
#include <cmath>
#include <queue>
#include <span>
#include <vector>

#include "bantam/apply.hpp"
#include "engine/evaluation.hpp"
#include "engine/fold.hpp"
#include "engine/outlook.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

/// Moments `first`, `first` + `every`, … up to `last`.
struct Boundary {
  std::int64_t next;
  std::int64_t every;  ///< 0: once
  std::int64_t last;
};

/// How a counter of days is used: only against numbers, or in ways nobody follows.
struct DayUse {
  bool used = false;
  bool anyhow = false;  ///< every day may matter
  std::vector<double> thresholds;
};

bool same_ref(const Ref& a, const Ref& b) {
  return a.kind == b.kind && a.view == b.view && a.index == b.index;
}

/// Adds how a condition uses the counter `ref`.
void add_use(const Predicate& predicate, const Ref& ref, DayUse& use) {
  if (predicate.logic) {
    use.used = use.anyhow = true;
    return;
  }
  const auto is_counter = [&](std::uint32_t place) {
    const Node& node = predicate.nodes[place];
    return node.op == Op::var && same_ref(node.ref, ref);
  };
  for (const Node& node : predicate.nodes) {
    const bool comparison = node.op >= Op::equal && node.op <= Op::greater_equal;
    bool mentions = false;
    bool plain = comparison;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const std::uint32_t place = predicate.args[node.first_arg + i];
      mentions = mentions || is_counter(place);
      plain = plain && (is_counter(place) || predicate.nodes[place].op == Op::literal);
    }
    if (!mentions) continue;
    use.used = true;
    // Whether a value is missing changes with its window, not with the days.
    if (node.op == Op::missing || node.op == Op::missing_some) continue;
    use.anyhow = use.anyhow || !plain;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const Node& arg = predicate.nodes[predicate.args[node.first_arg + i]];
      if (arg.op == Op::literal && arg.type == Type::number) use.thresholds.push_back(arg.number);
    }
  }
}

class Boundaries {
 public:
  Boundaries(const Program& program, const LeadState& state, std::int64_t after)
      : program_(program), state_(state), after_(after) {}

  /// Boundaries of what exclusions and rules ask about the lead.
  void add_lead_conditions() {
    for (std::size_t i = 0; i < program_.signals.size(); ++i) add_signal(i);
    for (std::size_t i = 0; i < program_.attributes.size(); ++i) {
      if (program_.attributes[i].type != Type::date || !state_.attributes[i]) continue;
      const Operand date = read(state_.attributes[i]->value, program_.attributes[i]);
      if (!date.missing()) add_date(RefKind::attribute, static_cast<std::int32_t>(i), date.date, nullptr);
    }
  }

  void add_gate() {
    for (std::size_t i = 0; i < program_.criteria.size(); ++i) {
      const CriterionProgram& criterion = program_.criteria[i];
      const StoredAnswer* answer = state_.answer(i);
      if (!answer) continue;
      if (criterion.valid_for) once(answer->at.ms + criterion.valid_for->ms);
      if (answer->verdict || !criterion.met_if) continue;
      for (std::size_t f = 0; f < criterion.fields.size(); ++f)
        for (const NamedValue& each : answer->fields)
          if (criterion.fields[f].type == Type::date && each.name == criterion.fields[f].name) {
            const Operand date = read(each.value, criterion.fields[f]);
            add_date(RefKind::answer, static_cast<std::int32_t>(f), date.date, &criterion);
          }
      for (std::size_t a = 0; a < program_.attributes.size(); ++a) {
        if (program_.attributes[a].type != Type::date || !state_.attributes[a]) continue;
        const Operand date = read(state_.attributes[a]->value, program_.attributes[a]);
        if (!date.missing())
          add_date(RefKind::attribute, static_cast<std::int32_t>(a), date.date, &criterion);
      }
    }
  }

  void add_stay() {
    const StageProgram& stages = program_.stages;
    const std::int64_t entry = state_.entered_at.ms;
    if (state_.stage == Stage::mql && stages.min_dwell) once(entry + stages.min_dwell->ms);
    if (state_.stage == Stage::nurture && stages.cool_off) once(entry + stages.cool_off->ms);
    const std::optional<Sla>& sla = stages.sla[static_cast<std::size_t>(state_.stage)];
    if (sla && !state_.sla_breached) once(entry + sla->within.ms);
  }

  void once(std::int64_t moment) { every(moment, 0, moment); }

  /// The earliest boundary not yet taken, or the end of time.
  std::int64_t peek() const { return queue_.empty() ? timestamp_end.ms : queue_.top().next; }

  /// Takes it; equal ones are taken together.
  std::int64_t take() {
    const std::int64_t moment = peek();
    while (!queue_.empty() && queue_.top().next == moment) {
      Boundary boundary = queue_.top();
      queue_.pop();
      if (boundary.every == 0 || boundary.next + boundary.every > boundary.last) continue;
      boundary.next += boundary.every;
      queue_.push(boundary);
    }
    return moment;
  }

 private:
  struct Later {
    bool operator()(const Boundary& a, const Boundary& b) const { return a.next > b.next; }
  };

  void every(std::int64_t first, std::int64_t period, std::int64_t last) {
    if (first <= after_) {
      if (period == 0) return;
      first += ((after_ - first) / period + 1) * period;
    }
    last = std::min(last, timestamp_end.ms - 1);
    if (first <= last) queue_.push({first, period, last});
  }

  DayUse use_of(const Ref& ref, const CriterionProgram* criterion) const {
    DayUse use;
    const auto add = [&](const std::optional<Predicate>& predicate) {
      if (predicate) add_use(*predicate, ref, use);
    };
    if (criterion) {
      add(criterion->met_if);
      return use;
    }
    add(program_.stages.promote_if);
    add(program_.stages.demote_if);
    for (const ExclusionProgram& exclusion : program_.exclusions) add_use(exclusion.when, ref, use);
    for (const RuleProgram& rule : program_.rules) {
      add(rule.guard);
      if (rule.form == Rule::Form::activity || !same_ref(rule.of, ref)) continue;
      use.used = true;
      for (const RuleBand& band : rule.bands)
        if (band.below) use.thresholds.push_back(*band.below);
    }
    return use;
  }

  /// A count of whole days since `origin`, negated when `ahead`: the moments at which it may pass
  /// one of the thresholds.
  void add_days(std::int64_t origin, const DayUse& use, bool ahead) {
    if (!use.used) return;
    if (use.anyhow) {
      every(origin, day_ms, timestamp_end.ms);
      return;
    }
    for (const double threshold : use.thresholds) {
      const double days = std::floor(ahead ? -threshold : threshold);
      if (!(std::abs(days) < 4e6)) continue;  // beyond every representable moment
      for (const std::int64_t more : {0, 1})
        once(origin + (static_cast<std::int64_t>(days) + more) * day_ms);
    }
  }

  void add_date(RefKind kind, std::int32_t index, std::int64_t date, const CriterionProgram* criterion) {
    for (const DateView view : {DateView::age_days, DateView::days_ahead})
      add_days(date, use_of({kind, view, index}, criterion), view == DateView::days_ahead);
  }

  void add_signal(std::size_t index) {
    const SignalProgram& signal = program_.signals[index];
    const DayUse use = use_of({RefKind::signal, DateView::date, static_cast<std::int32_t>(index)}, nullptr);
    if (!use.used) return;
    const bool first = signal.measure == Measure::days_since_first;
    const bool counts_days = first || signal.measure == Measure::days_since_last;
    for (std::size_t i = 0; i < state_.activities.size(); ++i) {
      const History::Entry& activity = state_.activities.entry(i);
      if (!signal.listening.hears(activity.type_index)) continue;
      if (signal.window) once(activity.at().ms + signal.window->ms);
      if (counts_days) add_days(activity.at().ms, use, false);
    }
  }

  const Program& program_;
  const LeadState& state_;
  std::int64_t after_;
  std::priority_queue<Boundary, std::vector<Boundary>, Later> queue_;
};

/// Whether scores can move the lead out of its stage.
bool scores_matter(const Program& program, const LeadState& state) {
  const Stage stage = state.stage;
  if (is_suppressed(program, state)) return false;
  if (stage == Stage::lead || stage == Stage::nurture) return program.stages.promote_if.has_value();
  return stage == Stage::mql && program.stages.demote_if.has_value();
}

/// The moments of [from, to], a span shorter than a step, at which windows and decays take points away.
std::vector<std::int64_t> fading(const Program& program, const LeadState& state, std::int64_t from, std::int64_t to) {
  std::vector<std::int64_t> moments;
  const auto add = [&](std::int64_t moment) {
    if (from <= moment && moment <= to) moments.push_back(moment);
  };
  for (const RuleProgram& rule : program.rules) {
    if (rule.form != Rule::Form::activity) continue;
    for (std::size_t i = 0; i < state.activities.size(); ++i) {
      const History::Entry& activity = state.activities.entry(i);
      if (!rule.listening.hears(activity.type_index)) continue;
      const std::int64_t at = activity.at().ms;
      if (rule.window) add(at + rule.window->ms);
      if (rule.decay.decays()) add(to - (to - at) % program.step_ms);
    }
  }
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

/// Tries moments, one by one or whole spans of them.
class Trial {
 public:
  Trial(const Program& program, const LeadState& state) : program_(program), state_(state) {
    evaluate(program, state, state.clock, evaluation_);
    standings_ = evaluation_.standings;
  }

  bool changes_at(std::int64_t moment) {
    evaluate(program_, state_, Timestamp{moment}, evaluation_);
    return evaluation_.standings != standings_ || would_change(program_, state_, evaluation_);
  }

  /// The first moment of [from, to] at which something changes, or nothing. Within it only points fade.
  std::optional<std::int64_t> first_change(std::int64_t from, std::int64_t to) {
    if (from > to || !may_change(from, to)) return std::nullopt;
    if (to - from < program_.step_ms) return first_of(fading(program_, state_, from, to));
    const std::int64_t middle = from + (to - from) / 2;
    if (const std::optional<std::int64_t> early = first_change(from, middle)) return early;
    return first_change(middle + 1, to);
  }

 private:
  std::optional<std::int64_t> first_of(std::span<const std::int64_t> moments) {
    if (moments.empty() || !may_change(moments.front(), moments.back())) return std::nullopt;
    if (moments.size() == 1) return changes_at(moments.front()) ? std::optional(moments.front()) : std::nullopt;
    const std::size_t half = moments.size() / 2;
    if (const std::optional<std::int64_t> early = first_of(moments.first(half))) return early;
    return first_of(moments.subspan(half));
  }

  bool may_change(std::int64_t from, std::int64_t to) const {
    const Predicate* awaited = awaited_condition(program_, state_, Timestamp{from});
    return awaited && may_hold(*awaited, program_, state_, Timestamp{from}, Timestamp{to});
  }

  const Program& program_;
  const LeadState& state_;
  Evaluation evaluation_;
  std::vector<Standing> standings_;
};

}  // namespace

Result<std::optional<Timestamp>> next_change(const Model& model, const LeadState& state) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (state.model != program.fingerprint)
    return Error{Errc::foreign_state, "the state was made by another model"};
  if (!state.exists) return std::optional<Timestamp>();

  Boundaries boundaries(program, state, state.clock.ms);
  // What holds at the clock already holds a millisecond later.
  boundaries.once(state.clock.ms + 1);
  boundaries.add_stay();
  boundaries.add_gate();
  const bool by_score = scores_matter(program, state);
  if (by_score || (state.stage == Stage::sal && program.stages.sql_auto))
    boundaries.add_lead_conditions();

  Trial trial(program, state);
  for (std::int64_t from = state.clock.ms + 1;;) {
    const std::int64_t moment = boundaries.take();
    if (by_score)
      if (const std::optional<std::int64_t> found = trial.first_change(from, moment - 1))
        return std::optional<Timestamp>(Timestamp{*found});
    if (moment >= timestamp_end.ms) return std::optional<Timestamp>();
    if (trial.changes_at(moment)) return std::optional<Timestamp>(Timestamp{moment});
    from = moment + 1;
  }
}

}  // namespace bantam
