// ObjectReader: one JSON object of the document, key by key.
//
// Every key that is asked for becomes a known one; what is left over at the end is reported with
// the nearest known name. A key of the wrong type is reported where it stands and read as absent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/points.hpp"
#include "bantam/timestamp.hpp"
#include "model/document.hpp"
#include "model/findings.hpp"

namespace bantam {

/// Whether a name is `[A-Za-z_][A-Za-z0-9_]*`, at most 64 bytes.
bool is_identifier(std::string_view name);

class ObjectReader {
 public:
  /// `data_keys`: the keys are the author's (names, values) and none is unknown.
  ObjectReader(Findings& findings, const Json& json, Where where, bool data_keys = false);
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  const Where& where() const { return where_; }
  bool valid() const { return object_ != nullptr; }
  Where at(std::string_view key) const;
  /// The place of a member's value.
  Where at(const JsonMember& member) const { return {pointer_to(where_.pointer, member.name), member.value.offset}; }

  const Json* any(std::string_view key);
  const Json* array(std::string_view key);
  const Json* object(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<Points> points(std::string_view key);
  /// The same of a member at hand, where keys are the author's: no search among many.
  std::optional<Points> points(const JsonMember& member);
  std::optional<Duration> duration(std::string_view key);
  /// A whole number from `least` to a thousand million; 1.0 and 1e0 are whole.
  std::optional<std::int64_t> whole(std::string_view key, std::int64_t least);
  std::optional<Mention> mention(std::string_view key);
  /// One text, or an array of them.
  std::vector<Mention> mentions(std::string_view key);
  Bounds bounds();
  /// Allows `ui`, a rule builder's own tree, and reads nothing of it.
  void allow_ui() { known_.push_back("ui"); }

  /// Reports a key that has to be there and is not.
  void require(std::string_view key);
  /// Reports keys that have no place in an object of this form.
  void refuse(std::initializer_list<std::string_view> keys, std::string_view code,
              std::string_view because);

  /// The members in document order, `x-` keys left out where keys are ours.
  std::vector<const JsonMember*> members() const;

 private:
  void report_unknown_keys();
  void wrong_type(const Json& json, std::string_view key, std::string_view wanted);
  std::optional<Points> read_points(const Json& json, std::string_view key, const Where& where);

  Findings& findings_;
  const Json* object_;
  Where where_;
  bool data_keys_;
  std::vector<std::string_view> known_;
};

/// Reports the second of two equal keys, naming the place of the first.
void report_duplicate_keys(const Json& object, const Where& where, Findings& findings);

std::string_view kind_text(const Json& json);

}  // namespace bantam
