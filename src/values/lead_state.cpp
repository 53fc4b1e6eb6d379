// Equality of states and the text of a fingerprint.
#include "bantam/state.hpp"

#include <tuple>

namespace bantam {
namespace {

bool same(const StoredAttribute& a, const StoredAttribute& b) {
  return a.at == b.at && a.value == b.value;
}

bool same(const StoredAnswer& a, const StoredAnswer& b) {
  return a.at == b.at && a.verdict == b.verdict && a.has_fields == b.has_fields &&
         a.fields == b.fields && a.by == b.by && a.note == b.note;
}

bool same(const TakenId& a, const TakenId& b) { return a.id == b.id && a.digest == b.digest; }

template <class T>
bool same(const std::optional<T>& a, const std::optional<T>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!same(a[i], b[i])) return false;
  return true;
}

bool same_marks(const LeadState& a, const LeadState& b) {
  return a.rule_marks == b.rule_marks || (a.rule_marks && b.rule_marks && *a.rule_marks == *b.rule_marks);
}

bool same_answers(const LeadState& a, const LeadState& b) {
  for (std::size_t i = 0; i < a.answers.size() || i < b.answers.size(); ++i) {
    const StoredAnswer* x = a.answer(i);
    const StoredAnswer* y = b.answer(i);
    if ((x == nullptr) != (y == nullptr) || (x && !same(*x, *y))) return false;
  }
  return true;
}

auto scalars(const LeadState& state) {
  return std::tie(state.lead, state.model, state.exists, state.clock, state.stage,
                  state.entered_at, state.sla_breached, state.reset_at, state.last_activity_at,
                  state.mql_count, state.first_mql_at, state.last_mql_at, state.revision);
}

}  // namespace

bool operator==(const LeadState& a, const LeadState& b) {
  return scalars(a) == scalars(b) && same_marks(a, b) && a.activities == b.activities && same(a.ids, b.ids) &&
         same(a.attributes, b.attributes) && same_answers(a, b);
}

std::string to_text(Fingerprint fingerprint) {
  static constexpr char hex[] = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {fingerprint.high, fingerprint.low})
    for (int shift = 60; shift >= 0; shift -= 4)
      text += hex[(half >> static_cast<unsigned>(shift)) & 15U];
  return text;
}

}  // namespace bantam
