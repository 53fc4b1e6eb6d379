// Json: a parsed JSON text that remembers where everything stood.
//
// The one place that touches the JSON parser. Strict (RFC 8259), UTF-8 only, one BOM allowed at
// the start; duplicate keys are kept so that the reader above can refuse them with both places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bantam {

struct Place {
  std::size_t offset = 0;
  std::size_t line = 1;
  std::size_t column = 1;
};

/// The place of a byte in a text. Cost: linear in the offset.
Place place_of(std::string_view text, std::size_t offset);

struct JsonMember;

struct Json {
  enum class Kind : unsigned char { null, flag, number, text, array, object };
  Kind kind = Kind::null;
  bool flag = false;
  bool overflow = false;     ///< a number that no double holds; `number` is 0 then
  double number = 0;
  std::size_t offset = 0;    ///< of its first byte
  std::string text;          ///< the text; of a number, its spelling
  std::vector<Json> items;          ///< of an array
  std::vector<JsonMember> members;  ///< of an object, in document order

  bool is_null() const { return kind == Kind::null; }
  bool is_text() const { return kind == Kind::text; }
  bool is_number() const { return kind == Kind::number; }
  bool is_flag() const { return kind == Kind::flag; }
  bool is_array() const { return kind == Kind::array; }
  bool is_object() const { return kind == Kind::object; }
  /// The first member of that name, or nothing.
  const Json* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  std::size_t offset = 0;  ///< of the key
  Json value;
};

inline const Json* Json::find(std::string_view name) const {
  for (const JsonMember& member : members)
    if (member.name == name) return &member.value;
  return nullptr;
}

struct JsonLimits {
  std::size_t depth = 64;
  std::size_t text_bytes = 16U << 10U;
  std::size_t keys = 1024;
};

enum class JsonFault { none, syntax, too_deep, text_too_long, too_many_keys };

struct JsonDocument {
  Json root;
  JsonFault fault = JsonFault::none;
  std::size_t fault_offset = 0;
  std::string fault_text;  ///< what was wrong, in words; holds nothing of the text
};

JsonDocument parse_json(std::string_view text, const JsonLimits& limits = {});

/// The second of two equal keys of one object, anywhere in the tree.
struct DuplicateKey {
  const JsonMember* first;
  const JsonMember* second;
};
/// Every repeated key of one object. Cost: n log n in its members.
std::vector<DuplicateKey> duplicate_keys(const Json& object);

/// Compact JSON text of a tree; numbers as they were spelt.
std::string to_json(const Json& json);

/// The shortest decimal number that reads back as the same double; no locale.
std::string json_number(double number);

/// Appends a JSON string: only `"`, `\` and control characters are escaped.
void append_json_text(std::string& out, std::string_view text);

}  // namespace bantam
