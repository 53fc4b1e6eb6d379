// How many cases a law runs, and from which seed.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "test.hpp"

namespace laws {

struct Seeds {
  std::uint64_t first;
  std::uint64_t count;
};

/// BANTAM_LAW_CASES and BANTAM_LAW_SEED change what is run; a printed seed is run alone with
/// BANTAM_LAW_SEED=… BANTAM_LAW_CASES=1.
inline Seeds seeds(std::uint64_t usual) {
  const char* count = std::getenv("BANTAM_LAW_CASES");
  const char* first = std::getenv("BANTAM_LAW_SEED");
  return {first ? std::strtoull(first, nullptr, 10) : 1, count ? std::strtoull(count, nullptr, 10) : usual};
}

/// Says on standard error how far a long run has come.
inline void tell_progress(const Seeds& seeds, std::uint64_t seed) {
  constexpr std::uint64_t often = 50'000;
  const std::uint64_t done = seed - seeds.first;
  if (seeds.count > often && done > 0 && done % often == 0)
    std::fprintf(stderr, "%llu of %llu\n", static_cast<unsigned long long>(done),
                 static_cast<unsigned long long>(seeds.count));
}

/// Asks `check(seed)` what is wrong for every seed; stops after three that are not empty.
template <class Check>
void hold(const Seeds& seeds, Check check) {
  std::size_t failures = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count && failures < 3; ++seed) {
    tell_progress(seeds, seed);
    const std::string wrong = check(seed);
    if (wrong.empty()) continue;
    ++failures;
    FAIL_CHECK("seed " << seed << ": " << wrong);
  }
  WARN("seeds " << seeds.first << " to " << seeds.first + seeds.count - 1);
}

}  // namespace laws
