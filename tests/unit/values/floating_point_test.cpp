// What a host has set for its own arithmetic is away while the library computes, and back after it.
#include "values/floating_point.hpp"

#include <cfenv>

#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

/// For the length of a test.
struct Rounding {
  explicit Rounding(int direction) { std::fesetround(direction); }
  ~Rounding() { std::fesetround(FE_TONEAREST); }
};

}  // namespace

TEST_CASE("the library rounds to nearest, and the host as it did before") {
  for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO, FE_TONEAREST}) {
    const Rounding hosts(direction);
    int within = -1;
    {
      const DefaultFloatingPoint floating_point;
      within = std::fegetround();
    }
    const int after = std::fegetround();
    CHECK(within == FE_TONEAREST);
    CHECK(after == direction);
  }
}

TEST_CASE("a call within a call leaves the host's rounding alone") {
  const Rounding hosts(FE_DOWNWARD);
  int between = -1;
  {
    const DefaultFloatingPoint outer;
    { const DefaultFloatingPoint inner; }
    between = std::fegetround();
  }
  CHECK(between == FE_TONEAREST);
  CHECK(std::fegetround() == FE_DOWNWARD);
}

TEST_CASE("a number is read as the nearest double though the host rounds down") {
  const std::string line =
      R"({"lead":"L1","at":"2026-11-01T10:00:00Z","activity":"visit","fields":{"seconds":0.3}})";
  const std::string usual = event_to_json(*event_from_json(line));
  const Rounding hosts(FE_DOWNWARD);
  const std::string told = event_to_json(*event_from_json(line));
  std::fesetround(FE_TONEAREST);
  CHECK(told == usual);
}
