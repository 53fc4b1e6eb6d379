#include "allocation/failing_new.hpp"

#include <cstdlib>
#include <new>

namespace {

allocation::Failing failing = allocation::Failing::never;
std::size_t counter = 0;
std::size_t fails_at = 0;
bool has_failed = false;
std::ptrdiff_t alive = 0;

bool fails_now() {
  ++counter;
  if (failing == allocation::Failing::never) return false;
  const bool fails = failing == allocation::Failing::once ? counter == fails_at : counter >= fails_at;
  has_failed = has_failed || fails;
  return fails;
}

void* allocated(std::size_t size, std::size_t alignment) noexcept {
  if (fails_now()) return nullptr;
  const std::size_t whole = (size + alignment) / alignment * alignment;  // never 0
  void* room = alignment <= alignof(std::max_align_t) ? std::malloc(whole) : std::aligned_alloc(alignment, whole);
  if (room) ++alive;
  return room;
}

void* allocated_or_throw(std::size_t size, std::size_t alignment) {
  if (void* room = allocated(size, alignment)) return room;
  throw std::bad_alloc();
}

void release(void* room) noexcept {
  if (!room) return;
  --alive;
  std::free(room);
}

constexpr std::size_t usual = alignof(std::max_align_t);
std::size_t number(std::align_val_t alignment) { return static_cast<std::size_t>(alignment); }

}  // namespace

namespace allocation {

void arm(Failing as, std::size_t nth) {
  counter = 0;
  has_failed = false;
  fails_at = nth;
  failing = as;
}
void disarm() { failing = Failing::never; }
std::size_t counted() { return counter; }
bool failed() { return has_failed; }
std::ptrdiff_t living() { return alive; }

}  // namespace allocation

void* operator new(std::size_t size) { return allocated_or_throw(size, usual); }
void* operator new[](std::size_t size) { return allocated_or_throw(size, usual); }
void* operator new(std::size_t size, std::align_val_t by) { return allocated_or_throw(size, number(by)); }
void* operator new[](std::size_t size, std::align_val_t by) { return allocated_or_throw(size, number(by)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocated(size, usual); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocated(size, usual); }
void operator delete(void* room) noexcept { release(room); }
void operator delete[](void* room) noexcept { release(room); }
void operator delete(void* room, std::size_t) noexcept { release(room); }
void operator delete[](void* room, std::size_t) noexcept { release(room); }
void operator delete(void* room, std::align_val_t) noexcept { release(room); }
void operator delete[](void* room, std::align_val_t) noexcept { release(room); }
void operator delete(void* room, std::size_t, std::align_val_t) noexcept { release(room); }
void operator delete[](void* room, std::size_t, std::align_val_t) noexcept { release(room); }
void operator delete(void* room, const std::nothrow_t&) noexcept { release(room); }
void operator delete[](void* room, const std::nothrow_t&) noexcept { release(room); }
