// Generated conditions over a fixed set of attributes, deeper and wider than those of generated
// models, and leads to ask them about.
#pragma once

#include <string>

#include "laws/generate.hpp"

namespace generate {

/// A model with one condition, asked twice: where it is true the lead has 1 point, where its
/// negation is, 10; where it is unknown, none.
std::string condition_model(Random& random, bool jsonlogic);

/// What is known of a lead: an attributes event of the log.
std::string condition_lead(Random& random, const std::string& lead);

}  // namespace generate
