// Packed: reading what a History packed. It was packed by ourselves, so nothing is checked.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "bantam/value.hpp"

namespace bantam::packed {

enum class Kind : std::uint8_t { null, no, yes, number, text, list, foreign };

class Reader {
 public:
  explicit Reader(std::string_view said) : next_(said.data()) {}

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*next_++);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return number;
    }
  }
  Kind kind() { return static_cast<Kind>(*next_++); }
  double real() {
    double number = 0;
    std::memcpy(&number, next_, sizeof number);
    next_ += sizeof number;
    return number;
  }
  std::string_view bytes(std::size_t size) {
    const std::string_view bytes(next_, size);
    next_ += size;
    return bytes;
  }
  std::string_view text() { return bytes(static_cast<std::size_t>(number())); }
  List list() {
    List list;
    for (std::uint64_t left = number(); left > 0; --left) list.emplace_back(text());
    return list;
  }

  void skip_value() {
    switch (kind()) {
      case Kind::number: next_ += sizeof(double); break;
      case Kind::text: case Kind::foreign: text(); break;
      case Kind::list:
        for (std::uint64_t left = number(); left > 0; --left) text();
        break;
      default: break;  // the kind says it all
    }
  }

  /// Goes to the value of the field that has this place in its declaration; false when there is
  /// none. Only of a declared type, from the beginning of what an activity says.
  bool find_field(std::size_t place) {
    if (const std::uint64_t id = number(); id != 0) bytes(static_cast<std::size_t>(id - 1));
    for (std::uint64_t left = number(); left > 0; --left) {
      const std::uint64_t code = number();
      if (code == place + 1) return true;
      if (code == 0) text();
      skip_value();
    }
    return false;
  }

 private:
  const char* next_;
};

}  // namespace bantam::packed
