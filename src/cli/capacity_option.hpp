// Capacity option: `--capacity`, which means the same wherever it is asked.
#pragma once

#include <optional>

#include "bantam/capacity.hpp"

namespace CLI {
class App;
}

namespace bantam::cli {

/// "40/week", "8/day", "200/30d", "500", "15%".
void add_capacity_option(CLI::App& command, std::optional<Capacity>& capacity);

}  // namespace bantam::cli
