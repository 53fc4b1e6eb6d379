// Event line: one walk over the tokens of a line, by JSON's grammar and section 8 of
// docs/semantics.md. Whatever is odd ends it.
#include "event_line.hpp"

#include <algorithm>
#include <cstring>

#include "json_scalars.hpp"

namespace bantam::cli {

/// The members of a record that are read.
enum EventLine::Member : std::uint32_t {
  lead, at, id, received, activity, attributes, answer, command_name, tick, fields, verdict, by,
  note, reason, stage, unknown
};

namespace {

/// More names of one object than this are not compared with each other here.
constexpr std::size_t many_names = 64;

bool stands_in(const std::vector<std::string_view>& names, std::size_t from, std::string_view name) {
  for (std::size_t i = from; i < names.size(); ++i)
    if (names[i] == name) return true;
  return false;
}

constexpr std::uint32_t bit(std::uint32_t member) { return 1U << member; }

template <std::size_t size>
bool is(std::string_view name, const char (&wanted)[size]) {
  return std::memcmp(name.data(), wanted, size - 1) == 0;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

EventLine::EventLine(const Limits& limits) : limits_(bounded(limits)) {
  scratch_.resize(limits_.record_bytes + 1);
}

bool EventLine::read(const Tokens& tokens, std::size_t& token, SaidEvent& said, std::size_t& end) {
  if (limits_.json_depth < 3) return false;
  base_ = tokens.base;
  token_ = tokens.first + token;
  end_ = *tokens.last;
  escapes_ = tokens.escapes;
  free_ = scratch_.data();
  said_ = &said;
  seen_ = given_ = 0;
  said.clear();
  // What follows the record is not looked at here.
  if (!root() || peek() != '}' || !finish()) return false;
  end = *token_++ + std::size_t{1};
  token = static_cast<std::size_t>(token_ - tokens.first);
  return true;
}

/// Whether there is nothing but blanks, and no line end.
bool EventLine::blank(std::size_t from, std::size_t to) const {
  while (from < to && is_blank(base_[from])) ++from;
  return from == to;
}

// --- scalars

/// What is no text, without the blanks behind it.
std::string_view EventLine::scalar() const {
  const char* first = base_ + token_[0];
  const char* last = base_ + token_[1];
  while (is_blank(last[-1])) --last;
  return {first, static_cast<std::size_t>(last - first)};
}

/// A text, with whatever blanks behind it and escapes in it.
bool EventLine::odd_text(std::string_view& into) {
  if (peek() != '"') return false;
  const char* first = base_ + token_[0] + 1;
  const char* last = base_ + token_[1] - 1;
  while (*last != '"') {
    if (!is_blank(*last)) return false;
    --last;
  }
  if (last < first) return false;
  into = {first, static_cast<std::size_t>(last - first)};
  if (into.size() > limits_.text_bytes) return false;
  ++token_;
  if (!escapes_ || into.empty() || std::memchr(first, '\\', into.size()) == nullptr) return true;
  if (into.size() > static_cast<std::size_t>(scratch_.data() + scratch_.size() - free_)) return false;
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

void EventLine::Usual::learn(std::string_view before) {
  size = 0;
  if (before.size() > sizeof bytes) return;
  bytes = {};
  mask = {};
  std::memcpy(bytes.data(), before.data(), before.size());
  std::memset(mask.data(), 0xff, before.size());
  size = static_cast<std::uint32_t>(before.size());
  text = before.back() == '"';
}

/// Takes a comma or brace, a key and its colon, and remembers them as usual.
bool EventLine::key(char before, std::string_view& name, Usual& usual) {
  const std::uint32_t begin = token_[0];
  if (!take(before) || !text(name) || !take(':')) return false;
  usual.size = 0;
  const std::uint32_t value = std::min(token_[0], end_);
  if (!escapes_) {
    usual.learn({base_ + begin, value - begin + (peek() == '"' ? 1U : 0U)});
    usual.name_at = static_cast<std::uint32_t>(name.data() - base_) - begin;
    usual.name_size = static_cast<std::uint32_t>(name.size());
  }
  usual.name_number = ++learnt_;
  return true;
}

/// The record as far as its closing brace. What is as usual is taken here, in variables of its own
/// that no store can touch.
bool EventLine::root() {
  const char* const base = base_;
  const std::uint32_t end = end_;
  const std::uint32_t* token = token_;
  other_names_.clear();
  if (peek() != '{') return false;
  std::size_t place = 0;
  do {
    Usual& usual = usual_members_[place % usual_places];
    const std::uint32_t begin = *token;
    if (end - begin >= 16 && usual.stands_at(base + begin)) {
      const std::uint32_t first = token[3] + 1;
      const std::uint32_t last = token[4] - 1;
      if (usual.text && !escapes_ && first <= last && base[last] == '"' &&
          known_text(usual.member, base + first, last - first)) {
        token += 4;
      } else {
        token_ = token + 3;
        if (!member_of_usual(usual)) return false;
        token = token_;
      }
    } else {
      token_ = token;
      if (!member_after(place == 0 ? '{' : ',', usual)) return false;
      token = token_;
    }
    if (++place > limits_.object_keys) return false;
  } while (*token < end && base[*token] == ',');
  token_ = token;
  return true;
}

/// A member that is a text without anything odd. False: it is not taken, for it is odd after all.
inline bool EventLine::known_text(std::uint32_t member, const char* first, std::size_t size) {
  if ((seen_ & bit(member)) != 0 || size > limits_.id_bytes) return false;
  SaidEvent& said = *said_;
  switch (member) {
    case lead: said.lead = {first, size}; break;
    case activity: activity_ = {first, size}; break;
    case id: said.id = {first, size}; break;
    case at: {
      const std::optional<Timestamp> moment = read_moment({first, size});
      if (!moment) return false;
      said.at = *moment;
      break;
    }
    default: return false;
  }
  seen_ |= bit(member);
  given_ |= bit(member);
  return true;
}

bool EventLine::member_of_usual(const Usual& usual) {
  const bool blanks = !usual.text && token_[0] != token_[-1] + 1;
  return (!blanks || blank(token_[-1] + 1, token_[0])) &&
         known_member(static_cast<Member>(usual.member));
}

bool EventLine::member_after(char before, Usual& usual) {
  std::string_view name;
  if (!key(before, name, usual)) return false;
  const Member known = member_named(name);
  usual.member = known;
  if (known != unknown) return known_member(known);
  usual.size = 0;
  return other_member(name);
}

EventLine::Member EventLine::member_named(std::string_view name) {
  switch (name.size()) {
    case 2:
      return is(name, "at") ? at : is(name, "id") ? id : is(name, "by") ? by : is(name, "to") ? stage : unknown;
    case 4: return is(name, "lead") ? lead : is(name, "tick") ? tick : is(name, "note") ? note : unknown;
    case 6:
      return is(name, "fields") ? fields : is(name, "answer") ? answer : is(name, "reason") ? reason : unknown;
    case 7: return is(name, "verdict") ? verdict : is(name, "command") ? command_name : unknown;
    case 8: return is(name, "activity") ? activity : is(name, "received") ? received : unknown;
    case 10: return is(name, "attributes") ? attributes : unknown;
    default: return unknown;
  }
}

/// A member that is not read; but it must be good JSON.
bool EventLine::other_member(std::string_view name) {
  if (other_names_.size() == many_names || stands_in(other_names_, 0, name)) return false;
  other_names_.push_back(name);
  open_names_.clear();
  return skip(2);
}

bool EventLine::known_member(Member member) {
  if ((seen_ & bit(member)) != 0) return false;
  seen_ |= bit(member);
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
  if (there) given_ |= bit(member);
  return good;
}

/// The object of `fields` or of `attributes`; as in `root`.
bool EventLine::members() {
  std::vector<SaidMember>& members = said_->members;
  said_->has_members = true;
  if (token_[1] < end_ && base_[token_[1]] == '}') return take('{') && take('}');
  const char* const base = base_;
  const std::uint32_t end = end_;
  const std::uint32_t* token = token_;
  std::size_t count = 0;
  do {
    SaidMember& member = members.emplace_back();
    if (++count > many_names || count > limits_.object_keys) return false;
    const std::uint32_t begin = *token;
    Usual& usual = usual_fields_[(count - 1) % usual_places].at(base + begin, end - begin >= 16, learnt_);
    if (end - begin >= 16 && usual.stands_at(base + begin)) {
      member.name = {base + begin + usual.name_at, usual.name_size};
      member.name_number = usual.name_number;
      const std::uint32_t first = token[3] + 1;
      const std::uint32_t last = token[4] - 1;
      if (usual.text && !escapes_ && first <= last && base[last] == '"' &&
          last - first <= limits_.text_bytes) {
        member.value.kind = SaidValue::Kind::text;
        member.value.text = {base + first, last - first};
        token += 4;
      } else {
        token_ = token + 3;
        if (!field_of_usual(usual, member)) return false;
        token = token_;
      }
    } else {
      token_ = token;
      if (!field_after(count == 1 ? '{' : ',', usual, member)) return false;
      token = token_;
    }
    for (std::size_t i = 0; i + 1 < count; ++i)
      if (members[i].name == member.name) return false;
  } while (*token < end && base[*token] == ',');
  token_ = token;
  return take('}');
}

bool EventLine::field_of_usual(const Usual& usual, SaidMember& member) {
  const bool blanks = !usual.text && token_[0] != token_[-1] + 1;
  return (!blanks || blank(token_[-1] + 1, token_[0])) && value(member.value);
}

bool EventLine::field_after(char before, Usual& usual, SaidMember& member) {
  return key(before, member.name, usual) && value(member.value);
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
      if (*token_ >= end_ || !read_number(scalar(), into.number)) return false;
      ++token_;
      return true;
  }
}

bool EventLine::list(SaidValue& into) {
  const std::uint32_t* const opening = token_;
  char* const free_before = free_;
  if (!take('[')) return false;
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
      if (depth > limits_.json_depth || !take('[')) return false;
      if (take(']')) return true;
      do {
        if (!skip(depth + 1)) return false;
      } while (take(','));
      return take(']');
    default:
      if (*token_ >= end_ || !read_number(scalar(), number)) return false;
      ++token_;
      return true;
  }
}

bool EventLine::skip_object(std::size_t depth) {
  const std::size_t first = open_names_.size();
  if (!take('{')) return false;
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
  if ((given_ & bit(lead)) == 0 || (given_ & bit(at)) == 0 || said_->lead.size() > limits_.id_bytes)
    return false;
  SaidEvent& said = *said_;
  switch (given_ & (bit(activity) | bit(attributes) | bit(answer) | bit(command_name) | bit(tick))) {
    case bit(activity):
      said.kind = SaidEvent::Kind::activity;
      said.what = activity_;
      return activity_.size() <= limits_.id_bytes;
    case bit(attributes): said.kind = SaidEvent::Kind::attributes; return true;
    case bit(answer):
      said.kind = SaidEvent::Kind::answer;
      said.what = criterion_;
      return said.has_members || said.verdict.has_value();
    case bit(command_name): return finish_command();
    case bit(tick): said.kind = SaidEvent::Kind::tick; return true;
    default: return false;
  }
}

bool EventLine::finish_command() {
  SaidEvent& said = *said_;
  said.kind = SaidEvent::Kind::command;
  const std::optional<CommandKind> kind = parse_command(command_);
  if (!kind) return false;
  said.command = *kind;
  if ((given_ & bit(stage)) != 0) {
    said.to = parse_stage(to_);
    if (!said.to) return false;
  }
  if (needs_reason(*kind) && !said.reason) return false;
  return *kind != CommandKind::override_stage || (said.to && said.by);
}

}  // namespace bantam::cli
