// Attribute wishes: what a person asks of single attributes to learn from.
#pragma once

#include <string>
#include <vector>

#include "bantam/learn.hpp"
#include "console.hpp"
#include "learn_input.hpp"

namespace bantam::cli {

/// Lists of names with commas between, as they were given.
struct AttributeNames {
  std::vector<std::string> use, must, never, rising, falling, positive, negative;
};

/// The names in such lists; a name that holds a comma may stand alone where a column has it.
std::vector<std::string> names_in(const std::vector<std::string>& given,
                                  const bantam::LeadColumns& columns);

/// Errors   reported, and false: a name that no attribute has.
bool add_wishes(const AttributeNames& asked, const LearnInput& input, LearnOptions& options,
                Console& console);

}  // namespace bantam::cli
