// A result says whether the call failed; it cannot be dropped unread.
// error: nodiscard|unused-result
#include <bantam/apply.hpp>

bool fine(const bantam::Model& model, const bantam::LeadState& state, const bantam::Event& event) {
  return static_cast<bool>(bantam::apply(model, state, event));
}

#ifdef BANTAM_SHOULD_FAIL
void nonsense(const bantam::Model& model, const bantam::LeadState& state, const bantam::Event& event) {
  bantam::apply(model, state, event);
}
#endif
