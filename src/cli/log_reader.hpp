// Log reader: from the lines of a log to events.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "bantam/event.hpp"
#include "bantam/limits.hpp"
#include "console.hpp"
#include "input.hpp"

namespace bantam::cli {

struct LogEvent {
  std::size_t line = 0;
  Event event;
};

class LogReader {
 public:
  LogReader(Input& input, const Limits& limits, bool require_ids)
      : input_(input), limits_(limits), require_ids_(require_ids) {}

  enum class Read { event, bad, end };

  /// The next event; blank lines are skipped. `bad`: `problem` says why the line is none.
  Read next(LogEvent& found, Finding& problem);

  /// Lines that were not blank.
  std::size_t lines() const { return lines_; }

 private:
  Input& input_;
  Limits limits_;
  bool require_ids_;
  Line line_;
  std::size_t lines_ = 0;
};

}  // namespace bantam::cli
