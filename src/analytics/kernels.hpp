// Kernels: the loops of a batch that a machine's vector instructions shorten.
//
// Each is plain C++ written once and compiled for several instruction sets; which one runs is
// chosen at run time. They compute the same bits: whole numbers, comparisons and selections only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bantam {

enum class Instructions : std::uint8_t { baseline, avx2, avx512 };

/// The value of a row without one, in the columns of a block.
double no_number();

struct BandBound {
  double below;
  std::int64_t points;
};

struct Kernels {
  /// Whether every moment lies in [0, end).
  bool (*inside)(const std::int64_t* at, std::size_t count, std::int64_t end);

  /// How many moments are less than the one before them by at least `gap`: 0, or 1 to count equal
  /// ones too. (at[i] < at[i - 1] + gap)
  std::size_t (*falls)(const std::int64_t* at, std::size_t count, std::int64_t gap);

  /// Copies a run of values, `missing` where the bit at `first_bit` + i is not set (no bits: all
  /// are). False where a value that is there is not finite, or not below `end`.
  bool (*numbers)(const double* values, const std::uint8_t* bits, std::size_t first_bit, std::size_t count,
                  double missing, double* into);
  bool (*codes)(const std::uint32_t* values, const std::uint8_t* bits, std::size_t first_bit,
                std::size_t count, std::uint32_t end, std::uint32_t* into);

  /// into[i] = the points of the first band whose bound is above the value; of none, `other`; of
  /// no value, `missing`.
  void (*bands)(const double* values, std::size_t count, const BandBound* bands, std::size_t band_count,
                std::int64_t other, std::int64_t missing, std::int64_t* into);

  /// into[i] = table[codes[i]]
  void (*look_up)(const std::uint32_t* codes, std::size_t count, const std::int64_t* table, std::int64_t* into);

  /// into[i] += points[i]
  void (*add)(const std::int64_t* points, std::size_t count, std::int64_t* into);

  /// points[i] = at least `least`, at most `most`
  void (*clamp)(std::int64_t* points, std::size_t count, std::int64_t least, std::int64_t most);
};

/// The kernels for an instruction set; the baseline's where this build has no other.
const Kernels& kernels(Instructions instructions);

/// The sets that this machine can run, the baseline first.
std::vector<Instructions> instructions_here();

}  // namespace bantam
