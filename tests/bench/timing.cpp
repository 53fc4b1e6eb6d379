#include "bench/timing.hpp"

#include <algorithm>

namespace bench {

Timing timing_of(std::vector<double> ns) {
  std::sort(ns.begin(), ns.end());
  const std::size_t middle = ns.size() / 2;
  const double median = ns.size() % 2 == 1 ? ns[middle] : (ns[middle - 1] + ns[middle]) / 2;
  return {median, ns.front()};
}

std::vector<Timing> time_in_turns(const std::vector<Task>& tasks, std::size_t runs) {
  std::vector<std::vector<double>> ns(tasks.size());
  for (std::size_t run = 0; run < runs; ++run) {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const Stopwatch watch;
      const std::any result = tasks[i]();
      ns[i].push_back(watch.ns());
    }
  }
  std::vector<Timing> timings;
  for (std::vector<double>& each : ns) timings.push_back(timing_of(std::move(each)));
  return timings;
}

Timing time_alone(const Task& task, std::size_t runs) {
  return time_in_turns({task}, runs).front();
}

}  // namespace bench
