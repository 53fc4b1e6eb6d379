// Random: the same numbers for a seed on every platform, which no std distribution promises.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bench {

/// xoshiro256++, seeded by SplitMix64. Source: prng.di.unimi.it (Blackman and Vigna).
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9E3779B97F4A7C15U;
      word = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9U;
      word = (word ^ (word >> 27U)) * 0x94D049BB133111EBU;
      word ^= word >> 31U;
    }
  }

  std::uint64_t next() {
    const std::uint64_t result = rotated(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  /// A whole number below `count`, which is below 2³².
  std::size_t below(std::size_t count) { return static_cast<std::size_t>((next() >> 32U) * count >> 32U); }

  /// A number in [0, 1), a multiple of 2⁻⁵³.
  double unit() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

  bool percent(std::size_t chance) { return below(100) < chance; }

 private:
  static std::uint64_t rotated(std::uint64_t word, unsigned by) {
    return (word << by) | (word >> (64U - by));
  }

  std::uint64_t state_[4] = {};
};

}  // namespace bench
