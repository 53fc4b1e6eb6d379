// Slopes: gradient and curvature of the log likelihood, by lead, in whole numbers.
//
// Both lie in one 64-bit integer, the gradient above, so that a histogram is one addition a lead.
// The one rule that holds here: sums are of integers, and so do not depend on their order.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bantam::learning {

class Slopes {
 public:
  Slopes() = default;
  /// Room for the sums over so many leads, with gradients up to 8 in magnitude.
  explicit Slopes(std::size_t rows) : packed_(rows) {
    int bits = 0;
    while ((std::size_t{1} << bits) < rows) ++bits;
    scale_ = std::ldexp(1.0, std::max(28 - bits, 2));
  }

  void set(std::size_t row, double gradient, double curvature) {
    packed_[row] = (rounded(gradient * scale_) << 32) + rounded(curvature * scale_);
  }
  const std::int64_t* data() const { return packed_.data(); }
  std::int64_t operator[](std::size_t row) const { return packed_[row]; }

  double gradient(std::int64_t sum) const { return static_cast<double>(sum >> 32) / scale_; }
  double curvature(std::int64_t sum) const {
    return static_cast<double>(static_cast<std::uint64_t>(sum) & 0xFFFFFFFFU) / scale_;
  }

 private:
  /// To the nearest whole number, ties to even, as std::llrint; of less than 2⁵¹, and inline.
  static std::int64_t rounded(double value) {
    constexpr double whole_above = 0x1.8p52;  // here doubles are whole numbers: the addition rounds
    return static_cast<std::int64_t>((value + whole_above) - whole_above);
  }

  std::vector<std::int64_t> packed_;
  double scale_ = 1;
};

}  // namespace bantam::learning
