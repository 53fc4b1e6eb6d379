// Two readers of one table: the program's fast one, and the careful one, record by record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"

namespace two_csv_readers {

/// The records as texts, as the fast reader finds them: the line, and each cell with its place; or
/// a fault and its place.
std::vector<std::string> in_blocks(std::string_view text, const bantam::Limits& limits = {});

/// What is different between what the two make of a table, or "".
std::string difference(std::string_view text, const bantam::Limits& limits = {});

}  // namespace two_csv_readers
