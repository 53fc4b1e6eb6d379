// Rebuild: the log, replayed, must give every state and journal entry that is stored.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "crm.hpp"

namespace crm {

struct RebuildReport {
  std::size_t leads = 0;
  std::size_t equal = 0;
  std::size_t written = 0;
  std::vector<std::string> findings;  ///< a line for every lead that is not equal
};

/// Replays the log in order of arrival under the active model and compares; changes nothing.
RebuildReport compare_all(Crm& crm);

/// Replaces the states that are not equal by what the log gives, a transaction a lead; killed
/// half way, it can be called again. After a change of model this is the explicit rescoring:
/// a lead may move between `lead` and `mql`; a stage that people gave holds, by an override
/// in the log. Either is in the journal. Old entries stay as they are, and no old alert is
/// given again.
RebuildReport rewrite_all(Crm& crm);

}  // namespace crm
