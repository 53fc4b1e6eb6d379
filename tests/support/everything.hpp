// Everything: a model that uses every part of the format, and a log that reaches all of it. For
// tests that ask of each public call what must hold whatever it is given.
#pragma once

#include <string>
#include <vector>

#include "bantam/bantam.hpp"

namespace everything {

/// The document. It compiles without a word.
const std::string& document();
const bantam::Model& model();

/// What happens to the lead "L1", in the order of arrival: every kind of event, accepted, repeated
/// and refused, early and late.
const std::vector<bantam::Event>& events();

/// The same of several leads, which differ in how far they come.
std::vector<bantam::Event> log(std::size_t leads);

/// What columns can say of that log: what leads did and what is known of them, each event once.
std::vector<bantam::Event> in_columns(std::size_t leads);

/// The state after all events, and a moment after it.
const bantam::LeadState& state();
bantam::Timestamp later();

}  // namespace everything
