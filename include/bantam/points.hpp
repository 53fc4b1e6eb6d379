// Points: the unit of every score.
//
// Exact thousandths in 64 bits; nothing here is a double, so sums are equalities.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bantam/export.hpp"

namespace bantam {

/// A number of points, exact to a thousandth.
///
/// Units    thousandths of a point; `Points::of_thousandths(1500)` is 1.5 points.
/// Source   docs/semantics.md, section 1.
class Points {
 public:
  constexpr Points() = default;
  static constexpr Points of_thousandths(std::int64_t thousandths) { return Points(thousandths); }

  constexpr std::int64_t thousandths() const { return thousandths_; }
  /// The double nearest to this number of points; what a condition compares.
  constexpr double nearest_double() const { return static_cast<double>(thousandths_) / 1000.0; }

  constexpr Points operator-() const { return Points(-thousandths_); }
  constexpr Points& operator+=(Points other) {
    thousandths_ += other.thousandths_;
    return *this;
  }
  constexpr Points& operator-=(Points other) {
    thousandths_ -= other.thousandths_;
    return *this;
  }
  friend constexpr Points operator+(Points a, Points b) { return a += b; }
  friend constexpr Points operator-(Points a, Points b) { return a -= b; }
  friend constexpr bool operator==(Points a, Points b) { return a.thousandths_ == b.thousandths_; }
  friend constexpr bool operator!=(Points a, Points b) { return !(a == b); }
  friend constexpr bool operator<(Points a, Points b) { return a.thousandths_ < b.thousandths_; }
  friend constexpr bool operator>(Points a, Points b) { return b < a; }
  friend constexpr bool operator<=(Points a, Points b) { return !(b < a); }
  friend constexpr bool operator>=(Points a, Points b) { return !(a < b); }

 private:
  explicit constexpr Points(std::int64_t thousandths) : thousandths_(thousandths) {}
  std::int64_t thousandths_ = 0;
};

/// Reads a JSON number as points: at most 3 decimals by value (`15e-1` is 1.5), at most
/// 1,000,000 in magnitude. Nothing is rounded: what does not fit is refused.
BANTAM_API std::optional<Points> parse_points(std::string_view number);

/// "41.5", "-3", "0.001": at most three decimals, no trailing zeros.
BANTAM_API std::string to_text(Points points);

}  // namespace bantam
