// What every fuzzer needs: to end the process where a promise is broken.
#pragma once

#include <cstdio>
#include <string>

namespace fuzz {

/// Ends the process where a promise is broken, so that the fuzzer sees it.
inline void expect(bool holds) {
  if (!holds) __builtin_trap();
}

/// The same where there are words for what is broken: empty where nothing is.
inline void expect_nothing(const std::string& wrong) {
  if (wrong.empty()) return;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  __builtin_trap();
}

}  // namespace fuzz
