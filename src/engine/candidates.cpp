#include "engine/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/operand.hpp"

namespace bantam {
namespace {

constexpr double steps[] = {0, -1, 1};  // at a threshold and on both sides of it

}  // namespace

void Candidates::add(const Condition& condition) {
  if (is_asked(condition) && condition.type == Type::flag) {
    add_value(name_of(condition), Value(true));
    add_value(name_of(condition), Value(false));
  }
  // Comparisons have three operands at most; of a sum of thousands every pair would be looked at.
  const bool compares = condition.args.size() <= 3;
  for (const Condition& arg : condition.args) {
    if (is_asked(arg) && (condition.op == Op::missing || condition.op == Op::missing_some))
      add_value(name_of(arg), Value());
    if (is_asked(arg) && compares)
      for (const Condition& other : condition.args) add_literals(arg, other);
    add(arg);
  }
}

void Candidates::add_table(const Rule& rule) {
  for (const RuleValue& each : rule.values) {
    if (each.value == "true" || each.value == "false")
      add_value(rule.of->name, Value(each.value == "true"));
    add_value(rule.of->name, Value(each.value));
  }
  for (const RuleBand& band : rule.bands) {
    if (!band.below) continue;
    add_value(rule.of->name, Value(*band.below));
    add_value(rule.of->name, Value(*band.below - 1));
  }
}

void Candidates::add_removals(const Condition& condition) {
  if (is_asked(condition)) add_value(name_of(condition), Value());
  for (const Condition& arg : condition.args) add_removals(arg);
}

/// Of the literals that stand beside a var: themselves, those of a list of them, and those that the
/// elements of a list are compared with.
void Candidates::add_literals(const Condition& var, const Condition& other) {
  if (other.op == Op::literal) add_literal(var, other.literal);
  if (other.op == Op::array || var.type == Type::list)
    for (const Condition& arg : other.args) add_literals(var, arg);
}

void Candidates::add_literal(const Condition& var, const Json& literal) {
  const std::string& name = name_of(var);
  if (literal.is_null()) return add_value(name, Value());
  if (literal.is_number() && var.ref.view != DateView::date) {
    constexpr double days_most = 4e6;  // beyond every date that can be written
    if (!(std::abs(literal.number) < days_most)) return;
    const std::int64_t today = whole_days(at_.ms);
    for (const double step : steps) {
      const auto days = static_cast<std::int64_t>(std::floor(literal.number + step));
      const bool ahead = var.ref.view == DateView::days_ahead;
      add_day(name, (ahead ? today + days : today - days) * day_ms);
    }
  } else if (literal.is_number() && var.type == Type::number) {
    for (const double step : steps) add_value(name, Value(literal.number + step));
  } else if (literal.is_text() && var.type == Type::date) {
    if (const std::optional<std::int64_t> date = parse_date(literal.text))
      for (const double step : steps)
        add_day(name, *date + static_cast<std::int64_t>(step) * day_ms);
  } else if (literal.is_text() && var.type == Type::list) {
    add_value(name, Value(List{literal.text}));
  } else if (literal.is_text()) {
    add_value(name, Value(literal.text));
  }
}

void Candidates::add_day(const std::string& name, std::int64_t midnight_ms) {
  const std::string day = to_text(Timestamp{midnight_ms}).substr(0, 10);
  if (parse_date(day) == midnight_ms)
    add_value(name, Value(day));  // else no date can be written so
}

void Candidates::add_value(const std::string& name, Value value) {
  std::vector<Value>& values = values_[name];
  if (values.size() < most && std::find(values.begin(), values.end(), value) == values.end())
    values.push_back(std::move(value));
}

const std::string& Candidates::name_of(const Condition& var) const {
  if (kind_ != RefKind::attribute) return var.name;
  return program_.attributes[static_cast<std::size_t>(var.ref.index)].name;  // without its view
}

}  // namespace bantam
