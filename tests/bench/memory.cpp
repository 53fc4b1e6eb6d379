// The program's `operator new` counts. That costs about a nanosecond an allocation, the same for
// all who are measured.
#include "bench/memory.hpp"

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

thread_local bench::Allocations of_this_thread;

}  // namespace

void* operator new(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  ++of_this_thread.count;
  of_this_thread.live_bytes += static_cast<std::int64_t>(malloc_usable_size(memory));
  return memory;
}

void operator delete(void* memory) noexcept {
  if (memory == nullptr) return;
  of_this_thread.live_bytes -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace bench {
namespace {

/// A line of /proc/self/status, in bytes.
std::optional<std::uint64_t> status_bytes(const char* name) {
  std::FILE* file = std::fopen("/proc/self/status", "r");
  if (file == nullptr) return {};
  std::optional<std::uint64_t> bytes;
  char line[256];
  while (!bytes && std::fgets(line, sizeof line, file) != nullptr)
    if (std::strncmp(line, name, std::strlen(name)) == 0)
      bytes = std::strtoull(line + std::strlen(name), nullptr, 10) * 1024;
  std::fclose(file);
  return bytes;
}

/// From here on the peak is what is resident now.
void forget_peak() {
  if (std::FILE* file = std::fopen("/proc/self/clear_refs", "w")) {
    std::fputs("5", file);
    std::fclose(file);
  }
}

[[noreturn]] void measure_into(int out, const std::function<void()>& work) {
  malloc_trim(0);  // free memory that is still resident would hide what `work` takes
  forget_peak();
  const std::optional<std::uint64_t> before = status_bytes("VmRSS:");
  work();
  const std::optional<std::uint64_t> peak = status_bytes("VmHWM:");
  const std::uint64_t bytes = before && peak && *peak > *before ? *peak - *before : 0;
  const bool told = before && peak && write(out, &bytes, sizeof bytes) == sizeof bytes;
  _exit(told ? 0 : 1);
}

}  // namespace

std::optional<std::uint64_t> peak_bytes(const std::function<void()>& work) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t child = fork();
  if (child == 0) measure_into(ends[1], work);
  close(ends[1]);
  std::uint64_t bytes = 0;
  const bool told = child > 0 && read(ends[0], &bytes, sizeof bytes) == sizeof bytes;
  close(ends[0]);
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  if (!told || status != 0) return {};
  return bytes;
}

Allocations allocations() { return of_this_thread; }

}  // namespace bench
