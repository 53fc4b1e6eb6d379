// Tallying all activity rules in one walk over a lead's history, from the newest activity: what
// `explain_tally` gives, without the details. Steps as in docs/semantics.md, section 6.
//
// Whether a listener hears an activity is remembered from its arrival (History::Entry::heard), for
// that never changes. A rule with a cool-down or a limit per day is walked from the oldest.
//
// What is counted stays what it is until an activity that counts leaves its window or is a step of
// decay older. Whichever comes first ends what may be remembered.
#include <algorithm>
#include <bit>
#include <limits>

#include "engine/evaluation.hpp"
#include "engine/packed.hpp"
#include "engine/spacing.hpp"
#include "engine/worth.hpp"

namespace bantam {
namespace {

class Tallying {
 public:
  Tallying(const Program& program, const LeadState& state, Evaluation& evaluation)
      : program_(program),
        state_(state),
        history_(state.activities),
        evaluation_(evaluation),
        now_(evaluation.at.ms) {}

  void all() {
    refill(evaluation_.running, program_.summing.size());
    running_ = evaluation_.running.data();
    for (std::size_t i = history_.size(); i-- > 0;) hear(i);
    for (const std::uint32_t rule : program_.spaced) running(rule) = from_the_oldest(rule, history_.size());
    evaluation_.tallied_until = until();
  }

  /// Those that hear the newest activity, without it and with it; false when that isn't all it
  /// changes.
  bool newest() {
    evaluation_.changed.clear();
    if (!program_.signals.empty()) return false;  // they view what the history has just moved
    const std::size_t before = history_.size() - 1;
    const History::Entry& entry = history_.entry(before);
    if (entry.type_index < 0) return true;
    const auto type = static_cast<std::size_t>(entry.type_index);
    const std::vector<Listener>& listeners = program_.listeners[type];
    if (listeners.size() > History::most_heard) return false;
    for (std::uint32_t heard = entry.heard(); heard != 0; heard &= heard - 1) {
      const std::uint32_t rule = listeners[static_cast<std::size_t>(std::countr_zero(heard))].index;
      if (program_.walked[rule].walks) evaluation_.changed.push_back(with_newest(rule, before));
      else evaluation_.changed.push_back({program_.walked[rule].summing, from_the_oldest(rule, before), from_the_oldest(rule, before + 1)});
    }
    evaluation_.tallied_until = std::min(evaluation_.tallied_until, until());
    return true;
  }

 private:
  Running& running(std::uint32_t rule) { return running_[program_.walked[rule].summing]; }

  Timestamp until() const { return {left_ms_ < timestamp_end.ms ? now_ + left_ms_ : timestamp_end.ms}; }

  /// Adds an activity to all the rules that hear it; the newer ones have been added.
  void hear(std::size_t i) {
    const History::Entry& entry = history_.entry(i);
    std::uint32_t heard = entry.heard();
    if (heard == 0) return;
    const CountingType& type = program_.counting[static_cast<std::size_t>(entry.type_index)];
    const Counting* const rules = type.rules.data();
    const std::int64_t age = now_ - entry.at().ms;
    const std::uint64_t steps = steps_of(age);
    for (heard &= type.mask; heard != 0; heard &= heard - 1) {
      const Counting& counting = rules[std::countr_zero(heard)];
      if (steps < counting.known_below) count(counting, age, steps);
      else count(program_.summing[counting.summing].rule, running_[counting.summing], i, age);
    }
  }

  /// Days and hours, which steps are, are known when compiling: nothing is divided.
  std::uint64_t steps_of(std::int64_t age) const {
    constexpr std::uint64_t day = day_ms;
    const auto all = static_cast<std::uint64_t>(age);
    return program_.step_ms == day_ms ? all / day : all / static_cast<std::uint64_t>(program_.step_ms);
  }

  /// Without a branch on whether it counts: that is anybody's guess.
  void count(const Counting& counting, std::int64_t age, std::uint64_t steps) {
    Running& running = running_[counting.summing];
    const bool counts = (age < counting.window_ms) & (running.taken < counting.newest);
    const std::uint64_t place = steps < counting.last ? steps : counting.last;
    running.taken += counts ? 1 : 0;
    running.sum += Points::of_thousandths(counting.by_age[place] & -std::int64_t{counts});
    const std::int64_t left = std::min(counting.window_ms - age, counting.last != 0 ? step_left(age, steps) : never);  // 0: no decay
    left_ms_ = std::min(left_ms_, counts ? left : never);
  }

  void count(std::uint32_t index, Running& running, std::size_t activity, std::int64_t age) {
    const WalkedRule& rule = program_.walked[index];
    if (!rule.walks || age >= rule.window_ms || running.taken >= rule.newest) return;
    ++running.taken;
    running.sum += worth(index, activity, age);
    lasts(rule, age);
  }

  std::int64_t step_left(std::int64_t age, std::uint64_t steps) const {
    return static_cast<std::int64_t>(steps + 1) * program_.step_ms - age;
  }

  void lasts(const WalkedRule& rule, std::int64_t age) {
    left_ms_ = std::min(left_ms_, rule.window_ms - age);
    if (rule.decay) left_ms_ = std::min(left_ms_, step_left(age, steps_of(age)));
  }

  /// One rule by itself, without the newest activity and with it: that takes the place of the oldest
  /// that counts, where no more may.
  Changed with_newest(std::uint32_t index, std::size_t newest) {
    const WalkedRule& rule = program_.walked[index];
    const std::int32_t* const bits = program_.rules[index].listening.bits.data();
    Changed changed{rule.summing, {}, {}};
    count(index, changed.after, newest, now_ - history_.entry(newest).at().ms);
    for (std::size_t i = newest; i-- > 0;) {
      const History::Entry& entry = history_.entry(i);
      if ((rule.types >> (static_cast<std::uint32_t>(entry.type_index) % 64) & 1U) == 0 || entry.type_index < 0) continue;
      const std::int32_t bit = bits[entry.type_index];
      if (bit < 0 || (entry.heard() >> bit & 1U) == 0) continue;
      const std::int64_t age = now_ - entry.at().ms;
      if (age >= rule.window_ms) break;  // and so are those before it
      const Points points = worth(index, i, age);
      changed.before.sum += points;
      if (++changed.before.taken == rule.newest) break;
      changed.after.sum += points;
      ++changed.after.taken;
    }
    return changed;
  }

  /// Steps 6 and 7.
  Points worth(std::uint32_t index, std::size_t activity, std::int64_t age_ms) const {
    const WalkedRule& rule = program_.walked[index];
    Points points = rule.points;
    if (rule.by_field) {
      const std::optional<double> number = field(program_.rules[index], activity);
      if (!number) return {};
      points = worth_of(program_.rules[index].each, *number);
    }
    if (!rule.decay) return points;
    const auto age = static_cast<std::int64_t>(steps_of(age_ms));
    if (static_cast<std::size_t>(age) < rule.by_age.size())
      return Points::of_thousandths(rule.by_age[static_cast<std::size_t>(age)]);
    return decayed(*rule.decay, points, age);
  }

  std::optional<double> field(const RuleProgram& rule, std::size_t activity) const {
    const auto type = static_cast<std::size_t>(history_.entry(activity).type_index);
    const std::int32_t place = rule.listening.field[type];
    packed::Reader reader(history_.said(activity));
    if (!reader.find_field(static_cast<std::size_t>(place)) || reader.kind() != packed::Kind::number)
      return std::nullopt;
    return reader.real();
  }

  /// Steps 1 to 7 in their own order.
  Running from_the_oldest(std::uint32_t index, std::size_t size) {
    const RuleProgram& rule = program_.rules[index];
    Running running;
    std::vector<Match>& matches = evaluation_.matches;
    matches.clear();
    Spacing spacing(rule);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (!hears(rule.listening, program_, state_, i)) continue;
      const std::int64_t at = history_.entry(i).at().ms;
      if (spacing.next(at) != Removal::none) continue;
      if (rule.window && now_ - at >= rule.window->ms) continue;
      matches.push_back({i, Removal::none});
    }
    for (std::size_t i = matches.size(); i-- > 0;) {
      if (rule.newest != 0 && running.taken == rule.newest) break;
      ++running.taken;
      const std::size_t activity = matches[i].activity;
      const std::int64_t age = now_ - history_.entry(activity).at().ms;
      running.sum += worth(index, activity, age);
      lasts(program_.walked[index], age);
    }
    return running;
  }

  const Program& program_;
  const LeadState& state_;
  const History& history_;
  Evaluation& evaluation_;
  Running* running_ = nullptr;
  std::int64_t now_;
  std::int64_t left_ms_ = never;  ///< until an activity that counts leaves its window or is a step older

  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
};

}  // namespace

std::uint32_t heard_by(const Program& program, const LeadState& state, std::int32_t type_index,
                       const NamedValues& fields, const Operand* said) {
  if (type_index < 0) return 0;
  const std::vector<Listener>& listeners = program.listeners[static_cast<std::size_t>(type_index)];
  Frame frame{program, state, nothing_evaluated(), {}};
  frame.type_index = type_index;
  frame.fields = &fields;
  frame.said = said;
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
  Frame frame{program, state, nothing_evaluated(), {}};
  frame.type_index = entry.type_index;
  frame.fields = &unpacked.fields;
  return ask(*listening.when, frame) == Truth::yes;
}

void tally_activities(const Program& program, const LeadState& state, Evaluation& evaluation) {
  Tallying(program, state, evaluation).all();
}

bool tally_newest(const Program& program, const LeadState& state, Evaluation& evaluation) {
  return Tallying(program, state, evaluation).newest();
}

}  // namespace bantam
