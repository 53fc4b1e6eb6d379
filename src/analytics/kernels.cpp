#include "analytics/kernels.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>

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

/// A double's bits, read where a double stands.
#if defined(__GNUC__)
using Whole __attribute__((may_alias)) = std::uint64_t;
#else
using Whole = std::uint64_t;
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

/// Copies values as bits; `bad(value)` is 1 where a value must not be, else 0. Without a branch on
/// what is valid: that is anybody's guess, and a wrong guess costs more than all the rest.
template <class Bits, class Bad>
BANTAM_INLINE bool copy_values(const Bits* values, const std::uint8_t* bits, std::size_t first_bit,
                               std::size_t count, Bits missing, Bits* into, const Bad& bad) {
  Bits wrong = 0;
  if (!bits) {
    for (std::size_t i = 0; i < count; ++i) {
      wrong |= bad(values[i]);
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
      wrong |= mask & bad(values[begin + k]);
      into[begin + k] = (values[begin + k] & mask) | (missing & ~mask);
    }
  }
  return wrong == 0;
}

BANTAM_INLINE bool numbers_body(const double* values, const std::uint8_t* bits, std::size_t first_bit,
                                std::size_t count, double missing, double* into) {
  constexpr std::uint64_t exponent = 0x7FF0'0000'0000'0000;  // all ones: no finite number
  std::uint64_t missing_bits = 0;
  std::memcpy(&missing_bits, &missing, sizeof missing);
  return copy_values(reinterpret_cast<const Whole*>(values), bits, first_bit, count, Whole{missing_bits},
                     reinterpret_cast<Whole*>(into), [](Whole value) BANTAM_INLINED {
                       return static_cast<Whole>((value & exponent) == exponent);
                     });
}

BANTAM_INLINE bool codes_body(const std::uint32_t* values, const std::uint8_t* bits, std::size_t first_bit,
                              std::size_t count, std::uint32_t end, std::uint32_t* into) {
  return copy_values(values, bits, first_bit, count, end, into,
                     [=](std::uint32_t value) BANTAM_INLINED { return static_cast<std::uint32_t>(value >= end); });
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
    static constexpr Kernels table = {inside, falls, numbers, codes, bands, look_up, add, clamp};      \
  };

BANTAM_KERNELS(Baseline, )

#if defined(__x86_64__) && defined(__GNUC__)
#define BANTAM_HAS_AVX 1
BANTAM_KERNELS(Avx2, __attribute__((target("avx2,bmi,bmi2,tune=haswell"))))
BANTAM_KERNELS(Avx512, __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi,bmi2,tune=skylake-avx512,prefer-vector-width=512"))))
#endif

}  // namespace

const Kernels& kernels(Instructions instructions) {
#if BANTAM_HAS_AVX
  if (instructions == Instructions::avx512) return Avx512::table;
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
