// A model, some leads and their events, and what a replay explains of them: what a batch of the
// same must give.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "support/columns_of.hpp"

namespace support {

struct BatchWorld {
  bantam::Model model;
  bantam::Timestamp at;
  std::vector<std::string> leads;
  std::vector<bantam::Explanation> expected;
  std::vector<bantam::Event> activities;
  std::vector<std::map<std::string, bantam::Value>> attributes;
  std::vector<std::int64_t> resets;

  OwnedColumns columns(const Layout& layout) const { return {model, leads, activities, attributes, resets, layout}; }
};

/// Events that are activities and attributes, no id twice, received when they happened.
BatchWorld world_of(const bantam::Model& model, const std::vector<bantam::Event>& events, bantam::Timestamp at);

/// What a batch of the world says otherwise than the replay; empty when nothing.
std::string difference(const BatchWorld& world, const bantam::BatchScores& scores);

/// Whether two batches say the same, down to the columns that one of them lacks.
bool same(const bantam::BatchScores& a, const bantam::BatchScores& b);

}  // namespace support
