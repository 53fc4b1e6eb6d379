// A result is looked at before its value is used.
// error: could not convert|no viable conversion|conversion from
#include <bantam/apply.hpp>

bantam::LeadState fine(bantam::Result<bantam::Step> step, bantam::LeadState before) {
  return step ? step->state : before;
}

#ifdef BANTAM_SHOULD_FAIL
bantam::Step nonsense(bantam::Result<bantam::Step> step) { return step; }
#endif
