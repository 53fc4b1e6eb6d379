// The planted fault: in place of src/values/floating_point.cpp, it leaves what the host has set.
#include "values/floating_point.hpp"

namespace bantam {

DefaultFloatingPoint::DefaultFloatingPoint() : changed_(false) {}
DefaultFloatingPoint::~DefaultFloatingPoint() = default;

}  // namespace bantam
