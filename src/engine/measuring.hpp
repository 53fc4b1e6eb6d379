// Measuring: one signal, activity by activity from the oldest. docs/semantics.md, section 5.
#pragma once

#include <cstdint>

#include "engine/operand.hpp"

namespace bantam {

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

  void add(Timestamp at) {
    if (count++ == 0) first_at = at.ms;
    last_at = at.ms;
    const std::int64_t day = at.ms / day_ms;
    if (day != last_day) ++days;
    last_day = day;
  }

  /// The value of the signal's field in the activity just added.
  void add_value(const Operand& value) {
    if (value.missing()) return;
    sum += value.number;
    least = any_value && least < value.number ? least : value.number;
    most = any_value && value.number < most ? most : value.number;
    any_value = true;
    last = value;
  }

  Operand result(Measure measure, Timestamp at) const {
    const auto number = [](std::int64_t whole) { return Operand::of_number(static_cast<double>(whole)); };
    const auto days_since = [&](std::int64_t then) {
      return count == 0 ? Operand() : number(whole_days(at.ms - then));
    };
    switch (measure) {
      case Measure::count: return number(count);
      case Measure::active_days: return number(days);
      case Measure::days_since_first: return days_since(first_at);
      case Measure::days_since_last: return days_since(last_at);
      case Measure::sum: return Operand::of_number(sum);
      case Measure::min: return any_value ? Operand::of_number(least) : Operand();
      case Measure::max: return any_value ? Operand::of_number(most) : Operand();
      case Measure::last: break;
    }
    return last;
  }
};

}  // namespace bantam
