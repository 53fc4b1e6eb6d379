#include "model/object_reader.hpp"

#include <algorithm>
#include <new>
#include <cmath>

#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {

bool is_identifier(std::string_view name) {
  if (name.empty() || name.size() > 64) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    if (!letter && !(i > 0 && c >= '0' && c <= '9')) return false;
  }
  return true;
}

std::string_view kind_text(const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: return "null";
    case Json::Kind::flag: return "a flag";
    case Json::Kind::number: return "a number";
    case Json::Kind::text: return "a text";
    case Json::Kind::array: return "an array";
    case Json::Kind::object: break;
  }
  return "an object";
}

void report_duplicate_keys(const Json& object, const Where& where, Findings& findings) {
  for (const DuplicateKey& pair : duplicate_keys(object))
    findings.error("key/duplicate", {pointer_to(where.pointer, pair.second->name), pair.second->offset},
                   format_text("key {} stands twice in this object, first at byte {}",
                               quoted(pair.second->name), pair.first->offset));
}

ObjectReader::ObjectReader(Findings& findings, const Json& json, Where where, bool data_keys)
    : findings_(findings),
      object_(json.is_object() ? &json : nullptr),
      where_(std::move(where)),
      data_keys_(data_keys) {
  if (!object_) {
    findings_.error("value/wrong_type", where_,
                    format_text("an object belongs here, not {}", kind_text(json)));
    return;
  }
  report_duplicate_keys(json, where_, findings_);
}

ObjectReader::~ObjectReader() {
  try {
    report_unknown_keys();
  } catch (const std::bad_alloc&) {
    findings_.keep_bad_alloc();  // no destructor may throw
  }
}

void ObjectReader::report_unknown_keys() {
  if (!object_ || data_keys_) return;
  for (const JsonMember* member : members()) {
    if (std::find(known_.begin(), known_.end(), member->name) != known_.end()) continue;
    findings_.error("key/unknown", {pointer_to(where_.pointer, member->name), member->offset},
                    format_text("no key {} here", quoted(member->name)),
                    findings_.nearest(member->name, [&] { return known_; }));
  }
}

Where ObjectReader::at(std::string_view key) const {
  const Json* json = object_ ? object_->find(key) : nullptr;
  return {pointer_to(where_.pointer, key), json ? json->offset : where_.offset};
}

const Json* ObjectReader::any(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  return object_ ? object_->find(key) : nullptr;
}

void ObjectReader::wrong_type(const Json& json, std::string_view key, std::string_view wanted) {
  findings_.error("value/wrong_type", at(key),
                  format_text("{} is {}, not {}", quoted(key), wanted, kind_text(json)));
}

const Json* ObjectReader::array(std::string_view key) {
  const Json* json = any(key);
  if (json && !json->is_array()) {
    wrong_type(*json, key, "an array");
    return nullptr;
  }
  return json;
}

const Json* ObjectReader::object(std::string_view key) {
  const Json* json = any(key);
  if (json && !json->is_object()) {
    wrong_type(*json, key, "an object");
    return nullptr;
  }
  return json;
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
  const Json* json = any(key);
  if (!json) return std::nullopt;
  if (json->is_text()) return json->text;
  wrong_type(*json, key, "a text");
  return std::nullopt;
}

std::optional<bool> ObjectReader::flag(std::string_view key) {
  const Json* json = any(key);
  if (!json) return std::nullopt;
  if (json->is_flag()) return json->flag;
  wrong_type(*json, key, "a flag");
  return std::nullopt;
}

std::optional<double> ObjectReader::number(std::string_view key) {
  const Json* json = any(key);
  if (!json) return std::nullopt;
  if (!json->is_number()) {
    wrong_type(*json, key, "a number");
  } else if (json->overflow) {
    findings_.error("value/out_of_range", at(key), format_text("{} is too large for a number", quoted(key)));
  } else {
    return json->number;
  }
  return std::nullopt;
}

std::optional<Points> ObjectReader::points(std::string_view key) {
  const Json* json = any(key);
  return json ? read_points(*json, key, at(key)) : std::nullopt;
}

std::optional<Points> ObjectReader::points(const JsonMember& member) {
  return read_points(member.value, member.name, at(member));
}

std::optional<Points> ObjectReader::read_points(const Json& json, std::string_view key, const Where& where) {
  if (!json.is_number()) {
    findings_.error("value/wrong_type", where,
                    format_text("{} is a number of points, not {}", quoted(key), kind_text(json)));
    return std::nullopt;
  }
  const std::optional<Points> points = parse_points(json.text);
  if (!points) {
    const bool large = json.overflow || std::abs(json.number) > 1'000'000;
    findings_.error(large ? "points/out_of_range" : "points/too_many_decimals", where,
                    large ? format_text("{} is at most 1,000,000 points either way", quoted(key))
                          : format_text("{} has more than 3 decimals; points are never rounded",
                                        quoted(key)));
  }
  return points;
}

std::optional<Duration> ObjectReader::duration(std::string_view key) {
  const std::optional<std::string> written = text(key);
  if (!written) return std::nullopt;
  const std::optional<Duration> duration = parse_duration(*written);
  if (!duration)
    findings_.error("value/bad_duration", at(key),
                    format_text("{} is no duration for {}", quoted(*written), quoted(key)),
                    "write a whole number and one of ms s m h d w, such as `30d`, at most `36500d`");
  return duration;
}

std::optional<std::int64_t> ObjectReader::whole(std::string_view key, std::int64_t least) {
  constexpr double most = 1e9;
  const std::optional<double> value = number(key);
  if (!value) return std::nullopt;
  if (std::floor(*value) == *value && *value >= static_cast<double>(least) && *value <= most)
    return static_cast<std::int64_t>(*value);
  findings_.error("value/not_whole", at(key),
                  format_text("{} is a whole number, at least {}", quoted(key), least));
  return std::nullopt;
}

std::optional<Mention> ObjectReader::mention(std::string_view key) {
  std::optional<std::string> name = text(key);
  if (!name) return std::nullopt;
  return Mention{std::move(*name), at(key)};
}

std::vector<Mention> ObjectReader::mentions(std::string_view key) {
  std::vector<Mention> mentions;
  const Json* json = any(key);
  if (!json) return mentions;
  if (json->is_text()) {
    mentions.push_back({json->text, at(key)});
  } else if (json->is_array()) {
    for (std::size_t i = 0; i < json->items.size(); ++i) {
      const Json& item = json->items[i];
      const Where where{pointer_to(at(key).pointer, i), item.offset};
      if (item.is_text()) mentions.push_back({item.text, where});
      else
        findings_.error("value/wrong_type", where,
                        format_text("a name belongs here, not {}", kind_text(item)));
    }
  } else {
    wrong_type(*json, key, "a name or an array of names");
  }
  return mentions;
}

Bounds ObjectReader::bounds() {
  Bounds bounds{points("min"), points("max")};
  if (bounds.min && bounds.max && *bounds.max < *bounds.min)
    findings_.error("bounds/crossed", at("max"),
                    format_text("`max` {} is below `min` {}", to_text(*bounds.max), to_text(*bounds.min)));
  return bounds;
}

void ObjectReader::require(std::string_view key) {
  if (object_ && !object_->find(key))
    findings_.error("key/missing", where_, format_text("key {} is missing", quoted(key)));
}

void ObjectReader::refuse(std::initializer_list<std::string_view> keys, std::string_view code,
                          std::string_view because) {
  for (const std::string_view key : keys)
    if (any(key))
      findings_.error(std::string(code), at(key), format_text("{} has no place here: {}", quoted(key), because));
}

std::vector<const JsonMember*> ObjectReader::members() const {
  std::vector<const JsonMember*> members;
  for (const JsonMember& member : object_->members)
    if (data_keys_ || member.name.substr(0, 2) != "x-") members.push_back(&member);
  return members;
}

}  // namespace bantam
