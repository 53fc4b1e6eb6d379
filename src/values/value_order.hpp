// The order of values and activities: null < flag < number < text < list < foreign.
#pragma once

#include "bantam/state.hpp"
#include "bantam/value.hpp"

namespace bantam {

/// Negative, 0 or positive. Numbers by value, texts as bytes, lists item by item as written.
int compare(const Value& a, const Value& b);

/// The canonical order of activities: docs/semantics.md, section 4. Activities that compare equal
/// say the same at the same time and cannot be told apart.
int compare(const StoredActivity& a, const StoredActivity& b);

/// The fields that are not null, sorted by name as bytes. No name stands twice in an event.
NamedValues canonical_fields(const NamedValues& fields);
/// Whether they are like that already.
bool is_canonical(const NamedValues& fields);

}  // namespace bantam
