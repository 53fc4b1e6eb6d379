// Funnel report: a funnel as tables for people.
#pragma once

#include <string>

#include "bantam/funnel.hpp"
#include "output.hpp"

namespace bantam::cli {

/// `by` names what the segments are of; empty: there are none.
void print_funnel(const Funnel& funnel, const std::string& by, Output& output);

}  // namespace bantam::cli
