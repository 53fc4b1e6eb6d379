// Points: read exactly, printed exactly. docs/semantics.md, section 1.
#include "bantam/points.hpp"

#include <limits>

#include "test.hpp"
#include "values/rounding.hpp"

using namespace bantam;

namespace {

std::int64_t read(const std::string& number) {
  const std::optional<Points> points = parse_points(number);
  INFO(number);
  REQUIRE(points);
  return points->thousandths();
}

}  // namespace

TEST_CASE("points are read by value, however the number is spelt") {
  CHECK(read("15e-1") == 1500);
  CHECK(read("1.5") == 1500);
  CHECK(read("1.5000000000000000000000000") == 1500);
  CHECK(read("0.15E+1") == 1500);
  CHECK(read("1500e-3") == 1500);
  CHECK(read("-0.001") == -1);
  CHECK(read("0") == 0);
  CHECK(read("-0") == 0);
  CHECK(read("0e999999999999") == 0);
  CHECK(read("0.000e-999999999999") == 0);
  CHECK(read("10e2") == 1'000'000);
  CHECK(read("1" + std::string(400, '0') + "e-400") == 1000);
  CHECK(read("0." + std::string(400, '0') + "1e401") == 1000);
}

TEST_CASE("a million points can be written and no thousandth more") {
  CHECK(read("1000000") == 1'000'000'000);
  CHECK(read("-1000000.000") == -1'000'000'000);
  CHECK(read("1e6") == 1'000'000'000);
  CHECK(read("999999.999") == 999'999'999);
  for (const std::string number : {"1000000.001", "-1000000.001", "1000001", "1e7", "1e999999999999"}) {
    INFO(number);
    CHECK_FALSE(parse_points(number));
  }
}

TEST_CASE("a fourth decimal is refused and not rounded") {
  CHECK(read("0.001") == 1);
  CHECK(read("0.1230") == 123);
  for (const std::string number : {"0.0005", "0.0001", "1.2345", "1e-4", "12345e-7", "1e-999999999999"}) {
    INFO(number);
    CHECK_FALSE(parse_points(number));
  }
}

TEST_CASE("what JSON does not call a number is no number of points") {
  for (const std::string text : {"", "-", "+1", "1.", ".5", "-.5", "01", "-01", "00", "1e", "1e+", "1e-", "1e1.5", "1..2",
                                 "1 ", " 1", "1,5", "0x10", "NaN", "Infinity", "1e5x", "--1", "e5"}) {
    INFO(text);
    CHECK_FALSE(parse_points(text));
  }
}

TEST_CASE("points are printed with three decimals at most and no zeros at their end") {
  const auto text = [](std::int64_t thousandths) { return to_text(Points::of_thousandths(thousandths)); };
  CHECK(text(0) == "0");
  CHECK(text(41'500) == "41.5");
  CHECK(text(-3'000) == "-3");
  CHECK(text(1) == "0.001");
  CHECK(text(-1) == "-0.001");
  CHECK(text(-10) == "-0.01");
  CHECK(text(1'050) == "1.05");
  CHECK(text(1'000'000'000) == "1000000");
  CHECK(text(std::numeric_limits<std::int64_t>::max()) == "9223372036854775.807");
  CHECK(text(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775.808");
}

TEST_CASE("what is printed reads back as the same points") {
  for (std::int64_t thousandths = -2'000; thousandths <= 2'000; ++thousandths)
    CHECK(read(to_text(Points::of_thousandths(thousandths))) == thousandths);
}

TEST_CASE("a tenth of a point, ten times, is a point") {
  Points sum;
  for (int i = 0; i < 10; ++i) sum += Points::of_thousandths(100);
  CHECK(sum == Points::of_thousandths(1000));
}

TEST_CASE("halves are rounded away from zero") {
  CHECK(rounded_quotient(1, 2) == 1);
  CHECK(rounded_quotient(-1, 2) == -1);
  CHECK(rounded_quotient(5, 2) == 3);
  CHECK(rounded_quotient(-5, 2) == -3);
  CHECK(rounded_quotient(1, 3) == 0);
  CHECK(rounded_quotient(2, 3) == 1);
  CHECK(rounded_quotient(-2, 3) == -1);
  CHECK(rounded_quotient(499, 1000) == 0);
  CHECK(rounded_quotient(500, 1000) == 1);
}

TEST_CASE("a factor of 2^32 leaves a worth as it is") {
  constexpr std::uint64_t one = std::uint64_t{1} << 32U;
  CHECK(scaled(1'000'000'000, one) == 1'000'000'000);
  CHECK(scaled(-7, one) == -7);
  CHECK(scaled(1, one / 2) == 1);   // half a thousandth goes up
  CHECK(scaled(-1, one / 2) == -1);
  CHECK(scaled(1, one / 2 - 1) == 0);
  CHECK(scaled(12'345, 0) == 0);
}

TEST_CASE("a product of thousandths is rounded the same, however large it is") {
  const Wide large = Wide{1} << 62U;
  CHECK(rounded_thousandth(1499) == 1);
  CHECK(rounded_thousandth(-1500) == -2);
  CHECK(rounded_thousandth(large) == rounded_quotient(large, 1000));
  CHECK(rounded_thousandth(large - 1) == rounded_quotient(large - 1, 1000));
  CHECK(rounded_thousandth(-large) == rounded_quotient(-large, 1000));
  CHECK(rounded_thousandth(1 - large) == rounded_quotient(1 - large, 1000));
}
