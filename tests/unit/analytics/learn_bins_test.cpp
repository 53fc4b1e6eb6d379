// Bins: where numbers are cut, and which texts have a code of their own.
#include "analytics/learn_bins.hpp"

#include <cmath>
#include <string>

#include "learn_world.hpp"
#include "test.hpp"

using namespace bantam;
using namespace bantam::learning;

TEST_CASE("a cut is the shortest number between two, and without one the upper") {
  CHECK(shortest_between(2, 3) == 3);
  CHECK(shortest_between(2.4, 2.6) == 2.5);
  CHECK(shortest_between(0, 1e-300) == 1e-300);  // no decimal of 17 digits lies there
  CHECK(shortest_between(-2, -1) == -1);         // the whole number nearer to the middle is -2
  Random random(3);
  for (int i = 0; i < 1000; ++i) {  // where a double has no room for decimals
    const double large = 1.7e308 * (1 - random.share() / 2);
    const double cut = shortest_between(std::nextafter(large, 0), large);
    if (cut != large) FAIL(cut << " is not " << large);
  }
  for (int i = 0; i < 20'000; ++i) {
    const double high = std::ldexp(random.share() - 0.5, static_cast<int>(random.below(40)) - 20);
    const double low = i % 2 == 0 ? std::nextafter(high, -1e300) : high - std::abs(high) * random.share();
    if (low >= high) continue;
    const double cut = shortest_between(low, high);
    if (!(low < cut && cut <= high)) FAIL(low << " < " << cut << " <= " << high);
  }
}

TEST_CASE("bytes are UTF-8 without surrogates, over-long forms and what lies past the last character") {
  for (const char* good : {"", "a", "\xc3\xab", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xe5\xb1\x95", "\xf0\x90\x80\x80", "\xf1\x80\x80\x80", "\xf4\x8f\xbf\xbf"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xc1\x80", "\xc3", "\xc3x", "\xe5\xb1", "\xe5\xb1x", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                          "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    INFO(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("texts past the most, rare ones and those that are no UTF-8 are other texts") {
  learn_world::World world(70);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < 70; ++i) values.push_back(i < 30 ? "a" : i < 50 ? "b" : i < 60 ? "\xff" : i < 69 ? "c" : "d");
  world.add("t", values);
  BinOptions options;
  options.text_bins = 2;
  const auto binned = bin(world.leads, options);
  REQUIRE(binned);
  CHECK(binned->attributes[0].texts == std::vector<std::string>{"a", "b"});
  CHECK(binned->attributes[0].codes[55] == 3);
  CHECK(binned->attributes[0].codes[65] == 3);
  CHECK(code_of(binned->attributes[0], "aa") == 3);
  CHECK(code_of(binned->attributes[0], "z") == 3);
  CHECK(code_of(binned->attributes[0], "b") == 2);
}

TEST_CASE("a dictionary is binned as its texts are, and a text of no bytes is a text") {
  learn_world::World world(20);
  std::vector<std::string> values(20, "");
  for (std::size_t i = 0; i < 10; ++i) values[i] = "x";
  world.add("t", values);
  const std::vector<std::uint32_t> codes = [] {
    std::vector<std::uint32_t> all(20, 1);
    std::fill_n(all.begin(), 10, 0U);
    return all;
  }();
  const std::vector<std::int32_t> offsets = {0, 1, 1};
  const std::vector<char> bytes = {'x'};
  world.leads.attributes.push_back({"d", DictionaryColumn{codes, {offsets, View<char>(bytes.data(), 1)}}});
  const std::vector<std::int32_t> nothing(21, 0);
  world.leads.attributes.push_back({"empty", TextColumn{nothing, View<char>()}});
  const auto binned = bin(world.leads);
  REQUIRE(binned);
  CHECK(binned->attributes[1].codes == binned->attributes[0].codes);
  CHECK(binned->attributes[1].texts == std::vector<std::string>{"", "x"});
  CHECK(binned->attributes[2].codes == std::vector<std::uint8_t>(20, 1));  // and not missing
}
