// Signals: what a lead's activities measure at a moment. docs/semantics.md, section 5.
#include "engine/evaluation.hpp"
#include "engine/measuring.hpp"

namespace bantam {
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
      measuring.add(activity.at);
      if (!signal.field.empty())
        measuring.add_value(read(Ref{RefKind::field, DateView::date, -1}, signal.field, frame));
    }
    evaluation.signals[i] = measuring.result(signal.measure, evaluation.at);
  }
}

}  // namespace bantam
