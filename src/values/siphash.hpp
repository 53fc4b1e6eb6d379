// SipHash-2-4 with 128 bits of output, over a stream of parts.
//
// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012), and its 128-bit form.
// Used for fingerprints and digests with a fixed key: it finds accidents and careless edits, it is
// no defence against somebody who can write the host's storage.
#pragma once

#include <cstdint>
#include <string_view>

namespace bantam {

class SipHash {
 public:
  explicit SipHash(std::uint64_t key_low = 0, std::uint64_t key_high = 0);

  /// Adds bytes. Parts are not delimited: see `part`.
  void bytes(std::string_view text);
  /// Adds a text so that "ab","c" and "a","bc" differ: its length goes first.
  void part(std::string_view text);
  void number(std::uint64_t value);

  struct Sum {
    std::uint64_t low;
    std::uint64_t high;
  };
  Sum sum() const;

 private:
  struct Lanes {
    std::uint64_t v0, v1, v2, v3;
    void round();
    void word(std::uint64_t value);
  };
  Lanes lanes_;
  std::uint64_t tail_ = 0;
  std::uint64_t length_ = 0;
};

}  // namespace bantam
