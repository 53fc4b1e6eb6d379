// Signals: what a lead's activities measure at a moment. docs/semantics.md, section 5.
#include "engine/evaluation.hpp"
#include "engine/measuring.hpp"
#include "engine/packed.hpp"

namespace bantam {
namespace {

/// The value of a signal's field in an activity; it views the history, or `lists`.
Operand field_of(const SignalProgram& signal, const Program& program, const History& history, std::size_t activity,
                 std::deque<List>& lists) {
  const auto type = static_cast<std::size_t>(history.entry(activity).type_index);
  const std::int32_t place = signal.listening.field[type];
  packed::Reader reader(history.said(activity));
  if (!reader.find_field(static_cast<std::size_t>(place))) return {};
  const Slot& slot = program.activities[type].fields[static_cast<std::size_t>(place)];
  switch (reader.kind()) {
    case packed::Kind::no: return read_flag(false, slot);
    case packed::Kind::yes: return read_flag(true, slot);
    case packed::Kind::number: return read_number(reader.real(), slot);
    case packed::Kind::text: return read_text(reader.text(), slot);
    case packed::Kind::list: return read_list(lists.emplace_back(reader.list()), slot);
    default: return {};
  }
}

}  // namespace

void measure_signals(const Program& program, const LeadState& state, Evaluation& evaluation) {
  if (program.signals.empty() && evaluation.signals.empty()) return;
  evaluation.signals.assign(program.signals.size(), Operand());
  evaluation.lists.clear();
  for (std::size_t i = 0; i < program.signals.size(); ++i) {
    const SignalProgram& signal = program.signals[i];
    Measuring measuring;
    for (std::size_t a = 0; a < state.activities.size(); ++a) {
      const Timestamp at = state.activities.entry(a).at();
      if (signal.window && evaluation.at - at >= *signal.window) continue;
      if (!hears(signal.listening, program, state, a)) continue;
      measuring.add(at);
      if (!signal.field.empty())
        measuring.add_value(field_of(signal, program, state.activities, a, evaluation.lists));
    }
    evaluation.signals[i] = measuring.result(signal.measure, evaluation.at);
  }
}

}  // namespace bantam
