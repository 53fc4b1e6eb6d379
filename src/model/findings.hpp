// Findings: the diagnostics of one document while it is read and checked.
#pragma once

#include <new>
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

  /// Makes errors of the warnings.
  void make_strict();
  /// Memory ran out where nothing can be thrown, and something may be missing here.
  void keep_bad_alloc() { lost_some_ = true; }
  /// Throws what was kept.
  void throw_bad_alloc() const {
    if (lost_some_) throw std::bad_alloc();
  }

  /// The nearest right name to a wrong one, as `nearest_help`; `known` makes the names that there
  /// are. Only for the first `most_helps`: a document of nothing but wrong names has them compared
  /// with all right ones, and would take hours.
  template <class Known>
  std::string nearest(std::string_view name, Known known) {
    if (helps_ == most_helps) return {};
    ++helps_;
    const auto names = known();
    return nearest_help(name, {names.begin(), names.end()});
  }

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
  bool lost_some_ = false;

  static constexpr std::size_t most_helps = 32;
  std::size_t helps_ = 0;
};

/// A JSON pointer one step down. Source: RFC 6901.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace bantam
