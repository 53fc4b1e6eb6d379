// The readable form of a saved state: everything by name, times as texts, a checksum at the end.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "adapters/json_value.hpp"
#include "adapters/json_writer.hpp"
#include "adapters/state_content.hpp"
#include "bantam/json.hpp"
#include "program/program.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

/// The keys under which attributes and answers stand: their names, or for a state that is saved
/// through another model than its own, their places.
template <class Declared>
std::vector<std::string> keys_of(const std::vector<Declared>& declared, std::size_t count, bool ours) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < count; ++i)
    keys.push_back(ours && i < declared.size() ? declared[i].name : "#" + std::to_string(i));
  return keys;
}

class Writer {
 public:
  Writer(const Program& program, const LeadState& state)
      : program_(program), state_(state), ours_(state.model == program.fingerprint) {}

  /// Nothing when what was written is no JSON: a text that a host built is not UTF-8.
  std::optional<std::string> write() {
    out_.open_object();
    out_.count("bantam_state", state_version);
    out_.member("lead", state_.lead);
    out_.member("model", to_text(state_.model));
    out_.key("rules");
    out_.open_array();
    if (state_.rule_marks)
      for (const std::uint16_t mark : *state_.rule_marks) out_.text(to_hex(mark, 4));
    out_.close_array();
    scalars();
    activities();
    ids();
    attributes();
    answers();
    std::string content = out_.take();
    const JsonDocument document = parse_json(content + '}', state_limits(content.size()));
    if (document.fault != JsonFault::none) return std::nullopt;
    return content + ",\"checksum\":\"" + to_hex(checksum(document.root), 16) + "\"}";
  }

  static JsonLimits state_limits(std::size_t bytes) { return {64, bytes, bytes}; }

 private:
  void scalars() {
    out_.member("exists", state_.exists);
    out_.member("clock", state_.clock);
    out_.member("stage", to_text(state_.stage));
    out_.member("entered_at", state_.entered_at);
    out_.member("sla_breached", state_.sla_breached);
    out_.member_if("reset_at", state_.reset_at);
    out_.member_if("last_activity_at", state_.last_activity_at);
    out_.count("mql_count", state_.mql_count);
    out_.count("revision", state_.revision);
    out_.member_if("first_mql_at", state_.first_mql_at);
    out_.member_if("last_mql_at", state_.last_mql_at);
  }

  /// A foreign value stands as {"foreign": "its JSON"}: no other value is an object.
  void value(const Value& value) {
    const ForeignValue* foreign = value.foreign();
    if (!foreign) return out_.raw(value_json(value));
    out_.open_object();
    out_.member("foreign", foreign->json);
    out_.close_object();
  }

  void fields(const NamedValues& values) {
    out_.key("fields");
    out_.open_object();
    for (const NamedValue& field : values) {
      out_.key(field.name);
      value(field.value);
    }
    out_.close_object();
  }

  void activities() {
    out_.key("activities");
    out_.open_array();
    for (const StoredActivity& activity : state_.activities) {
      out_.open_object();
      out_.member("at", activity.at);
      out_.member_if("id", activity.id);
      out_.member("type", activity.type);
      fields(activity.fields);
      out_.close_object();
    }
    out_.close_array();
  }

  void ids() {
    out_.key("ids");
    out_.open_object();
    for (const TakenId& taken : state_.ids) out_.member(taken.id, to_hex(taken.digest, 16));
    out_.close_object();
  }

  void attributes() {
    const auto keys = keys_of(program_.attributes, state_.attributes.size(), ours_);
    out_.key("attributes");
    out_.open_object();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!state_.attributes[i]) continue;
      out_.key(keys[i]);
      out_.open_object();
      out_.member("at", state_.attributes[i]->at);
      out_.key("value");
      value(state_.attributes[i]->value);
      out_.close_object();
    }
    out_.close_object();
  }

  void answers() {
    const auto keys = keys_of(program_.criteria, state_.answers.size(), ours_);
    out_.key("answers");
    out_.open_object();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!state_.answers[i]) continue;
      const StoredAnswer& answer = *state_.answers[i];
      out_.key(keys[i]);
      out_.open_object();
      out_.member("at", answer.at);
      if (answer.verdict) out_.member("verdict", to_text(*answer.verdict));
      if (answer.has_fields) fields(answer.fields);
      out_.member_if("by", answer.by);
      out_.member_if("note", answer.note);
      out_.close_object();
    }
    out_.close_object();
  }

  const Program& program_;
  const LeadState& state_;
  bool ours_;
  JsonWriter out_;
};

/// Reads the content. What is not as the writer writes it makes `ok` false.
class Reader {
 public:
  explicit Reader(const Json& root) : root_(root) {}

  bool ok() const { return ok_; }
  LeadState& state() { return state_; }

  void head() {
    state_.lead = text(root_, "lead");
    const std::string model = text(root_, "model");
    if (model.size() != 32) return fail();
    state_.model.high = hex(std::string_view(model).substr(0, 16), 16);
    state_.model.low = hex(std::string_view(model).substr(16), 16);
    std::vector<std::uint16_t> marks;
    for (const Json& mark : member(root_, "rules", Json::Kind::array).items)
      marks.push_back(static_cast<std::uint16_t>(hex(mark.text, 4)));
    state_.rule_marks = std::make_shared<const std::vector<std::uint16_t>>(std::move(marks));
  }

  void content(const Program& program) {
    state_.activities = History(program.shared_from_this());
    scalars();
    for (const Json& json : member(root_, "activities", Json::Kind::array).items)
      activity(json, program);
    for (const JsonMember& id : member(root_, "ids", Json::Kind::object).members)
      state_.ids.push_back({id.name, hex(id.value.text, 16)});
    // A database may have sorted the keys its own way.
    std::sort(state_.ids.begin(), state_.ids.end(),
              [](const TakenId& a, const TakenId& b) { return a.id < b.id; });
    attributes(program);
    answers(program);
  }

 private:
  void fail() { ok_ = false; }

  const Json& member(const Json& object, std::string_view name, Json::Kind kind) {
    static const Json none;
    const Json* found = object.find(name);
    if (found && found->kind == kind) return *found;
    fail();
    return none;
  }
  std::string text(const Json& object, std::string_view name) {
    return member(object, name, Json::Kind::text).text;
  }
  std::optional<std::string> text_if(const Json& object, std::string_view name) {
    return object.find(name) ? std::optional<std::string>(text(object, name)) : std::nullopt;
  }
  std::uint64_t hex(std::string_view digits, std::size_t count) {
    const std::optional<std::uint64_t> number = from_hex(digits, count);
    if (!number) fail();
    return number.value_or(0);
  }
  std::uint64_t count(std::string_view name) {
    const std::string& digits = member(root_, name, Json::Kind::number).text;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) fail();
    return number;
  }
  Timestamp moment(const Json& object, std::string_view name) {
    const std::optional<Timestamp> at = parse_timestamp(text(object, name));
    if (!at) fail();
    return at.value_or(Timestamp{});
  }
  std::optional<Timestamp> moment_if(const Json& object, std::string_view name) {
    return object.find(name) ? std::optional<Timestamp>(moment(object, name)) : std::nullopt;
  }

  void scalars() {
    state_.exists = member(root_, "exists", Json::Kind::flag).flag;
    state_.clock = moment(root_, "clock");
    const std::optional<Stage> stage = parse_stage(text(root_, "stage"));
    if (!stage) return fail();
    state_.stage = *stage;
    state_.entered_at = moment(root_, "entered_at");
    state_.sla_breached = member(root_, "sla_breached", Json::Kind::flag).flag;
    state_.reset_at = moment_if(root_, "reset_at");
    state_.last_activity_at = moment_if(root_, "last_activity_at");
    state_.mql_count = count("mql_count");
    state_.revision = count("revision");
    state_.first_mql_at = moment_if(root_, "first_mql_at");
    state_.last_mql_at = moment_if(root_, "last_mql_at");
  }

  Value value(const Json& json) {
    if (!json.is_object()) return value_of(json);
    return Value(ForeignValue{text(json, "foreign")});
  }

  NamedValues fields(const Json& object) {
    NamedValues values;
    for (const JsonMember& field : object.members) values.push_back({field.name, value(field.value)});
    std::sort(values.begin(), values.end(),
              [](const NamedValue& a, const NamedValue& b) { return a.name < b.name; });
    return values;
  }

  void activity(const Json& json, const Program& program) {
    StoredActivity activity;
    activity.at = moment(json, "at");
    activity.id = text_if(json, "id");
    activity.type = text(json, "type");
    activity.type_index = program.activity_index(activity.type);
    activity.fields = fields(member(json, "fields", Json::Kind::object));
    state_.activities.push_back(activity, heard_by(program, state_, activity.type_index, activity.fields));
  }

  /// The place of each member of an object in the model, which has `count` of such.
  template <class Declared>
  std::vector<const Json*> places(const std::vector<Declared>& declared, std::string_view name) {
    std::vector<const Json*> found(declared.size(), nullptr);
    const Json& object = member(root_, name, Json::Kind::object);
    std::size_t used = 0;
    for (const bool ours : {true, false}) {
      const auto keys = keys_of(declared, declared.size(), ours);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const Json* json = object.find(keys[i]);
        if (!json) continue;
        found[i] = json;
        ++used;
      }
    }
    if (used != object.members.size()) fail();
    return found;
  }

  void attributes(const Program& program) {
    for (const Json* json : places(program.attributes, "attributes")) {
      state_.attributes.emplace_back();
      if (!json) continue;
      const Json* stored = json->find("value");
      if (!stored) return fail();
      const Timestamp at = moment(*json, "at");
      state_.attributes.back() = StoredAttribute{at, value(*stored)};
    }
  }

  void answers(const Program& program) {
    for (const Json* json : places(program.criteria, "answers")) {
      state_.answers.emplace_back();
      if (!json) continue;
      StoredAnswer answer;
      answer.at = moment(*json, "at");
      if (const std::optional<std::string> verdict = text_if(*json, "verdict")) {
        answer.verdict = parse_standing(*verdict);
        if (!answer.verdict) fail();
      }
      answer.has_fields = json->find("fields") != nullptr;
      if (answer.has_fields) answer.fields = fields(member(*json, "fields", Json::Kind::object));
      answer.by = text_if(*json, "by");
      answer.note = text_if(*json, "note");
      state_.answers.back() = std::move(answer);
    }
    if (!has_answers(state_)) state_.answers.clear();
  }

  const Json& root_;
  LeadState state_;
  bool ok_ = true;
};

bool has_key_twice(const Json& json) {
  if (!duplicate_keys(json).empty()) return true;
  for (const Json& item : json.items)
    if (has_key_twice(item)) return true;
  for (const JsonMember& member : json.members)
    if (has_key_twice(member.value)) return true;
  return false;
}

/// Whether the text is a saved state of any version, whole and unaltered.
bool is_whole(const Json& root) {
  const Json* version = root.find("bantam_state");
  const Json* sum = root.find("checksum");
  return version && version->is_number() && sum && sum->is_text() && !has_key_twice(root) &&
         from_hex(sum->text, 16) == checksum(root);
}

}  // namespace

Result<std::string> state_to_json(const Model& model, const LeadState& state) {
  const DefaultFloatingPoint floating_point;
  std::optional<std::string> text = Writer(model.program(), state).write();
  if (!text) return corrupt_state("it holds a text that is not UTF-8, which JSON cannot say");
  if (std::optional<Error> error = size_error(model, *text)) return std::move(*error);
  return std::move(*text);
}

Result<LeadState> state_from_json(const Model& model, std::string_view lead, std::string_view text,
                                  const LoadOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (std::optional<Error> error = size_error(model, text)) return std::move(*error);
  const JsonDocument document = parse_json(text, Writer::state_limits(text.size()));
  if (document.fault != JsonFault::none || !is_whole(document.root))
    return corrupt_state("it is cut short or altered");

  const double number = document.root.find("bantam_state")->number;
  if (!(number >= 1) || std::trunc(number) != number) return corrupt_state("it has no version");
  const auto version = static_cast<std::uint64_t>(std::min(number, 1e18));
  if (version > state_version) return newer_state(version);
  Reader reader(document.root);
  reader.head();
  if (!reader.ok()) return corrupt_state("its head cannot be read");
  if (std::optional<Error> error = owner_error(model, lead, reader.state())) return std::move(*error);
  reader.content(model.program());
  if (!reader.ok()) return corrupt_state("its content cannot be read");
  if (std::optional<Error> error = content_error(model, reader.state())) return std::move(*error);
  if (std::optional<Error> error = revision_error(reader.state(), options)) return std::move(*error);
  complete(model, reader.state());
  return std::move(reader.state());
}

}  // namespace bantam
