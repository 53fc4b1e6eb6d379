// Columns and words for people.
#include "adapters/text_layout.hpp"

#include <algorithm>

#include "values/format_text.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

/// The part of a number from its decimal point on.
std::size_t fraction_width(std::string_view cell) {
  const std::size_t point = cell.find('.');
  return point == std::string_view::npos ? 0 : cell.size() - point;
}

bool is_number(std::string_view cell) {
  return !cell.empty() && cell.find_first_not_of("+-.0123456789") == std::string_view::npos;
}

std::string with_bars_escaped(const std::string& cell) {
  std::string escaped;
  for (const char c : cell) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string spaces(std::size_t count) { return std::string(count, ' '); }

}  // namespace

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      line += c;
      continue;
    }
    std::string escaped;
    append_json_text(escaped, std::string_view(&c, 1));
    line += c == 0x7f ? "\\u007f" : escaped.substr(1, escaped.size() - 2);
  }
  return line;
}

std::string code(std::string_view name) { return format_text("`{}`", one_line(name)); }

std::string quoted_text(std::string_view text) { return format_text("\"{}\"", one_line(text)); }

std::string listed(const std::vector<std::string>& items, std::string_view last_word) {
  std::string list;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) list += i + 1 == items.size() ? format_text(" {} ", last_word) : ", ";
    list += items[i];
  }
  return list;
}

std::string signed_points(Points points) {
  return points > Points() ? "+" + to_text(points) : to_text(points);
}

std::string in_words(Duration duration) {
  struct Unit {
    std::int64_t ms;
    std::string_view name;
  };
  constexpr Unit units[] = {
      {day_ms, "day"}, {3'600'000, "hour"}, {60'000, "minute"}, {1000, "second"}, {1, "millisecond"}};
  const Unit* unit = units;
  while (duration.ms % unit->ms != 0) ++unit;
  const std::int64_t count = duration.ms / unit->ms;
  return format_text("{} {}{}", count, unit->name, count == 1 ? "" : "s");
}

std::vector<std::vector<std::string>> Table::padded(bool escape_bars) const {
  std::vector<std::vector<std::string>> rows = rows_;
  for (auto& row : rows) {
    row.resize(columns_.size());
    if (!escape_bars) continue;
    for (std::string& cell : row) cell = with_bars_escaped(cell);
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const bool at_point = columns_[column] == Align::point;
    std::size_t fraction = 0;
    std::size_t most = 0;
    for (const auto& row : rows)
      if (at_point && is_number(row[column])) fraction = std::max(fraction, fraction_width(row[column]));
    for (auto& row : rows) {
      std::string& cell = row[column];
      if (at_point && is_number(cell)) cell += spaces(fraction - fraction_width(cell));
      most = std::max(most, width(cell));
    }
    for (auto& row : rows) {
      std::string& cell = row[column];
      const std::string gap = spaces(most - width(cell));
      cell = at_point ? gap + cell : cell + gap;
    }
  }
  return rows;
}

std::string Table::markdown() const {
  std::string text;
  const auto rows = padded(true);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::string& cell : rows[i]) text += "| " + cell + " ";
    text += "|\n";
    if (i > 0) continue;
    for (std::size_t column = 0; column < columns_.size(); ++column)
      text += "| " + std::string(std::max<std::size_t>(width(rows[0][column]), 3) - 1, '-') +
              (columns_[column] == Align::point ? ": " : "- ");
    text += "|\n";
  }
  return text;
}

std::string Table::plain(std::string_view indent) const {
  std::string text;
  for (const auto& row : padded(false)) {
    std::string line(indent);
    for (std::size_t column = 0; column < row.size(); ++column)
      line += (column == 0 ? "" : "  ") + row[column];
    line.resize(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace bantam
