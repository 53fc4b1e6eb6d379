// Plain loops: they are as wide as the compiler makes them at the build's own flags.
#include "bench/stream.hpp"

#include <cstring>

namespace bench {
namespace {

/// Sums a column as 64-bit words, whatever it holds: memory does not care.
template <class T>
std::uint64_t sum(const std::vector<T>& column) {
  const std::size_t bytes = column.size() * sizeof(T);
  const auto* first = reinterpret_cast<const unsigned char*>(column.data());
  std::uint64_t total = 0;
  for (std::size_t i = 0; i + 8 <= bytes; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, first + i, 8);
    total += word;
  }
  return total;
}

std::uint64_t sum_without_paths(const Activities& rows) {
  return sum(rows.type) + sum(rows.at) + sum(rows.has_path.bytes) + sum(rows.seconds) +
         sum(rows.has_seconds.bytes);
}

constexpr double bytes_without_paths = 1 + 8 + 8 + 2 * 0.125;

}  // namespace

std::uint64_t stream_sum(const Workload& workload) {
  return sum_without_paths(workload.activities) + sum(workload.activities.path);
}

std::uint64_t stream_sum(const Workload& workload, const Texts& spelled) {
  return sum_without_paths(workload.activities) + sum(spelled.offsets) + sum(spelled.bytes);
}

double stream_bytes(const Workload&) { return bytes_without_paths + 4; }

double stream_bytes(const Workload& workload, const Texts& spelled) {
  const auto rows = static_cast<double>(workload.activities.size());
  return bytes_without_paths + 4 + static_cast<double>(spelled.bytes.size()) / rows;
}

}  // namespace bench
