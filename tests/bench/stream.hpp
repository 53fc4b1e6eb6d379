// Stream: one pass over the raw columns that only sums them. What memory allows, and no scorer
// can be faster than.
#pragma once

#include <cstdint>

#include "bench/workload.hpp"

namespace bench {

/// Types, moments, codes of paths, seconds and both validities: 21.25 bytes an activity.
/// Numbers are summed as the integers their bits are: a sum of doubles keeps its order, and would
/// measure the adder's latency instead of memory.
std::uint64_t stream_sum(const Workload& workload);

/// The same with the paths spelled out.
std::uint64_t stream_sum(const Workload& workload, const Texts& spelled);

/// How many bytes that is, an activity.
double stream_bytes(const Workload& workload);
double stream_bytes(const Workload& workload, const Texts& spelled);

}  // namespace bench
