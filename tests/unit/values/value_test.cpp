// Values as a host makes them: nothing is rounded and nothing is taken for something else.
#include "bantam/value.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "bantam/apply.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

template <class T>
bool is_number(T given, double number) {
  const Value value = given;
  return value.number() && *value.number() == number;
}

template <class T>
std::string foreign(T given) {
  const Value value = given;
  return value.foreign() ? value.foreign()->json : "";
}

constexpr std::int64_t two_to_53 = 9'007'199'254'740'992;

}  // namespace

TEST_CASE("an integer of any width is a number") {
  CHECK(is_number(7, 7));
  CHECK(is_number(-7L, -7));
  CHECK(is_number(7LL, 7));
  CHECK(is_number(7U, 7));
  CHECK(is_number(7UL, 7));
  CHECK(is_number(7ULL, 7));
  CHECK(is_number(std::int8_t{-7}, -7));
  CHECK(is_number(std::uint8_t{200}, 200));
  CHECK(is_number(std::int16_t{-300}, -300));
  CHECK(is_number(std::int64_t{1'700'000'000'000}, 1.7e12));
  CHECK(is_number(std::vector<int>(3).size(), 3));
  CHECK(is_number(std::size_t{0}, 0));
}

TEST_CASE("a float is the double that is equal to it") {
  CHECK(is_number(0.5F, 0.5));
  CHECK(is_number(0.1F, static_cast<double>(0.1F)));
  CHECK(foreign(std::numeric_limits<float>::infinity()) == "1e999");
}

TEST_CASE("an integer beyond 2 to the 53rd is a number only where no digit is lost") {
  CHECK(is_number(two_to_53, 9007199254740992.0));
  CHECK(is_number(-two_to_53, -9007199254740992.0));
  CHECK(foreign(two_to_53 + 1) == R"({"integer":"9007199254740993"})");
  CHECK(foreign(-two_to_53 - 1) == R"({"integer":"-9007199254740993"})");
  CHECK(is_number(two_to_53 + 2, 9007199254740994.0));
  CHECK(is_number(std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0));
  CHECK(foreign(std::numeric_limits<std::int64_t>::max()) == R"({"integer":"9223372036854775807"})");
  CHECK(is_number(std::uint64_t{1} << 63U, 9223372036854775808.0));
  CHECK(foreign(std::numeric_limits<std::uint64_t>::max()) == R"({"integer":"18446744073709551615"})");
}

TEST_CASE("an integer that no double holds is noticed where it is read, and missing") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},
                                           "attributes": {"size": {"type": "number"}}})");
  REQUIRE(report.model);
  const auto step = apply(*report.model, report.model->new_lead("L1"),
                          {"L1", Timestamp{0}, AttributeChange{}.with("size", two_to_53 + 1), {}, {}});
  REQUIRE(step);
  REQUIRE(step->effects.notices.size() == 1);
  CHECK(step->effects.notices.front().code == "attribute/wrong_type");
  CHECK(step->state.attributes.front()->value.is_null());
}

TEST_CASE("NaN and infinities are no numbers: they are foreign values") {
  CHECK(foreign(std::nan("")) == "1e999");
  CHECK(foreign(HUGE_VAL) == "1e999");
  CHECK(foreign(-HUGE_VAL) == "-1e999");
  CHECK(Value(std::nan("")) == Value(std::nan("")));
}

TEST_CASE("a null pointer literal is nothing, a flag stays a flag and a text a text") {
  CHECK(Value(nullptr).is_null());
  CHECK(*Value(true).flag());
  char text[] = "text";
  char* pointer = text;
  const Value from_pointer(pointer);
  CHECK(*from_pointer.text() == "text");
  CHECK(*Value("0").text() == "0");
  CHECK(is_number(0, 0));
}

TEST_CASE("what is no value does not convert") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, char>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, wchar_t>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, char32_t>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, long double>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, int*>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, const void*>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, const unsigned char*>);
}
