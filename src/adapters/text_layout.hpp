// Columns and words for people. Widths are counted in code points, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/points.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// The code points of a UTF-8 text.
std::size_t width(std::string_view text);

/// One line: control characters as JSON writes them.
std::string one_line(std::string_view text);
/// A name between backticks.
std::string code(std::string_view name);
/// A text between quotes, with what would break a line escaped.
std::string quoted_text(std::string_view text);
/// "a", "a or b", "a, b or c".
std::string listed(const std::vector<std::string>& items, std::string_view last_word);

/// "+10", "-3", "0".
std::string signed_points(Points points);
/// "30 days", "1 hour".
std::string in_words(Duration duration);

enum class Align : unsigned char {
  left,
  point  ///< numbers: to the right, decimal point under decimal point
};

/// Rows of cells in aligned columns.
class Table {
 public:
  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}

  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  /// A Markdown table, the first row its head.
  std::string markdown() const;
  /// Plain columns, two spaces between and no space at the end of a line.
  std::string plain(std::string_view indent) const;

 private:
  std::vector<std::vector<std::string>> padded(bool escape_bars) const;

  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace bantam
