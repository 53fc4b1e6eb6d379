// A thread whose stack is small, and a measure of how much of it was used.
#pragma once

#include <cstddef>
#include <functional>

namespace stack {

inline constexpr std::size_t bytes = 64U << 10U;

/// Runs `work` on a thread of its own with that many bytes of stack and a page below that nobody may
/// touch. Gives how many were used, the thread's own room among them; 0 where there is no thread.
std::size_t used_by(const std::function<void()>& work);

}  // namespace stack
