#include "model/findings.hpp"

#include <algorithm>

namespace bantam {

void Findings::make_strict() {
  for (Entry& entry : entries_) entry.diagnostic.severity = Severity::error;
  errors_ = entries_.size();
}

std::vector<Diagnostic> Findings::in_order(std::string_view text) const {
  std::vector<const Entry*> sorted;
  for (const Entry& entry : entries_) sorted.push_back(&entry);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Entry* a, const Entry* b) { return a->offset < b->offset; });
  std::vector<Diagnostic> diagnostics;
  std::size_t at = 0;
  std::size_t line = 1;
  std::size_t line_begin = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  for (const Entry* entry : sorted) {
    for (; at < entry->offset && at < text.size(); ++at) {
      if (text[at] == '\n') {
        ++line;
        line_begin = at + 1;
      }
    }
    diagnostics.push_back(entry->diagnostic);
    diagnostics.back().line = line;
    diagnostics.back().column = (at > line_begin ? at - line_begin : 0) + 1;
  }
  return diagnostics;
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : key) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + '/' + std::to_string(index);
}

}  // namespace bantam
