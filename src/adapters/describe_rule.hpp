// A rule, a signal, a list of bands as English.
#pragma once

#include <string>
#include <vector>

#include "model/document.hpp"

namespace bantam {

/// "+10 for each `page_view` where …, at most 3 a day, halving every 30 days".
std::string in_english(const Rule& rule);

/// "the number of `page_view` where …, in the last 7 days".
std::string in_english(const Signal& signal);

/// "A from 70, B from 40, C below".
std::string in_english(const std::vector<Band>& bands);

/// "at least 0 and at most 100", or nothing without bounds.
std::string in_english(const Bounds& bounds);

}  // namespace bantam
