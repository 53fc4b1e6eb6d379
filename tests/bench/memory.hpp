// Memory: what a call needs at its peak, and what the program has allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace bench {

/// How many bytes more than before are resident at the peak of `work`: its results and all it
/// needs on the way, but not what was there already. Runs in a forked child, whose peak nobody
/// else has raised; exact to about a page table's rounding, some 100 KiB. Nothing where the system
/// does not tell (it reads Linux's /proc).
std::optional<std::uint64_t> peak_bytes(const std::function<void()>& work);

/// Of this thread, through `operator new`; sizes are those the allocator really gave.
struct Allocations {
  std::uint64_t count = 0;
  std::int64_t live_bytes = 0;
};
Allocations allocations();

}  // namespace bench
