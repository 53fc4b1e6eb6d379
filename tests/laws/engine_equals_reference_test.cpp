// Laws: engine_equals_reference and conditions_equal_reference. On generated models and logs, and of
// deep conditions in either semantics, the library and the slow reference print the same bytes and
// say the same of every line.
#include "laws/laws.hpp"
#include "laws/shrink.hpp"
#include "test.hpp"

TEST_CASE("law: engine_equals_reference", "[laws]") {
  laws::hold(laws::seeds(20'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return laws::shrunk_difference(laws::generated(random), laws::reference_difference);
  });
}

TEST_CASE("law: conditions_equal_reference", "[laws]") {
  laws::hold(laws::seeds(10'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return laws::shrunk_difference(laws::generated_condition(random), laws::reference_difference);
  });
}
