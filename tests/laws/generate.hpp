// Generated models and logs: small alphabets, edge times, everything the grammar allows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace generate {

/// SplitMix64: the same numbers for a seed on every platform.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// Choices out of a fuzzer's bytes, which must outlive it: one byte for each among up to 256. Behind
  /// the last one they go on as from a seed.
  Random(const std::uint8_t* bytes, std::size_t count) : state_(count), bytes_(bytes), left_(count) {}

  std::uint64_t next();
  /// A whole number below `count`.
  std::size_t below(std::size_t count) {
    return left_ == 0 ? static_cast<std::size_t>(next() % count) : from_bytes(count);
  }
  /// True once in `times`.
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& items) { return items[below(items.size())]; }

 private:
  std::size_t from_bytes(std::size_t count);

  std::uint64_t state_;
  const std::uint8_t* bytes_ = nullptr;
  std::size_t left_ = 0;
};

/// The pieces as one text. In braces they are made from left to right, so that a seed means the same
/// case with every compiler: operands of + may be made in any order.
std::string text_of(std::initializer_list<std::string_view> pieces);

/// A valid model document.
std::string model(Random& random);
/// One without signals and without rules that space activities.
std::string model_of_sums(Random& random);

/// A log of up to `most` events of up to three leads, a line each; hostile where that is allowed.
std::vector<std::string> log(Random& random, std::size_t most);

/// A moment that logs use: few, and close to the edges of windows and days.
std::string moment(Random& random);

}  // namespace generate
