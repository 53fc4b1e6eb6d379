// What both forms of a saved state have in common.
#include "adapters/state_content.hpp"

#include <algorithm>

#include "adapters/json_writer.hpp"
#include "program/program.hpp"
#include "values/format_text.hpp"
#include "values/siphash.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

constexpr std::size_t rules_named = 5;

bool until(const std::optional<Timestamp>& at, Timestamp clock) { return !at || *at <= clock; }

bool times_hold(const LeadState& state) {
  if (!until(state.entered_at, state.clock) || !until(state.reset_at, state.clock) ||
      !until(state.last_activity_at, state.clock) ||
      !until(state.first_mql_at, state.clock) || !until(state.last_mql_at, state.clock))
    return false;
  for (const StoredActivity& activity : state.activities)
    if (!until(activity.at, state.clock)) return false;
  for (const auto& attribute : state.attributes)
    if (attribute && !until(attribute->at, state.clock)) return false;
  for (const auto& answer : state.answers)
    if (answer && !until(answer->at, state.clock)) return false;
  return true;
}

bool canonical(const NamedValues& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].value.is_null() || (i > 0 && fields[i - 1].name >= fields[i].name)) return false;
  return true;
}

bool is_taken(const std::vector<TakenId>& ids, const std::string& id) {
  const auto found = std::lower_bound(ids.begin(), ids.end(), id,
                                      [](const TakenId& a, const std::string& b) { return a.id < b; });
  return found != ids.end() && found->id == id;
}

void hash_json(SipHash& hash, const Json& json);

void hash_members(SipHash& hash, const Json& object, std::string_view without) {
  std::vector<const JsonMember*> sorted;
  for (const JsonMember& member : object.members)
    if (member.name != without) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const JsonMember* a, const JsonMember* b) { return a->name < b->name; });
  hash.number(sorted.size());
  for (const JsonMember* member : sorted) {
    hash.part(member->name);
    hash_json(hash, member->value);
  }
}

void hash_json(SipHash& hash, const Json& json) {
  hash.number(static_cast<std::uint64_t>(json.kind));
  switch (json.kind) {
    case Json::Kind::null: break;
    case Json::Kind::flag: hash.number(json.flag ? 1 : 0); break;
    case Json::Kind::number: hash.part(json.overflow ? json.text : json_number(json.number)); break;
    case Json::Kind::text: hash.part(json.text); break;
    case Json::Kind::array:
      hash.number(json.items.size());
      for (const Json& item : json.items) hash_json(hash, item);
      break;
    case Json::Kind::object: hash_members(hash, json, {}); break;
  }
}

}  // namespace

Error corrupt_state(std::string_view why) {
  return {Errc::corrupt_state, format_text("no usable saved state: {}", why)};
}

Error newer_state(std::uint64_t version) {
  return {Errc::newer_state,
          format_text("saved in format {}, this library reads up to {}", version, state_version)};
}

std::optional<Error> size_error(const Model& model, std::string_view saved) {
  const std::size_t most = model.limits().snapshot_bytes;
  if (saved.size() <= most) return std::nullopt;
  return Error{Errc::limit_exceeded,
               format_text("saved state too long: limit `snapshot_bytes` is {}", most)};
}

std::optional<Error> owner_error(const Model& model, std::string_view lead, const LeadState& head) {
  if (head.lead != lead)
    return Error{Errc::foreign_lead, "the saved state belongs to another lead"};
  if (head.model == model.fingerprint()) return std::nullopt;
  std::string message = "saved under another model";
  const std::vector<std::string> changed = rules_to_replay(model, head);
  if (changed.empty()) message += "; its rules mean the same, replay the journal";
  else message += changed.size() == 1 ? "; replay for rule " : "; replay for rules ";
  for (std::size_t i = 0; i < std::min(changed.size(), rules_named); ++i)
    message += format_text("{}`{}`", i == 0 ? "" : ", ", changed[i]);
  if (changed.size() > rules_named)
    message += format_text(" and {} more", changed.size() - rules_named);
  return Error{Errc::foreign_state, std::move(message)};
}

std::optional<Error> content_error(const Model& model, const LeadState& state) {
  const Program& program = model.program();
  if (state.rule_marks->size() != program.rules.size())
    return corrupt_state("it has another number of rules");
  for (std::size_t i = 0; i < program.rules.size(); ++i)
    if ((*state.rule_marks)[i] != program.rules[i].mark)
      return corrupt_state("its rules are not those of its fingerprint");
  if (!times_hold(state)) return corrupt_state("a time lies after the clock");
  for (std::size_t i = 1; i < state.ids.size(); ++i)
    if (state.ids[i - 1].id >= state.ids[i].id) return corrupt_state("ids out of order");
  for (std::size_t i = 0; i < state.activities.size(); ++i) {
    const StoredActivity& activity = state.activities[i];
    if (i > 0 && compare(state.activities[i - 1], activity) > 0)
      return corrupt_state("activities out of order");
    if (!canonical(activity.fields)) return corrupt_state("fields out of order");
    if (activity.id && !is_taken(state.ids, *activity.id))
      return corrupt_state("an activity's id is not taken");
  }
  return std::nullopt;
}

std::optional<Error> revision_error(const LeadState& state, const LoadOptions& options) {
  if (state.revision >= options.revision) return std::nullopt;
  return Error{Errc::stale_state, format_text("the saved state has revision {}, and there was a later one: {}",
                                              state.revision, options.revision)};
}

void complete(const Model& model, LeadState& state) {
  state.rule_marks = model.program().rule_marks;
  settle_attributes(model.program(), state);
}

bool has_answers(const LeadState& state) {
  return std::any_of(state.answers.begin(), state.answers.end(),
                     [](const std::optional<StoredAnswer>& answer) { return answer.has_value(); });
}

std::uint64_t checksum(std::string_view bytes) {
  SipHash hash;
  hash.bytes(bytes);
  return hash.sum().low;
}

std::uint64_t checksum(const Json& object) {
  SipHash hash;
  hash_members(hash, object, "checksum");
  return hash.sum().low;
}

std::string to_hex(std::uint64_t number, std::size_t digits) {
  return format_text("{:0{}x}", number, digits);
}

std::optional<std::uint64_t> from_hex(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    number = number << 4U | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return number;
}

}  // namespace bantam
