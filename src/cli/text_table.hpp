// Text table: a number for each different text, counted from 0 in order of their first appearance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "text_hash.hpp"

namespace bantam::cli {

/// The texts lie one behind the other, as Arrow's utf8 has them; no text is an object of its own.
///
/// Cost    expected constant per text, whoever chose the texts: the hash has a key of its own, and
///         where more than 256 places have to be looked at, which at half full has a chance of
///         less than 2⁻⁵⁰ per text, another key is drawn and the table made anew.
///         Memory: the bytes, 4 bytes a text, and 16 to 32 bytes a text for the places.
/// Codes   do not depend on the key.
class TextTable {
 public:
  /// `most_bytes`: of all texts together; what Arrow's 32-bit offsets can hold.
  explicit TextTable(std::size_t most_bytes = std::numeric_limits<std::int32_t>::max());

  std::uint64_t hash(std::string_view text) const { return text_hash(text, key_); }

  /// Brings the place where a text of this hash would be nearer to the processor.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&places_[place_of(hash)]); }

  /// The code of a text, which is added where it is new; nothing: there is no room for it.
  /// `hash` is what this table gives for it since `key_changes` last rose.
  std::optional<std::uint32_t> add(std::string_view text, std::uint64_t hash);
  std::optional<std::uint32_t> add(std::string_view text) { return add(text, hash(text)); }

  /// A text that waits for its code.
  struct Waiting {
    std::string_view text;
    std::uint64_t hash = 0;
    std::uint32_t code = 0;
  };

  /// Adds many texts, which the processor fetches side by side; the places should have been
  /// prefetched. False: there was no room for one of them.
  bool add_many(Waiting* first, Waiting* last);

  /// Whether so many more texts of so many bytes in all can be added.
  bool has_room(std::size_t texts, std::size_t bytes) const {
    return bytes <= most_bytes_ - bytes_.size() && texts < none - 1 - size();
  }

  std::optional<std::uint32_t> find(std::string_view text) const {
    const auto bits = static_cast<std::uint32_t>(hash(text) >> 32U);
    for (std::size_t at = bits & mask_; places_[at].code != none; at = (at + 1) & mask_)
      if (places_[at].hash == bits && same_text((*this)[places_[at].code], text))
        return places_[at].code;
    return std::nullopt;
  }

  std::size_t size() const { return offsets_.size() - 1; }
  std::string_view operator[](std::size_t code) const {
    return {bytes_.data() + offsets_[code],
            static_cast<std::size_t>(offsets_[code + 1] - offsets_[code])};
  }

  /// How often another key was drawn.
  std::size_t key_changes() const { return key_changes_; }

  TextColumn column() const { return {offsets_, bytes_}; }

 private:
  /// A text's code and 32 bits of its hash, which also say where its place is.
  struct Place {
    std::uint32_t code = none;
    std::uint32_t hash = 0;
  };
  static constexpr std::uint32_t none = 0xffffffffU;
  static constexpr std::size_t patience = 256;

  std::size_t place_of(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> 32U) & mask_; }
  void grow();
  void draw_key();
  bool put(Place place);
  std::uint32_t likely_code(std::uint64_t hash) const;

  HashKey key_;
  std::size_t most_bytes_;
  std::size_t mask_ = 0;
  std::size_t key_changes_ = 0;
  std::vector<Place> places_;
  std::vector<std::int32_t> offsets_{0};
  std::vector<char> bytes_;
};

}  // namespace bantam::cli
