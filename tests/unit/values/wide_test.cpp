#include "values/wide.hpp"

#include <limits>
#include <vector>

#include "laws/generate.hpp"
#include "test.hpp"

using namespace bantam;

#ifdef __SIZEOF_INT128__
namespace {

/// Zero, the ends, and on each side of every power of two; all of them negated too.
std::vector<UnsignedWide> edges() {
  std::vector<UnsignedWide> numbers = {0};
  for (unsigned bit = 0; bit < 128; ++bit)
    for (const UnsignedWide near : {(UnsignedWide{1} << bit) - 1, UnsignedWide{1} << bit, (UnsignedWide{1} << bit) + 1}) {
      numbers.push_back(near);
      numbers.push_back(-near);
    }
  return numbers;
}

std::uint64_t high_word(UnsignedWide number) { return static_cast<std::uint64_t>(number >> 64U); }

/// The same number in two words.
template <bool has_sign>
TwoWords<has_sign> in_words(UnsignedWide number) {
  return (TwoWords<has_sign>(high_word(number)) << 64U) + TwoWords<has_sign>(static_cast<std::uint64_t>(number));
}

template <bool has_sign>
bool same(TwoWords<has_sign> words, UnsignedWide number) {
  return words == in_words<has_sign>(number);
}

/// Whether two words do with two numbers what the compiler's own does.
template <bool has_sign, class Own>
bool same_arithmetic(Own a, Own b) {
  const auto bits = [](Own number) { return static_cast<UnsignedWide>(number); };
  const auto x = in_words<has_sign>(bits(a)), y = in_words<has_sign>(bits(b));
  const bool divisible = b != 0 && !(has_sign && bits(b) == ~UnsignedWide{0} && bits(a) == UnsignedWide{1} << 127U);
  return same(x + y, bits(a) + bits(b)) && same(x - y, bits(a) - bits(b)) && same(x * y, bits(a) * bits(b)) &&
         (!divisible || (same(x / y, bits(a / b)) && same(x % y, bits(a % b)))) && (x < y) == (a < b) &&
         (x > y) == (a > b) && (x == y) == (a == b) && same(-x, -bits(a)) &&
         static_cast<double>(x) == static_cast<double>(a) &&
         static_cast<std::int64_t>(x) == static_cast<std::int64_t>(a);
}

bool same_in_both(UnsignedWide a, UnsignedWide b) {
  return same_arithmetic<false>(a, b) && same_arithmetic<true>(static_cast<Wide>(a), static_cast<Wide>(b));
}

}  // namespace

TEST_CASE("two words compute as the compiler's own 128 bits do: a third of all pairs of edges") {
  const std::vector<UnsignedWide> numbers = edges();
  std::size_t wrong = 0;
  // One in three on the one side: three numbers lie at each power of two, and all meet some of each.
  std::size_t place = 0;
  for (const UnsignedWide a : numbers)
    for (std::size_t b = place++ % 3; b < numbers.size(); b += 3) wrong += same_in_both(a, numbers[b]) ? 0U : 1U;
  CHECK(wrong == 0);
}

TEST_CASE("two words compute as the compiler's own 128 bits do: random numbers of every length") {
  generate::Random random(1);
  std::size_t wrong = 0;
  const auto number = [&] {
    const UnsignedWide high = random.next();
    const UnsignedWide whole = high << 64U | random.next();
    return whole >> random.below(128);
  };
  for (int i = 0; i < 100'000; ++i) {
    const UnsignedWide a = number(), b = number();
    wrong += same_in_both(a, b) ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

TEST_CASE("two words shift as the compiler's own 128 bits do") {
  std::size_t wrong = 0;
  for (const UnsignedWide number : edges())
    for (unsigned by = 0; by < 128; ++by) {
      const TwoWords<false> words = in_words<false>(number);
      wrong += same(words << by, number << by) && same(words >> by, number >> by) ? 0U : 1U;
    }
  CHECK(wrong == 0);
}
#endif

TEST_CASE("two words hold what a number of 64 bits holds") {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(static_cast<std::int64_t>(TwoWords<true>(least)) == least);
  CHECK(TwoWords<true>(least) < TwoWords<true>(-1));
  CHECK(TwoWords<true>(-1) < TwoWords<true>(0));
  CHECK(static_cast<double>(TwoWords<true>(-3)) == -3.0);
  TwoWords<false> number = 1;
  number += 2;
  CHECK(--number == 2);
}
