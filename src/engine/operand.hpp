// Operand: a value while a condition is asked. Views only; it owns nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "bantam/value.hpp"
#include "program/program.hpp"

namespace bantam {

/// An answer in three-valued logic.
enum class Truth : unsigned char { no, yes, unknown };

struct Operand {
  enum class Kind : unsigned char { missing, flag, number, text, list, date } kind = Kind::missing;
  bool flag = false;
  bool ignore_case = false;   ///< its declaration says so
  double number = 0;
  std::int64_t date = 0;      ///< ms since 1970 of its midnight
  std::string_view text;      ///< of a text or choice, and the spelling of a date
  const List* list = nullptr;

  bool missing() const { return kind == Kind::missing; }

  static Operand of_flag(bool flag) {
    Operand operand;
    operand.kind = Kind::flag;
    operand.flag = flag;
    return operand;
  }
  /// An infinite or undefined number is missing: a computation that overflowed.
  static Operand of_number(double number) {
    Operand operand;
    if (number - number == 0.0) {
      operand.kind = Kind::number;
      operand.number = number;
    }
    return operand;
  }
  static Operand of_text(std::string_view text) {
    Operand operand;
    operand.kind = Kind::text;
    operand.text = text;
    return operand;
  }
};

/// How a value reads as its declared type.
enum class Fit : unsigned char { fits, null, wrong_type, unknown_value };

/// Reads a value as a slot declares it; a choice in its declared spelling. What does not fit is
/// missing.
Operand read(const Value& value, const Slot& slot, Fit* fit = nullptr);

/// The same for a value that is in no Value. The operand views `text` or `list`.
Operand read_flag(bool flag, const Slot& slot);
Operand read_number(double number, const Slot& slot);
Operand read_text(std::string_view text, const Slot& slot, Fit* fit = nullptr);
Operand read_list(const List& list, const Slot& slot);
/// `days` since 1970; `spelling` is its text.
Operand read_date(std::int64_t days, std::string_view spelling, const Slot& slot);

/// The value as it is stored: a choice in its declared spelling, a list as a sorted set, anything
/// that does not fit as null.
Value normalized(const Value& value, const Slot& slot, Fit& fit);

/// floor(span / 1 d)
constexpr std::int64_t whole_days(std::int64_t span_ms) {
  return span_ms >= 0 ? span_ms / day_ms : -((-span_ms + day_ms - 1) / day_ms);
}

}  // namespace bantam
