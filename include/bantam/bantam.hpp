// bantam: an embedded lead-scoring library.
//
// A model is a program, an event is data, and time is an event:
//
//   bantam::CompileReport report = bantam::compile(json_text);   // all diagnostics at once
//   const bantam::Model model = *report.model;                   // immutable, shared by threads
//   bantam::LeadState state = model.new_lead("L1");              // a value the host stores
//   auto step = bantam::apply(model, state, event);              // pure: a new state, the effects
//   state = step->state;
//   auto decision = bantam::decide(model, state, now);           // scores, bands, gate, stage
//   auto why = bantam::explain(model, state, now);               // lines that add up to the score
//
// The library has no clock, thread, file, locale or global: `now` above is the host's.
// Nothing throws but std::bad_alloc. docs/tour.md follows one page view through all of it.
#pragma once

#include "bantam/apply.hpp"
#include "bantam/backtest.hpp"
#include "bantam/batch.hpp"
#include "bantam/capacity.hpp"
#include "bantam/columns.hpp"
#include "bantam/compare.hpp"
#include "bantam/decision.hpp"
#include "bantam/diagnostic.hpp"
#include "bantam/event.hpp"
#include "bantam/explanation.hpp"
#include "bantam/funnel.hpp"
#include "bantam/history.hpp"
#include "bantam/journal.hpp"
#include "bantam/json.hpp"
#include "bantam/learn.hpp"
#include "bantam/limits.hpp"
#include "bantam/metrics.hpp"
#include "bantam/missing.hpp"
#include "bantam/model.hpp"
#include "bantam/observe.hpp"
#include "bantam/points.hpp"
#include "bantam/replay.hpp"
#include "bantam/report.hpp"
#include "bantam/result.hpp"
#include "bantam/sensitive_names.hpp"
#include "bantam/share.hpp"
#include "bantam/stage.hpp"
#include "bantam/state.hpp"
#include "bantam/subject.hpp"
#include "bantam/text.hpp"
#include "bantam/threshold.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/tombstone.hpp"
#include "bantam/value.hpp"
