// Lead report: how `replay` and `score` print the leads.
#pragma once

#include "arguments.hpp"
#include "console.hpp"
#include "output.hpp"
#include "scored_leads.hpp"

namespace bantam::cli {

enum class Contributions { left_out, shown };

/// Prints every lead: NDJSON and CSV in order of id, a table by falling total (then id).
/// False when the library refused, which has then been reported.
bool print_leads(const ScoredLeads& scored, Format format, Contributions contributions,
                 Output& output, Console& console);

}  // namespace bantam::cli
