// JSON scalars: the short paths give what the long ones give.
#include "cli/json_scalars.hpp"

#include <charconv>
#include <cstring>
#include <string>

#include "cli/attribute_cell.hpp"
#include "laws/generate.hpp"
#include "test.hpp"

namespace bantam::cli {
namespace {

/// The number that from_chars reads, where the whole of `text` is one of JSON's grammar.
std::optional<double> slowly(const std::string& text) {
  double number = 0;
  if (!is_json_number(text)) return std::nullopt;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number + 0.0;
}

void check_number(const std::string& text) {
  double number = -1;
  const std::optional<double> expected = slowly(text);
  INFO(text);
  REQUIRE(read_number(text, number) == expected.has_value());
  if (expected) CHECK(std::memcmp(&number, &*expected, sizeof number) == 0);
}

TEST_CASE("a number is the double nearest to its spelling") {
  for (const char* text :
       {"0", "-0", "1", "-1", "12.5", "0.1", "0.10", "1e2", "1E+2", "1e-2", "-0.0", "0e5", "9007199254740992", "9007199254740993",
        "9007199254740993.0", "0.1e23", "1e22", "1e23", "123456789012345678", "1234567890123456789", "12345678901234567890", "1e308", "1e309",
        "-1e309", "1e-400", "4.9e-324", "2.2250738585072011e-308", "0.000000000000000000000001", "8.5e-23", "00", "01", "-01", "1.", ".5", "+1",
        "", "-", "1e", "1e+", "e5", "1 ", " 1", "1x", "0x1", "NaN", "Infinity", "1_0", "1,5", "1e99999999999999999999", "1e-99999999999999999999"})
    check_number(text);
  generate::Random random(5);
  for (int i = 0; i < 100'000; ++i) {
    std::string text = random.once_in(4) ? "-" : "";
    for (std::size_t n = 1 + random.below(12); n > 0; --n) text += static_cast<char>('0' + random.below(10));
    if (random.once_in(2)) {
      text += '.';
      for (std::size_t n = 1 + random.below(random.once_in(8) ? 20 : 5); n > 0; --n) text += static_cast<char>('0' + random.below(10));
    }
    if (random.once_in(4)) text += "e" + std::string(random.once_in(2) ? "-" : "") + std::to_string(random.below(30));
    check_number(text);
  }
}

TEST_CASE("a moment is what parse_timestamp makes of it") {
  generate::Random random(6);
  const auto two = [&](std::size_t most) {
    const std::size_t value = random.below(most + 1);
    return std::string(value < 10 ? "0" : "") + std::to_string(value);
  };
  for (int i = 0; i < 200'000; ++i) {
    std::string text = std::to_string(1968 + random.below(234)) + "-" + two(13) + "-" + two(32) + "T" + two(24) + ":" + two(60) + ":" + two(61);
    if (random.once_in(3)) text += "." + std::to_string(random.below(2000));
    text += random.once_in(8) ? "+01:30" : random.once_in(20) ? "" : "Z";
    INFO(text);
    REQUIRE(read_moment(text) == parse_timestamp(text));
  }
}

TEST_CASE("every day from 1970 to 2199 is the right one") {
  for (std::int64_t day = 0; day < timestamp_end.ms / day_ms; ++day) {
    const Timestamp at{day * day_ms + 43'200'123};
    REQUIRE(read_moment(to_text(at)) == at);
  }
}

std::optional<std::string> unescaped(std::string_view raw) {
  std::string to(raw.size(), '\0');
  const char* end = unescape(raw, to.data());
  if (end == nullptr) return std::nullopt;
  to.resize(static_cast<std::size_t>(end - to.data()));
  return to;
}

TEST_CASE("escapes become what they stand for") {
  CHECK(unescaped(R"(a\"\\\/\b\f\n\r\t)") == "a\"\\/\b\f\n\r\t");
  CHECK(unescaped(R"(\u0041\u00fC\u20AC\ud83d\ude00)") == "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(unescaped(R"(\u0000)") == std::string(1, '\0'));
  CHECK(unescaped(R"(\uffff\udbff\udfff)") == "\xEF\xBF\xBF\xF4\x8F\xBF\xBF");
  for (const char* bad : {R"(\)", R"(\x)", R"(\u)", R"(\u12)", R"(\u12g4)", R"(\ud800)", R"(\ud800x)", R"(\ud800\n)", R"(\ud800\u0041)",
                          R"(\udc00)", R"(\ud800\ud800)", R"(\ud800\u)"})
    CHECK(unescaped(bad) == std::nullopt);
}

}  // namespace
}  // namespace bantam::cli
