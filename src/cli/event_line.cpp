// Event line: one walk over the tokens of a line, by JSON's grammar and section 8 of
// docs/semantics.md. Whatever is odd ends it.
#include "event_line.hpp"

#include <algorithm>
#include <cstring>

#include "json_scalars.hpp"

namespace bantam::cli {

/// The members of a record that are read, as bits.
enum EventLine::Member : std::uint32_t {
  lead = 1U << 0U, at = 1U << 1U, id = 1U << 2U, received = 1U << 3U,
  activity = 1U << 4U, attributes = 1U << 5U, answer = 1U << 6U, command_name = 1U << 7U,
  tick = 1U << 8U, fields = 1U << 9U, verdict = 1U << 10U, by = 1U << 11U,
  note = 1U << 12U, reason = 1U << 13U, stage = 1U << 14U, unknown = 0
};

namespace {

/// More names of one object than this are not compared with each other here.
constexpr std::size_t many_names = 64;

bool stands_in(const std::vector<std::string_view>& names, std::size_t from, std::string_view name) {
  for (std::size_t i = from; i < names.size(); ++i)
    if (names[i] == name) return true;
  return false;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

EventLine::EventLine(const Limits& limits) {
  const Limits most;
  limits_.record_bytes = std::min(limits.record_bytes, most.record_bytes);
  limits_.json_depth = std::min(limits.json_depth, most.json_depth);
  limits_.text_bytes = std::min(limits.text_bytes, most.text_bytes);
  limits_.object_keys = std::min(limits.object_keys, most.object_keys);
  limits_.id_bytes = std::min(limits.id_bytes, most.id_bytes);
  scratch_.resize(limits_.record_bytes + 1);
}

bool EventLine::read(const Tokens& tokens, std::size_t begin, std::size_t end, std::size_t& token,
                     SaidEvent& said) {
  if (end - begin > limits_.record_bytes || limits_.json_depth < 3) return false;
  base_ = tokens.base;
  token_ = tokens.first + token;
  end_ = static_cast<std::uint32_t>(end);
  escapes_ = tokens.escapes;
  free_ = scratch_.data();
  said_ = &said;
  seen_ = given_ = 0;
  said.clear();
  // Nothing may follow the record but white space, so the next token is another line's.
  if (!root() || *token_ < end || !finish()) return false;
  token = static_cast<std::size_t>(token_ - tokens.first);
  return true;
}

// --- scalars

/// What is no text, without the white space behind it.
std::string_view EventLine::scalar() const {
  const char* first = base_ + token_[0];
  const char* last = base_ + std::min(token_[1], end_);
  while (is_space(last[-1])) --last;
  return {first, static_cast<std::size_t>(last - first)};
}

bool EventLine::text(std::string_view& into) {
  if (peek() != '"' || token_[1] >= end_) return false;
  const char* first = base_ + token_[0] + 1;
  const char* last = base_ + token_[1] - 1;
  while (*last != '"') {
    if (!is_space(*last)) return false;
    --last;
  }
  if (last < first) return false;
  into = {first, static_cast<std::size_t>(last - first)};
  if (into.size() > limits_.text_bytes) return false;
  ++token_;
  if (!escapes_ || into.empty() || std::memchr(first, '\\', into.size()) == nullptr) return true;
  char* const plain = free_;
  free_ = unescape(into, plain);
  if (free_ == nullptr) return false;
  into = {plain, static_cast<std::size_t>(free_ - plain)};
  return true;
}

bool EventLine::word(std::string_view wanted) {
  if (scalar() != wanted) return false;
  ++token_;
  return true;
}

bool EventLine::text_or_null(std::string_view& into, bool& there) {
  there = peek() == '"';
  return there ? text(into) : peek() == 'n' && word("null");
}

bool EventLine::text_or_null(std::optional<std::string_view>& into) {
  std::string_view said;
  bool there = false;
  if (!text_or_null(said, there)) return false;
  if (there) into = said;
  return true;
}

bool EventLine::id_or_null(std::optional<std::string_view>& into) {
  return text_or_null(into) && (!into || into->size() <= limits_.id_bytes);
}

bool EventLine::moment_or_null(Timestamp& into, bool& there) {
  std::string_view said;
  if (!text_or_null(said, there)) return false;
  if (!there) return true;
  const std::optional<Timestamp> moment = read_moment(said);
  if (moment) into = *moment;
  return moment.has_value();
}

// --- the record

bool EventLine::root() {
  other_names_.clear();
  if (!take('{') || peek() == '}') return false;
  std::size_t names = 0;
  do {
    std::string_view name;
    if (!text(name) || !take(':') || !member(name) || ++names > limits_.object_keys) return false;
  } while (take(','));
  return take('}');
}

bool EventLine::member(std::string_view name) {
  const auto is = [&](const char* wanted) { return std::memcmp(name.data(), wanted, name.size()) == 0; };
  Member known = unknown;
  switch (name.size()) {
    case 2: known = is("at") ? at : is("id") ? id : is("by") ? by : is("to") ? stage : unknown; break;
    case 4: known = is("lead") ? lead : is("tick") ? tick : is("note") ? note : unknown; break;
    case 6: known = is("fields") ? fields : is("answer") ? answer : is("reason") ? reason : unknown; break;
    case 7: known = is("verdict") ? verdict : is("command") ? command_name : unknown; break;
    case 8: known = is("activity") ? activity : is("received") ? received : unknown; break;
    case 10: known = is("attributes") ? attributes : unknown; break;
    default: break;
  }
  if (known != unknown) return known_member(known);
  if (other_names_.size() == many_names || stands_in(other_names_, 0, name)) return false;
  other_names_.push_back(name);
  open_names_.clear();
  return skip(2);
}

bool EventLine::known_member(Member member) {
  if ((seen_ & member) != 0) return false;
  seen_ |= member;
  bool there = false;
  bool good = false;
  SaidEvent& said = *said_;
  switch (member) {
    case lead: good = text_or_null(said.lead, there); break;
    case at: good = moment_or_null(said.at, there); break;
    case id: good = id_or_null(said.id); break;
    case received: {
      Timestamp moment;
      good = moment_or_null(moment, there);
      if (there) said.received = moment;
      break;
    }
    case activity: good = text_or_null(activity_, there); break;
    case answer: good = text_or_null(criterion_, there); break;
    case command_name: good = text_or_null(command_, there); break;
    case stage: good = text_or_null(to_, there); break;
    case verdict: good = text_or_null(said.verdict); break;
    case by: good = text_or_null(said.by); break;
    case note: good = text_or_null(said.note); break;
    case reason: good = text_or_null(said.reason); break;
    case fields:
    case attributes:
      there = peek() == '{';
      // Both in one record is possible, where one of them is not read, and rare.
      good = there ? !said.has_members && members() : peek() == 'n' && word("null");
      break;
    case tick:
      there = peek() == 't';
      good = there ? word("true") : peek() == 'n' && word("null");
      break;
    case unknown: break;
  }
  if (there) given_ |= member;
  return good;
}

/// The object of `fields` or of `attributes`.
bool EventLine::members() {
  SaidEvent& said = *said_;
  said.has_members = true;
  ++token_;
  if (take('}')) return true;
  do {
    SaidMember& member = said.members.emplace_back();
    const std::size_t count = said.members.size();
    if (count > many_names || count > limits_.object_keys) return false;
    if (!text(member.name) || !take(':') || !value(member.value)) return false;
    for (std::size_t i = 0; i + 1 < count; ++i)
      if (said.members[i].name == member.name) return false;
  } while (take(','));
  return take('}');
}

bool EventLine::value(SaidValue& into) {
  using Kind = SaidValue::Kind;
  switch (peek()) {
    case '"': into.kind = Kind::text; return text(into.text);
    case 't': into.kind = Kind::flag; into.flag = true; return word("true");
    case 'f': into.kind = Kind::flag; return word("false");
    case 'n': return word("null");
    case '[': return list(into);
    case '{':
      into.kind = Kind::foreign;
      said_->foreign = true;
      open_names_.clear();
      return skip(3);
    default:
      into.kind = Kind::number;
      if (!read_number(scalar(), into.number)) return false;
      ++token_;
      return true;
  }
}

bool EventLine::list(SaidValue& into) {
  const std::uint32_t* const opening = token_++;
  char* const free_before = free_;
  std::vector<std::string_view>& items = said_->items;
  into.kind = SaidValue::Kind::list;
  into.first = static_cast<std::uint32_t>(items.size());
  if (take(']')) return true;
  do {
    if (peek() != '"') {  // an array of other things than texts
      token_ = opening;
      free_ = free_before;
      into.kind = SaidValue::Kind::foreign;
      said_->foreign = true;
      open_names_.clear();
      return skip(3);
    }
    if (!text(items.emplace_back())) return false;
  } while (take(','));
  into.count = static_cast<std::uint32_t>(items.size()) - into.first;
  return take(']');
}

// --- what is not read

/// A value that nobody reads; a container in it is the `depth`th from the outside.
bool EventLine::skip(std::size_t depth) {
  std::string_view unread;
  double number = 0;
  switch (peek()) {
    case '"': return text(unread);
    case 't': return word("true");
    case 'f': return word("false");
    case 'n': return word("null");
    case '{': return depth <= limits_.json_depth && skip_object(depth);
    case '[':
      if (depth > limits_.json_depth) return false;
      ++token_;
      if (take(']')) return true;
      do {
        if (!skip(depth + 1)) return false;
      } while (take(','));
      return take(']');
    default:
      if (!read_number(scalar(), number)) return false;
      ++token_;
      return true;
  }
}

bool EventLine::skip_object(std::size_t depth) {
  const std::size_t first = open_names_.size();
  ++token_;
  if (take('}')) return true;
  do {
    std::string_view name;
    if (!text(name) || !take(':') || open_names_.size() - first == many_names) return false;
    if (stands_in(open_names_, first, name) || open_names_.size() - first == limits_.object_keys)
      return false;
    open_names_.push_back(name);
    if (!skip(depth + 1)) return false;
  } while (take(','));
  open_names_.resize(first);
  return take('}');
}

// --- what it all means

bool EventLine::finish() {
  if ((given_ & lead) == 0 || (given_ & at) == 0 || said_->lead.size() > limits_.id_bytes)
    return false;
  SaidEvent& said = *said_;
  switch (given_ & (activity | attributes | answer | command_name | tick)) {
    case activity:
      said.kind = SaidEvent::Kind::activity;
      said.what = activity_;
      return activity_.size() <= limits_.id_bytes;
    case attributes: said.kind = SaidEvent::Kind::attributes; return true;
    case answer:
      said.kind = SaidEvent::Kind::answer;
      said.what = criterion_;
      return said.has_members || said.verdict.has_value();
    case command_name: return finish_command();
    case tick: said.kind = SaidEvent::Kind::tick; return true;
    default: return false;
  }
}

bool EventLine::finish_command() {
  SaidEvent& said = *said_;
  said.kind = SaidEvent::Kind::command;
  const std::optional<CommandKind> kind = parse_command(command_);
  if (!kind) return false;
  said.command = *kind;
  if ((given_ & stage) != 0) {
    said.to = parse_stage(to_);
    if (!said.to) return false;
  }
  if (needs_reason(*kind) && !said.reason) return false;
  return *kind != CommandKind::override_stage || (said.to && said.by);
}

}  // namespace bantam::cli
