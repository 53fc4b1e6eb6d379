// Text hash: 64 bits of a text under a key that nobody outside the process knows.
//
// The construction is that of wyhash (Wang Yi, 2019): words of the text, each blinded by a part of
// the key, multiplied to 128 bits and folded. Who does not know the key cannot choose texts that
// meet more often than by chance, and TextTable draws a new key where they meet all the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace bantam::cli {

struct HashKey {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  std::uint64_t third = 0;

  /// A key from the operating system.
  static HashKey random();
};

namespace hashing {

inline std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
#if defined(__SIZEOF_INT128__)
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
#else
  const std::uint64_t low_a = a & 0xffffffffU, high_a = a >> 32U;
  const std::uint64_t low_b = b & 0xffffffffU, high_b = b >> 32U;
  const std::uint64_t low = low_a * low_b, high = high_a * high_b;
  const std::uint64_t middle = high_a * low_b + (low >> 32U);
  const std::uint64_t middle_2 = low_a * high_b + (middle & 0xffffffffU);
  const std::uint64_t top = high + (middle >> 32U) + (middle_2 >> 32U);
  return ((middle_2 << 32U) | (low & 0xffffffffU)) ^ top;
#endif
}

inline std::uint64_t word(const char* from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, 8);
  return bytes;
}

inline std::uint64_t half_word(const char* from) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, from, 4);
  return bytes;
}

}  // namespace hashing

/// Units  different on machines of different byte order; nothing that is shown depends on it.
inline std::uint64_t text_hash(std::string_view text, const HashKey& key) {
  using namespace hashing;
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t state = key.first ^ left;
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  for (; left > 16; left -= 16, at += 16)
    state = folded_product(word(at) ^ key.second, word(at + 8) ^ key.third ^ state);
  if (left >= 8) {
    a = word(at);
    b = word(at + left - 8);
  } else if (left >= 4) {
    a = half_word(at);
    b = half_word(at + left - 4);
  } else if (left > 0) {
    a = static_cast<unsigned char>(at[0]) |
        static_cast<std::uint64_t>(static_cast<unsigned char>(at[left / 2])) << 8U |
        static_cast<std::uint64_t>(static_cast<unsigned char>(at[left - 1])) << 16U;
  }
  state = folded_product(a ^ key.second, b ^ key.third ^ state);
  return folded_product(state ^ key.first, text.size() ^ key.third);
}

}  // namespace bantam::cli
