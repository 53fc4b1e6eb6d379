// The floating-point environment: rounding to nearest, subnormal numbers kept, no traps. A host
// may have set another one for itself; no result depends on it.
#pragma once

#include <cfenv>

namespace bantam {

/// While it lives, this thread computes in the default environment; then in the host's again.
/// Stands first in every public function that computes with doubles.
///
/// Cost     a look at a register where the host's environment is the default one.
class DefaultFloatingPoint {
 public:
  DefaultFloatingPoint();
  ~DefaultFloatingPoint();
  DefaultFloatingPoint(const DefaultFloatingPoint&) = delete;
  DefaultFloatingPoint& operator=(const DefaultFloatingPoint&) = delete;

 private:
  bool changed_;
  std::fenv_t hosts_;
};

}  // namespace bantam
