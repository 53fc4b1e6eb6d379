// What age leaves of a worth, where points are too coarse to tell: at the far end of each decay.
#include "test.hpp"

#include "bantam/limits.hpp"
#include "model/decay.hpp"

namespace {

using namespace bantam;

constexpr std::int64_t hour_ms = 3'600'000;

Decay half_life(std::int64_t ms) { return {Decay::Kind::half_life, Duration{ms}, 0, {}}; }
Decay linear(std::int64_t ms) { return {Decay::Kind::linear, Duration{ms}, 0, {}}; }
Decay step(std::int64_t ms, std::int64_t keep_thousandths) {
  return {Decay::Kind::step, Duration{ms}, keep_thousandths, {}};
}

std::uint64_t decay_factor(const Decay& decay, std::int64_t step_ms, std::int64_t age) {
  DecayTables tables;
  return DecayTable(decay, step_ms, tables).factor(age);
}

}  // namespace

TEST_CASE("a half-life rounds to one part in 2^32 after 33 of them, and to nothing after that") {
  CHECK(decay_factor(half_life(day_ms), day_ms, 32) == 1);
  CHECK(decay_factor(half_life(day_ms), day_ms, 33) == 1);  // exactly one half, away from zero
  CHECK(decay_factor(half_life(2 * day_ms), day_ms, 67) == 0);
  CHECK(decay_factor(half_life(day_ms), day_ms, 34) == 0);
  CHECK(decay_factor(half_life(day_ms), day_ms, 40'000) == 0);
}

TEST_CASE("a linear decay is at nothing when its length is over, and not before") {
  CHECK(decay_factor(linear(4 * day_ms), day_ms, 3) == std::uint64_t{1} << 30U);
  CHECK(decay_factor(linear(4 * day_ms), day_ms, 4) == 0);
  CHECK(decay_factor(linear(4 * day_ms), day_ms, 5) == 0);
}

TEST_CASE("a decay by steps stops where a further step takes nothing") {
  CHECK(decay_factor(step(day_ms, 999), day_ms, 40'000) == decay_factor(step(day_ms, 999), day_ms, 80'000));
  CHECK(decay_factor(step(2 * day_ms, 500), day_ms, 3) == std::uint64_t{1} << 31U);
}

TEST_CASE("the age at which nothing is left is told where there is one") {
  DecayTables tables;
  const auto spent = [&](const Decay& decay) { return DecayTable(decay, day_ms, tables).spent_age(); };
  CHECK(spent(half_life(day_ms)) == 34);
  CHECK(spent(half_life(36 * hour_ms)) == 51);
  CHECK(spent(linear(4 * day_ms)) == 4);
  CHECK(spent(linear(4 * day_ms + 1)) == 5);
  CHECK(spent(step(2 * day_ms, 0)) == 2);
  CHECK(spent(step(day_ms, 1000)) == -1);
  CHECK(spent(step(day_ms, 999)) == -1);  // what is left is rounded to itself
  CHECK(DecayTable().spent_age() == -1);
}
