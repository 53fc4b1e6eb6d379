// Tombstones: what stays of an erased person, so that no old event brings them back.
//
// Erasing is deleting, and the host's work: its rows of the lead, in log, states, journal and
// copies (docs/people.md). What it keeps in their place is a tombstone, 128 bits that say nothing
// to anybody without the host's key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/export.hpp"

namespace bantam {

/// 128 bits that the host draws by lot once and keeps apart from the tombstones: whoever has both
/// can try ids that they know. Under another key nobody is found again.
struct ErasureKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

/// SipHash-2-4 with 128 bits of output, under the host's key, over tenant and lead.
struct Tombstone {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(Tombstone a, Tombstone b) { return a.high == b.high && a.low == b.low; }
  friend bool operator!=(Tombstone a, Tombstone b) { return !(a == b); }
  friend bool operator<(Tombstone a, Tombstone b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
};

BANTAM_API Tombstone tombstone_of(ErasureKey key, std::string_view tenant, std::string_view lead);

/// 32 lower-case hexadecimal digits.
BANTAM_API std::string to_text(Tombstone tombstone);
/// Of what `to_text` writes; nothing else is one.
BANTAM_API std::optional<Tombstone> parse_tombstone(std::string_view text);
/// Of 32 hexadecimal digits.
BANTAM_API std::optional<ErasureKey> parse_erasure_key(std::string_view text);

/// The erased leads of a tenant. A host without tenants leaves the name empty.
struct ErasedLeads {
  ErasureKey key;
  std::string tenant;
  std::vector<Tombstone> tombstones;  ///< ascending
};

/// Cost     one hash, and a binary search.
BANTAM_API bool is_erased(const ErasedLeads& erased, std::string_view lead);

/// Adds the tombstone of a lead, once, in its place.
BANTAM_API void remember_erased(ErasedLeads& erased, std::string_view lead);

}  // namespace bantam
