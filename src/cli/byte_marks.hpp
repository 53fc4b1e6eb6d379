// Byte marks: where a block of text has the few bytes that its form hangs on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bantam::cli {

/// Offsets, in room that is kept for the next block.
class Marks {
 public:
  std::size_t size() const { return size_; }
  std::uint32_t operator[](std::size_t i) const { return room_[i]; }
  void clear() { size_ = 0; }

  /// Room for as many as there can be; `keep` says how many there are.
  std::uint32_t* room_for(std::size_t most) {
    if (room_.size() < most) room_.resize(most);
    return room_.data();
  }
  void keep(const std::uint32_t* end) { size_ = static_cast<std::size_t>(end - room_.data()); }

 private:
  std::vector<std::uint32_t> room_;
  std::size_t size_ = 0;
};

/// The offsets of `,`, `"`, LF and CR in `block`, ascending.
void find_csv_marks(std::string_view block, Marks& marks);

/// The same, byte by byte: what the other is held to, and all there is without SSE2.
void find_csv_marks_plainly(std::string_view block, Marks& marks);

}  // namespace bantam::cli
