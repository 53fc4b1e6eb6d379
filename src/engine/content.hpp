// Content: what an event says, for telling a repeat from a conflict. docs/semantics.md, section 4.
#pragma once

#include <cstdint>
#include <string>

#include "bantam/event.hpp"
#include "bantam/state.hpp"

namespace bantam {

/// 64 bits over what an event says: its moment and everything but `received`; null is absent, 1
/// and 1.0 are the same, the order of names does not matter.
std::uint64_t content_digest(const Event& event);

/// The first member in which an event and an accepted activity differ: "at", "activity",
/// "fields/path"; empty when they do not.
std::string first_difference(const Event& event, const StoredActivity& accepted);

}  // namespace bantam
