// Replaying logs that a host builds in C++.
#include "bantam/replay.hpp"

#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

Model model() { return *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}})").model; }

Event tick_of(const std::string& lead, std::int64_t at) { return {lead, Timestamp{at}, Tick{}, {}, {}}; }

}  // namespace

TEST_CASE("a replay stops at a malformed event and says which one it is in the log") {
  const auto replayed = replay(model(), {tick_of("L1", 5), tick_of("L2", -1), tick_of("L3", 1)});
  REQUIRE_FALSE(replayed);
  CHECK(replayed.error().code == Errc::malformed_event);
  CHECK(replayed.error().message == "event 1 of the log: `at` lies outside 1970 to 2199");
}

TEST_CASE("a replay as of a moment that no timestamp can be is refused where there is a lead") {
  const auto at_the_end = replay(model(), {tick_of("L1", 5)}, {timestamp_end, {}, {}});
  REQUIRE_FALSE(at_the_end);
  CHECK(at_the_end.error().code == Errc::malformed_event);
  CHECK(replay(model(), {}, {timestamp_end, {}, {}})->leads.empty());
}
