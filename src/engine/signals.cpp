// Signals: what a lead's activities measure at a moment. docs/semantics.md, section 5.
#include "engine/evaluation.hpp"

namespace bantam {
namespace {

/// What is known of a signal while walking the activities from the oldest.
struct Measuring {
  std::int64_t count = 0;
  std::int64_t days = 0;
  std::int64_t last_day = -1;
  std::int64_t first_at = 0;
  std::int64_t last_at = 0;
  bool any_value = false;
  double sum = 0;
  double least = 0;
  double most = 0;
  Operand last;
};

void add(Measuring& measuring, const StoredActivity& activity) {
  if (measuring.count++ == 0) measuring.first_at = activity.at.ms;
  measuring.last_at = activity.at.ms;
  const std::int64_t day = activity.at.ms / day_ms;
  if (day != measuring.last_day) ++measuring.days;
  measuring.last_day = day;
}

void add_value(Measuring& measuring, const Operand& value) {
  if (value.missing()) return;
  const double number = value.number;
  measuring.sum += number;
  measuring.least = measuring.any_value && measuring.least < number ? measuring.least : number;
  measuring.most = measuring.any_value && number < measuring.most ? measuring.most : number;
  measuring.any_value = true;
  measuring.last = value;
}

Operand result(const SignalProgram& signal, const Measuring& measuring, Timestamp at) {
  const auto number = [](std::int64_t whole) { return Operand::of_number(static_cast<double>(whole)); };
  const auto days_since = [&](std::int64_t then) {
    return measuring.count == 0 ? Operand() : number(whole_days(at.ms - then));
  };
  switch (signal.measure) {
    case Measure::count: return number(measuring.count);
    case Measure::active_days: return number(measuring.days);
    case Measure::days_since_first: return days_since(measuring.first_at);
    case Measure::days_since_last: return days_since(measuring.last_at);
    case Measure::sum: return Operand::of_number(measuring.sum);
    case Measure::min: return measuring.any_value ? Operand::of_number(measuring.least) : Operand();
    case Measure::max: return measuring.any_value ? Operand::of_number(measuring.most) : Operand();
    case Measure::last: return measuring.last;
  }
  return {};
}

}  // namespace

void measure_signals(const Program& program, const LeadState& state, Evaluation& evaluation) {
  evaluation.signals.assign(program.signals.size(), Operand());
  for (std::size_t i = 0; i < program.signals.size(); ++i) {
    const SignalProgram& signal = program.signals[i];
    Measuring measuring;
    Frame frame{program, state, evaluation, evaluation.at};
    for (const StoredActivity& activity : state.activities) {
      if (!signal.listening.hears(activity.type_index)) continue;
      if (signal.window && evaluation.at - activity.at >= *signal.window) continue;
      frame.activity = &activity;
      if (signal.listening.when && ask(*signal.listening.when, frame) != Truth::yes) continue;
      add(measuring, activity);
      if (!signal.field.empty())
        add_value(measuring, read(Ref{RefKind::field, DateView::date, -1}, signal.field, frame));
    }
    evaluation.signals[i] = result(signal, measuring, evaluation.at);
  }
}

}  // namespace bantam
