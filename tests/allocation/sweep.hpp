// Sweep: memory runs out at every point of a call where it can, once by itself and once from there
// on. Then must hold: nothing but std::bad_alloc comes out, nothing leaks, the inputs are as they
// were, and the same call succeeds with the same answer.
#pragma once

#include <cstddef>
#include <cstdio>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "allocation/failing_new.hpp"

namespace allocation {

/// What is counted over all calls.
struct Tally {
  std::size_t most = 0;  ///< allocations of one call that are tried, evenly spread; 0: all
  std::size_t tried = 0;
  std::size_t there_are = 0;
  std::size_t faults = 0;
};

class Sweep {
 public:
  Sweep(Tally& tally, std::string name) : tally_(tally), name_(std::move(name)) {}
  ~Sweep() {
    tally_.tried += tried_;
    tally_.there_are += there_are_;
    std::printf("  %-34s %8zu of %8zu\n", name_.c_str(), tried_, there_are_);
    std::fflush(stdout);
  }
  Sweep(const Sweep&) = delete;
  Sweep& operator=(const Sweep&) = delete;

  /// Before a call, but not between one that failed and its second try.
  std::function<void()> prepare = [] {};
  /// Whether the inputs are as they were before a call.
  std::function<bool()> untouched = [] { return true; };

  /// `text` tells the answers of `call` apart; memory does not run out in it.
  template <class Call, class Text>
  void over(Call call, Text text) {
    prepare();
    const std::string answer = text(call());  // whatever is made once is made here
    prepare();
    arm(Failing::never, 0);
    (void)call();
    const std::size_t count = counted();
    const bool all = tally_.most == 0 || count <= tally_.most;
    const std::size_t stride = all ? 1 : (count + tally_.most - 1) / tally_.most;
    there_are_ += 2 * count;
    for (std::size_t nth = 1; nth <= count; nth += stride)
      for (const Failing failing : {Failing::once, Failing::from_then_on})
        at(nth, failing, call, text, answer);
  }

 private:
  template <class Call, class Text>
  void at(std::size_t nth, Failing failing, Call& call, Text& text, const std::string& answer) {
    ++tried_;
    prepare();
    const std::ptrdiff_t before = living();
    bool threw = false;
    {
      std::optional<decltype(call())> other;  // where the call does without what it asked for
      arm(failing, nth);
      try {
        other.emplace(call());
      } catch (const std::bad_alloc&) {
        threw = true;
      } catch (const std::exception&) {
        threw = true;
        fault(nth, "another exception than bad_alloc");
      }
      disarm();
      if (other && text(std::move(*other)) != answer) fault(nth, "another answer, though nothing was thrown");
    }
    if (!failed()) fault(nth, "fewer allocations than before");
    if (threw && !untouched()) fault(nth, "an input is not as it was");
    if (threw && text(call()) != answer) fault(nth, "another answer at the second try");
    prepare();
    if (living() != before) fault(nth, "a leak");
  }

  void fault(std::size_t nth, const char* what) {
    ++tally_.faults;
    std::printf("FAULT %s, allocation %zu: %s\n", name_.c_str(), nth, what);
  }

  Tally& tally_;
  std::string name_;
  std::size_t tried_ = 0;
  std::size_t there_are_ = 0;
};

}  // namespace allocation
