// Worth: what one counted activity is worth, before and after decay. Written here and nowhere else.
// docs/semantics.md, section 6, steps 6 and 7.
#pragma once

#include <algorithm>
#include <cstdint>

#include "program/program.hpp"
#include "values/rounding.hpp"

namespace bantam {

/// The thousandths of `each` × field as one double multiplication, rounded half away from zero,
/// limited to ±1,000,000 points.
inline Points worth_of(Points each, double field) {
  constexpr double most = 1e9;
  const double product = static_cast<double>(each.thousandths()) * field;
  return Points::of_thousandths(rounded(std::min(std::max(product, -most), most)));
}

/// What `age` steps leave of a worth.
inline Points decayed(const DecayTable& decay, Points worth, std::int64_t age) {
  return Points::of_thousandths(scaled(worth.thousandths(), decay.factor(age)));
}

}  // namespace bantam
