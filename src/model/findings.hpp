// Findings: the diagnostics of one document while it is read and checked.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bantam/diagnostic.hpp"
#include "model/condition.hpp"
#include "values/spelling.hpp"

namespace bantam {

class Findings {
 public:
  void error(std::string code, const Where& where, std::string message, std::string help = {}) {
    add(Severity::error, std::move(code), where, std::move(message), std::move(help));
  }
  void warning(std::string code, const Where& where, std::string message, std::string help = {}) {
    add(Severity::warning, std::move(code), where, std::move(message), std::move(help));
  }

  bool has_errors() const { return errors_ != 0; }

  /// In document order, with lines and columns.
  std::vector<Diagnostic> in_order(std::string_view text) const;

 private:
  struct Entry {
    std::size_t offset;
    Diagnostic diagnostic;
  };
  void add(Severity severity, std::string code, const Where& where, std::string message,
           std::string help) {
    if (severity == Severity::error) ++errors_;
    entries_.push_back({where.offset, {severity, std::move(code), where.pointer, 0, 0,
                                       std::move(message), std::move(help)}});
  }
  std::vector<Entry> entries_;
  std::size_t errors_ = 0;
};

/// A JSON pointer one step down. Source: RFC 6901.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace bantam
