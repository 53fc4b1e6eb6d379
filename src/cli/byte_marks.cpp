// Byte marks: 64 bytes at a time where the processor has SSE2, as every x86-64 has.
#include "byte_marks.hpp"

#include <bit>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace bantam::cli {

namespace {

bool is_mark(char byte) { return byte == ',' || byte == '"' || byte == '\n' || byte == '\r'; }

std::uint32_t* mark_plainly(std::string_view block, std::size_t from, std::uint32_t* to) {
  for (std::size_t i = from; i < block.size(); ++i) {
    *to = static_cast<std::uint32_t>(i);
    to += is_mark(block[i]) ? 1 : 0;
  }
  return to;
}

#if defined(__SSE2__)
/// One bit for each of the 16 bytes at `bytes` that is a mark.
std::uint64_t marks_of(const char* bytes) {
  const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const auto equal = [&](char byte) { return _mm_cmpeq_epi8(some, _mm_set1_epi8(byte)); };
  const __m128i found =
      _mm_or_si128(_mm_or_si128(equal(','), equal('"')), _mm_or_si128(equal('\n'), equal('\r')));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
}
#endif

}  // namespace

void find_csv_marks_plainly(std::string_view block, Marks& marks) {
  marks.keep(mark_plainly(block, 0, marks.room_for(block.size() + 1)));
}

void find_csv_marks(std::string_view block, Marks& marks) {
  std::uint32_t* to = marks.room_for(block.size() + 1);
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 64 <= block.size(); at += 64) {
    const char* bytes = block.data() + at;
    std::uint64_t bits = marks_of(bytes) | marks_of(bytes + 16) << 16U |
                         marks_of(bytes + 32) << 32U | marks_of(bytes + 48) << 48U;
    for (; bits != 0; bits &= bits - 1)
      *to++ = static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::countr_zero(bits)));
  }
#endif
  marks.keep(mark_plainly(block, at, to));
}

}  // namespace bantam::cli
