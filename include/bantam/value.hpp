// Value: what a host knows about an attribute, a field or an answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "bantam/export.hpp"

namespace bantam {

/// A value that the log can hold but no declared type can: an object, an array of other things
/// than texts, or a number too large for a double. It is kept as compact JSON text, and is of the
/// wrong type wherever it is read.
struct ForeignValue {
  std::string json;
  friend bool operator==(const ForeignValue& a, const ForeignValue& b) { return a.json == b.json; }
  friend bool operator!=(const ForeignValue& a, const ForeignValue& b) { return !(a == b); }
};

using List = std::vector<std::string>;

/// An integer that is a number and no letter (`u8'a'` is of a type of its own in C++20).
template <class T>
inline constexpr bool is_whole_number =
    std::is_integral_v<T> && sizeof(T) <= sizeof(std::uint64_t) && !std::is_same_v<T, bool> &&
    !std::is_same_v<T, char> && !std::is_same_v<T, decltype(u8'a')> &&
    !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>;

/// Nothing (null), a flag, a number, a text, a list of texts, or a foreign value.
///
/// Dates and choices are texts. Numbers are doubles; what none holds becomes a foreign value, so
/// that it is noticed where it is read and not taken for another: NaN, infinities, and an integer
/// beyond 2⁵³ that would have to be rounded (it keeps its digits; carry ids as texts). A letter, a
/// `long double` and a pointer to anything but a text do not convert.
class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool flag) : content_(flag) {}
  Value(double number) : content_(real(number)) {}
  Value(float number) : content_(real(static_cast<double>(number))) {}
  template <class Integer, std::enable_if_t<is_whole_number<Integer>, int> = 0>
  Value(Integer number) : content_(whole(static_cast<std::uint64_t>(number), number < Integer{})) {}
  Value(std::string text) : content_(std::move(text)) {}
  Value(std::string_view text) : content_(std::string(text)) {}
  Value(const char* text) : content_(std::string(text)) {}
  Value(List list) : content_(std::move(list)) {}
  Value(ForeignValue foreign) : content_(std::move(foreign)) {}
  template <class T>
  Value(const T* pointer) = delete;

  bool is_null() const { return content_.index() == 0; }
  const bool* flag() const { return std::get_if<bool>(&content_); }
  const double* number() const { return std::get_if<double>(&content_); }
  const std::string* text() const { return std::get_if<std::string>(&content_); }
  const List* list() const { return std::get_if<List>(&content_); }
  const ForeignValue* foreign() const { return std::get_if<ForeignValue>(&content_); }

  friend bool operator==(const Value& a, const Value& b) { return a.content_ == b.content_; }
  friend bool operator!=(const Value& a, const Value& b) { return !(a == b); }

 private:
  using Content = std::variant<std::monostate, bool, double, std::string, List, ForeignValue>;
  BANTAM_API static Content real(double number);
  /// `bits` of a negative number are its two's complement.
  BANTAM_API static Content whole(std::uint64_t bits, bool negative);

  Content content_;
};

struct NamedValue {
  std::string name;
  Value value;
  friend bool operator==(const NamedValue& a, const NamedValue& b) {
    return a.name == b.name && a.value == b.value;
  }
  friend bool operator!=(const NamedValue& a, const NamedValue& b) { return !(a == b); }
};

using NamedValues = std::vector<NamedValue>;

}  // namespace bantam
