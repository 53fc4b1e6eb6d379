// Bytes written and read in order: variable-length numbers, times as differences, and texts of
// which a repeated one is a reference to the first, and one that begins like another says how far.
//
// The reader never reads past the end: after the first fault everything it gives is 0 or empty,
// and `ok` is false.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "bantam/value.hpp"

namespace bantam {

/// Small for what is near to zero, whatever its sign: 0, -1, 1, -2 … as 0, 1, 2, 3 …
constexpr std::uint64_t zigzag(std::int64_t number) {
  return static_cast<std::uint64_t>(number) << 1U ^ (number < 0 ? ~std::uint64_t{0} : 0);
}
constexpr std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1U ^ ((number & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

class ByteWriter {
 public:
  void byte(unsigned char byte) { out_ += static_cast<char>(byte); }
  void raw(std::string_view bytes) { out_ += bytes; }
  void fixed(std::uint64_t number, unsigned bytes);  ///< little-endian
  void number(std::uint64_t number);                 ///< seven bits a byte, lowest first
  void text(std::string_view text);
  void value(const Value& value);

  const std::string& bytes() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  using Texts = std::map<std::string, std::uint64_t, std::less<>>;

  /// The rest of a text that begins like one that was written; false when none does.
  bool continued(std::string_view text, Texts::iterator place);

  std::string out_;
  Texts texts_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  std::size_t left() const { return bytes_.size() - at_; }
  void fail() { ok_ = false; }

  unsigned char byte();
  std::string_view raw(std::uint64_t count);
  std::uint64_t fixed(unsigned bytes);
  std::uint64_t number();
  /// A number of things of which each takes at least `least` bytes: more than fit is a fault.
  std::size_t count(std::size_t least);
  std::string text();
  Value value();

 private:
  std::string text_of(unsigned char head);
  std::string_view kept_text();
  double real_number();
  List items();

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
  std::deque<std::string> texts_;
};

}  // namespace bantam
