// Raw table: a CSV file column by column, before anything is known of its columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "console.hpp"

namespace bantam::cli {

struct RawTable {
  std::string name;                             ///< what messages call it
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> cells;  ///< by column, then by row
  std::vector<std::size_t> lines;               ///< of each row

  std::size_t rows() const { return lines.size(); }
  std::optional<std::size_t> find(const std::string& column) const;
  /// A finding at a row, or with no row at the header.
  Finding at(std::optional<std::size_t> row, std::string code, std::string message,
             std::string help = {}) const;
};

/// Reads a CSV file with a header; `-` is standard input.
///
/// Errors   reported, with line and column; nothing then. Two columns of one name are an error, for
///          nobody could say which is meant.
std::optional<RawTable> read_table(const std::string& path, Console& console);

/// The place of a column that somebody asks for; reported, with the nearest name, where there is none.
std::optional<std::size_t> wanted_column(const RawTable& table, const std::string& column,
                                         const std::string& option, Console& console);

}  // namespace bantam::cli
