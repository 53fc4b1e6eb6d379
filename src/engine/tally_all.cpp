// Tallying all activity rules in one walk over a lead's history, from the newest activity: what
// `explain_tally` gives, without the details. Steps as in docs/semantics.md, section 6.
//
// Whether a listener hears an activity is remembered from its arrival (History::Entry::heard), for
// that never changes. A rule with a cool-down or a limit per day is walked from the oldest.
#include <bit>

#include "engine/evaluation.hpp"
#include "engine/packed.hpp"
#include "engine/worth.hpp"

namespace bantam {
namespace {

class Tallying {
 public:
  Tallying(const Program& program, const LeadState& state, Evaluation& evaluation, const Frame& frame)
      : program_(program), state_(state), history_(state.activities), evaluation_(evaluation), frame_(frame) {}

  void run() {
    evaluation_.running.assign(program_.rules.size(), Running());
    walk();
    for (std::size_t i = 0; i < program_.rules.size(); ++i) {
      const RuleProgram& rule = program_.rules[i];
      if (rule.form != Rule::Form::activity) continue;
      Running& running = evaluation_.running[i];
      if (!walks(rule)) from_the_oldest(rule, running);
      if (running.taken == 0) continue;
      Points points = clamped(running.sum, rule.bounds);
      if (rule.guard && ask(*rule.guard, frame_) != Truth::yes) points = {};
      if (rule.group >= 0) evaluation_.group_sums[static_cast<std::size_t>(rule.group)] += points;
      else evaluation_.score_sums[rule.score] += points;
    }
  }

 private:
  static bool walks(const RuleProgram& rule) {
    return rule.listening.remembered && !rule.cooldown && rule.per_day == 0;
  }

  void walk() {
    for (std::size_t i = history_.size(); i-- > 0;) {
      const History::Entry& entry = history_.entry(i);
      std::uint32_t heard = entry.heard();
      if (heard == 0) continue;
      const std::vector<Listener>& listeners = program_.listeners[static_cast<std::size_t>(entry.type_index)];
      const std::int64_t age = evaluation_.at.ms - entry.at().ms;
      for (; heard != 0; heard &= heard - 1) {
        const Listener& listener = listeners[static_cast<std::size_t>(std::countr_zero(heard))];
        if (listener.is_signal) break;  // rules come first
        const RuleProgram& rule = program_.rules[listener.index];
        Running& running = evaluation_.running[listener.index];
        const bool counts = walks(rule) && (!rule.window || age < rule.window->ms) &&
                            (rule.newest == 0 || running.taken < rule.newest);
        if (!counts) continue;
        ++running.taken;
        running.sum += worth(rule, i, age);
      }
    }
  }

  /// Steps 6 and 7.
  Points worth(const RuleProgram& rule, std::size_t activity, std::int64_t age) const {
    Points points = rule.points;
    if (!rule.field.empty()) {
      const std::optional<double> number = field(rule, activity);
      if (!number) return {};
      points = worth_of(rule.each, *number);
    }
    return rule.decay.decays() ? decayed(rule.decay, points, age / program_.step_ms) : points;
  }

  std::optional<double> field(const RuleProgram& rule, std::size_t activity) const {
    const auto type = static_cast<std::size_t>(history_.entry(activity).type_index);
    const std::int32_t place = rule.listening.field[type];
    packed::Reader reader(history_.said(activity));
    if (place < 0 || !reader.find_field(static_cast<std::size_t>(place)) || reader.kind() != packed::Kind::number)
      return std::nullopt;
    return reader.real();
  }

  /// Steps 1 to 7 in their own order.
  void from_the_oldest(const RuleProgram& rule, Running& running) {
    std::vector<Match>& matches = evaluation_.matches;
    matches.clear();
    bool any_counted = false;
    std::int64_t last_counted = 0;
    std::int64_t day = -1;
    std::int64_t in_day = 0;
    for (std::uint32_t i = 0; i < history_.size(); ++i) {
      if (!hears(rule.listening, program_, state_, i)) continue;
      const std::int64_t at = history_.entry(i).at().ms;
      if (rule.cooldown && any_counted && at - last_counted < rule.cooldown->ms) continue;
      any_counted = true;
      last_counted = at;
      in_day = at / day_ms == day ? in_day + 1 : 1;
      day = at / day_ms;
      if (rule.per_day != 0 && in_day > rule.per_day) continue;
      if (rule.window && evaluation_.at.ms - at >= rule.window->ms) continue;
      matches.push_back({i, Removal::none});
    }
    for (std::size_t i = matches.size(); i-- > 0;) {
      if (rule.newest != 0 && running.taken == rule.newest) break;
      ++running.taken;
      const std::size_t activity = matches[i].activity;
      running.sum += worth(rule, activity, evaluation_.at.ms - history_.entry(activity).at().ms);
    }
  }

  const Program& program_;
  const LeadState& state_;
  const History& history_;
  Evaluation& evaluation_;
  const Frame& frame_;
};

}  // namespace

std::uint32_t heard_by(const Program& program, const LeadState& state, std::int32_t type_index,
                       const NamedValues& fields) {
  if (type_index < 0) return 0;
  const std::vector<Listener>& listeners = program.listeners[static_cast<std::size_t>(type_index)];
  static const Evaluation none;  // an activity's fields are all that a `when` may name
  Frame frame{program, state, none, {}};
  frame.type_index = type_index;
  frame.fields = &fields;
  std::uint32_t heard = 0;
  for (std::size_t i = 0; i < listeners.size() && i < History::most_heard; ++i)
    if (!listeners[i].when || ask(*listeners[i].when, frame) == Truth::yes) heard |= 1U << i;
  return heard;
}

bool hears(const Listening& listening, const Program& program, const LeadState& state, std::size_t activity) {
  const History::Entry& entry = state.activities.entry(activity);
  if (!listening.hears(entry.type_index)) return false;
  const std::int32_t bit = listening.bits[static_cast<std::size_t>(entry.type_index)];
  if (static_cast<std::size_t>(bit) < History::most_heard) return ((entry.heard() >> bit) & 1U) != 0;
  if (!listening.when) return true;
  const StoredActivity unpacked = state.activities[activity];
  static const Evaluation none;
  Frame frame{program, state, none, {}};
  frame.type_index = entry.type_index;
  frame.fields = &unpacked.fields;
  return ask(*listening.when, frame) == Truth::yes;
}

void tally_activities(const Program& program, const LeadState& state, Evaluation& evaluation, const Frame& frame) {
  Tallying(program, state, evaluation, frame).run();
}

}  // namespace bantam
