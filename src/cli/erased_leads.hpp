// Erased leads: `--tombstones`, so that an old log brings nobody back.
#pragma once

#include <cstddef>
#include <iterator>
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

/// Takes the erased leads out of what is kept by lead; how many they were.
template <class ByLead>
std::size_t without_erased(ByLead& by_lead, const ErasedLeads& erased) {
  std::size_t count = 0;
  for (auto one = by_lead.begin(); one != by_lead.end();) {
    const bool gone = is_erased(erased, one->first);
    count += gone ? 1 : 0;
    one = gone ? by_lead.erase(one) : std::next(one);
  }
  return count;
}

/// Says how many events of a log, or rows of a table, were refused because their leads are erased.
void say_how_many_erased(std::size_t events, const std::string& path, Console& console);
void say_how_many_rows_erased(std::size_t rows, const std::string& path, Console& console);

}  // namespace bantam::cli
