// Attribute cell: no locale, no guessing; `12,5` and `NaN` are no numbers.
#include "attribute_cell.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "bantam/timestamp.hpp"

namespace bantam::cli {

namespace {

std::size_t skip_digits(std::string_view text, std::size_t from) {
  while (from < text.size() && text[from] >= '0' && text[from] <= '9') ++from;
  return from;
}

std::optional<double> read_number(std::string_view text) {
  if (!is_json_number(text)) return std::nullopt;
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  // Too small for a double is (nearly) 0, too large is no number; from_chars calls both one thing.
  if (problem == std::errc::result_out_of_range)
    number = std::strtod(std::string(text).c_str(), nullptr);
  else if (problem != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

List split(std::string_view text) {
  List items;
  std::size_t start = 0;
  for (std::size_t stop = text.find(';'); stop != std::string_view::npos;
       stop = text.find(';', start)) {
    items.emplace_back(text.substr(start, stop - start));
    start = stop + 1;
  }
  items.emplace_back(text.substr(start));
  return items;
}

}  // namespace

bool is_json_number(std::string_view text) {
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const std::size_t whole = at;
  at = skip_digits(text, at);
  if (at == whole || (text[whole] == '0' && at > whole + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = ++at;
    at = skip_digits(text, at);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(text, at);
    if (at == exponent) return false;
  }
  return at == text.size();
}

std::pair<Value, std::optional<CellProblem>> read_cell(const AttributeSummary& attribute,
                                                       std::string_view text) {
  if (text.empty() ||
      std::find(attribute.nulls.begin(), attribute.nulls.end(), text) != attribute.nulls.end())
    return {};
  if (attribute.type == "number") {
    if (const auto number = read_number(text)) return {Value(*number), std::nullopt};
    return {{}, CellProblem{"cell/not_a_number", "a number such as 12.5"}};
  }
  if (attribute.type == "flag") {
    if (text == "true" || text == "false") return {Value(text == "true"), std::nullopt};
    return {{}, CellProblem{"cell/not_a_flag", "true or false"}};
  }
  if (attribute.type == "date" && !parse_date(text))
    return {{}, CellProblem{"cell/not_a_date", "a date such as 2026-11-21"}};
  if (attribute.type == "list") return {Value(split(text)), std::nullopt};
  return {Value(text), std::nullopt};
}

}  // namespace bantam::cli
