// operator new, which here can be told to fail.
#pragma once

#include <cstddef>

namespace allocation {

enum class Failing { never, once, from_then_on };

/// Counts anew; the `nth` allocation from here, counted from 1, fails as told.
void arm(Failing failing, std::size_t nth);
void disarm();

std::size_t counted();    ///< allocations asked for since `arm`
bool failed();            ///< whether one has failed since `arm`
std::ptrdiff_t living();  ///< allocations that have not been given back

}  // namespace allocation
