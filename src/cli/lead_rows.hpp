// Lead rows: a table of attribute values, one row a lead, as CSV or NDJSON.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bantam/event.hpp"
#include "bantam/model.hpp"
#include "console.hpp"

namespace bantam::cli {

struct LeadRow {
  std::size_t line = 0;
  NamedValues values;
};

struct LeadRows {
  std::map<std::string, std::vector<LeadRow>> rows;  ///< by lead; rows of one lead in file order
  std::size_t read = 0;
  std::size_t bad = 0;
};

struct LeadRowsOptions {
  std::string path;                ///< `-` is standard input
  std::string id_column = "lead";
  bool keep_going = false;
};

/// Reads a table: NDJSON where its first byte is `{`, else CSV with a header.
///
/// A column feeds the attributes that name it in `column`; an attribute whose `column` the table
/// lacks, or that has none, is fed by the column of its own name. Other columns are not read.
/// An empty cell, or one that is in the attribute's `nulls`, is a null. What cannot be read as its
/// attribute's type makes the row a bad one.
///
/// Errors   reported; a bad row gives nothing unless `keep_going` leaves it out and counts it.
std::optional<LeadRows> read_leads(const Model& model, const LeadRowsOptions& options,
                                    Console& console);

}  // namespace bantam::cli
