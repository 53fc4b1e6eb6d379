// Waiting texts: a few texts on their way into a table, so that the processor can fetch the places of
// all of them side by side.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "text_table.hpp"

namespace bantam::cli {

class WaitingTexts {
 public:
  static constexpr std::size_t most = 64;
  static constexpr std::size_t most_bytes = most * 128;

  WaitingTexts() : bytes_(most_bytes) {}

  bool has_room(std::size_t bytes) const {
    return count_ < most && bytes <= most_bytes - used_;
  }

  /// The number under which the text waits, whose hash is `table`'s. There must be room.
  std::size_t put(std::string_view text, std::uint64_t hash, const TextTable& table) {
    char* const copy = bytes_.data() + used_;
    copy_text(text, copy);
    used_ += text.size();
    table.prefetch(hash);
    texts_[count_] = {{copy, text.size()}, hash, 0};
    return count_++;
  }

  /// Adds them all; then none waits any more, and `code` says what became of each until the next
  /// `put`. False: the table had no room for all.
  bool add_to(TextTable& table) {
    if (key_changes_ != table.key_changes())
      for (std::size_t i = 0; i < count_; ++i) texts_[i].hash = table.hash(texts_[i].text);
    key_changes_ = table.key_changes();
    const bool added = table.add_many(texts_.data(), texts_.data() + count_);
    count_ = used_ = 0;
    return added;
  }

  std::size_t size() const { return count_; }
  std::size_t bytes() const { return used_; }
  std::string_view last() const { return texts_[count_ - 1].text; }
  std::uint64_t hash(std::size_t number) const { return texts_[number].hash; }
  std::uint32_t code(std::size_t number) const { return texts_[number].code; }

 private:
  std::array<TextTable::Waiting, most> texts_;
  std::vector<char> bytes_;
  std::size_t count_ = 0;
  std::size_t used_ = 0;
  std::size_t key_changes_ = 0;  ///< of the table, when it last took what waited
};

}  // namespace bantam::cli
