// Timestamp and Duration: when things happened and how long they last.
//
// The library reads no clock: every time in it came from the host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bantam/export.hpp"

namespace bantam {

/// A length of time. Units: milliseconds; a day is 86,400 s whatever the calendar says.
struct Duration {
  std::int64_t ms = 0;

  friend constexpr bool operator==(Duration a, Duration b) { return a.ms == b.ms; }
  friend constexpr bool operator!=(Duration a, Duration b) { return a.ms != b.ms; }
  friend constexpr bool operator<(Duration a, Duration b) { return a.ms < b.ms; }
  friend constexpr bool operator>(Duration a, Duration b) { return b < a; }
  friend constexpr bool operator<=(Duration a, Duration b) { return !(b < a); }
  friend constexpr bool operator>=(Duration a, Duration b) { return !(a < b); }
};

/// A moment. Units: milliseconds since 1970-01-01T00:00:00Z, UTC, in [1970, 2200).
struct Timestamp {
  std::int64_t ms = 0;

  friend constexpr bool operator==(Timestamp a, Timestamp b) { return a.ms == b.ms; }
  friend constexpr bool operator!=(Timestamp a, Timestamp b) { return a.ms != b.ms; }
  friend constexpr bool operator<(Timestamp a, Timestamp b) { return a.ms < b.ms; }
  friend constexpr bool operator>(Timestamp a, Timestamp b) { return b < a; }
  friend constexpr bool operator<=(Timestamp a, Timestamp b) { return !(b < a); }
  friend constexpr bool operator>=(Timestamp a, Timestamp b) { return !(a < b); }
  friend constexpr Duration operator-(Timestamp a, Timestamp b) { return Duration{a.ms - b.ms}; }
  friend constexpr Timestamp operator+(Timestamp a, Duration d) { return Timestamp{a.ms + d.ms}; }
  friend constexpr Timestamp operator-(Timestamp a, Duration d) { return Timestamp{a.ms - d.ms}; }
};

inline constexpr std::int64_t day_ms = 86'400'000;
/// The first moment that is no Timestamp any more: 2200-01-01T00:00:00Z.
inline constexpr Timestamp timestamp_end{7'258'118'400'000};

/// Reads RFC 3339 with `Z` or an offset and up to three fraction digits.
/// Refused: lower-case `t` and `z`, no offset, `:60` anywhere but 23:59 UTC, impossible
/// dates, moments outside [1970, 2200). Source: docs/semantics.md, section 1.
BANTAM_API std::optional<Timestamp> parse_timestamp(std::string_view text);

/// "2026-11-21T10:00:00Z", with three fraction digits where they are not 0.
BANTAM_API std::string to_text(Timestamp at);

/// Reads `YYYY-MM-DD`, years 0001 to 9999, as milliseconds since 1970 of that midnight UTC.
BANTAM_API std::optional<std::int64_t> parse_date(std::string_view text);

/// Reads a whole number and one of `ms s m h d w`, more than 0 and at most `36500d`.
BANTAM_API std::optional<Duration> parse_duration(std::string_view text);

/// "90d", "36h", "1500ms": the largest unit that divides it.
BANTAM_API std::string to_text(Duration duration);

}  // namespace bantam
