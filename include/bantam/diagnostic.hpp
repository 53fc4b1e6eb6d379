// Diagnostic: what is wrong, or doubtful, in a model document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bantam/export.hpp"

namespace bantam {

enum class Severity { error, warning };

/// One finding in a model document. Every code has a section in docs/diagnostics.md.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;     ///< "rule/unknown_group"; never renamed
  std::string pointer;  ///< JSON pointer to the value, "" for the whole document
  std::size_t line = 0;    ///< 1-based
  std::size_t column = 0;  ///< 1-based, in bytes
  std::string message;  ///< one line, lower case, no full stop
  std::string help;     ///< "did you mean `intent`?", or empty

  friend bool operator==(const Diagnostic& a, const Diagnostic& b) {
    return a.severity == b.severity && a.code == b.code && a.pointer == b.pointer &&
           a.line == b.line && a.column == b.column && a.message == b.message && a.help == b.help;
  }
};

/// "error rule/unknown_group at /rules/3/group (12:9): no group `intnt`; did you mean `intent`?"
BANTAM_API std::string to_text(const Diagnostic& diagnostic);
/// "12:9: error rule/unknown_group: no group …": to be put after a file name and a colon.
BANTAM_API std::string to_line(const Diagnostic& diagnostic);

}  // namespace bantam
