// JsonWriter: compact JSON in the order it is written. The one place for commas and colons.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bantam/points.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"
#include "values/json.hpp"

namespace bantam {

/// A value as JSON. What no double holds is written as a number that none holds either.
std::string value_json(const Value& value);

class JsonWriter {
 public:
  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }

  void key(std::string_view name) {
    comma();
    append_json_text(out_, name);
    out_ += ':';
    first_ = true;
  }
  void text(std::string_view text) {
    comma();
    append_json_text(out_, text);
  }
  /// JSON that is already written: a number, `true`, `null`, a whole value.
  void raw(std::string_view json) {
    comma();
    out_ += json;
  }

  void member(std::string_view name, std::string_view value) { key(name), text(value); }
  void member(std::string_view name, const char* value) { key(name), text(value); }
  void member(std::string_view name, Points points) { key(name), raw(to_text(points)); }
  void member(std::string_view name, Timestamp at) { key(name), text(to_text(at)); }
  void member(std::string_view name, bool flag) { key(name), raw(flag ? "true" : "false"); }
  void count(std::string_view name, std::uint64_t count) { key(name), raw(std::to_string(count)); }
  template <class T>
  void member_if(std::string_view name, const std::optional<T>& value) {
    if (value) member(name, *value);
  }

  std::string take() { return std::move(out_); }

 private:
  void comma() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }

  std::string out_;
  bool first_ = true;
};

}  // namespace bantam
