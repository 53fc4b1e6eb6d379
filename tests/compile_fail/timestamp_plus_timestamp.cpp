// Two moments have no sum; a moment and a duration have.
// error: no match for .operator.|invalid operands
#include <bantam/timestamp.hpp>

bantam::Timestamp later(bantam::Timestamp at, bantam::Duration wait) { return at + wait; }

#ifdef BANTAM_SHOULD_FAIL
bantam::Timestamp nonsense(bantam::Timestamp a, bantam::Timestamp b) { return a + b; }
#endif
