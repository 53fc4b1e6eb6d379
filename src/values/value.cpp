// How numbers become values: nothing is rounded without a word.
#include "bantam/value.hpp"

namespace bantam {

Value::Content Value::real(double number) {
  if (number - number == 0.0) return number == 0.0 ? 0.0 : number;  // -0 and 0 are one number
  return ForeignValue{number < 0 ? "-1e999" : "1e999"};  // as the log can say it
}

Value::Content Value::whole(std::uint64_t bits, bool negative) {
  constexpr std::uint64_t odd_most = std::uint64_t{1} << 53U;  // a double has 53 binary digits
  const std::uint64_t magnitude = negative ? 0 - bits : bits;
  std::uint64_t digits = magnitude;
  while (digits > odd_most && digits % 2 == 0) digits /= 2;
  const auto number = static_cast<double>(magnitude);
  if (digits <= odd_most) return negative ? -number : number;
  const std::string sign = negative ? "-" : "";
  // An object, and the digits as a text: a number in the log would be rounded when it is read.
  return ForeignValue{"{\"integer\":\"" + sign + std::to_string(magnitude) + "\"}"};
}

}  // namespace bantam
