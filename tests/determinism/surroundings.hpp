// What a host may have set for itself: a locale, a rounding direction, subnormal numbers flushed to
// zero. No result may depend on it.
#pragma once

#include <string>

namespace determinism {

/// Sets what `option` names: "--german", "--round-up", "--round-down" or "--flush-to-zero". Says
/// what is in the way, empty where it is set.
std::string set_surroundings(const std::string& option);

}  // namespace determinism
