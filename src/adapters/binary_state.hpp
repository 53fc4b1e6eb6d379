// The layout of the compact form of a saved state.
//
// magic, version, lead, fingerprint, rule marks | flags, clock, stage, times | ids | activities |
// attributes | answers | checksum. Declared names are their place in the model, so a blob can be
// read under its own fingerprint only; the part before the first bar can be read under any. A state
// saved through another model than its own has names instead, and loses nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "bantam/state.hpp"
#include "program/program.hpp"

namespace bantam::binary_state {

inline constexpr std::string_view magic = "BTMS";
inline constexpr unsigned checksum_bytes = 8;

enum Flag : unsigned char {
  exists = 1, sla_breached = 2, reset = 4, last_activity = 8, first_mql = 16, last_mql = 32,
  all_flags = 63
};
enum AnswerFlag : unsigned char {
  has_verdict = 1, has_fields = 2, has_by = 4, has_note = 8, all_answer_flags = 15
};

/// Types that are declared are numbers from 1 on; 0 stands for any other, whose name follows.
inline constexpr std::uint64_t by_name = 0;

/// Fields that are declared are a bit each, after the bit that stands for all others; of the bits
/// there are as many as one number holds.
using Slots = std::vector<Slot>;
inline constexpr std::uint64_t others = 1;
inline constexpr std::size_t most_bits = 63;
inline const Slots no_slots;

/// The declared fields of an activity type, none of -1.
inline const Slots& slots_of(const Program& program, std::int32_t type) {
  return type < 0 ? no_slots : program.activities[static_cast<std::size_t>(type)].fields;
}

/// What `TakenId` keeps of an activity; so it need not be written where the activity is.
std::uint64_t digest_of(const StoredActivity& activity);

}  // namespace bantam::binary_state
