// Erased leads: `--tombstones`, so that an old log brings nobody back.
#pragma once

#include <optional>
#include <string>

#include "bantam/tombstone.hpp"
#include "console.hpp"

namespace CLI {
class App;
}

namespace bantam::cli {

struct ErasedFiles {
  std::string tombstones;  ///< one a line; empty: nobody is erased
  std::string key;         ///< 32 hexadecimal digits
  std::string tenant;
};

/// `--tombstones`, `--erasure-key` and `--tenant`.
void add_erased_options(CLI::App& command, ErasedFiles& files);

/// Errors   reported; nothing then. A key is never shown.
std::optional<ErasureKey> read_erasure_key(const std::string& path, Console& console);
std::optional<ErasedLeads> read_erased(const ErasedFiles& files, Console& console);

}  // namespace bantam::cli
