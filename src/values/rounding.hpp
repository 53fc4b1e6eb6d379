// Rounding: half away from zero, once, where the meaning says so. Written here and nowhere else.
#pragma once

#include <cstdint>

namespace bantam {

/// Wide enough for any product of two 64-bit numbers.
__extension__ using Wide = __int128;

/// numerator / denominator, rounded half away from zero. `denominator` is positive, and the
/// quotient fits in 64 bits.
constexpr std::int64_t rounded_quotient(Wide numerator, Wide denominator) {
  const Wide half = denominator / 2;
  const bool exact_half = denominator % 2 == 0;
  const Wide magnitude = numerator < 0 ? -numerator : numerator;
  const Wide whole = magnitude / denominator;
  const Wide rest = magnitude % denominator;
  const bool up = exact_half ? rest >= half : rest > half;
  const Wide rounded = whole + (up ? 1 : 0);
  return static_cast<std::int64_t>(numerator < 0 ? -rounded : rounded);
}

/// worth × factor / 2³², rounded half away from zero: what decay leaves of a worth.
std::int64_t scaled(std::int64_t worth, std::uint64_t factor);

}  // namespace bantam
