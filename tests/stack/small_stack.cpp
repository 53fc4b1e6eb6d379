#include "stack/small_stack.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace stack {
namespace {

constexpr unsigned char unused = 0xa5;

void* run(void* work) {
  (*static_cast<const std::function<void()>*>(work))();
  return nullptr;
}

/// Whether the thread ran.
bool run_on(unsigned char* room, const std::function<void()>& work) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_t thread;
  const bool ran = pthread_attr_setstack(&attributes, room, bytes) == 0 &&
                   pthread_create(&thread, &attributes, run, const_cast<std::function<void()>*>(&work)) == 0 &&
                   pthread_join(thread, nullptr) == 0;
  pthread_attr_destroy(&attributes);
  return ran;
}

}  // namespace

std::size_t used_by(const std::function<void()>& work) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* all = mmap(nullptr, page + bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) return 0;
  auto* room = static_cast<unsigned char*>(all) + page;
  std::memset(room, unused, bytes);
  std::size_t used = 0;
  if (mprotect(all, page, PROT_NONE) == 0 && run_on(room, work))
    used = static_cast<std::size_t>(room + bytes - std::find_if(room, room + bytes, [](unsigned char byte) { return byte != unused; }));
  munmap(all, page + bytes);
  return used;
}

}  // namespace stack
