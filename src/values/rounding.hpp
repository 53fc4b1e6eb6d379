// Rounding: half away from zero, once, where the meaning says so. Written here and nowhere else.
#pragma once

#include <cstdint>

#include "values/wide.hpp"

namespace bantam {

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

/// thousandths × thousandths as thousandths, rounded half away from zero. What is small, as it
/// nearly always is, takes a division that the compiler knows.
constexpr std::int64_t rounded_thousandth(Wide product) {
  constexpr Wide small = Wide{1} << 62U;
  if (product <= -small || product >= small) return rounded_quotient(product, 1000);
  const auto number = static_cast<std::int64_t>(product);
  return (number + (number < 0 ? -500 : 500)) / 1000;
}

/// worth × factor / 2³², rounded half away from zero: what decay leaves of a worth.
/// `worth` is at most 10⁹ thousandths, `factor` at most 2³²: their product fits in 63 bits.
constexpr std::int64_t scaled(std::int64_t worth, std::uint64_t factor) {
  const std::uint64_t magnitude = static_cast<std::uint64_t>(worth < 0 ? -worth : worth);
  const auto kept = static_cast<std::int64_t>((magnitude * factor + (std::uint64_t{1} << 31U)) >> 32U);
  return worth < 0 ? -kept : kept;
}

/// Half away from zero, for magnitudes below 2⁵²: there the difference to the whole part is exact.
constexpr std::int64_t rounded(double number) {
  const auto whole = static_cast<std::int64_t>(number);
  const double rest = number - static_cast<double>(whole);
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

}  // namespace bantam
