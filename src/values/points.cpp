// Points are read exactly and printed exactly; no double is involved.
#include "bantam/points.hpp"

namespace bantam {
namespace {

constexpr std::int64_t max_thousandths = 1'000'000'000;  // 1,000,000 points

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Points> parse_points(std::string_view number) {
  std::size_t at = 0;
  const bool negative = at < number.size() && number[at] == '-';
  if (negative) ++at;

  // The digits without leading and trailing zeros, and the power of ten of the last one.
  std::string digits;
  std::int64_t scale = 0;
  const auto read_digits = [&] {
    const std::size_t begin = at;
    for (; at < number.size() && is_digit(number[at]); ++at)
      if (!digits.empty() || number[at] != '0') digits += number[at];
    return at - begin;
  };
  const bool zero_first = at < number.size() && number[at] == '0';
  const std::size_t whole = read_digits();
  if (whole == 0 || (zero_first && whole > 1)) return std::nullopt;
  if (at < number.size() && number[at] == '.') {
    ++at;
    const std::size_t decimals = read_digits();
    if (decimals == 0) return std::nullopt;
    scale -= static_cast<std::int64_t>(decimals);
  }
  if (at < number.size() && (number[at] == 'e' || number[at] == 'E')) {
    ++at;
    const bool shrinks = at < number.size() && number[at] == '-';
    if (at < number.size() && (number[at] == '-' || number[at] == '+')) ++at;
    if (at == number.size()) return std::nullopt;
    std::int64_t exponent = 0;
    for (; at < number.size() && is_digit(number[at]); ++at)
      if (exponent < 1'000'000'000) exponent = exponent * 10 + (number[at] - '0');
    scale += shrinks ? -exponent : exponent;
  }
  if (at != number.size()) return std::nullopt;
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++scale;
  }
  if (digits.empty()) return Points();
  if (scale < -3 || digits.size() > 10 || scale > 6) return std::nullopt;
  std::int64_t thousandths = 0;
  for (const char c : digits) thousandths = thousandths * 10 + (c - '0');
  for (std::int64_t i = scale + 3; i > 0; --i) {
    thousandths *= 10;
    if (thousandths > max_thousandths) return std::nullopt;
  }
  if (thousandths > max_thousandths) return std::nullopt;
  return Points::of_thousandths(negative ? -thousandths : thousandths);
}

std::string to_text(Points points) {
  const std::int64_t thousandths = points.thousandths();
  const std::uint64_t magnitude =
      thousandths < 0 ? 0 - static_cast<std::uint64_t>(thousandths)
                      : static_cast<std::uint64_t>(thousandths);
  std::string text = (thousandths < 0 ? "-" : "") + std::to_string(magnitude / 1000);
  if (const std::uint64_t rest = magnitude % 1000; rest != 0) {
    std::string decimals = std::to_string(1000 + rest).substr(1);
    while (decimals.back() == '0') decimals.pop_back();
    text += '.' + decimals;
  }
  return text;
}

}  // namespace bantam
