// Erase: a person's bytes leave the database, and no old event brings them back.
#pragma once

#include <string>

#include "crm.hpp"

namespace crm {

bool is_erased(Crm& crm, const std::string& lead);
Reply refused_as_erased(const std::string& lead);

/// Deletes log, state and journal of a lead; what the funnel counts and a tombstone stay. On return
/// no byte of it is left in the database's files. Killed half way, it can be called again.
Reply erase(Crm& crm, const std::string& lead);

}  // namespace crm
