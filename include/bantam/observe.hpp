// observe: what a model can see of a lead at a moment.
#pragma once

#include "bantam/export.hpp"
#include "bantam/model.hpp"
#include "bantam/result.hpp"
#include "bantam/state.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"

namespace bantam {

/// The attributes and signals of a lead as conditions read them: in model order, signals last and
/// named `signal.NAME`. What is missing is null; a choice has its declared spelling, and a text
/// whose case does not matter is lowered. Of a suppressed lead no signal is measured: all are null.
///
/// Errors   Errc::foreign_state, Errc::before_clock, Errc::out_of_range, as for `decide`.
/// Cost     linear in the activities of the lead times the signals that listen to them.
/// Threads  pure.
BANTAM_API Result<NamedValues> observe(const Model& model, const LeadState& state, Timestamp at);

}  // namespace bantam
