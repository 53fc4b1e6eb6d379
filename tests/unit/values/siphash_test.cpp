// SipHash-2-4 with 128 bits.
#include "values/siphash.hpp"

#include <string>

#include "test.hpp"

using namespace bantam;

namespace {

SipHash::Sum sum_of(const std::string& text) {
  SipHash hash;
  hash.bytes(text);
  return hash.sum();
}

bool same(SipHash::Sum a, SipHash::Sum b) { return a.low == b.low && a.high == b.high; }

/// The bytes 0, 1, 2, … of the published vectors.
std::string counting(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += static_cast<char>(i);
  return text;
}

SipHash::Sum keyed(std::size_t count) {
  SipHash hash(0x0706050403020100U, 0x0f0e0d0c0b0a0908U);
  hash.bytes(counting(count));
  return hash.sum();
}

/// The 16 bytes of a sum as the vectors print them.
std::string hex(SipHash::Sum sum) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {sum.low, sum.high})
    for (unsigned shift = 0; shift < 64; shift += 8) {
      text += digits[(half >> (shift + 4)) & 15U];
      text += digits[(half >> shift) & 15U];
    }
  return text;
}

}  // namespace

// Source: vectors.h of the reference implementation of SipHash, vectors_sip128: the key is
// 00 01 … 0f, the message the first n of the bytes 00 01 02 ….
TEST_CASE("SipHash-2-4-128 gives the published sums") {
  CHECK(hex(keyed(0)) == "a3817f04ba25a8e66df67214c7550293");
  CHECK(hex(keyed(1)) == "da87c1d86b99af44347659119b22fc45");
  CHECK(hex(keyed(2)) == "8177228da4a45dc7fca38bdef60affe4");
  CHECK(hex(keyed(3)) == "9c70b60c5267a94e5f33b6b02985ed51");
  CHECK(hex(keyed(4)) == "f88164c12d9c8faf7d0f6e7c7bcd5579");
  CHECK(hex(keyed(5)) == "1368875980776f8854527a07690e9627");
  CHECK(hex(keyed(6)) == "14eeca338b208613485ea0308fd7a15e");
  CHECK(hex(keyed(7)) == "a1f1ebbed8dbc153c0b84aa61ff08239");
  CHECK(hex(keyed(8)) == "3b62a9ba6258f5610f83e264f31497b4");
  CHECK(hex(keyed(15)) == "5493e99933b0a8117e08ec0f97cfc3d9");
}

TEST_CASE("a sum does not depend on how the bytes were handed over") {
  const std::string text = counting(50);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    SipHash hash;
    hash.bytes(text.substr(0, cut));
    hash.bytes(text.substr(cut));
    CHECK(same(hash.sum(), sum_of(text)));
  }
}

TEST_CASE("asking for a sum changes nothing") {
  SipHash hash;
  hash.bytes("abc");
  const SipHash::Sum first = hash.sum();
  CHECK(same(hash.sum(), first));
  hash.bytes("def");
  CHECK(same(hash.sum(), sum_of("abcdef")));
}

TEST_CASE("parts are kept apart, bytes are not") {
  SipHash ab_c, a_bc;
  ab_c.part("ab");
  ab_c.part("c");
  a_bc.part("a");
  a_bc.part("bc");
  CHECK_FALSE(same(ab_c.sum(), a_bc.sum()));
}

TEST_CASE("a number is its eight bytes, the lowest first") {
  SipHash number, bytes;
  number.number(0x0807060504030201U);
  bytes.bytes("\x01\x02\x03\x04\x05\x06\x07\x08");
  CHECK(same(number.sum(), bytes.sum()));
}

TEST_CASE("sums of a NUL and of nothing differ") {
  CHECK_FALSE(same(sum_of(""), sum_of(std::string(1, '\0'))));
  CHECK_FALSE(same(sum_of(std::string(1, '\0')), sum_of(std::string(2, '\0'))));
}
