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

/// Texts of 4 to 16 bytes as two words, by four reads that overlap, so that no branch hangs on the
/// length: lengths come and go, and a processor guesses them badly.
struct TwoWords {
  std::uint64_t first;
  std::uint64_t last;

  explicit TwoWords(std::string_view text) {
    const std::size_t inward = (text.size() >> 3U) << 2U;
    const char* at = text.data();
    const char* end = at + text.size();
    first = hashing::half_word(at) << 32U | hashing::half_word(at + inward);
    last = hashing::half_word(end - 4) << 32U | hashing::half_word(end - 4 - inward);
  }
};

/// As `==`, without a call for texts as short as most are.
[[gnu::always_inline]] inline bool same_text(std::string_view a, std::string_view b) {
  using hashing::word;
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 4) {
    for (std::size_t i = 0; i < size; ++i)
      if (a[i] != b[i]) return false;
    return true;
  }
  if (size <= 16) {
    const TwoWords ours(a);
    const TwoWords theirs(b);
    return ((ours.first ^ theirs.first) | (ours.last ^ theirs.last)) == 0;
  }
  const auto same = [&](std::size_t at) {
    return ((word(a.data() + at) ^ word(b.data() + at)) |
            (word(a.data() + at + 8) ^ word(b.data() + at + 8))) == 0;
  };
  for (std::size_t at = 0; at + 16 < size; at += 16)
    if (!same(at)) return false;
  return same(size - 16);
}

/// Copies a text; there must be room for 16 bytes at `to` where it is shorter.
inline void copy_text(std::string_view text, char* to) {
  using namespace hashing;
  const std::size_t size = text.size();
  const char* from = text.data();
  if (size > 16 || size < 4) {
    std::memcpy(to, from, size);
    return;
  }
  const std::size_t inward = (size >> 3U) << 2U;
  const std::uint32_t parts[] = {
      static_cast<std::uint32_t>(half_word(from)), static_cast<std::uint32_t>(half_word(from + inward)),
      static_cast<std::uint32_t>(half_word(from + size - 4)),
      static_cast<std::uint32_t>(half_word(from + size - 4 - inward))};
  std::memcpy(to, &parts[0], 4);
  std::memcpy(to + inward, &parts[1], 4);
  std::memcpy(to + size - 4, &parts[2], 4);
  std::memcpy(to + size - 4 - inward, &parts[3], 4);
}

/// Units  different on machines of different byte order; nothing that is shown depends on it.
inline std::uint64_t text_hash(std::string_view text, const HashKey& key) {
  using namespace hashing;
  const std::size_t size = text.size();
  std::uint64_t state = key.first ^ size;
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  if (size > 16) {
    for (std::size_t at = 0; at + 16 < size; at += 16)
      state = folded_product(word(text.data() + at) ^ key.second,
                             word(text.data() + at + 8) ^ key.third ^ state);
    a = word(text.data() + size - 16);
    b = word(text.data() + size - 8);
  } else if (size >= 4) {
    const TwoWords words(text);
    a = words.first;
    b = words.last;
  } else if (size > 0) {
    a = static_cast<unsigned char>(text[0]) |
        static_cast<std::uint64_t>(static_cast<unsigned char>(text[size / 2])) << 8U |
        static_cast<std::uint64_t>(static_cast<unsigned char>(text[size - 1])) << 16U;
  }
  state = folded_product(a ^ key.second, b ^ key.third ^ state);
  return folded_product(state ^ key.first, size ^ key.third);
}

}  // namespace bantam::cli
