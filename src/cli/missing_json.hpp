// Missing, as JSON.
#pragma once

#include <string>

#include "bantam/missing.hpp"

namespace bantam::cli {

/// What is missing for the next stage, as one JSON object.
std::string missing_to_json(const WhatIsMissing& missing);

}  // namespace bantam::cli
