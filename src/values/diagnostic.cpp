#include "bantam/diagnostic.hpp"

#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

std::string_view word(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

std::string with_help(const Diagnostic& diagnostic) {
  return diagnostic.help.empty() ? diagnostic.message
                                 : diagnostic.message + "; " + diagnostic.help;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic) {
  return format_text("{} {} at {} ({}:{}): {}", word(diagnostic.severity), diagnostic.code,
                     diagnostic.pointer.empty() ? "the document" : on_one_line(diagnostic.pointer),
                     diagnostic.line, diagnostic.column, with_help(diagnostic));
}

std::string to_line(const Diagnostic& diagnostic) {
  return format_text("{}:{}: {} {}: {}", diagnostic.line, diagnostic.column,
                     word(diagnostic.severity), diagnostic.code, with_help(diagnostic));
}

}  // namespace bantam
