// CSV marks: 64 bytes at a time where the processor has SSE2, as every x86-64 has.
#include "csv_marks.hpp"

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
/// One bit for each of the 64 bytes at `bytes`.
std::uint64_t marks_of(const char* bytes) {
  const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"');
  const __m128i feed = _mm_set1_epi8('\n'), carriage_return = _mm_set1_epi8('\r');
  std::uint64_t bits = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(some, comma), _mm_cmpeq_epi8(some, quote)),
        _mm_or_si128(_mm_cmpeq_epi8(some, feed), _mm_cmpeq_epi8(some, carriage_return)));
    const auto sixteen = static_cast<std::uint32_t>(_mm_movemask_epi8(found));
    bits |= static_cast<std::uint64_t>(sixteen) << (16 * part);
  }
  return bits;
}
#endif

}  // namespace

void find_marks_plainly(std::string_view block, std::vector<std::uint32_t>& marks) {
  marks.resize(block.size() + 1);
  marks.resize(static_cast<std::size_t>(mark_plainly(block, 0, marks.data()) - marks.data()));
}

void find_marks(std::string_view block, std::vector<std::uint32_t>& marks) {
#if defined(__SSE2__)
  if (marks.size() < block.size() + 1) marks.resize(block.size() + 1);
  std::uint32_t* to = marks.data();
  std::size_t at = 0;
  for (; at + 64 <= block.size(); at += 64)
    for (std::uint64_t bits = marks_of(block.data() + at); bits != 0; bits &= bits - 1)
      *to++ = static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::countr_zero(bits)));
  to = mark_plainly(block, at, to);
  marks.resize(static_cast<std::size_t>(to - marks.data()));
#else
  find_marks_plainly(block, marks);
#endif
}

}  // namespace bantam::cli
