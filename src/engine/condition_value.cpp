// Asking conditions: three-valued logic, as in SQL. docs/semantics.md, section 3.
#include <algorithm>

#include "engine/arithmetic.hpp"
#include "engine/evaluation.hpp"
#include "program/logic.hpp"
#include "values/ascii.hpp"

namespace bantam {
namespace {

class Asking {
 public:
  Asking(const Predicate& predicate, const Frame& frame) : predicate_(predicate), frame_(frame) {}

  Operand value(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    switch (node.op) {
      case Op::literal: return literal(node);
      case Op::var: return read(node.ref, node.text, frame_);
      case Op::equal: return equality(node, true);
      case Op::not_equal: return equality(node, false);
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
        return order(node);
      case Op::all_of: return all_of(node);
      case Op::any_of: return any_of(node);
      case Op::negate: {
        const Operand operand = value(arg(node, 0));
        return operand.missing() ? operand : Operand::of_flag(!operand.flag);
      }
      case Op::truthy: return Operand::of_flag(is_something(value(arg(node, 0))));
      case Op::in: return contained(node);
      case Op::starts_with: case Op::ends_with: return affix(node);
      case Op::missing: return Operand::of_flag(missing_from(node, 0) > 0);
      case Op::missing_some: {
        const std::size_t present = node.arg_count - 1 - missing_from(node, 1);
        return Operand::of_flag(static_cast<double>(present) <
                                predicate_.nodes[arg(node, 0)].number);
      }
      case Op::add: case Op::subtract: case Op::multiply: case Op::divide: case Op::min: case Op::max:
        return arithmetic(node);
      case Op::some: case Op::all: case Op::none: return quantified(node);
      default: return branch(node);  // of an array only the items are asked
    }
  }

 private:
  std::uint32_t arg(const Node& node, std::uint32_t i) const {
    return predicate_.args[node.first_arg + i];
  }

  static Operand literal(const Node& node) {
    switch (node.type) {
      case Type::flag: return Operand::of_flag(node.flag);
      case Type::number: return Operand::of_number(node.number);
      case Type::text: return Operand::of_text(node.text);
      case Type::date: return date(node);
      default: return {};
    }
  }

  static Operand date(const Node& literal) {
    Operand operand = Operand::of_text(literal.text);
    operand.kind = Operand::Kind::date;
    operand.date = literal.date;
    return operand;
  }

  bool is_null_literal(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    return node.op == Op::literal && node.type == Type::null;
  }

  /// Either side's declaration can make a comparison ignore case.
  static bool ignores_case(const Node& node, const Operand& a, const Operand& b) {
    return node.ignore_case || a.ignore_case || b.ignore_case;
  }

  static int compare(const Operand& a, const Operand& b, bool ignore_case) {
    switch (a.kind) {
      case Operand::Kind::number: return a.number < b.number ? -1 : (b.number < a.number ? 1 : 0);
      case Operand::Kind::date: return a.date < b.date ? -1 : (b.date < a.date ? 1 : 0);
      case Operand::Kind::flag: return static_cast<int>(a.flag) - static_cast<int>(b.flag);
      default: return compare_text(a.text, b.text, ignore_case);
    }
  }

  Operand equality(const Node& node, bool wanted) const {
    const std::uint32_t left = arg(node, 0);
    const std::uint32_t right = arg(node, 1);
    const Operand a = value(left);
    const Operand b = value(right);
    if (is_null_literal(left) || is_null_literal(right))
      return Operand::of_flag((a.missing() && b.missing()) == wanted);
    if (a.missing() || b.missing()) return {};
    return Operand::of_flag((compare(a, b, ignores_case(node, a, b)) == 0) == wanted);
  }

  static bool ordered(Op op, int comparison) {
    switch (op) {
      case Op::less: return comparison < 0;
      case Op::less_equal: return comparison <= 0;
      case Op::greater: return comparison > 0;
      default: return comparison >= 0;
    }
  }

  /// Of two operands, or of three for between. Each is asked once: asking twice at each of many
  /// levels would double the cost at each.
  Operand order(const Node& node) const {
    Operand operands[3];
    bool unknown = false;
    bool ignore_case = node.ignore_case;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      operands[i] = value(arg(node, i));
      unknown = unknown || operands[i].missing();
      ignore_case = ignore_case || operands[i].ignore_case;
    }
    if (unknown) return {};
    bool holds = true;
    for (std::uint32_t i = 1; i < node.arg_count; ++i)
      holds = holds && ordered(node.op, compare(operands[i - 1], operands[i], ignore_case));
    return Operand::of_flag(holds);
  }

  Operand all_of(const Node& node) const {
    bool unknown = false;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const Operand operand = value(arg(node, i));
      if (operand.missing()) unknown = true;
      else if (!operand.flag) return operand;
    }
    return unknown ? Operand() : Operand::of_flag(true);
  }

  Operand any_of(const Node& node) const {
    bool unknown = false;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const Operand operand = value(arg(node, i));
      if (operand.missing()) unknown = true;
      else if (operand.flag) return operand;
    }
    return unknown ? Operand() : Operand::of_flag(false);
  }

  static bool is_something(const Operand& operand) {
    switch (operand.kind) {
      case Operand::Kind::missing: return false;
      case Operand::Kind::flag: return operand.flag;
      case Operand::Kind::number: return operand.number != 0;
      case Operand::Kind::text: return !operand.text.empty();
      case Operand::Kind::list: return !operand.list->empty();
      case Operand::Kind::date: break;
    }
    return true;
  }

  Operand contained(const Node& node) const {
    const Operand needle = value(arg(node, 0));
    const Node& hay = predicate_.nodes[arg(node, 1)];
    if (hay.op == Op::array) {
      if (needle.missing()) return {};
      bool found = false;
      for (std::uint32_t i = 0; i < hay.arg_count && !found; ++i)
        found = compare(needle, value(arg(hay, i)), node.ignore_case || needle.ignore_case) == 0;
      return Operand::of_flag(found);
    }
    const Operand place = value(arg(node, 1));
    if (needle.missing() || place.missing()) return {};
    const bool ignore_case = ignores_case(node, needle, place);
    if (place.kind != Operand::Kind::list)
      return Operand::of_flag(contains(place.text, needle.text, ignore_case));
    return Operand::of_flag(std::any_of(
        place.list->begin(), place.list->end(),
        [&](const std::string& item) { return equal_text(item, needle.text, ignore_case); }));
  }

  Operand affix(const Node& node) const {
    const Operand text = value(arg(node, 0));
    const Operand part = value(arg(node, 1));
    if (text.missing() || part.missing()) return {};
    const bool ignore_case = ignores_case(node, text, part);
    return Operand::of_flag(node.op == Op::starts_with
                                ? starts_with(text.text, part.text, ignore_case)
                                : ends_with(text.text, part.text, ignore_case));
  }

  std::size_t missing_from(const Node& node, std::uint32_t first) const {
    std::size_t missing = 0;
    for (std::uint32_t i = first; i < node.arg_count; ++i)
      if (value(arg(node, i)).missing()) ++missing;
    return missing;
  }

  Operand arithmetic(const Node& node) const {
    Operand result = value(arg(node, 0));
    if (result.missing()) return {};
    if (node.op == Op::subtract && node.arg_count == 1) return Operand::of_number(0.0 - result.number);
    for (std::uint32_t i = 1; i < node.arg_count; ++i) {
      const Operand next = value(arg(node, i));
      if (next.missing() || (node.op == Op::divide && next.number == 0)) return {};
      result = Operand::of_number(combined(node.op, result.number, next.number));
      if (result.missing()) return {};
    }
    return result;
  }

  Operand quantified(const Node& node) const {
    const Operand list = value(arg(node, 0));
    if (list.missing()) return {};
    bool any_true = false;
    bool any_unknown = false;
    bool all_true = !list.list->empty();
    for (const std::string& item : *list.list) {
      Frame frame = frame_;
      frame.element = item;
      frame.element_ignores_case = list.ignore_case;
      const Operand holds = Asking(predicate_, frame).value(arg(node, 1));
      any_unknown = any_unknown || holds.missing();
      if (holds.missing()) continue;
      any_true = any_true || holds.flag;
      all_true = all_true && holds.flag;
    }
    // Inside, only the element and literals can be named, so nothing is unknown but a computation
    // that overflowed.
    if (node.op == Op::all) {
      if (all_true && any_unknown) return {};
      return Operand::of_flag(all_true);
    }
    if (!any_true && any_unknown) return {};
    return Operand::of_flag(any_true == (node.op == Op::some));
  }

  Operand branch(const Node& node) const {
    std::uint32_t i = 0;
    for (; i + 1 < node.arg_count; i += 2) {
      const Operand condition = value(arg(node, i));
      if (!condition.missing() && condition.flag) return value(arg(node, i + 1));
    }
    return i < node.arg_count ? value(arg(node, i)) : Operand();
  }

  const Predicate& predicate_;
  const Frame& frame_;
};

Operand dated(const Operand& operand, DateView view, Timestamp at) {
  if (view == DateView::date || operand.missing()) return operand;
  const std::int64_t age = whole_days(at.ms - operand.date);
  return Operand::of_number(static_cast<double>(view == DateView::age_days ? age : -age));
}

const Value* find_value(const NamedValues& values, std::string_view name) {
  for (const NamedValue& each : values)
    if (each.name == name) return &each.value;
  return nullptr;
}

LogicValue logic_operand(const Operand& operand) {
  LogicValue value;
  switch (operand.kind) {
    case Operand::Kind::missing: break;
    case Operand::Kind::flag:
      value.kind = LogicValue::Kind::flag;
      value.flag = operand.flag;
      break;
    case Operand::Kind::number:
      value.kind = LogicValue::Kind::number;
      value.number = operand.number;
      break;
    case Operand::Kind::text: case Operand::Kind::date:
      value.kind = LogicValue::Kind::text;
      value.text = std::string(operand.text);
      break;
    case Operand::Kind::list: {
      List sorted = *operand.list;
      std::sort(sorted.begin(), sorted.end());
      sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
      value = logic_value(Value(std::move(sorted)));
    }
  }
  return value;
}

/// A comparison of numbers, or of a text with its beginning or end. What has no value has no number.
Truth compared(const Comparison& comparison, const Frame& frame) {
  const Operand operand = read(comparison.ref, comparison.name, frame);
  if (comparison.op == Op::starts_with || comparison.op == Op::ends_with) {
    if (operand.missing()) return Truth::unknown;
    const bool ignore_case = comparison.ignore_case || operand.ignore_case;
    const bool holds = comparison.op == Op::starts_with ? starts_with(operand.text, comparison.text, ignore_case)
                                                        : ends_with(operand.text, comparison.text, ignore_case);
    return holds ? Truth::yes : Truth::no;
  }
  if (operand.kind != Operand::Kind::number) return Truth::unknown;
  const double number = operand.number;
  bool holds = false;
  switch (comparison.op) {
    case Op::less: holds = number < comparison.number; break;
    case Op::less_equal: holds = number <= comparison.number; break;
    case Op::greater: holds = number > comparison.number; break;
    case Op::greater_equal: holds = number >= comparison.number; break;
    case Op::equal: holds = number == comparison.number; break;
    default: holds = number != comparison.number;
  }
  return holds ? Truth::yes : Truth::no;
}

/// A condition names bands only where there are some.
std::string_view band_text(const std::vector<BandProgram>& bands, Points points) {
  return band_of(bands, points)->name;
}

Operand element_of(const Frame& frame) {
  Operand element = Operand::of_text(frame.element);
  element.ignore_case = frame.element_ignores_case;
  return element;
}

}  // namespace

Truth ask(const Predicate& predicate, const Frame& frame) {
  if (predicate.logic) {
    const auto lookup = [&](const Logic& var) { return logic_operand(read(var.ref, var.name, frame)); };
    return truthy(evaluate(*predicate.logic, lookup)) ? Truth::yes : Truth::no;
  }
  if (predicate.comparison) return compared(*predicate.comparison, frame);
  const Operand operand = Asking(predicate, frame).value(predicate.root);
  return operand.missing() ? Truth::unknown : (operand.flag ? Truth::yes : Truth::no);
}

Operand value_of(const Predicate& predicate, std::uint32_t node, const Frame& frame) {
  return Asking(predicate, frame).value(node);
}

Operand read(const Ref& ref, std::string_view name, const Frame& frame) {
  const auto index = static_cast<std::size_t>(ref.index);
  switch (ref.kind) {
    case RefKind::none: break;
    case RefKind::element: return element_of(frame);
    case RefKind::field: {
      if (frame.row) return frame.row->field(name);
      const ActivityProgram& type = frame.program.activities[static_cast<std::size_t>(frame.type_index)];
      const Slot* slot = type.field(name);
      if (frame.said) return frame.said[slot - type.fields.data()];
      const Value* value = find_value(*frame.fields, name);
      return value ? read(*value, *slot) : Operand();
    }
    case RefKind::attribute: {
      if (frame.row) return dated(frame.row->attribute(index), ref.view, frame.at);
      const std::optional<StoredAttribute>& stored = frame.state.attributes[index];
      return stored ? dated(read(stored->value, frame.program.attributes[index]), ref.view, frame.at)
                    : Operand();
    }
    case RefKind::signal:
      return frame.row ? frame.row->signal(index) : frame.evaluation.signals[index];
    case RefKind::score: return Operand::of_number(frame.evaluation.scores[index].nearest_double());
    case RefKind::total: return Operand::of_number(frame.evaluation.total.nearest_double());
    case RefKind::band:
      return Operand::of_text(band_text(frame.program.scores[index].bands, frame.evaluation.scores[index]));
    case RefKind::total_band:
      return Operand::of_text(band_text(frame.program.total_bands, frame.evaluation.total));
    case RefKind::gate: return Operand::of_text(to_text(frame.evaluation.standings[index]));
    case RefKind::gate_open: return Operand::of_flag(frame.evaluation.gate_open);
    case RefKind::stage: return Operand::of_text(to_text(frame.evaluation.stage));
    case RefKind::answer: {
      const Slot& slot = frame.criterion->fields[index];
      const Value* value = find_value(frame.answer->fields, slot.name);
      return value ? dated(read(*value, slot), ref.view, frame.at) : Operand();
    }
  }
  return {};
}

void add_missing(const Predicate& predicate, const Frame& frame, std::vector<std::string>& names) {
  for (const std::uint32_t place : predicate.vars) {
    const Node& node = predicate.nodes[place];
    if (!read(node.ref, node.text, frame).missing()) continue;
    if (std::find(names.begin(), names.end(), node.text) == names.end()) names.push_back(node.text);
  }
}

}  // namespace bantam
