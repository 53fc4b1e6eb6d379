// Line: what was typed, cut into a command, its words and its options; and values in it.
#pragma once

#include <bantam/bantam.hpp>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace crm {

/// The line cannot be understood. The message says what was expected.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Line {
  std::string command;
  std::vector<std::string> words;
  std::map<std::string, std::string> options;  ///< `--at T` is {"at", "T"}; `--write` and `--for-subject` have no value
};

/// Cuts at blanks; double quotes keep blanks together, as in a shell.
std::vector<std::string> words_of(const std::string& text);

Line line_of(const std::vector<std::string>& words);

/// `name=value`. A value is read as JSON's number, `true`, `false` or `null` where it is one, as a
/// list in `[one;two]`, and else as text; `'10'` is the text 10.
bantam::NamedValue named_value_of(const std::string& word);

/// RFC 3339, or `now`.
bantam::Timestamp time_of(const std::string& text, bantam::Timestamp now);

}  // namespace crm
