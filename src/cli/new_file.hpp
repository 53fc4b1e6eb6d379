// New file: a model is written where there was no file, and never over somebody's own.
#pragma once

#include <string>
#include <string_view>

#include "console.hpp"

namespace bantam::cli {

/// Writes a model to a new file, or to standard output for `-`, and gives the exit code. A file of
/// that name is kept, and that is an error.
int write_new_file(const std::string& path, std::string_view model, Console& console);

}  // namespace bantam::cli
