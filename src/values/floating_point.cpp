#include "values/floating_point.hpp"

#include <cfloat>
#include <cstdint>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

// With x87's wider registers a result depends on what the compiler keeps in them.
static_assert(FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1,
              "doubles must be computed as doubles; try -mfpmath=sse");

namespace bantam {
namespace {

/// What the standard library tells is rounding alone; where the register can be read it also tells
/// of subnormal numbers and traps.
bool is_default() {
#if defined(__SSE2__)
  constexpr unsigned modes = 0xFFC0;  // of MXCSR, all but the flags of what has happened
  constexpr unsigned usual = 0x1F80;
  return (_mm_getcsr() & modes) == usual;
#elif defined(__aarch64__)
  std::uint64_t modes = 0;
  __asm__ volatile("mrs %0, fpcr" : "=r"(modes));
  return modes == 0;
#else
  return std::fegetround() == FE_TONEAREST;
#endif
}

}  // namespace

DefaultFloatingPoint::DefaultFloatingPoint() : changed_(!is_default()) {
  if (!changed_) return;
  std::fegetenv(&hosts_);
  std::fesetenv(FE_DFL_ENV);
}

DefaultFloatingPoint::~DefaultFloatingPoint() {
  if (changed_) std::fesetenv(&hosts_);
}

}  // namespace bantam
