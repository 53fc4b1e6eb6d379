// The machine and the build, which stand beside every figure.
#pragma once

#include <string>

namespace bench {

struct Machine {
  std::string processor;
  std::string compiler;
  std::string flags;
  unsigned cores = 1;
  double memory_gib = 0;
};

Machine this_machine();

}  // namespace bench
