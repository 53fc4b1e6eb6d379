#include "lead_groups.hpp"

namespace bantam::cli {

void LeadGroups::begin() {
  for (std::size_t lead = 1; lead < ends_.size(); ++lead) ends_[lead] += ends_[lead - 1];
  things_.resize(ends_.back());
}

}  // namespace bantam::cli
