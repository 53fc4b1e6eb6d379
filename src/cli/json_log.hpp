// JSON log: the events of an NDJSON log, a line each.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "bantam/event.hpp"
#include "event_line.hpp"
#include "input.hpp"

namespace bantam::cli {

class JsonLog {
 public:
  JsonLog(Input& input, const Limits& limits);

  /// The next event; blank lines are skipped. `said` lives until the next call.
  LogRead next(SaidEvent& said, Finding& problem);

  /// The event that `next` gave as `said`, with what is foreign in it. `said` is of no use after.
  Event event(const SaidEvent& said);

  std::size_t line() const { return line_; }  ///< of the last event

 private:
  bool next_block();
  bool skip_blank_line();
  bool plain_line(SaidEvent& said);
  bool ends_line(std::size_t at) const;
  std::size_t line_end(std::size_t from) const;
  void take_line(std::size_t end);
  LogRead explain(std::string_view line, SaidEvent& said, Finding& problem);

  Input& input_;
  Limits limits_;
  EventLine reader_;
  JsonTokens tokens_;

  std::string_view block_;
  bool has_tokens_ = false;  ///< the whole block, that is; else line by line
  std::size_t at_ = 0;       ///< of the next line
  std::size_t token_ = 0;    ///< the next that is not behind
  std::size_t lines_ = 0;    ///< of the block so far
  std::size_t line_ = 0;
  std::string_view text_;    ///< of the last event's line
  Line long_line_;
  std::optional<Event> explained_;  ///< the last event, where it was not plain
};

}  // namespace bantam::cli
