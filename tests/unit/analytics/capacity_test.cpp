// Capacity: so many leads in all, in a time, or a share of them.
#include "bantam/capacity.hpp"

#include <limits>
#include <vector>

#include "test.hpp"

using namespace bantam;

TEST_CASE("a capacity is so many leads, a share of them, or so many in a time") {
  const std::vector<std::int64_t> at{0, 14 * day_ms, 3 * day_ms};
  CHECK(*leads_of({40}, 1000, {}) == 40.0);
  CHECK(*leads_of({0, {}, 0.15}, 1000, {}) == 150.0);
  CHECK(*leads_of({0, {}, 1}, 7, {}) == 7.0);
  CHECK(*leads_of({40, Duration{7 * day_ms}}, 3, at) == 80.0);
  CHECK(*leads_of({40, Duration{14 * day_ms}}, 3, at) == 40.0);
}

TEST_CASE("what is no capacity is refused") {
  const std::vector<std::int64_t> at{0, 14 * day_ms};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Capacity& capacity : {Capacity{0}, Capacity{-1}, Capacity{nan}, Capacity{0, {}, 0}, Capacity{0, {}, 1.01},
                                   Capacity{0, {}, nan}, Capacity{1, Duration{0}}, Capacity{1, Duration{15 * day_ms}}})
    CHECK_FALSE(leads_of(capacity, 2, at));
  CHECK_FALSE(leads_of({1, Duration{day_ms}}, 2, {}));
}

TEST_CASE("infinitely many leads are no capacity") {
  CHECK_FALSE(leads_of({std::numeric_limits<double>::infinity()}, 2, {}));
}
