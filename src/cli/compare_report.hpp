// Compare report: how `compare` prints two models side by side.
#pragma once

#include <string>
#include <vector>

#include "bantam/compare.hpp"
#include "output.hpp"

namespace bantam::cli {

/// Who is compared, in words.
struct Compared {
  std::string a;                   ///< the models' names
  std::string b;
  std::string what;                ///< which leads
  std::vector<std::string> leads;  ///< ids of the rows
};

/// Tables for people. Of the leads that only one model promotes the first `names` are named.
void print_compare(const CompareReport& report, const Compared& compared, std::size_t names,
                   Output& output);

/// CSV, one figure a row; what does not exist has no row.
void print_compare_rows(const CompareReport& report, const Compared& compared, Output& output);

}  // namespace bantam::cli
