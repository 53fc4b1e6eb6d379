// Packing of activities. Per activity: the id (its length + 1, or 0), the name of a type that the
// model does not declare, the number of fields; per field its place in the declaration + 1 (or 0
// and its name), a kind, the value. Lengths and places are LEB128.
#include "bantam/history.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <utility>

#include "engine/packed.hpp"
#include "program/program.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

using packed::Kind;
using packed::Reader;

/// Writes where there is room: see room_for.
class Packer {
 public:
  explicit Packer(char* next) : next_(next) {}

  const char* end() const { return next_; }

  void number(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7U) *next_++ = static_cast<char>(number | 0x80U);
    *next_++ = static_cast<char>(number);
  }

  void bytes(std::string_view bytes) {
    std::memcpy(next_, bytes.data(), bytes.size());
    next_ += bytes.size();
  }

  void text(std::string_view text) {
    number(text.size());
    bytes(text);
  }

  void value(const Value& value) {
    if (const bool* flag = value.flag()) {
      kind(*flag ? Kind::yes : Kind::no);
    } else if (const double* real = value.number()) {
      kind(Kind::number);
      std::memcpy(next_, real, sizeof *real);
      next_ += sizeof *real;
    } else if (const std::string* text_value = value.text()) {
      kind(Kind::text);
      text(*text_value);
    } else if (const List* list = value.list()) {
      kind(Kind::list);
      number(list->size());
      for (const std::string& item : *list) text(item);
    } else if (const ForeignValue* foreign = value.foreign()) {
      kind(Kind::foreign);
      text(foreign->json);
    } else {
      kind(Kind::null);  // of no activity that was accepted; of a saved state that is refused
    }
  }

 private:
  void kind(Kind kind) { *next_++ = static_cast<char>(kind); }

  char* next_;
};

constexpr std::size_t number_room = 10;  // of 64 bits, seven a byte

std::size_t room_for(const Value& value) {
  if (const std::string* text = value.text()) return 1 + number_room + text->size();
  if (const ForeignValue* foreign = value.foreign()) return 1 + number_room + foreign->json.size();
  std::size_t room = 1 + number_room;
  if (const List* list = value.list())
    for (const std::string& item : *list) room += number_room + item.size();
  return room;
}

/// At least what an activity takes.
std::size_t room_for(const History::Arrival& arrival) {
  std::size_t room = 3 * number_room + (arrival.id ? arrival.id->size() : 0) + arrival.type.size();
  for (const NamedValue& field : arrival.fields) room += 2 * number_room + field.name.size() + room_for(field.value);
  return room;
}

Value unpacked(Reader& reader) {
  switch (reader.kind()) {
    case Kind::null: return Value();
    case Kind::no: return Value(false);
    case Kind::yes: return Value(true);
    case Kind::number: return Value(reader.real());
    case Kind::text: return Value(reader.text());
    case Kind::foreign: return Value(ForeignValue{std::string(reader.text())});
    case Kind::list: break;
  }
  return Value(reader.list());
}

/// A little more room than asked for: histories grow by one, and there are many of them.
template <class Run>
void make_room(Run& run, std::size_t size) {
  if (size > run.capacity()) run.reserve(size + size / 4 + 4);
}

}  // namespace

StoredActivity History::operator[](std::size_t i) const {
  const Entry& entry = entries_[i];
  Reader reader(said(i));
  StoredActivity activity;
  activity.at = entry.at();
  activity.type_index = entry.type_index;
  if (const std::uint64_t id = reader.number(); id != 0)
    activity.id = std::string(reader.bytes(static_cast<std::size_t>(id - 1)));
  const ActivityProgram* type =
      entry.type_index < 0 ? nullptr : &program_->activities[static_cast<std::size_t>(entry.type_index)];
  activity.type = type ? type->name : std::string(reader.text());
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    const std::uint64_t code = reader.number();
    std::string name =
        code == 0 ? std::string(reader.text()) : type->fields[static_cast<std::size_t>(code - 1)].name;
    activity.fields.push_back({std::move(name), unpacked(reader)});
  }
  return activity;
}

std::size_t History::place_of(const Arrival& arrival) const {
  // Nearly always it is the newest.
  if (entries_.empty() || entries_.back().at() < arrival.at) return entries_.size();
  const auto later = std::upper_bound(
      entries_.begin(), entries_.end(), arrival.at,
      [](Timestamp at, const Entry& entry) { return at < entry.at(); });
  auto place = static_cast<std::size_t>(later - entries_.begin());
  if (place == 0 || entries_[place - 1].at() < arrival.at) return place;
  const StoredActivity stored{arrival.at, arrival.id, std::string(arrival.type), arrival.fields, arrival.type_index};
  while (place > 0 && entries_[place - 1].at() == arrival.at && compare((*this)[place - 1], stored) > 0) --place;
  return place;
}

void History::insert(std::size_t place, const Arrival& arrival) {
  const std::size_t offset = said_.size();
  const std::size_t room = room_for(arrival);
  if (offset + room > std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();  // 4 GiB of one lead
  char few[256];
  std::string many;
  if (room > sizeof few) many.resize(room);
  char* const packed = room > sizeof few ? many.data() : few;
  Packer packer(packed);
  packer.number(arrival.id ? arrival.id->size() + 1 : 0);
  if (arrival.id) packer.bytes(*arrival.id);
  const ActivityProgram* type =
      arrival.type_index < 0 ? nullptr : &program_->activities[static_cast<std::size_t>(arrival.type_index)];
  if (!type) packer.text(arrival.type);
  packer.number(arrival.fields.size());
  for (const NamedValue& field : arrival.fields) {
    const Slot* slot = type ? type->field(field.name) : nullptr;
    packer.number(slot ? static_cast<std::uint64_t>(slot - type->fields.data()) + 1 : 0);
    if (!slot) packer.text(field.name);
    packer.value(field.value);
  }
  const auto size = static_cast<std::size_t>(packer.end() - packed);
  // Room for all of it before the first byte, so that where there is none nothing is half written.
  make_room(said_, offset + size);
  make_room(entries_, entries_.size() + 1);
  said_.append(packed, size);
  const std::uint64_t heard = static_cast<std::uint64_t>(arrival.heard) << 43U;
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place),
                  Entry{static_cast<std::uint64_t>(arrival.at.ms) | heard, static_cast<std::uint32_t>(offset),
                        arrival.type_index});
}

void History::push_back(const StoredActivity& activity, std::uint32_t heard) {
  insert(entries_.size(),
         {activity.at, activity.id, activity.type, activity.type_index, activity.fields, heard});
}

void History::take_back(std::size_t place) {
  said_.resize(entries_[place].offset);
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(place));
}

History History::erase_before(Timestamp reset) {
  History kept(program_);
  for (std::size_t i = 0; i < size(); ++i)
    if (entries_[i].at() >= reset) kept.push_back((*this)[i], entries_[i].heard());
  return std::exchange(*this, std::move(kept));
}

bool operator==(const History& a, const History& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const StoredActivity x = a[i];
    const StoredActivity y = b[i];
    if (x.at != y.at || x.id != y.id || x.type != y.type || x.type_index != y.type_index || x.fields != y.fields)
      return false;
  }
  return true;
}

}  // namespace bantam
