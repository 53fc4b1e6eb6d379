// Console: what the program says on standard error: findings, notices, progress.
//
// A finding names positions, columns and codes, never the content of a person's record.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bantam/diagnostic.hpp"
#include "bantam/result.hpp"
#include "terminal.hpp"

namespace bantam::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_bad_input = 1;
inline constexpr int exit_usage = 2;

/// What is wrong, or doubtful, at a place of an input.
struct Finding {
  std::string file;
  std::size_t line = 0;    ///< 1-based; 0 for the file as a whole
  std::size_t column = 0;  ///< 1-based, in bytes; 0 for the line as a whole
  std::string code;
  std::string message;
  std::string help = {};
  Severity severity = Severity::error;
};

/// "leads.csv:3:12: error cell/not_a_number: …; help".
std::string to_text(const Finding& finding, const Terminal& terminal);

/// A failed library call about a record that stands in line `line` of `file`.
Finding finding_of(const Error& error, std::string file, std::size_t line);

class Console {
 public:
  Console();

  void report(const Finding& finding);
  /// One line, as it is.
  void say(std::string_view line);
  /// "reading 120,000 lines (34 %)": shown on a terminal, from the second second on.
  /// `total` 0: not known.
  void progress(std::string_view what, std::uint64_t count, std::uint64_t done,
                std::uint64_t total);
  void clear_progress();

 private:
  using Clock = std::chrono::steady_clock;
  Terminal terminal_;
  Clock::time_point next_progress_;
  bool progress_shown_ = false;
};

}  // namespace bantam::cli
