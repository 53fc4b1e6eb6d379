// Value: what a host knows about an attribute, a field or an answer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace bantam {

/// A value that the log can hold but no declared type can: an object, an array of other things
/// than texts, or a number that no double holds. It is kept as compact JSON text, and is of the
/// wrong type wherever it is read.
struct ForeignValue {
  std::string json;
  friend bool operator==(const ForeignValue& a, const ForeignValue& b) { return a.json == b.json; }
  friend bool operator!=(const ForeignValue& a, const ForeignValue& b) { return !(a == b); }
};

using List = std::vector<std::string>;

/// Nothing (null), a flag, a number, a text, a list of texts, or a foreign value.
/// Dates and choices are texts; NaN and infinities become foreign values.
class Value {
 public:
  Value() = default;
  Value(bool flag) : content_(flag) {}
  Value(double number);
  Value(int number) : content_(static_cast<double>(number)) {}
  Value(std::string text) : content_(std::move(text)) {}
  Value(std::string_view text) : content_(std::string(text)) {}
  Value(const char* text) : content_(std::string(text)) {}
  Value(List list) : content_(std::move(list)) {}
  Value(ForeignValue foreign) : content_(std::move(foreign)) {}

  bool is_null() const { return content_.index() == 0; }
  const bool* flag() const { return std::get_if<bool>(&content_); }
  const double* number() const { return std::get_if<double>(&content_); }
  const std::string* text() const { return std::get_if<std::string>(&content_); }
  const List* list() const { return std::get_if<List>(&content_); }
  const ForeignValue* foreign() const { return std::get_if<ForeignValue>(&content_); }

  friend bool operator==(const Value& a, const Value& b) { return a.content_ == b.content_; }
  friend bool operator!=(const Value& a, const Value& b) { return !(a == b); }

 private:
  std::variant<std::monostate, bool, double, std::string, List, ForeignValue> content_;
};

inline Value::Value(double number) {
  if (number - number == 0.0) {
    content_ = number == 0.0 ? 0.0 : number;  // -0 and 0 are one number
  } else {
    content_ = ForeignValue{number != number ? "nan" : (number > 0 ? "inf" : "-inf")};
  }
}

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
