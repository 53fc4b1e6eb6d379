// Two readers of one log: the program's fast one, and the library's, line by line.
#pragma once

#include <string>
#include <string_view>

#include "bantam/limits.hpp"

namespace two_readers {

/// What is different between what the two make of a log, or "". Lines, events, errors and their
/// places: everything must be equal.
std::string difference(std::string_view log, const bantam::Limits& limits = {});

/// How many lines of the log the fast reader takes without the library's help.
std::size_t plain_lines(std::string_view log, const bantam::Limits& limits = {});

}  // namespace two_readers
