#include "analytics/kernels.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define BANTAM_HAS_AVX 1
#endif

namespace bantam {

double no_number() { return std::numeric_limits<double>::quiet_NaN(); }

namespace {

#if defined(__GNUC__)
#define BANTAM_INLINE inline __attribute__((always_inline))
#define BANTAM_INLINED __attribute__((always_inline))  // also into what has more instructions
#else
#define BANTAM_INLINE inline
#define BANTAM_INLINED
#endif

BANTAM_INLINE bool inside_body(const std::int64_t* at, std::size_t count, std::int64_t end) {
  std::uint64_t wrong = 0;  // its first bit is set by a moment before 0 or from the end on
  for (std::size_t i = 0; i < count; ++i) {
    const auto moment = static_cast<std::uint64_t>(at[i]);
    wrong |= moment | (static_cast<std::uint64_t>(end - 1) - moment);
  }
  return wrong >> 63U == 0;
}

BANTAM_INLINE std::size_t falls_body(const std::int64_t* at, std::size_t count, std::int64_t gap) {
  std::int64_t falls = 0;
  for (std::size_t i = 1; i < count; ++i) falls += at[i] < at[i - 1] + gap ? 1 : 0;
  return static_cast<std::size_t>(falls);
}

/// Eight bits from any place.
BANTAM_INLINE unsigned eight_bits(const std::uint8_t* bits, std::size_t first) {
  const unsigned low = bits[first >> 3U];
  const unsigned shift = first & 7U;
  const unsigned high = bits[(first + 7) >> 3U];  // the same byte where all eight are in one
  return ((low | (high << 8U)) >> shift) & 0xFFU;
}

/// The eight bits of each byte as eight bytes, 0 or 1.
constexpr std::array<std::uint64_t, 256> spread = [] {
  std::array<std::uint64_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte)
    for (unsigned k = 0; k < 8; ++k)
      table[byte] |= static_cast<std::uint64_t>((byte >> k) & 1U) << (std::endian::native == std::endian::little ? 8 * k : 56 - 8 * k);
  return table;
}();

/// A value's bits, without a second type looking at its memory. Not std::bit_cast, which gcc 12
/// does not put into functions of other instruction sets.
template <class To, class From>
BANTAM_INLINE To same_bits(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

/// Copies values as bits; `bad(value)` is 1 where a value must not be, else 0. Without a branch on
/// what is valid: that is anybody's guess, and a wrong guess costs more than all the rest.
template <class Bits, class Value, class Bad>
BANTAM_INLINE bool copy_values(const Value* values, const std::uint8_t* bits, std::size_t first_bit,
                               std::size_t count, Value missing, Value* into, const Bad& bad) {
  const Bits missing_bits = same_bits<Bits>(missing);
  Bits wrong = 0;
  if (!bits) {
    for (std::size_t i = 0; i < count; ++i) {
      wrong |= bad(same_bits<Bits>(values[i]));
      into[i] = values[i];
    }
    return wrong == 0;
  }
  constexpr std::size_t chunk = 256;
  std::uint8_t valid[chunk];
  for (std::size_t begin = 0; begin < count; begin += chunk) {
    const std::size_t size = count - begin < chunk ? count - begin : chunk;
    std::size_t k = 0;
    for (; k + 8 <= size; k += 8) {
      const std::uint64_t eight = spread[eight_bits(bits, first_bit + begin + k)];
      std::memcpy(valid + k, &eight, 8);
    }
    for (; k < size; ++k) {
      const std::size_t bit = first_bit + begin + k;
      valid[k] = (bits[bit >> 3U] >> (bit & 7U)) & 1U;
    }
    for (k = 0; k < size; ++k) {
      const Bits mask = Bits{0} - valid[k];
      const Bits value = same_bits<Bits>(values[begin + k]);
      wrong |= mask & bad(value);
      into[begin + k] = same_bits<Value>((value & mask) | (missing_bits & ~mask));
    }
  }
  return wrong == 0;
}

BANTAM_INLINE bool numbers_body(const double* values, const std::uint8_t* bits, std::size_t first_bit,
                                std::size_t count, double missing, double* into) {
  constexpr std::uint64_t exponent = 0x7FF0'0000'0000'0000;  // all ones: no finite number
  return copy_values<std::uint64_t>(values, bits, first_bit, count, missing, into,
                                    [](std::uint64_t value) BANTAM_INLINED {
                                      return static_cast<std::uint64_t>((value & exponent) == exponent);
                                    });
}

BANTAM_INLINE bool codes_body(const std::uint32_t* values, const std::uint8_t* bits, std::size_t first_bit,
                              std::size_t count, std::uint32_t end, std::uint32_t* into) {
  return copy_values<std::uint32_t>(values, bits, first_bit, count, end, into, [=](std::uint32_t value) BANTAM_INLINED {
    return static_cast<std::uint32_t>(value >= end);
  });
}

BANTAM_INLINE std::size_t inside_range_body(const std::uint32_t* values, std::size_t count, std::uint32_t first,
                                            std::uint32_t size, std::uint32_t first_place, std::uint32_t* into) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    into[found] = first_place + static_cast<std::uint32_t>(i);
    found += values[i] - first < size ? 1U : 0U;
  }
  return found;
}

BANTAM_INLINE void bands_body(const double* values, std::size_t count, const BandBound* bands,
                              std::size_t band_count, std::int64_t other, std::int64_t missing,
                              std::int64_t* into) {
  for (std::size_t i = 0; i < count; ++i) into[i] = values[i] == values[i] ? other : missing;
  // From the last to the first: the first whose bound is above the value is written last.
  for (std::size_t b = band_count; b-- > 0;) {
    const double below = bands[b].below;
    const std::int64_t points = bands[b].points;
    for (std::size_t i = 0; i < count; ++i) into[i] = values[i] < below ? points : into[i];
  }
}

BANTAM_INLINE void look_up_body(const std::uint32_t* codes, std::size_t count, const std::int64_t* table,
                                std::int64_t* into) {
  for (std::size_t i = 0; i < count; ++i) into[i] = table[codes[i]];
}

BANTAM_INLINE void add_body(const std::int64_t* points, std::size_t count, std::int64_t* into) {
  for (std::size_t i = 0; i < count; ++i) into[i] += points[i];
}

BANTAM_INLINE void clamp_body(std::int64_t* points, std::size_t count, std::int64_t least, std::int64_t most) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t raised = points[i] < least ? least : points[i];
    points[i] = raised > most ? most : raised;
  }
}

/// The bodies above as functions of one instruction set, and their table.
#define BANTAM_KERNELS(name, attributes)                                                               \
  struct name {                                                                                        \
    attributes static bool inside(const std::int64_t* a, std::size_t n, std::int64_t e) {              \
      return inside_body(a, n, e);                                                                     \
    }                                                                                                  \
    attributes static std::size_t falls(const std::int64_t* a, std::size_t n, std::int64_t g) {        \
      return falls_body(a, n, g);                                                                      \
    }                                                                                                  \
    attributes static bool numbers(const double* v, const std::uint8_t* b, std::size_t f,              \
                                   std::size_t n, double m, double* into) {                            \
      return numbers_body(v, b, f, n, m, into);                                                        \
    }                                                                                                  \
    attributes static bool codes(const std::uint32_t* v, const std::uint8_t* b, std::size_t f,         \
                                 std::size_t n, std::uint32_t e, std::uint32_t* into) {                \
      return codes_body(v, b, f, n, e, into);                                                          \
    }                                                                                                  \
    attributes static std::size_t inside_range(const std::uint32_t* v, std::size_t n, std::uint32_t f, \
                                               std::uint32_t s, std::uint32_t p, std::uint32_t* into) { \
      return inside_range_body(v, n, f, s, p, into);                                                   \
    }                                                                                                  \
    attributes static void bands(const double* v, std::size_t n, const BandBound* b, std::size_t bn,   \
                                 std::int64_t o, std::int64_t m, std::int64_t* into) {                 \
      bands_body(v, n, b, bn, o, m, into);                                                             \
    }                                                                                                  \
    attributes static void look_up(const std::uint32_t* c, std::size_t n, const std::int64_t* t,       \
                                   std::int64_t* into) {                                               \
      look_up_body(c, n, t, into);                                                                     \
    }                                                                                                  \
    attributes static void add(const std::int64_t* p, std::size_t n, std::int64_t* into) {             \
      add_body(p, n, into);                                                                            \
    }                                                                                                  \
    attributes static void clamp(std::int64_t* p, std::size_t n, std::int64_t l, std::int64_t m) {     \
      clamp_body(p, n, l, m);                                                                          \
    }                                                                                                  \
    static constexpr Kernels table = {inside, falls, numbers, codes, inside_range, bands, look_up, add, clamp};      \
  };

BANTAM_KERNELS(Baseline, )

#if BANTAM_HAS_AVX
#if defined(__clang__)  // has no words for tuning, and ignores what stands beside them
#define BANTAM_TARGET(sets, tuning) __attribute__((target(sets)))
#else
#define BANTAM_TARGET(sets, tuning) __attribute__((target(sets "," tuning)))
#endif
BANTAM_KERNELS(Avx2, BANTAM_TARGET("avx2,bmi,bmi2", "tune=haswell"))
BANTAM_KERNELS(Avx512, BANTAM_TARGET("avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi,bmi2",
                                     "tune=skylake-avx512,prefer-vector-width=512"))

/// Written out, because no compiler makes the loop above into the instruction there is for it.
__attribute__((target("avx512f"))) std::size_t inside_range_avx512(const std::uint32_t* values, std::size_t count,
                                                                   std::uint32_t first, std::uint32_t size,
                                                                   std::uint32_t first_place, std::uint32_t* into) {
  const __m512i firsts = _mm512_set1_epi32(static_cast<int>(first));
  const __m512i sizes = _mm512_set1_epi32(static_cast<int>(size));
  __m512i places = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(first_place)),
                                    _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512i distances = _mm512_sub_epi32(_mm512_loadu_si512(values + i), firsts);
    const __mmask16 inside = _mm512_cmplt_epu32_mask(distances, sizes);
    _mm512_storeu_si512(into + found, _mm512_maskz_compress_epi32(inside, places));
    found += static_cast<std::size_t>(__builtin_popcount(inside));
    places = _mm512_add_epi32(places, _mm512_set1_epi32(16));
  }
  return found + inside_range_body(values + i, count - i, first, size, first_place + static_cast<std::uint32_t>(i), into + found);
}

constexpr Kernels avx512_table = [] {
  Kernels table = Avx512::table;
  table.inside_range = inside_range_avx512;
  return table;
}();
#endif

}  // namespace

const Kernels& kernels(Instructions instructions) {
#if BANTAM_HAS_AVX
  if (instructions == Instructions::avx512) return avx512_table;
  if (instructions == Instructions::avx2) return Avx2::table;
#endif
  (void)instructions;
  return Baseline::table;
}

std::vector<Instructions> instructions_here() {
  std::vector<Instructions> sets = {Instructions::baseline};
#if BANTAM_HAS_AVX
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
    sets.push_back(Instructions::avx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
      sets.push_back(Instructions::avx512);
  }
#endif
  return sets;
}

}  // namespace bantam
