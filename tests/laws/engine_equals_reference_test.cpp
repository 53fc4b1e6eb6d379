// Law: engine_equals_reference, and every_way_is_the_same. On generated models and logs the library
// and the slow reference print the same bytes and say the same of every line; and the library says
// the same one at a time, in a batch, in another order, with saves between and on another thread.
#include "laws/laws.hpp"
#include "laws/shrink.hpp"
#include "test.hpp"

TEST_CASE("law: engine_equals_reference, whichever way a history is taken", "[laws]") {
  laws::hold(laws::seeds(20'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return laws::shrunk_difference(laws::generated(random));
  });
}
