// Funnel rows: a funnel as CSV, one figure a row, for spreadsheets that pivot.
#pragma once

#include "bantam/funnel.hpp"
#include "output.hpp"

namespace bantam::cli {

void print_funnel_rows(const Funnel& funnel, Output& output);

}  // namespace bantam::cli
