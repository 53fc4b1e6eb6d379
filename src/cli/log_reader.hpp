// Log reader: from the lines of a log to events, whichever form the log has.
#pragma once

#include <cstddef>
#include <variant>

#include "bantam/event.hpp"
#include "bantam/model.hpp"
#include "console.hpp"
#include "csv_log.hpp"
#include "input.hpp"
#include "json_log.hpp"

namespace bantam::cli {

struct LogEvent {
  std::size_t line = 0;
  Event event;
};

class LogReader {
 public:
  /// `input` and `model` must outlive it.
  LogReader(Input& input, const Model& model, bool require_ids)
      : input_(input), model_(model), require_ids_(require_ids) {}

  /// The next event, as views that live until the next call, or to keep. `bad` and `unreadable`:
  /// `problem` says why. The end may be due to a failure of the input.
  LogRead next(SaidEvent& said, Finding& problem);
  LogRead next(LogEvent& found, Finding& problem);

  std::size_t line() const;  ///< of the last event

  /// Events and bad lines, the header of a CSV log not among them.
  std::size_t lines() const { return lines_; }

 private:
  Input& input_;
  const Model& model_;
  bool require_ids_;
  std::variant<std::monostate, JsonLog, CsvLog> log_;
  SaidEvent said_;
  std::size_t lines_ = 0;
};

}  // namespace bantam::cli
