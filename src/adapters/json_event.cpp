// Events as lines of the log.
//
// The rule here: a message says where and what is wrong in the log's own words, and never holds
// anything that the record says. Source: docs/semantics.md, sections 8 (Malformed) and 10.
#include <algorithm>

#include "adapters/json_value.hpp"
#include "adapters/json_writer.hpp"
#include "adapters/moment_hint.hpp"
#include "bantam/json.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

/// What a record may hold; only these names may stand in a message.
constexpr std::string_view known[] = {"lead",    "at",     "id",   "received", "activity",
                                      "fields",  "attributes", "answer", "verdict", "by",
                                      "note",    "command", "reason", "to",     "tick"};
constexpr std::string_view kinds[] = {"activity", "attributes", "answer", "command", "tick"};

/// Reads one record. Every step returns false when it has found the record's error.
class Reader {
 public:
  Reader(std::string_view text, const Limits& limits) : text_(text), limits_(bounded(limits)) {}

  Result<Event> read() {
    if (parse() && no_key_twice(root()) && read_common() && check_members() && read_what())
      return std::move(event_);
    return std::move(error_);
  }

 private:
  const Json& root() const { return document_.root; }

  bool fail(Errc code, std::size_t offset, std::string message) {
    const Place place = place_of(text_, offset);
    error_ = {code, std::move(message), place.line, place.column};
    return false;
  }
  bool malformed(std::size_t offset, std::string message) {
    return fail(Errc::malformed_event, offset, std::move(message));
  }
  bool too_large(std::size_t offset, std::string_view what, std::string_view limit,
                 std::size_t most) {
    return fail(Errc::limit_exceeded, offset,
                format_text("{}: limit `{}` is {}", what, limit, most));
  }

  bool parse() {
    if (text_.size() > limits_.record_bytes)
      return too_large(limits_.record_bytes, "record too long", "record_bytes",
                       limits_.record_bytes);
    document_ = parse_json(text_, {limits_.json_depth, limits_.text_bytes, limits_.object_keys});
    const std::size_t at = document_.fault_offset;
    switch (document_.fault) {
      case JsonFault::none: break;
      case JsonFault::syntax:
        return malformed(at, at >= text_.size() ? "the record ends too early"
                                                : "no JSON from here on");
      case JsonFault::too_deep:
        return too_large(at, "nested too deeply", "json_depth", limits_.json_depth);
      case JsonFault::text_too_long:
        return too_large(at, "text too long", "text_bytes", limits_.text_bytes);
      case JsonFault::too_many_keys:
        return too_large(at, "too many keys in one object", "object_keys", limits_.object_keys);
    }
    if (!root().is_object()) return malformed(root().offset, "an event is a JSON object");
    return true;
  }

  bool no_key_twice(const Json& json) {
    if (const auto twice = duplicate_keys(json); !twice.empty()) {
      const JsonMember& second = *twice.front().second;
      const bool ours = &json == &root() && std::find(std::begin(known), std::end(known),
                                                      second.name) != std::end(known);
      return malformed(second.offset, ours ? format_text("`{}` stands twice", second.name)
                                           : "a key of this object stands twice");
    }
    for (const Json& item : json.items)
      if (!no_key_twice(item)) return false;
    for (const JsonMember& member : json.members)
      if (!no_key_twice(member.value)) return false;
    return true;
  }

  /// The member of that name; null is absent.
  const Json* member(std::string_view name) const {
    const Json* json = root().find(name);
    return json && !json->is_null() ? json : nullptr;
  }

  bool missing(std::string_view name) {
    return malformed(root().offset, format_text("no `{}`", name));
  }

  bool read_id(std::string_view name, std::optional<std::string>& into) {
    const Json* json = member(name);
    if (!json) return true;
    if (!json->is_text()) return malformed(json->offset, format_text("`{}` must be a text", name));
    if (json->text.size() > limits_.id_bytes)
      return too_large(json->offset, format_text("`{}` too long", name), "id_bytes", limits_.id_bytes);
    into = json->text;
    return true;
  }

  /// Of members whose type was checked.
  std::optional<std::string> text(std::string_view name) const {
    const Json* json = member(name);
    return json ? std::optional(json->text) : std::nullopt;
  }
  std::optional<NamedValues> values(std::string_view name) const {
    const Json* json = member(name);
    return json ? std::optional(values_of(*json)) : std::nullopt;
  }

  bool read_moment(std::string_view name, std::optional<Timestamp>& into) {
    const Json* json = member(name);
    if (!json) return true;
    if (json->is_text()) into = parse_timestamp(json->text);
    if (!into) return malformed(json->offset, moment_hint(name, *json));
    return true;
  }

  bool read_common() {
    std::optional<std::string> lead;
    std::optional<Timestamp> at;
    if (!read_id("lead", lead)) return false;
    if (!lead) return missing("lead");
    if (!read_moment("at", at)) return false;
    if (!at) return missing("at");
    event_.lead = std::move(*lead);
    event_.at = *at;
    return read_moment("received", event_.received) && read_id("id", event_.id);
  }

  /// A member of the wrong JSON type is malformed, also where this kind of event does not read it.
  bool check_members() {
    for (const std::string_view name : {"activity", "answer", "verdict", "by", "note", "command", "reason", "to"})
      if (const Json* json = member(name); json && !json->is_text())
        return malformed(json->offset, format_text("`{}` must be a text", name));
    for (const std::string_view name : {"fields", "attributes"})
      if (const Json* json = member(name); json && !json->is_object())
        return malformed(json->offset, format_text("`{}` must be an object", name));
    return true;
  }

  bool read_what() {
    std::string_view kind;
    for (const std::string_view name : kinds) {
      if (!member(name)) continue;
      if (!kind.empty())
        return malformed(root().find(name)->offset,
                         format_text("both `{}` and `{}`: an event is one of them", kind, name));
      kind = name;
    }
    if (kind == "activity") return read_activity();
    if (kind == "attributes") return read_attributes();
    if (kind == "answer") return read_answer();
    if (kind == "command") return read_command();
    if (kind == "tick") return read_tick();
    return malformed(root().offset,
                     "none of `activity`, `attributes`, `answer`, `command`, `tick`");
  }

  bool read_activity() {
    std::optional<std::string> type;
    if (!read_id("activity", type)) return false;
    event_.what = Activity{std::move(*type), values("fields").value_or(NamedValues{})};
    return true;
  }

  bool read_attributes() {
    event_.what = AttributeChange{values_of(*member("attributes"))};
    return true;
  }

  bool read_answer() {
    const Json& criterion = *member("answer");
    Answer answer{criterion.text, values("fields"), text("verdict"), text("by"), text("note")};
    if (!answer.fields && !answer.verdict)
      return malformed(criterion.offset, "an answer has `fields`, a `verdict` or both");
    event_.what = std::move(answer);
    return true;
  }

  bool read_command() {
    Command command;
    command.by = text("by");
    command.reason = text("reason");
    const Json& name = *member("command");
    const std::size_t here = name.offset;
    const std::optional<CommandKind> kind = parse_command(name.text);
    if (!kind)
      return malformed(here,
                       "unknown command; known: `accept`, `reject`, `qualify`, `open_opportunity`, "
                       "`win`, `lose`, `recycle`, `disqualify`, `reopen`, `override`");
    command.kind = *kind;
    if (const Json* to = member("to")) {
      command.to = parse_stage(to->text);
      if (!command.to)
        return malformed(to->offset,
                         "unknown stage; known: `lead`, `mql`, `sal`, `sql`, `opportunity`, "
                         "`closed_won`, `nurture`, `disqualified`, `closed_lost`");
    }
    if (needs_reason(*kind) && !command.reason)
      return malformed(here, format_text("`{}` needs a `reason`", to_text(*kind)));
    if (*kind == CommandKind::override_stage && !command.to)
      return malformed(here, "`override` needs a stage in `to`");
    if (*kind == CommandKind::override_stage && !command.by)
      return malformed(here, "`override` needs a name in `by`");
    event_.what = std::move(command);
    return true;
  }

  bool read_tick() {
    const Json& tick = *member("tick");
    if (!tick.is_flag() || !tick.flag) return malformed(tick.offset, "`tick` must be true");
    event_.what = Tick{};
    return true;
  }

  std::string_view text_;
  Limits limits_;
  JsonDocument document_;
  Event event_;
  Error error_;
};

/// A name that stands twice is written twice: `apply` refuses such an event, and so does the reader.
void write_values(JsonWriter& out, std::string_view name, const NamedValues& values) {
  out.key(name);
  out.open_object();
  for (const NamedValue& value : values) {
    out.key(value.name);
    out.raw(value_json(value.value));
  }
  out.close_object();
}

struct WhatWriter {
  JsonWriter& out;

  void operator()(const Activity& activity) const {
    out.member("activity", activity.type);
    if (!activity.fields.empty()) write_values(out, "fields", activity.fields);
  }
  void operator()(const AttributeChange& change) const {
    write_values(out, "attributes", change.values);
  }
  void operator()(const Answer& answer) const {
    out.member("answer", answer.criterion);
    if (answer.fields) write_values(out, "fields", *answer.fields);
    out.member_if("verdict", answer.verdict);
    out.member_if("by", answer.by);
    out.member_if("note", answer.note);
  }
  void operator()(const Command& command) const {
    out.member("command", to_text(command.kind));
    if (command.to) out.member("to", to_text(*command.to));
    out.member_if("by", command.by);
    out.member_if("reason", command.reason);
  }
  void operator()(const Tick&) const { out.member("tick", true); }
};

}  // namespace

Result<Event> event_from_json(std::string_view text, const Limits& limits) {
  const DefaultFloatingPoint floating_point;
  return Reader(text, limits).read();
}

std::string event_to_json(const Event& event) {
  const DefaultFloatingPoint floating_point;
  JsonWriter out;
  out.open_object();
  out.member("lead", event.lead);
  out.member("at", event.at);
  out.member_if("id", event.id);
  out.member_if("received", event.received);
  std::visit(WhatWriter{out}, event.what);
  out.close_object();
  return out.take();
}

}  // namespace bantam
