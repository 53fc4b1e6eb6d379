#include "engine/operand.hpp"

#include <algorithm>

#include "bantam/timestamp.hpp"
#include "values/ascii.hpp"

namespace bantam {
namespace {

Operand read_choice(std::string_view text, const Slot& slot, Fit& fit) {
  for (const std::string& declared : slot.values)
    if (equal_text(declared, text, slot.ignore_case)) return Operand::of_text(declared);
  fit = Fit::unknown_value;
  return {};
}

Operand of_date(std::int64_t date, std::string_view spelling) {
  Operand operand = Operand::of_text(spelling);
  operand.kind = Operand::Kind::date;
  operand.date = date;
  return operand;
}

Operand declared(Operand operand, const Slot& slot) {
  operand.ignore_case = slot.ignore_case;
  return operand;
}

}  // namespace

Operand read_flag(bool flag, const Slot& slot) {
  return declared(slot.type == Type::flag ? Operand::of_flag(flag) : Operand(), slot);
}

Operand read_number(double number, const Slot& slot) {
  return declared(slot.type == Type::number ? Operand::of_number(number) : Operand(), slot);
}

Operand read_text(std::string_view text, const Slot& slot, Fit* fit_out) {
  Fit fit = Fit::fits;
  Operand operand;
  if (slot.type == Type::text) operand = Operand::of_text(text);
  if (slot.type == Type::choice) operand = read_choice(text, slot, fit);
  if (slot.type == Type::date)
    if (const std::optional<std::int64_t> date = parse_date(text)) operand = of_date(*date, text);
  if (fit_out) *fit_out = fit;
  return declared(operand, slot);
}

Operand read_list(const List& list, const Slot& slot) {
  Operand operand;
  if (slot.type == Type::list) {
    operand.kind = Operand::Kind::list;
    operand.list = &list;
  }
  return declared(operand, slot);
}

Operand read_date(std::int64_t days, std::string_view spelling, const Slot& slot) {
  return declared(slot.type == Type::date ? of_date(days * day_ms, spelling) : Operand(), slot);
}

Operand read(const Value& value, const Slot& slot, Fit* fit_out) {
  Fit fit = Fit::fits;
  Operand operand;
  operand.ignore_case = slot.ignore_case;
  if (value.is_null()) fit = Fit::null;
  else if (value.flag()) operand = read_flag(*value.flag(), slot);
  else if (value.number()) operand = read_number(*value.number(), slot);
  else if (value.text()) operand = read_text(*value.text(), slot, &fit);
  else if (value.list()) operand = read_list(*value.list(), slot);
  if (operand.missing() && fit == Fit::fits) fit = Fit::wrong_type;
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
