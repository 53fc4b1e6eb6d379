// The types of values and what a name in a condition may stand for.
#pragma once

#include <cstdint>
#include <string_view>

namespace bantam {

enum class Type : unsigned char { number, text, flag, choice, list, date, null };

constexpr std::string_view to_text(Type type) {
  constexpr std::string_view names[] = {"number", "text", "flag", "choice", "list", "date", "null"};
  return names[static_cast<unsigned char>(type)];
}

/// What a `var` names. docs/semantics.md, section 3.
enum class RefKind : unsigned char {
  none, element, field, attribute, signal, score, total, band, total_band, gate, gate_open, stage,
  answer  ///< a field of the criterion's answer
};

/// A date read as a number of days, or as it is.
enum class DateView : unsigned char { date, age_days, days_ahead };

struct Ref {
  RefKind kind = RefKind::none;
  DateView view = DateView::date;
  std::int32_t index = -1;  ///< of the attribute, signal, score, criterion or answer field
};

}  // namespace bantam
