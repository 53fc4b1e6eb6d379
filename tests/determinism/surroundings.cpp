#include "determinism/surroundings.hpp"

#include <cfenv>
#include <clocale>
#include <cstdint>
#include <cstdio>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace determinism {
namespace {

/// With the decimal comma, else no digest would tell a printf in the library.
std::string set_german() {
  if (!std::setlocale(LC_ALL, "de_DE.UTF-8")) return "the locale de_DE.UTF-8 is not installed";
  char text[8];
  std::snprintf(text, sizeof text, "%.1f", 0.5);
  return text[1] == ',' ? "" : "the locale de_DE.UTF-8 has no comma";
}

std::string set_rounding(int direction) {
  if (std::fesetround(direction) != 0) return "this machine cannot round so";
  volatile double one = 1;  // at run time, not when compiled
  volatile double minus_one = -1;
  const double third = one / 3;
  const double minus_third = minus_one / 3;
  return third != 1.0 / 3 || minus_third != -1.0 / 3 ? "" : "rounding has not changed";
}

std::string set_flush_to_zero() {
#if defined(__SSE2__)
  _mm_setcsr(_mm_getcsr() | 0x8040U);  // flush to zero, and take subnormal operands for zero
#elif defined(__aarch64__)
  std::uint64_t modes = 0;
  __asm__ volatile("mrs %0, fpcr" : "=r"(modes));
  modes |= std::uint64_t{1} << 24U;
  __asm__ volatile("msr fpcr, %0" : : "r"(modes));
#endif
  volatile double small = 1e-308;
  return small / 4 == 0 ? "" : "this machine keeps subnormal numbers";
}

}  // namespace

std::string set_surroundings(const std::string& option) {
  if (option == "--german") return set_german();
  if (option == "--round-up") return set_rounding(FE_UPWARD);
  if (option == "--round-down") return set_rounding(FE_DOWNWARD);
  if (option == "--flush-to-zero") return set_flush_to_zero();
  return "no option `" + option + "`";
}

}  // namespace determinism
