// Each kernel of each instruction set against a plain loop: every size about those of vectors,
// every place of the first bit, from every place of the memory.
#include "analytics/kernels.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "laws/generate.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

constexpr std::int64_t least_whole = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most_whole = std::numeric_limits<std::int64_t>::max();
constexpr double infinite = std::numeric_limits<double>::infinity();

const std::vector<std::size_t>& sizes() {
  static const std::vector<std::size_t> some = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100,
                                                255, 256, 257, 300, 511, 512, 513, 1024, 1031};
  return some;
}

template <class T>
std::vector<T> picked(generate::Random& random, std::size_t count, const std::vector<T>& from) {
  std::vector<T> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(random.pick(from));
  return values;
}

bool bit(const std::vector<std::uint8_t>& bits, std::size_t i) { return ((bits[i / 8] >> (i % 8)) & 1) != 0; }

/// As many bytes as the bits need, so that a byte too far is seen by the sanitizer.
std::vector<std::uint8_t> random_bits(generate::Random& random, std::size_t count) {
  std::vector<std::uint8_t> bits((count + 7) / 8);
  for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(random.once_in(4) ? 0xFF : random.next());
  bits.shrink_to_fit();
  return bits;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

/// Calls `each(kernels, random, offset, count)` for every set, place and size.
template <class Each>
void for_all(const Each& each) {
  for (const Instructions instructions : instructions_here()) {
    generate::Random random(7);
    for (const std::size_t size : sizes())
      for (std::size_t offset = 0; offset < 4; ++offset) {
        INFO("instructions " << static_cast<int>(instructions) << ", " << size << " values from " << offset);
        each(kernels(instructions), random, offset, size);
      }
  }
}

}  // namespace

TEST_CASE("the baseline is here, and every set of this machine has its own kernels") {
  const std::vector<Instructions> sets = instructions_here();
  REQUIRE(!sets.empty());
  CHECK(sets.front() == Instructions::baseline);
  for (std::size_t i = 1; i < sets.size(); ++i) {
    CHECK(sets[i - 1] < sets[i]);
    CHECK(&kernels(sets[i]) != &kernels(sets[i - 1]));
  }
}

TEST_CASE("inside: no moment before 0 or from the end on, wherever it stands") {
  for_all([](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    const std::vector<std::int64_t> good = {0, 1, 999, 500};
    std::vector<std::int64_t> at = picked(random, offset + count, good);
    CHECK(kernels.inside(at.data() + offset, count, 1000));
    if (count == 0) return;
    for (const std::int64_t bad : {std::int64_t{-1}, std::int64_t{1000}, least_whole, most_whole}) {
      const std::size_t place = offset + random.below(count);
      const std::int64_t kept = std::exchange(at[place], bad);
      CHECK(!kernels.inside(at.data() + offset, count, 1000));
      at[place] = kept;
    }
  });
}

TEST_CASE("falls: how many moments are less than the one before") {
  for_all([](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    const std::vector<std::int64_t> at = picked<std::int64_t>(random, offset + count, {0, 1, 2, 7'258'118'399'999});
    for (const std::int64_t gap : {0, 1}) {
      std::size_t expected = 0;
      for (std::size_t i = offset + 1; i < at.size(); ++i) expected += at[i] < at[i - 1] + gap;
      CHECK(kernels.falls(at.data() + offset, count, gap) == expected);
    }
  });
}

TEST_CASE("numbers: copies what is valid, and says whether that is finite") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> finite = {0, -0.0, 1.5, -1e308, 5e-324, 1.7976931348623157e308, -2.2250738585072014e-308};
  for_all([&](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    std::vector<double> values = picked(random, offset + count, finite);
    std::vector<double> into(offset + count, 42);
    std::vector<double> expected(values.begin() + static_cast<std::ptrdiff_t>(offset), values.end());
    CHECK(kernels.numbers(values.data() + offset, nullptr, 0, count, nan, into.data() + offset));
    CHECK(same_bits({into.begin() + static_cast<std::ptrdiff_t>(offset), into.end()}, expected));
    for (std::size_t first = 0; first < 9; ++first) {
      const std::vector<std::uint8_t> bits = random_bits(random, first + count);
      std::vector<double> spoilt = values;
      bool fine = true;
      for (std::size_t i = 0; i < count; ++i) {
        const bool valid = bit(bits, first + i);
        if (!valid || random.once_in(200)) spoilt[offset + i] = random.pick<double>({nan, -nan, infinite, -infinite});
        fine &= !valid || std::isfinite(spoilt[offset + i]);
        expected[i] = valid ? spoilt[offset + i] : nan;
      }
      CHECK(kernels.numbers(spoilt.data() + offset, bits.data(), first, count, nan, into.data() + offset) == fine);
      CHECK(same_bits({into.begin() + static_cast<std::ptrdiff_t>(offset), into.end()}, expected));
    }
    if (count == 0) return;
    values[offset + random.below(count)] = random.pick<double>({nan, infinite, -infinite});
    CHECK(!kernels.numbers(values.data() + offset, nullptr, 0, count, nan, into.data() + offset));
  });
}

TEST_CASE("codes: copies what is valid, and says whether that is below the end") {
  for_all([](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    for (const std::uint32_t end : {1U, 3U, 0x8000'0000U, 0xFFFF'FFFFU})
      for (std::size_t first = 0; first < 9; ++first) {
        const std::vector<std::uint8_t> bits = random_bits(random, first + count);
        std::vector<std::uint32_t> values(offset + count);
        std::vector<std::uint32_t> expected(count);
        bool fine = true;
        bool all_fine = true;
        for (std::size_t i = 0; i < count; ++i) {
          const bool valid = bit(bits, first + i);
          const bool good = valid ? !random.once_in(200) : random.once_in(2);
          values[offset + i] = good ? static_cast<std::uint32_t>(random.next() % end)
                                    : random.pick<std::uint32_t>({end, 0xFFFF'FFFFU});
          fine &= !valid || good;
          all_fine &= good;
          expected[i] = valid ? values[offset + i] : end;
        }
        std::vector<std::uint32_t> into(offset + count, 42);
        CHECK(kernels.codes(values.data() + offset, bits.data(), first, count, end, into.data() + offset) == fine);
        CHECK(std::equal(expected.begin(), expected.end(), into.begin() + static_cast<std::ptrdiff_t>(offset)));
        CHECK(kernels.codes(values.data() + offset, nullptr, first, count, end, into.data() + offset) == all_fine);
        CHECK(into == [&] {
          std::vector<std::uint32_t> copy = values;
          std::fill_n(copy.begin(), offset, 42U);
          return copy;
        }());
      }
  });
}

TEST_CASE("bands: the first whose bound is above the value") {
  const std::vector<BandBound> bands = {{-1, 10}, {0, -20}, {0, 25}, {2.5, 30}, {2, most_whole}, {1e308, least_whole}};
  for_all([&](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    const std::vector<double> values = picked<double>(
        random, offset + count, {no_number(), -2, -1, -0.0, 0, 1, 2, 2.4999999999999996, 2.5, 3, 1e308, 1.7e308, -infinite});
    for (std::size_t band_count = 0; band_count <= bands.size(); ++band_count) {
      std::vector<std::int64_t> into(offset + count, 42);
      kernels.bands(values.data() + offset, count, bands.data(), band_count, 7, -7, into.data() + offset);
      bool right = true;
      for (std::size_t i = offset; i < values.size(); ++i) {
        std::int64_t expected = std::isnan(values[i]) ? -7 : 7;
        for (std::size_t b = 0; b < band_count; ++b)
          if (values[i] < bands[b].below) {
            expected = bands[b].points;
            break;
          }
        right &= into[i] == expected;
      }
      CHECK(right);
    }
  });
}

TEST_CASE("look_up, add and clamp do a row what they would do alone") {
  for_all([](const Kernels& kernels, generate::Random& random, std::size_t offset, std::size_t count) {
    const std::vector<std::int64_t> table = {0, -1, most_whole, least_whole, 1'000'000'000, 5, 6};
    std::vector<std::uint32_t> codes(offset + count);
    for (std::uint32_t& code : codes) code = static_cast<std::uint32_t>(random.below(table.size()));
    std::vector<std::int64_t> points(offset + count, 42);
    kernels.look_up(codes.data() + offset, count, table.data(), points.data() + offset);
    bool right = true;
    for (std::size_t i = 0; i < points.size(); ++i) right &= points[i] == (i < offset ? 42 : table[codes[i]]);
    CHECK(right);

    for (const auto& [least, most] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {-most_whole, 5}, {0, most_whole}, {-1, 6}, {5, 5}, {least_whole, most_whole}}) {
      std::vector<std::int64_t> clamped = points;
      kernels.clamp(clamped.data() + offset, count, least, most);
      right = true;
      for (std::size_t i = 0; i < points.size(); ++i)
        right &= clamped[i] == (i < offset ? points[i] : std::min(std::max(points[i], least), most));
      CHECK(right);
    }

    std::vector<std::int64_t> sums(offset + count, -3);
    std::vector<std::int64_t> some(offset + count);
    for (std::int64_t& each : some) each = static_cast<std::int64_t>(random.below(2'000'000'001)) - 1'000'000'000;
    kernels.add(some.data() + offset, count, sums.data() + offset);
    right = true;
    for (std::size_t i = 0; i < sums.size(); ++i) right &= sums[i] == (i < offset ? -3 : some[i] - 3);
    CHECK(right);
  });
}
