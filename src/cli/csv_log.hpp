// CSV log: activities as the rows of a table (docs/ingest.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "bantam/model.hpp"
#include "csv_rows.hpp"
#include "said_event.hpp"
#include "text_table.hpp"

namespace bantam::cli {

/// Whether the first line of a log is the header of a CSV one: one of its cells is `lead`, `at` or
/// `activity`. No line of an NDJSON log has such a cell.
bool is_csv_header(std::string_view line);

class CsvLog {
 public:
  CsvLog(Input& input, const Limits& limits, const std::vector<ActivitySummary>& activities);

  /// The next row, which is an activity. `said` lives until the next call.
  LogRead next(SaidEvent& said, Finding& problem);

  std::size_t line() const { return rows_.line(); }  ///< of the last row

 private:
  enum class FieldType : std::uint8_t { text, number, flag, date, list };

  /// Why a row is no event: a cell, and what is wrong with it.
  struct Fault {
    std::size_t column = 0;
    std::string code;
    std::string message;
  };

  struct FieldColumn {
    std::size_t column = 0;
    std::string name;
    std::uint32_t name_number = 0;
    std::vector<FieldType> types;  ///< by type of activity
  };

  bool read_header(Finding& problem);
  bool known_columns(const std::vector<std::string>& names, Finding& problem);
  std::optional<Fault> take(SaidEvent& said);
  std::optional<Fault> take_fields(SaidEvent& said);
  std::optional<Fault> wrong(std::size_t column, std::string_view code, std::string_view message) const;
  std::size_t type_of(std::string_view activity);

  std::string file_;
  Limits limits_;
  CsvRows rows_;
  std::size_t row_ = 0;

  // The header.
  std::size_t width_ = 0;  ///< in cells; 0: not yet read
  std::size_t lead_ = 0;
  std::size_t at_ = 0;
  std::size_t activity_ = 0;
  std::optional<std::size_t> id_;
  std::vector<FieldColumn> fields_;

  // The types of activities that the model declares; one more stands for all others.
  std::vector<ActivitySummary> declared_;
  TextTable types_;
  std::size_t last_type_ = 0;
};

}  // namespace bantam::cli
