#include "bench/machine.hpp"

#include <unistd.h>

#include <fstream>
#include <thread>

namespace bench {
namespace {

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) != 0) continue;
    const std::size_t colon = line.find(": ");
    return colon == std::string::npos ? line : line.substr(colon + 2);
  }
  return "unknown processor";
}

std::string compiler_name() {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__GNUC__)
  return "gcc " __VERSION__;
#else
  return "unknown compiler";
#endif
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.processor = processor_name();
  machine.compiler = compiler_name();
  machine.flags = BANTAM_BENCH_FLAGS;
  machine.cores = std::thread::hardware_concurrency();
  const double pages = static_cast<double>(sysconf(_SC_PHYS_PAGES));
  machine.memory_gib = pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1U << 30U);
  return machine;
}

}  // namespace bench
