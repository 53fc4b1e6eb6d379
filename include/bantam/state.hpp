// LeadState: all that is remembered of one lead between two events.
//
// A value: copy, compare, store. Read it as you like; only `apply` makes new ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bantam/event.hpp"
#include "bantam/history.hpp"
#include "bantam/points.hpp"
#include "bantam/stage.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"

namespace bantam {

/// 128 bits over the meaning of a model: equal for equal meaning, whatever the layout.
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(Fingerprint a, Fingerprint b) { return a.high == b.high && a.low == b.low; }
  friend bool operator!=(Fingerprint a, Fingerprint b) { return !(a == b); }
};

/// 32 lower-case hexadecimal digits.
BANTAM_API std::string to_text(Fingerprint fingerprint);

/// The value an attribute has since `at`; null when it was removed or unreadable.
struct StoredAttribute {
  Timestamp at;
  Value value;
};

/// The last answer to a criterion. `at` is when it happened: the clock then. `fields` are sorted by
/// name and hold no nulls.
struct StoredAnswer {
  Timestamp at;
  std::optional<Standing> verdict;
  bool has_fields = false;
  NamedValues fields;
  std::optional<std::string> by;
  std::optional<std::string> note;
};

/// An id that is taken, and a digest of what it stands for.
struct TakenId {
  std::string id;
  std::uint64_t digest = 0;
};

struct LeadState {
  std::string lead;
  Fingerprint model;
  /// One per rule of the model, shared by its leads: see `rules_to_replay`.
  std::shared_ptr<const std::vector<std::uint16_t>> rule_marks;
  bool exists = false;  ///< false until the first accepted event
  Timestamp clock;      ///< the largest time seen
  Stage stage = Stage::lead;
  Timestamp entered_at;          ///< when the present stay began
  bool sla_breached = false;     ///< the alert of the present stay has been given
  std::optional<Timestamp> reset_at;          ///< activities before it no longer exist
  std::optional<Timestamp> last_activity_at;  ///< of all accepted activities, reset or not
  std::uint64_t mql_count = 0;                ///< how often the lead became MQL, by any row
  std::optional<Timestamp> first_mql_at;
  std::optional<Timestamp> last_mql_at;
  /// How many events it has taken: accepted, or refused after time had passed to them.
  std::uint64_t revision = 0;
  History activities;                                       ///< in canonical order
  std::vector<TakenId> ids;                                 ///< sorted by id
  std::vector<std::optional<StoredAttribute>> attributes;   ///< one per declared attribute
  std::vector<std::optional<StoredAnswer>> answers;         ///< one per criterion, or none at all yet
  /// Derived: what rules that look at attributes alone add to each group, then to each score; and
  /// after it the same of the rules on activities, which is true until `tallied_until` and not asked
  /// for later.
  std::vector<Points> settled;
  Timestamp tallied_until;

  const StoredAnswer* answer(std::size_t criterion) const {
    return criterion < answers.size() && answers[criterion] ? &*answers[criterion] : nullptr;
  }
};

BANTAM_API bool operator==(const LeadState& a, const LeadState& b);
inline bool operator!=(const LeadState& a, const LeadState& b) { return !(a == b); }

}  // namespace bantam
