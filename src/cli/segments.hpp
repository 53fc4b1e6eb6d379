// Segments: what leads are counted under, by one of their attributes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "bantam/model.hpp"
#include "bantam/replay.hpp"
#include "console.hpp"

namespace bantam::cli {

/// The segment of a lead; empty: not known.
using SegmentOf = std::function<std::string(const ReplayedLead&)>;

/// By the value of an attribute where the lead's replay ended. `owner`, where the model declares no
/// such attribute, is who asked for the lead's last move.
///
/// Errors   reported as being about `--by`; nothing then.
std::optional<SegmentOf> segments_by(const Model& model, const std::string& attribute,
                                     Console& console);

}  // namespace bantam::cli
