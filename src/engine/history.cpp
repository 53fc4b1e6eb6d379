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

void put_number(std::string& into, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) into += static_cast<char>(number | 0x80U);
  into += static_cast<char>(number);
}

void put_text(std::string& into, std::string_view text) {
  put_number(into, text.size());
  into += text;
}

void put_value(std::string& into, const Value& value) {
  const auto kind = [&](Kind of) { into += static_cast<char>(of); };
  if (const bool* flag = value.flag()) {
    kind(*flag ? Kind::yes : Kind::no);
  } else if (const double* number = value.number()) {
    kind(Kind::number);
    char bytes[sizeof *number];
    std::memcpy(bytes, number, sizeof bytes);
    into.append(bytes, sizeof bytes);
  } else if (const std::string* text = value.text()) {
    kind(Kind::text);
    put_text(into, *text);
  } else if (const List* list = value.list()) {
    kind(Kind::list);
    put_number(into, list->size());
    for (const std::string& item : *list) put_text(into, item);
  } else if (const ForeignValue* foreign = value.foreign()) {
    kind(Kind::foreign);
    put_text(into, foreign->json);
  } else {
    kind(Kind::null);  // of no activity that was accepted; of a saved state that is refused
  }
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

constexpr std::size_t most_number = 5;  // bytes of a length: nothing has 4 GiB

/// How many bytes `put_value` writes at most.
std::size_t most_packed(const Value& value) {
  std::size_t size = 1 + sizeof(double);  // more than a length
  if (const std::string* text = value.text()) size += text->size();
  if (const ForeignValue* foreign = value.foreign()) size += foreign->json.size();
  if (const List* list = value.list())
    for (const std::string& item : *list) size += most_number + item.size();
  return size;
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
  // Room for all of it before the first byte, so that where there is none nothing is half written.
  std::size_t size = offset + 3 * most_number + arrival.type.size() + (arrival.id ? arrival.id->size() : 0);
  for (const NamedValue& field : arrival.fields)
    size += 1 + most_number + field.name.size() + most_packed(field.value);
  if (size > std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();  // 4 GiB of one lead
  make_room(said_, size);
  make_room(entries_, entries_.size() + 1);
  put_number(said_, arrival.id ? arrival.id->size() + 1 : 0);
  if (arrival.id) said_ += *arrival.id;
  const ActivityProgram* type =
      arrival.type_index < 0 ? nullptr : &program_->activities[static_cast<std::size_t>(arrival.type_index)];
  if (!type) put_text(said_, arrival.type);
  put_number(said_, arrival.fields.size());
  for (const NamedValue& field : arrival.fields) {
    const Slot* slot = type ? type->field(field.name) : nullptr;
    put_number(said_, slot ? static_cast<std::uint64_t>(slot - type->fields.data()) + 1 : 0);
    if (!slot) put_text(said_, field.name);
    put_value(said_, field.value);
  }
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
