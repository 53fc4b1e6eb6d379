// Law: engine_equals_reference. On generated models and logs the library and the slow reference
// print the same bytes and say the same of every line.
#include "laws/laws.hpp"
#include "laws/shrink.hpp"
#include "test.hpp"

namespace {

std::string difference(const laws::History& history) {
  const bantam::CompileReport report = bantam::compile(history.model);
  return report.model ? laws::engine_against_reference(*report.model, history) : "";
}

}  // namespace

TEST_CASE("law: engine_equals_reference", "[laws]") {
  laws::hold(laws::seeds(20'000), [](std::uint64_t seed) {
    generate::Random random(seed);
    return laws::shrunk_difference(laws::generated(random), difference);
  });
}
