// Names: what a learned document may call things.
#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace bantam::learning {

/// A name that a model may declare, near to a column's or an activity type's.
std::string model_name_of(const std::string& column);

/// The name, at most so long and with a number where it is taken; it is taken then.
std::string unique(std::set<std::string>& taken, const std::string& wanted, std::size_t most);

}  // namespace bantam::learning
