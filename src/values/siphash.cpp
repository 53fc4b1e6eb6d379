#include "values/siphash.hpp"

namespace bantam {
namespace {

constexpr std::uint64_t rotated(std::uint64_t x, unsigned bits) {
  return (x << bits) | (x >> (64U - bits));
}

}  // namespace

void SipHash::Lanes::round() {
  v0 += v1; v1 = rotated(v1, 13); v1 ^= v0; v0 = rotated(v0, 32);
  v2 += v3; v3 = rotated(v3, 16); v3 ^= v2;
  v0 += v3; v3 = rotated(v3, 21); v3 ^= v0;
  v2 += v1; v1 = rotated(v1, 17); v1 ^= v2; v2 = rotated(v2, 32);
}

void SipHash::Lanes::word(std::uint64_t value) {
  v3 ^= value;
  round();
  round();
  v0 ^= value;
}

// The constants are the paper's, with the 0xee of the 128-bit form.
SipHash::SipHash(std::uint64_t key_low, std::uint64_t key_high)
    : lanes_{key_low ^ 0x736f6d6570736575U, key_high ^ 0x646f72616e646f6dU ^ 0xeeU,
             key_low ^ 0x6c7967656e657261U, key_high ^ 0x7465646279746573U} {}

void SipHash::bytes(std::string_view text) {
  for (const char c : text) {
    tail_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << (8U * (length_ % 8U));
    if (++length_ % 8U == 0) {
      lanes_.word(tail_);
      tail_ = 0;
    }
  }
}

void SipHash::number(std::uint64_t value) {
  char bytes_of[8];
  for (unsigned i = 0; i < 8; ++i) bytes_of[i] = static_cast<char>((value >> (8U * i)) & 0xffU);
  bytes(std::string_view(bytes_of, 8));
}

void SipHash::part(std::string_view text) {
  number(text.size());
  bytes(text);
}

SipHash::Sum SipHash::sum() const {
  Lanes lanes = lanes_;
  lanes.word(tail_ | (length_ << 56U));
  lanes.v2 ^= 0xeeU;
  for (int i = 0; i < 4; ++i) lanes.round();
  Sum sum{};
  sum.low = lanes.v0 ^ lanes.v1 ^ lanes.v2 ^ lanes.v3;
  lanes.v1 ^= 0xddU;
  for (int i = 0; i < 4; ++i) lanes.round();
  sum.high = lanes.v0 ^ lanes.v1 ^ lanes.v2 ^ lanes.v3;
  return sum;
}

}  // namespace bantam
