// JSON scalars: short paths for what logs are full of, exact ones behind them.
#include "json_scalars.hpp"

#include <bit>
#include <cfloat>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace bantam::cli {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Powers of ten that a double holds exactly.
constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// A number taken apart: sign, digits as a whole number, power of ten.
struct Decimal {
  bool negative = false;
  std::uint64_t digits = 0;
  int count = 0;  ///< of digits, leading zeros included
  int power = 0;
};

/// Reads digits from `at` on; false where there is none.
bool read_digits(const char*& at, const char* end, Decimal& decimal) {
  const char* first = at;
  while (at != end && is_digit(*at)) decimal.digits = decimal.digits * 10 + static_cast<unsigned>(*at++ - '0');
  decimal.count += static_cast<int>(at - first);
  return at != first;
}

/// Reads `e` and what follows it; false where that is no exponent.
bool read_exponent(const char*& at, const char* end, Decimal& decimal) {
  ++at;
  const bool negative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+')) ++at;
  const char* first = at;
  int exponent = 0;
  for (; at != end && is_digit(*at); ++at)
    if (exponent < 10'000) exponent = exponent * 10 + (*at - '0');
  decimal.power += negative ? -exponent : exponent;
  return at != first;
}

/// JSON's grammar for a number, all of `spelling`.
bool take_apart(std::string_view spelling, Decimal& decimal) {
  const char* at = spelling.data();
  const char* end = at + spelling.size();
  if (at != end && *at == '-') {
    decimal.negative = true;
    ++at;
  }
  const char* whole = at;
  if (!read_digits(at, end, decimal) || (*whole == '0' && at - whole > 1)) return false;
  if (at != end && *at == '.') {
    const char* fraction = ++at;
    if (!read_digits(at, end, decimal)) return false;
    decimal.power = -static_cast<int>(at - fraction);
  }
  if (at != end && (*at == 'e' || *at == 'E') && !read_exponent(at, end, decimal)) return false;
  return at == end;
}

}  // namespace

bool read_number(std::string_view spelling, double& number) {
  Decimal decimal;
  if (spelling.size() > 100'000 || !take_apart(spelling, decimal)) return false;
  // Both operands are exact, so the one operation is the nearest double (Clinger, "How to read
  // floating point numbers accurately", 1990).
  if (FLT_EVAL_METHOD == 0 && decimal.count <= 19 && decimal.digits <= (std::uint64_t{1} << 53U) &&
      decimal.power >= -22 && decimal.power <= 22) {
    const auto digits = static_cast<double>(decimal.digits);
    number = decimal.power < 0 ? digits / powers[-decimal.power] : digits * powers[decimal.power];
    if (decimal.negative && number != 0) number = -number;
    return true;
  }
  const auto [end, problem] =
      std::from_chars(spelling.data(), spelling.data() + spelling.size(), number);
  if (problem != std::errc{} || end != spelling.data() + spelling.size()) return false;
  if (number == 0) number = 0;  // -0 and 0 are one number
  return true;
}

// --- moments

namespace {

std::uint64_t eight_bytes(const char* from) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, 8);
  return bytes;
}

/// Eight bytes less `pattern`, which has '0' where a digit is wanted; `most` has 0x76 there and
/// 0x7f elsewhere. A byte that is not as wanted makes the sum reach 0x80.
bool matches(std::uint64_t less, std::uint64_t most) {
  return (((less + most) | less) & 0x8080808080808080U) == 0;
}

/// Of neighbours that are digits: ten times the first and the second, in the first's byte.
std::uint64_t pairs(std::uint64_t digits) { return digits * 10 + (digits >> 8U); }

unsigned byte(std::uint64_t bytes, unsigned place) {
  return static_cast<unsigned>((bytes >> (8U * place)) & 0xffU);
}

constexpr unsigned days_before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

/// `.f`, `.ff` or `.fff` before the `Z`, or nothing; in milliseconds. -1: something else.
int fraction_ms(std::string_view text) {
  if (text.size() == 20) return 0;
  int ms = 0;
  int scale = 100;
  for (std::size_t i = 20; i + 1 < text.size(); ++i, scale /= 10) {
    if (!is_digit(text[i])) return -1;
    ms += (text[i] - '0') * scale;
  }
  return ms;
}

}  // namespace

std::optional<Timestamp> read_moment(std::string_view text) {
  if constexpr (std::endian::native != std::endian::little) return parse_timestamp(text);
  if (text.size() < 20 || text.size() > 24 || text.size() == 21 || text.back() != 'Z' ||
      (text.size() != 20 && text[19] != '.'))
    return parse_timestamp(text);
  const std::uint64_t date = eight_bytes(text.data()) ^ 0x2d30302d30303030U;       // YYYY-MM-
  const std::uint64_t clock = eight_bytes(text.data() + 8) ^ 0x30303a3030543030U;  // DDTHH:MM
  const unsigned tens = static_cast<unsigned char>(text[17]) - unsigned{'0'};
  const unsigned units = static_cast<unsigned char>(text[18]) - unsigned{'0'};
  if (!matches(date, 0x7f76767f76767676U) || !matches(clock, 0x76767f76767f7676U) ||
      text[16] != ':' || tens > 5 || units > 9)
    return parse_timestamp(text);
  const std::uint64_t date_pairs = pairs(date);
  const std::uint64_t clock_pairs = pairs(clock);
  const unsigned year = byte(date_pairs, 0) * 100 + byte(date_pairs, 2);
  const unsigned month = byte(date_pairs, 5);
  const unsigned day = byte(clock_pairs, 0);
  const unsigned hour = byte(clock_pairs, 3);
  const unsigned minute = byte(clock_pairs, 6);
  const unsigned second = tens * 10 + units;
  const int ms = fraction_ms(text);
  const bool in_range = year - 1970 < 230 && month - 1 < 12 && hour < 24 && minute < 60 && ms >= 0;
  if (!in_range) return parse_timestamp(text);
  const bool leap = year % 4 == 0 && year != 2100;
  const unsigned month_days =
      days_before[month + 1] - days_before[month] + (leap && month == 2 ? 1U : 0U);
  if (day - 1 >= month_days) return std::nullopt;
  const unsigned days = (year - 1970) * 365 + (year - 1969) / 4 - (year > 2100 ? 1U : 0U) +
                        days_before[month] + (leap && month > 2 ? 1U : 0U) + day - 1;
  return Timestamp{(static_cast<std::int64_t>(days) * 86'400 + hour * 3600 + minute * 60 + second) *
                       1000 + ms};
}

// --- texts

namespace {

/// Four hexadecimal digits, or -1.
int four_digits(const char* at, const char* end) {
  if (end - at < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = at[i];
    int digit = 0;
    if (is_digit(c)) digit = c - '0';
    else if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    else return -1;
    value = value * 16 + digit;
  }
  return value;
}

char* write_utf8(unsigned point, char* to) {
  const auto put = [&](unsigned byte_value) { *to++ = static_cast<char>(byte_value); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0U | (point >> 6U));
    put(0x80U | (point & 0x3fU));
  } else if (point < 0x10000) {
    put(0xe0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3fU));
    put(0x80U | (point & 0x3fU));
  } else {
    put(0xf0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3fU));
    put(0x80U | ((point >> 6U) & 0x3fU));
    put(0x80U | (point & 0x3fU));
  }
  return to;
}

/// Reads what follows `\u`, twice where the first is half of a pair. Nothing: it is no character.
char* unescape_point(const char*& at, const char* end, char* to) {
  const int first = four_digits(at, end);
  if (first < 0) return nullptr;
  at += 4;
  auto point = static_cast<unsigned>(first);
  if (point >= 0xd800 && point < 0xe000) {
    if (point >= 0xdc00 || end - at < 2 || at[0] != '\\' || at[1] != 'u') return nullptr;
    const int second = four_digits(at + 2, end);
    if (second < 0xdc00 || second > 0xdfff) return nullptr;
    at += 6;
    point = 0x10000 + ((point - 0xd800) << 10U) + (static_cast<unsigned>(second) - 0xdc00);
  }
  return write_utf8(point, to);
}

}  // namespace

char* unescape(std::string_view raw, char* to) {
  const char* at = raw.data();
  const char* end = at + raw.size();
  while (at != end) {
    if (*at != '\\') {
      *to++ = *at++;
      continue;
    }
    if (++at == end) return nullptr;
    switch (*at++) {
      case '"': *to++ = '"'; break;
      case '\\': *to++ = '\\'; break;
      case '/': *to++ = '/'; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'n': *to++ = '\n'; break;
      case 'r': *to++ = '\r'; break;
      case 't': *to++ = '\t'; break;
      case 'u':
        to = unescape_point(at, end, to);
        if (to == nullptr) return nullptr;
        break;
      default: return nullptr;
    }
  }
  return to;
}

}  // namespace bantam::cli
