// Timing: what is compared runs in turns, so that a noisy neighbour slows all of it.
#pragma once

#include <any>
#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace bench {

/// What is timed. What it returns is destroyed after the clock has stopped.
using Task = std::function<std::any()>;

struct Timing {
  double median_ns = 0;
  double least_ns = 0;

  Timing each(double items) const { return {median_ns / items, least_ns / items}; }
};

Timing timing_of(std::vector<double> ns);

/// Each task once a round, `runs` rounds.
std::vector<Timing> time_in_turns(const std::vector<Task>& tasks, std::size_t runs);

/// One task alone.
Timing time_alone(const Task& task, std::size_t runs);

class Stopwatch {
 public:
  double ns() const {
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace bench
