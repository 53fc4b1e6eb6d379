// Leads to score that reach what could differ between machines: decimal numbers at the edges of
// rounding, sums and quotients, numbers below the normal ones, texts that are not ASCII, and every
// kind of event in any order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace determinism {

/// A model in which every sum is at the edge of a threshold.
const std::string& document_of_edges();

/// Lines of a log of so many leads, in the order of arrival. Choices are made one after the other,
/// so a seed gives the same lines with every compiler.
std::vector<std::string> log_of(std::size_t leads, std::uint64_t seed);

}  // namespace determinism
