// Text table: open addressing, at most half full, the next place where one is taken.
#include "text_table.hpp"

#include <random>

namespace bantam::cli {

HashKey HashKey::random() {
  std::random_device source;
  const auto word = [&] { return (std::uint64_t{source()} << 32U) | source(); };
  return {word(), word(), word()};
}

TextTable::TextTable(std::size_t most_bytes)
    : key_(HashKey::random()), most_bytes_(most_bytes), mask_(63), places_(64) {}

std::optional<std::uint32_t> TextTable::add(std::string_view text, std::uint64_t full_hash) {
  const auto hash = static_cast<std::uint32_t>(full_hash >> 32U);
  std::size_t at = hash & mask_;
  for (std::size_t tried = 0; places_[at].code != none; at = (at + 1) & mask_) {
    if (places_[at].hash == hash && same_text((*this)[places_[at].code], text)) return places_[at].code;
    if (++tried < patience) continue;
    draw_key();
    return add(text, text_hash(text, key_));
  }
  if (!has_room(1, text.size())) return std::nullopt;
  const auto code = static_cast<std::uint32_t>(size());
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
  places_[at] = {code, hash};
  if (size() * 2 > places_.size()) grow();
  return code;
}

/// The code at the first place with these bits of the hash, or `none`.
std::uint32_t TextTable::likely_code(std::uint64_t full_hash) const {
  const auto hash = static_cast<std::uint32_t>(full_hash >> 32U);
  std::size_t at = hash & mask_;
  while (places_[at].code != none && places_[at].hash != hash) at = (at + 1) & mask_;
  return places_[at].code;
}

bool TextTable::add_many(Waiting* first, Waiting* last) {
  for (Waiting* each = first; each != last; ++each) {
    each->code = likely_code(each->hash);
    if (each->code != none) __builtin_prefetch(&offsets_[each->code]);
  }
  for (const Waiting* each = first; each != last; ++each)
    if (each->code != none) __builtin_prefetch(&bytes_[static_cast<std::size_t>(offsets_[each->code])]);
  const std::size_t changes = key_changes_;
  for (Waiting* each = first; each != last; ++each) {
    if (each->code != none && same_text((*this)[each->code], each->text)) continue;
    if (key_changes_ != changes) each->hash = hash(each->text);
    const std::optional<std::uint32_t> code = add(each->text, each->hash);
    if (!code) return false;
    each->code = *code;
  }
  return true;
}

/// False: too many places are taken around it.
bool TextTable::put(Place place) {
  std::size_t at = place.hash & mask_;
  for (std::size_t tried = 0; places_[at].code != none; at = (at + 1) & mask_)
    if (++tried >= patience) return false;
  places_[at] = place;
  return true;
}

void TextTable::grow() {
  std::vector<Place> old(places_.size() * 2);
  old.swap(places_);
  mask_ = places_.size() - 1;
  for (const Place& place : old)
    if (place.code != none && !put(place)) {
      draw_key();
      return;
    }
}

void TextTable::draw_key() {
  bool all_in = false;
  while (!all_in) {
    ++key_changes_;
    key_ = HashKey::random();
    places_.assign(places_.size(), Place());
    all_in = true;
    for (std::size_t code = 0; all_in && code < size(); ++code)
      all_in = put({static_cast<std::uint32_t>(code),
                    static_cast<std::uint32_t>(text_hash((*this)[code], key_) >> 32U)});
  }
}

}  // namespace bantam::cli
