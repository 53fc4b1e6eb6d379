// Funnel: what became of all leads, counted from the journals of those that are here and of those
// that were erased.
#pragma once

#include <bantam/bantam.hpp>
#include <optional>
#include <string>

#include "crm.hpp"

namespace crm {

/// The journal of a lead; nothing of one without an event.
std::optional<bantam::LeadJournal> journal_of(Database& database, const std::string& lead);

/// Entries, exits and balance of each stage, and why leads moved.
std::string funnel(Crm& crm, bantam::Timestamp at);

}  // namespace crm
