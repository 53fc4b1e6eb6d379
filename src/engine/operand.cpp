#include "engine/operand.hpp"

#include <algorithm>


namespace bantam {
namespace {

Operand read_choice(const std::string& text, const Slot& slot, Fit& fit) {
  if (const std::string* declared = slot.values.find(text)) return Operand::of_text(*declared);
  fit = Fit::unknown_value;
  return {};
}

}  // namespace

Operand read(const Value& value, const Slot& slot, Fit* fit_out) {
  Fit fit = Fit::fits;
  Operand operand;
  if (value.is_null()) {
    fit = Fit::null;
  } else {
    switch (slot.type) {
      case Type::number:
        if (value.number()) operand = Operand::of_number(*value.number());
        break;
      case Type::flag:
        if (value.flag()) operand = Operand::of_flag(*value.flag());
        break;
      case Type::text:
        if (value.text()) operand = Operand::of_text(*value.text());
        break;
      case Type::choice:
        if (value.text()) operand = read_choice(*value.text(), slot, fit);
        break;
      case Type::list:
        if (value.list()) {
          operand.kind = Operand::Kind::list;
          operand.list = value.list();
        }
        break;
      case Type::date:
        if (value.text()) {
          if (const std::optional<std::int64_t> date = parse_date(*value.text())) {
            operand = Operand::of_text(*value.text());
            operand.kind = Operand::Kind::date;
            operand.date = *date;
          }
        }
        break;
      case Type::null: break;
    }
    if (operand.missing() && fit == Fit::fits) fit = Fit::wrong_type;
  }
  operand.ignore_case = slot.ignore_case;
  if (fit_out) *fit_out = fit;
  return operand;
}

Value normalized(const Value& value, const Slot& slot, Fit& fit) {
  const Operand operand = read(value, slot, &fit);
  if (operand.missing()) return {};
  if (slot.type == Type::choice) return Value(operand.text);
  if (slot.type == Type::list) {
    List sorted = *operand.list;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return Value(std::move(sorted));
  }
  return value;
}

}  // namespace bantam
