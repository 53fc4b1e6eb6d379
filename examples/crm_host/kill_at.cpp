// kill_at: preloaded into the host, it ends it by SIGKILL at one of the calls that change a file.
//
//   KILL_AT=N                 at the N-th call, counted from 1; 0 or not set: never
//   KILL_HOW=before|half|after  the call is not made; a write is made by half; it is made
//   KILL_TELL=1               at the end, a letter for each call to standard error
//
// Nothing is synchronised: what a killed process has written is the kernel's already, and only a
// power cut could take it back. The index of the write-ahead log is shared memory, which no call
// writes; whoever opens the database next makes it anew.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

namespace {

constexpr size_t most_told = 100000;
char told[most_told];
size_t calls = 0;

bool asked_for(const char* how) {
  const char* wanted = getenv("KILL_HOW");
  return strcmp(wanted != nullptr ? wanted : "before", how) == 0;
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  while (true) pause();
}

// `whole` makes the call, `half` as much of it as a kill in the middle may leave.
template <class Whole, class Half>
auto counted(char letter, Whole whole, Half half) -> decltype(whole()) {
  if (calls < most_told) told[calls] = letter;
  const char* at = getenv("KILL_AT");
  if (++calls != (at != nullptr ? strtoul(at, nullptr, 10) : 0)) return whole();
  if (asked_for("half")) half();
  if (asked_for("after")) whole();
  die();
}

template <class Whole>
auto counted(char letter, Whole whole) -> decltype(whole()) {
  return counted(letter, whole, [] {});
}

// What the program would have called.
template <class Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool is_console(int file) { return file <= STDERR_FILENO; }

template <class Open>
int open_counted(Open* open_it, const char* path, int flags, mode_t mode) {
  const auto whole = [=] { return open_it(path, flags, mode); };
  return (flags & O_CREAT) != 0 ? counted('c', whole) : whole();
}

__attribute__((destructor)) void tell() {
  if (getenv("KILL_TELL") == nullptr) return;
  fwrite(told, 1, calls < most_told ? calls : most_told, stderr);
}

mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(rest, unsigned)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(next(open, "open"), path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_counted(next(open64, "open64"), path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  const auto make = next(write, "write");
  if (is_console(file)) return make(file, bytes, size);
  return counted('w', [=] { return make(file, bytes, size); },
                 [=] { return make(file, bytes, size / 2); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  const auto make = next(pwrite, "pwrite");
  return counted('w', [=] { return make(file, bytes, size, at); },
                 [=] { return make(file, bytes, size / 2, at); });
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  const auto make = next(pwrite64, "pwrite64");
  return counted('w', [=] { return make(file, bytes, size, at); },
                 [=] { return make(file, bytes, size / 2, at); });
}

int ftruncate(int file, off_t size) noexcept {
  const auto make = next(ftruncate, "ftruncate");
  return counted('t', [=] { return make(file, size); });
}

int ftruncate64(int file, off64_t size) noexcept {
  const auto make = next(ftruncate64, "ftruncate64");
  return counted('t', [=] { return make(file, size); });
}

int fsync(int) {
  return counted('s', [] { return 0; });
}

int fdatasync(int) {
  return counted('s', [] { return 0; });
}

int rename(const char* from, const char* to) noexcept {
  const auto make = next(rename, "rename");
  return counted('r', [=] { return make(from, to); });
}

int unlink(const char* path) noexcept {
  const auto make = next(unlink, "unlink");
  return counted('u', [=] { return make(path); });
}

}  // extern "C"
