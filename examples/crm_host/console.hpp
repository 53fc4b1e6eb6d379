// Console: one line typed, one answer printed.
#pragma once

#include <string>
#include <vector>

#include "crm.hpp"

namespace crm {

struct Output {
  int status = 0;  ///< 0 done; 1 refused or failed; 2 not understood
  std::string text;
};

/// Carries out a line. Nothing is thrown: what goes wrong is in the output.
Output carry_out(Crm& crm, const std::vector<std::string>& words);

std::string help();

}  // namespace crm
