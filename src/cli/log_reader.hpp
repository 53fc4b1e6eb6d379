// Log reader: from the lines of a log to events, whichever form the log has.
#pragma once

#include <cstddef>
#include <variant>

#include "bantam/event.hpp"
#include "bantam/model.hpp"
#include "bantam/tombstone.hpp"
#include "console.hpp"
#include "csv_log.hpp"
#include "input.hpp"
#include "json_log.hpp"

namespace bantam::cli {

struct LogEvent {
  std::size_t line = 0;
  Event event;
};

/// What is asked of a log beyond its form.
struct LogDemands {
  bool require_ids = false;
  const ErasedLeads* erased = nullptr;  ///< whose events are passed over
};

class LogReader {
 public:
  /// `input`, `model` and the erased leads must outlive it.
  LogReader(Input& input, const Model& model, const LogDemands& demands)
      : input_(input), model_(model), demands_(demands) {}

  /// The next event, as views that live until the next call, or to keep. `bad` and `unreadable`:
  /// `problem` says why. The end may be due to a failure of the input.
  LogRead next(SaidEvent& said, Finding& problem);
  LogRead next(LogEvent& found, Finding& problem);

  std::size_t line() const;  ///< of the last event

  /// Events and bad lines, the header of a CSV log not among them.
  std::size_t lines() const { return lines_; }

  /// Of these, events of erased leads.
  std::size_t erased() const { return erased_; }

 private:
  Input& input_;
  const Model& model_;
  LogDemands demands_;
  std::variant<std::monostate, JsonLog, CsvLog> log_;
  SaidEvent said_;
  std::size_t lines_ = 0;
  std::size_t erased_ = 0;
};

}  // namespace bantam::cli
