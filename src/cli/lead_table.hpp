// Lead table: a table of leads, in which a lead is found by its id.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bantam/timestamp.hpp"
#include "console.hpp"
#include "raw_table.hpp"

namespace bantam::cli {

struct LeadTable {
  RawTable cells;
  std::optional<std::size_t> id;    ///< columns; nothing: rows count from 0
  std::optional<std::size_t> time;
  std::map<std::string, std::size_t> row_of;   ///< by lead
  std::vector<std::optional<Timestamp>> came;  ///< of each row, where the table says it
};

struct LeadTableColumns {
  std::string id;          ///< empty: `lead` where there is one, else rows count from 0
  std::string time;        ///< when leads came; empty: no such column
  bool ids_wanted = true;  ///< other files name the leads too: rows may not be counted
};

/// Errors   reported, with line and column; nothing then. No lead may stand twice.
std::optional<LeadTable> read_lead_table(const std::string& path, const LeadTableColumns& columns,
                                         Console& console);

/// A date or a moment.
std::optional<Timestamp> moment_in(const std::string& cell);

}  // namespace bantam::cli
