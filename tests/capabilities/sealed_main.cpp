// Without the operating system: compiles a model, then gives up every system call but read, write
// and exit (seccomp, strict), the time stamp counter too, and goes on: a million events, and every
// public call once. Whoever calls the system after that is killed by it.
#include <linux/seccomp.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/everything.hpp"

namespace {

constexpr std::size_t events_wanted = 1'000'000;
constexpr std::size_t heap_bytes = 256U << 20U;
constexpr int skipped = 77;

/// Takes from the system beforehand what the heap will need, and keeps it.
void fill_heap() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  void* volatile room = std::malloc(heap_bytes);
  std::free(room);
}

void say(const std::string& text) {
  if (write(STDOUT_FILENO, text.data(), text.size()) < 0) syscall(SYS_exit, 3);
}

/// A lead's whole life, `events_wanted` events in all; false where something went wrong.
bool live() {
  const bantam::Model& model = everything::model();
  const bantam::LeadState& expected = everything::state();
  bantam::Workspace workspace;
  for (std::size_t done = 0; done < events_wanted;) {
    bantam::LeadState state = model.new_lead("L1");
    for (const bantam::Event& event : everything::events()) {
      if (!apply_to(model, state, event, workspace)) return false;
      ++done;
    }
    const auto explained = explain(model, state, state.clock);
    const auto saved = state_to_binary(model, state);
    if (!explained || !saved || state != expected) return false;
  }
  return true;
}

}  // namespace

int main() {
  fill_heap();
  const std::vector<calls::Call> all = calls::every_call();
  std::vector<std::string> answers;
  for (const calls::Call& call : all) answers.push_back(call.run());
  (void)everything::events();
  (void)everything::state();

#ifdef PR_SET_TSC
  prctl(PR_SET_TSC, PR_TSC_SIGSEGV);  // a clock that is no system call; where there is none, so be it
#endif
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) {
    say("skipped: this system has no seccomp\n");
    return skipped;
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].run() != answers[i]) {
      say("another answer: " + all[i].name + "\n");
      syscall(SYS_exit, 1);
    }
  const bool lived = live();
  say(lived ? std::to_string(events_wanted) + " events and " + std::to_string(all.size()) + " calls without the system\n"
            : "an event failed\n");
  syscall(SYS_exit, lived ? 0 : 1);
}
