// Event columns: a log laid out as bantam/columns.hpp wants it, for score_batch.
//
// The rule here: what a replay by time would not apply is not in the columns. Where that, or what a
// replay would make of it, depends on more than activities and attributes, the lead is marked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/model.hpp"
#include "bantam/timestamp.hpp"
#include "cell_columns.hpp"
#include "text_table.hpp"

namespace bantam::cli {

/// What there is to know of a lead beside its columns, as bits.
enum LeadMark : std::uint8_t {
  lead_exists = 1,   ///< an event of it is accepted whatever its stage
  has_command = 2,
  /// An id is shared by an answer or a command, which may be refused, and another event.
  unsure_id = 4,
  /// Simultaneous activities are alike but in what the columns do not hold.
  unsure_order = 8,
  in_table = 16,     ///< a table of leads has a row of it
};

/// Whether a batch over the columns gives a lead its scores, or whether it takes a replay.
bool columns_suffice(std::uint8_t marks, Resets resets);

/// Types of activities by number, as few bytes each as they need.
struct TypeNumbers {
  bool few = true;
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> words;

  void push_back(std::size_t type) {
    if (few) bytes.push_back(static_cast<std::uint8_t>(type));
    else words.push_back(static_cast<std::uint32_t>(type));
  }
  std::uint32_t operator[](std::size_t row) const { return few ? bytes[row] : words[row]; }
};

/// A text a row, or none.
struct TextRows {
  std::vector<std::int32_t> offsets{0};
  std::vector<char> bytes;
  RowBits valid;

  std::size_t size() const { return offsets.size() - 1; }
  std::string_view operator[](std::size_t row) const {
    return {bytes.data() + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row])};
  }
};

/// Leads are in order of their first event, activities in order of the log.
///
/// Lifetime  the views are of the vectors here; nothing is copied.
struct EventColumns {
  TextTable leads;                        ///< the ids
  std::vector<std::uint8_t> marks;        ///< of each lead
  std::vector<CellColumns> attributes;    ///< a row a lead
  std::vector<std::string> types;         ///< names
  TypeNumbers type;
  std::vector<std::int64_t> at;
  std::vector<std::uint32_t> lead;
  std::vector<CellColumns> fields;
  TextRows ids;                           ///< empty where no activity has one
  std::vector<std::uint64_t> offsets;     ///< where the log is in lead order: of each lead's rows
  bool sorted = false;                    ///< each lead's activities ascend by `at`
  std::optional<Timestamp> latest;        ///< `at` of the events that are not from the future

  LeadColumns lead_columns() const;
  ActivityColumns activity_columns() const;
  /// The leads by id, in order of its bytes. Cost: n log n comparisons of ids.
  std::vector<std::uint32_t> leads_by_id() const;
};

}  // namespace bantam::cli
