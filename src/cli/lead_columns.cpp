// Lead columns: one rule for the header of a CSV file and the keys of an NDJSON row.
#include "lead_columns.hpp"

#include <utility>

namespace bantam::cli {

LeadColumns::LeadColumns(std::vector<AttributeSummary> attributes)
    : attributes_(std::move(attributes)) {
  for (const AttributeSummary& attribute : attributes_) {
    bool taken = false;
    for (const AttributeSummary& other : attributes_)
      taken = taken || (&other != &attribute && other.column == attribute.name);
    name_taken_.push_back(taken);
  }
}

std::vector<LeadColumns::Feed> LeadColumns::feeds(const Find& find) const {
  std::vector<Feed> found;
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    const AttributeSummary& attribute = attributes_[i];
    std::optional<std::size_t> column;
    if (!attribute.column.empty()) column = find(attribute.column);
    if (!column && !name_taken_[i]) column = find(attribute.name);
    if (column) found.push_back({&attribute, *column});
  }
  return found;
}

}  // namespace bantam::cli
