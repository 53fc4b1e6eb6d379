// Law: every_way_ends_the_same. A history ends the same by replay, one event at a time with states
// saved and loaded between, on another thread, in a batch, in another order of arrival, and by the
// reference. With BANTAM_LAW_CASES=1000000 it is the long run.
#include "laws/laws.hpp"
#include "laws/shrink.hpp"
#include "test.hpp"

TEST_CASE("law: every_way_ends_the_same", "[laws]") {
  laws::hold(laws::seeds(20'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return laws::shrunk_difference(laws::generated(random), laws::difference);
  });
}
