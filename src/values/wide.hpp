// Integers of 128 bits: the compiler's own, or two words where it has none, as on 32 bits.
#pragma once

#include <bit>
#include <cmath>
#include <compare>
#include <concepts>
#include <cstdint>

namespace bantam {

/// A whole number modulo 2¹²⁸, in two's complement when it has a sign. As the compiler's own, it
/// divides towards zero and converts to the nearest double; here shifts are for numbers without a
/// sign alone, and by less than 128.
template <bool has_sign>
class TwoWords {
 public:
  constexpr TwoWords() = default;
  template <std::integral Number>
  constexpr TwoWords(Number number)  // NOLINT(google-explicit-constructor): as numbers do
      : high_(std::signed_integral<Number> && number < 0 ? ~std::uint64_t{0} : 0),
        low_(static_cast<std::uint64_t>(number)) {}

  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  constexpr explicit operator Number() const {
    return static_cast<Number>(low_);
  }
  explicit operator double() const {
    const TwoWords size = magnitude();
    const int shift = 64 - std::countl_zero(size.high_);
    // The bits that are cut off are one bit that stands for them, so that it is rounded once.
    const TwoWords kept = size.shifted_right(static_cast<unsigned>(shift));
    const bool cut = kept.shifted_left(static_cast<unsigned>(shift)) != size;
    const double nearest = std::ldexp(static_cast<double>(kept.low_ | (cut ? 1U : 0U)), shift);
    return negative() ? -nearest : nearest;
  }

  friend constexpr TwoWords operator+(TwoWords a, TwoWords b) {
    const std::uint64_t low = a.low_ + b.low_;
    return of(a.high_ + b.high_ + (low < a.low_ ? 1U : 0U), low);
  }
  constexpr TwoWords operator-() const { return of(~high_, ~low_) + TwoWords(1); }
  friend constexpr TwoWords operator-(TwoWords a, TwoWords b) { return a + -b; }
  friend constexpr TwoWords operator*(TwoWords a, TwoWords b) {
    TwoWords product = product_of_words(a.low_, b.low_);
    product.high_ += a.high_ * b.low_ + a.low_ * b.high_;
    return product;
  }
  friend constexpr TwoWords operator/(TwoWords a, TwoWords b) {
    const TwoWords quotient = divided(a.magnitude(), b.magnitude()).quotient;
    return a.negative() == b.negative() ? quotient : -quotient;
  }
  friend constexpr TwoWords operator%(TwoWords a, TwoWords b) {
    const TwoWords rest = divided(a.magnitude(), b.magnitude()).rest;
    return a.negative() ? -rest : rest;
  }
  friend constexpr TwoWords operator<<(TwoWords a, unsigned by) { return a.shifted_left(by); }
  friend constexpr TwoWords operator>>(TwoWords a, unsigned by)
    requires(!has_sign)
  {
    return a.shifted_right(by);
  }
  constexpr TwoWords& operator+=(TwoWords other) { return *this = *this + other; }
  constexpr TwoWords& operator-=(TwoWords other) { return *this = *this - other; }
  constexpr TwoWords& operator--() { return *this -= 1; }

  friend constexpr bool operator==(TwoWords a, TwoWords b) = default;
  friend constexpr auto operator<=>(TwoWords a, TwoWords b) {
    if (a.negative() != b.negative()) return b.negative() <=> a.negative();
    return a.high_ != b.high_ ? a.high_ <=> b.high_ : a.low_ <=> b.low_;
  }

 private:
  struct Division;

  static constexpr TwoWords of(std::uint64_t high, std::uint64_t low) {
    TwoWords number;
    number.high_ = high;
    number.low_ = low;
    return number;
  }

  /// Of halves of 32 bits, as on paper.
  static constexpr TwoWords product_of_words(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t half = 0xffffffffU;
    const std::uint64_t low = (a & half) * (b & half);
    const std::uint64_t one = (a >> 32U) * (b & half) + (low >> 32U);
    const std::uint64_t other = (a & half) * (b >> 32U) + (one & half);
    return of((a >> 32U) * (b >> 32U) + (one >> 32U) + (other >> 32U), other << 32U | (low & half));
  }

  /// Bit by bit, of numbers taken to have no sign. The rest has as many bits as were taken, and so
  /// loses none when it is shifted.
  static constexpr Division divided(TwoWords a, TwoWords b) {
    TwoWords quotient, rest;
    for (unsigned bit = 128; bit-- > 0;) {
      rest = rest.shifted_left(1) + of(0, a.shifted_right(bit).low_ & 1U);
      const bool fits = rest.high_ > b.high_ || (rest.high_ == b.high_ && rest.low_ >= b.low_);
      if (fits) rest = rest - b;
      quotient = quotient.shifted_left(1) + of(0, fits ? 1U : 0U);
    }
    return {quotient, rest};
  }

  constexpr TwoWords shifted_left(unsigned by) const {
    if (by == 0) return *this;
    if (by >= 64) return of(low_ << (by - 64U), 0);
    return of(high_ << by | low_ >> (64U - by), low_ << by);
  }
  constexpr TwoWords shifted_right(unsigned by) const {
    if (by == 0) return *this;
    if (by >= 64) return of(0, high_ >> (by - 64U));
    return of(high_ >> by, high_ << (64U - by) | low_ >> by);
  }
  constexpr bool negative() const { return has_sign && high_ >> 63U != 0; }
  constexpr TwoWords magnitude() const { return negative() ? -*this : *this; }

  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

template <bool has_sign>
struct TwoWords<has_sign>::Division {
  TwoWords quotient, rest;
};

/// Wide enough for any product of two 64-bit numbers.
#ifdef __SIZEOF_INT128__
__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;
#else
using Wide = TwoWords<true>;
using UnsignedWide = TwoWords<false>;
#endif

}  // namespace bantam
