// observe: the same reading that conditions do, handed out.
#include "bantam/observe.hpp"

#include "engine/evaluation.hpp"
#include "values/ascii.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

Value value_of(const Operand& operand, Type type) {
  switch (operand.kind) {
    case Operand::Kind::flag: return Value(operand.flag);
    case Operand::Kind::number: return Value(operand.number);
    case Operand::Kind::text:
    case Operand::Kind::date:
      return operand.ignore_case && type == Type::text ? Value(lowered(operand.text)) : Value(operand.text);
    case Operand::Kind::list: return Value(*operand.list);
    case Operand::Kind::missing: break;
  }
  return {};
}

}  // namespace

Result<NamedValues> observe(const Model& model, const LeadState& state, Timestamp at) {
  const DefaultFloatingPoint floating_point;
  const Program& program = model.program();
  if (std::optional<Error> error = refused(program, state, at)) return *error;
  NamedValues values;
  for (std::size_t i = 0; i < program.attributes.size(); ++i) {
    const AttributeSlot& slot = program.attributes[i];
    const bool known = state.attributes[i].has_value();
    values.push_back({slot.name, known ? value_of(read(state.attributes[i]->value, slot), slot.type) : Value()});
  }
  Evaluation evaluation;
  evaluation.at = at;
  if (is_suppressed(program, state)) evaluation.signals.assign(program.signals.size(), Operand());
  else measure_signals(program, state, evaluation);
  for (std::size_t i = 0; i < program.signals.size(); ++i)
    values.push_back({"signal." + program.signals[i].name, value_of(evaluation.signals[i], program.signals[i].type)});
  return values;
}

}  // namespace bantam
