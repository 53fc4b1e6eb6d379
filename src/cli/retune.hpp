// Retune: the rules that people wrote, with the points that outcomes choose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "console.hpp"
#include "learn_input.hpp"
#include "threshold_proposal.hpp"

namespace bantam::cli {

struct RetuneRequest {
  LearnFiles files;
  std::string model;              ///< a file
  std::string out;                ///< empty: no document is written
  std::vector<std::string> keep;  ///< rules whose points stay
  std::uint64_t seed = 1;
  Format format = Format::table;
  std::optional<Capacity> capacity;
  std::string html;  ///< empty: no page
};

/// Prints old and new points side by side, writes the document, and gives the exit code.
int run_retune(const RetuneRequest& request, Console& console);

}  // namespace bantam::cli
