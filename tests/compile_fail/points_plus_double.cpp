// Points are exact thousandths; a double has to be turned into points by name.
// error: no match for .operator.|invalid operands
#include <bantam/points.hpp>

bantam::Points sum(bantam::Points a) { return a + bantam::Points::of_thousandths(500); }

#ifdef BANTAM_SHOULD_FAIL
bantam::Points nonsense(bantam::Points a) { return a + 0.5; }
#endif
