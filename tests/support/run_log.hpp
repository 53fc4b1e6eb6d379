// run_log: a log through the library's public functions, in the shape that the conformance cases
// and the reference speak.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"

namespace support {

struct RunOptions {
  std::optional<std::string> as_of;
  bool arrival = false;
  bool explain = false;
  bool keep_going = false;
};

struct LineOutcome {
  std::size_t line = 0;  ///< 1-based
  std::string result;    ///< accepted, duplicate, duplicate_conflict, refused or malformed
  std::vector<std::string> blockers;
  std::vector<std::string> notices;  ///< codes
};

struct Run {
  std::vector<std::string> lines;  ///< one per lead, as `bantam replay` prints it
  std::vector<LineOutcome> outcomes;  ///< malformed lines, then the others in the order applied
  bool stopped = false;
  std::size_t bad_line = 0;
  std::vector<bantam::LeadState> states;
  bantam::Timestamp as_of;
};

Run run_log(const bantam::Model& model, const std::string& events_ndjson, const RunOptions& options);

}  // namespace support
