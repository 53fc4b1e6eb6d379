// Views: what the console shows. Nothing here writes.
#pragma once

#include <optional>
#include <string>

#include "crm.hpp"

namespace crm {

/// The leads as of `at`, the highest total first; a lead whose clock is later, as of its clock.
std::string list(Crm& crm, const std::optional<bantam::Stage>& stage, bantam::Timestamp at);

/// Where the points of a lead come from, and what is missing for its next stage.
std::string explain(Crm& crm, const std::string& lead, bantam::Timestamp at);

/// The same in plain words, for the person behind the lead.
std::string explain_to_subject(Crm& crm, const std::string& lead, bantam::Timestamp at);

/// Moves, alerts and changes of model, in the order in which they were written.
std::string journal(Crm& crm, const std::string& lead);

/// The leads to whom something happens up to `until`, with what it is if nothing comes before.
std::string due(Crm& crm, bantam::Timestamp until);

}  // namespace crm
