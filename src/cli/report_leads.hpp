// Report leads: examples in a page, chosen by what they teach.
#pragma once

#include <vector>

#include "bantam/report.hpp"
#include "judging.hpp"

namespace bantam::cli {

/// The won lead with the most points, the lost one with the most, and the won one with the fewest.
/// Ids are told only if asked for: they are data of persons.
std::vector<ReportLead> report_leads(const Model& model, Cases cases, const BacktestLeads& judged,
                                     bool with_ids, Console& console);

}  // namespace bantam::cli
