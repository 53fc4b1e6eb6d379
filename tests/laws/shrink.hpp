// Shrinking: from a history that breaks a promise to the least one that still does.
#pragma once

#include <functional>
#include <string>

#include "laws/history.hpp"

namespace laws {

/// Whether a history still breaks the promise; of one whose model does not compile, no.
using Breaks = std::function<bool(const History&)>;

/// Takes away events, parts of the model and parts of events, and puts conditions' operands in
/// their places, for as long as what is left breaks the promise. What it returns cannot lose any
/// one of these.
History shrunk(History history, const Breaks& breaks);

/// As a case for tests/conformance/cases; what is expected is what the reference says.
std::string conformance_case(const History& history, const std::string& name);

/// What is wrong with a history, empty where nothing: the difference, and a case that shows it.
std::string shrunk_difference(const History& history,
                              const std::function<std::string(const History&)>& difference);

}  // namespace laws
