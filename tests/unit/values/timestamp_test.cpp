// Timestamps, dates and durations, and everything that is none. docs/semantics.md, section 1.
#include "bantam/timestamp.hpp"

#include <string>

#include "test.hpp"

using namespace bantam;

namespace {

std::int64_t read(const std::string& text) {
  const std::optional<Timestamp> at = parse_timestamp(text);
  INFO(text);
  REQUIRE(at);
  return at->ms;
}

void refuse(const std::string& text) {
  INFO(text);
  CHECK_FALSE(parse_timestamp(text));
}

}  // namespace

TEST_CASE("a timestamp is the moment it names, in whatever offset") {
  CHECK(read("1970-01-01T00:00:00Z") == 0);
  CHECK(read("2026-11-21T10:00:00Z") == 1'795'255'200'000);
  CHECK(read("2026-11-21T11:00:00+01:00") == 1'795'255'200'000);
  CHECK(read("2026-11-21T04:30:00-05:30") == 1'795'255'200'000);
  CHECK(read("2026-11-22T09:59:00+23:59") == 1'795'255'200'000);
  CHECK(read("2026-11-21T10:00:00-00:00") == 1'795'255'200'000);
  CHECK(read("2000-02-29T00:00:00Z") == 951'782'400'000);
}

TEST_CASE("a timestamp has up to three decimals of a second") {
  CHECK(read("1970-01-01T00:00:00.1Z") == 100);
  CHECK(read("1970-01-01T00:00:00.01Z") == 10);
  CHECK(read("1970-01-01T00:00:00.001Z") == 1);
  CHECK(read("1970-01-01T00:00:00.120+00:00") == 120);
  refuse("1970-01-01T00:00:00.Z");
  refuse("1970-01-01T00:00:00.1234Z");
  refuse("1970-01-01T00:00:00.0000Z");
  refuse("1970-01-01T00:00:00,5Z");
  refuse("1970-01-01T00:00:00.");
  refuse("1970-01-01T00:00:00.5");
}

TEST_CASE("timestamps lie from 1970 on and before 2200, in UTC") {
  CHECK(read("2199-12-31T23:59:59.999Z") == timestamp_end.ms - 1);
  refuse("2200-01-01T00:00:00Z");
  CHECK(read("2200-01-01T00:59:59+01:00") == timestamp_end.ms - 1000);
  refuse("2199-12-31T23:00:00-01:00");
  refuse("1969-12-31T23:59:59.999Z");
  CHECK(read("1969-12-31T23:00:00-01:00") == 0);
  refuse("1970-01-01T00:59:59+01:00");
  refuse("0000-01-01T00:00:00Z");
  refuse("9999-12-31T23:59:59Z");
}

TEST_CASE("the leap second is taken in the last minute of a UTC day and is the second after it") {
  CHECK(read("2016-12-31T23:59:60Z") == read("2017-01-01T00:00:00Z"));
  CHECK(read("2016-12-31T23:59:60.250Z") == read("2017-01-01T00:00:00.250Z"));
  CHECK(read("2017-01-01T00:59:60+01:00") == read("2017-01-01T00:00:00Z"));
  CHECK(read("2016-12-31T18:29:60-05:30") == read("2017-01-01T00:00:00Z"));
  CHECK(read("1969-12-31T23:59:60Z") == 0);
  refuse("2016-12-31T23:59:61Z");
  refuse("2016-12-31T23:58:60Z");
  refuse("2016-12-31T22:59:60Z");
  refuse("2016-12-31T23:59:60+01:00");
  refuse("2199-12-31T23:59:60Z");
}

TEST_CASE("the calendar is checked") {
  CHECK(read("2024-02-29T00:00:00Z") > 0);
  CHECK(read("2000-02-29T00:00:00Z") > 0);
  for (const std::string day : {"2023-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-00-10", "2026-13-10",
                                "2026-01-00", "2026-01-32", "2026-06-31"})
    refuse(day + "T00:00:00Z");
}

TEST_CASE("hours, minutes, seconds and offsets have their bounds") {
  CHECK(read("2026-01-01T23:59:59Z") > 0);
  refuse("2026-01-01T24:00:00Z");
  refuse("2026-01-01T00:60:00Z");
  refuse("2026-01-01T00:00:99Z");
  refuse("2026-01-01T00:00:00+24:00");
  refuse("2026-01-01T00:00:00+00:60");
}

TEST_CASE("a timestamp is written as RFC 3339 with capital letters, and in no other way") {
  for (const std::string text :
       {"", "2026", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00", "2026-01-01t00:00:00Z",
        "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00 Z", " 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z ", "2026-01-01T00:00:00ZZ", "2026-1-01T00:00:00Z", "26-01-01T00:00:00Z",
        "2026-01-1T00:00:00Z", "2026-01-01T0:00:00Z", "2026/01/01T00:00:00Z", "2026-01-01T00.00.00Z",
        "20260101T000000Z", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00+01", "2026-01-01T00:00:00+1:00",
        "2026-01-01T00:00:00+01:00Z", "2026-01-01T00:00:00 +01:00", "2026-01-01T00:00:00+01:0",
        "2026-01-01T00:00:00*01:00", "2026-01-01T00:00:00+aa:00", "+2026-01-01T00:00:00Z", "-026-01-01T00:00:00Z",
        "2026-W01-1T00:00:00Z", "2026-001T00:00:00Z", "1767225600", "1767225600000", "now", "2026-01-01T00:00:00GMT",
        "2026-01-01T00:00:00+01:00[Europe/Berlin]", "2026-01-01T00:00:xxZ", "20x6-01-01T00:00:00Z"})
    refuse(text);
  refuse(std::string("2026-01-01T00:00:00Z\0", 21));
}

TEST_CASE("a timestamp is printed in UTC, with decimals where there are milliseconds") {
  CHECK(to_text(Timestamp{0}) == "1970-01-01T00:00:00Z");
  CHECK(to_text(Timestamp{1}) == "1970-01-01T00:00:00.001Z");
  CHECK(to_text(Timestamp{100}) == "1970-01-01T00:00:00.100Z");
  CHECK(to_text(Timestamp{timestamp_end.ms - 1}) == "2199-12-31T23:59:59.999Z");
  CHECK(to_text(Timestamp{951'782'400'000}) == "2000-02-29T00:00:00Z");
}

TEST_CASE("every day from 1970 to 2199 is printed and read as itself") {
  for (std::int64_t ms = 0; ms < timestamp_end.ms; ms += day_ms) {
    const std::optional<Timestamp> again = parse_timestamp(to_text(Timestamp{ms}));
    if (!again || again->ms != ms) {
      INFO(ms);
      FAIL();
    }
  }
}

TEST_CASE("a date is the midnight UTC of its day, years 0001 to 9999") {
  CHECK(parse_date("1970-01-01") == 0);
  CHECK(parse_date("1969-12-31") == -day_ms);
  CHECK(parse_date("0001-01-01") == -719'162 * day_ms);
  CHECK(parse_date("9999-12-31") == 2'932'896 * day_ms);
  CHECK(parse_date("2024-02-29"));
  for (const std::string text : {"", "0000-01-01", "2023-02-29", "1900-02-29", "2026-11-31", "2026-11-21T00:00:00Z",
                                 "2026-11-21Z", "2026-11-2", "2026-1-21", "26-11-21", "2026/11/21", "21.11.2026",
                                 "10000-01-01", " 2026-11-21", "2026-11-21 ", "2026-11-xx"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("a duration is a whole number and one unit") {
  const auto ms = [](const std::string& text) {
    const std::optional<Duration> duration = parse_duration(text);
    INFO(text);
    REQUIRE(duration);
    return duration->ms;
  };
  CHECK(ms("1ms") == 1);
  CHECK(ms("1s") == 1000);
  CHECK(ms("1m") == 60'000);
  CHECK(ms("1h") == 3'600'000);
  CHECK(ms("1d") == 86'400'000);
  CHECK(ms("1w") == 604'800'000);
  CHECK(ms("007d") == 7 * day_ms);
  for (const std::string text : {"", "d", "1", "1.5d", "-1d", "+1d", "1 d", " 1d", "1d ", "1D", "1y", "1mo", "1M", "1min",
                                 "1d12h", "P1D", "1e3s", "0d", "0ms", "00h", "1ds", "١d"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("the longest duration is 36500d, in any unit") {
  for (const std::string text : {"36500d", "876000h", "52560000m", "3153600000s", "3153600000000ms", "5214w"}) {
    INFO(text);
    CHECK(parse_duration(text));
  }
  for (const std::string text : {"36501d", "876001h", "52560001m", "3153600001s", "3153600000001ms", "5215w",
                                 "99999999999999999999999d", "9223372036854775808ms", "18446744073709551617s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("a duration is printed in the largest unit up to days that divides it") {
  CHECK(to_text(Duration{14 * day_ms}) == "14d");
  CHECK(to_text(Duration{day_ms + day_ms / 2}) == "36h");
  CHECK(to_text(Duration{90'000}) == "90s");
  CHECK(to_text(Duration{1500}) == "1500ms");
  CHECK(to_text(Duration{60'000}) == "1m");
}

TEST_CASE("moments before 1970 are printed by the same calendar") {
  CHECK(to_text(Timestamp{-1}) == "1969-12-31T23:59:59.999Z");
  CHECK(to_text(Timestamp{-day_ms}) == "1969-12-31T00:00:00Z");
  CHECK(to_text(Timestamp{-719'468 * day_ms}) == "0000-03-01T00:00:00Z");
  CHECK(to_text(Timestamp{-719'469 * day_ms}) == "0000-02-29T00:00:00Z");
}
