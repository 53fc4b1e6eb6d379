#include "bantam/tombstone.hpp"

#include <algorithm>

#include "values/siphash.hpp"

namespace bantam {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

void append_hex(std::string& text, std::uint64_t number) {
  for (unsigned shift = 64; shift > 0; shift -= 4) text += digits[(number >> (shift - 4)) & 15U];
}

struct Bits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

std::optional<Bits> bits_of(std::string_view text) {
  if (text.size() != 32) return std::nullopt;
  Bits bits;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits.high = bits.high << 4U | bits.low >> 60U;
    bits.low = bits.low << 4U | digit;
  }
  return bits;
}

}  // namespace

Tombstone tombstone_of(ErasureKey key, std::string_view tenant, std::string_view lead) {
  SipHash hash(key.low, key.high);
  hash.part(tenant);
  hash.part(lead);
  const SipHash::Sum sum = hash.sum();
  return {sum.high, sum.low};
}

std::string to_text(Tombstone tombstone) {
  std::string text;
  append_hex(text, tombstone.high);
  append_hex(text, tombstone.low);
  return text;
}

std::optional<Tombstone> parse_tombstone(std::string_view text) {
  const std::optional<Bits> bits = bits_of(text);
  if (!bits) return std::nullopt;
  return Tombstone{bits->high, bits->low};
}

std::optional<ErasureKey> parse_erasure_key(std::string_view text) {
  const std::optional<Bits> bits = bits_of(text);
  if (!bits) return std::nullopt;
  return ErasureKey{bits->high, bits->low};
}

bool is_erased(const ErasedLeads& erased, std::string_view lead) {
  if (erased.tombstones.empty()) return false;
  return std::binary_search(erased.tombstones.begin(), erased.tombstones.end(),
                            tombstone_of(erased.key, erased.tenant, lead));
}

void remember_erased(ErasedLeads& erased, std::string_view lead) {
  const Tombstone tombstone = tombstone_of(erased.key, erased.tenant, lead);
  const auto place =
      std::lower_bound(erased.tombstones.begin(), erased.tombstones.end(), tombstone);
  if (place == erased.tombstones.end() || *place != tombstone)
    erased.tombstones.insert(place, tombstone);
}

}  // namespace bantam
