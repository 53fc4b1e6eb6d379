// The workload as events: what a live host hands to `apply`.
#pragma once

#include "bantam/bantam.hpp"
#include "bench/handwritten.hpp"
#include "bench/random.hpp"
#include "bench/workload.hpp"

namespace bench {

/// What is known of a lead, a year before the workload's moment.
bantam::Event attributes_event(const Workload& workload, std::size_t lead);

/// One of its activities.
bantam::Event activity_event(const Workload& workload, std::size_t lead, std::size_t row);

/// The state after all of that, one event at a time.
bantam::LeadState grown_state(const bantam::Model& model, const Workload& workload, std::size_t lead,
                              bantam::Workspace& workspace);

/// An activity like those of the workload for a random lead, at a moment of its own.
struct FreshActivity {
  std::size_t lead = 0;
  bantam::Event event;
  HandwrittenActivity same;  ///< for the handwritten scorer
};
FreshActivity fresh_activity(const Workload& workload, Random& random, std::size_t leads, bantam::Timestamp at);

}  // namespace bench
