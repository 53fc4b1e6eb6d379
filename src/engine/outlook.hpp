// Outlook: what a condition on scores can be while time alone passes.
//
// Between two boundaries of signals, dates, answers and the stay, only windows and decays move a
// score, and each activity's part of it moves one way: towards 0. So the values at both ends bound
// everything between, and a condition that no value within the bounds makes true stays untrue.
#pragma once

#include "engine/evaluation.hpp"

namespace bantam {

/// Whether `condition` may hold at some moment of [from, to]. Never wrongly false.
bool may_hold(const Predicate& condition, const Program& program, const LeadState& state,
              Timestamp from, Timestamp to);

}  // namespace bantam
