// Column builder: from the events of a log to its columns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/model.hpp"
#include "bantam/tombstone.hpp"
#include "console.hpp"
#include "event_columns.hpp"
#include "input.hpp"
#include "said_event.hpp"

namespace bantam::cli {

struct ColumnOptions {
  std::optional<Timestamp> as_of;  ///< later events are left out
  bool keep_going = false;
  bool require_ids = false;
  const ErasedLeads* erased = nullptr;  ///< whose events are left out; must outlive the reading
  /// Of the texts of one column: Arrow's offsets have 31 bits.
  std::size_t most_bytes = std::numeric_limits<std::int32_t>::max();
};

/// Takes events one by one.
///
/// Cost  linear, whatever the events say. An event of 130 bytes costs about as much as reading it.
class ColumnBuilder {
 public:
  ColumnBuilder(const Model& model, const ColumnOptions& options);

  /// False: there is no room for more in one batch.
  bool take(const SaidEvent& said);

  /// The columns of a table's row: attributes at `at`, after whatever was taken before.
  bool take_row(const std::string& lead, Timestamp at, const NamedValues& values);

  /// Leaves out what a replay would not apply, and gives the columns. Nothing can be taken after.
  /// Nothing: as for `take`.
  std::optional<EventColumns> finish();

  /// Makes room for so many activities.
  void expect(std::size_t rows);

  std::size_t rows() const { return columns_.at.size(); }
  std::optional<Timestamp> latest() const { return columns_.latest; }

 private:
  static constexpr std::uint32_t not_attributes = 0xffffffffU;

  bool take_lead(std::string_view lead, std::uint8_t marks);
  bool resolve_leads();
  bool take_activity(const SaidEvent& said);
  bool take_attributes(const SaidEvent& said);
  bool take_id(const SaidEvent& said, std::uint32_t attributes);
  bool put_id(std::string_view id);
  std::optional<std::uint32_t> type_of(std::string_view name);
  std::size_t field_of(const SaidMember& member);
  void leave_out_repeats(std::vector<bool>& dropped_events);
  void drop_rows(const std::vector<bool>& dropped);
  void mark_unsure_orders();
  void settle_attributes(const std::vector<bool>& dropped_events);
  void see_order();

  /// An event with an id that is no row.
  struct OtherId {
    std::size_t id_begin = 0;
    std::uint32_t id_size = 0;
    std::uint32_t lead = 0;
    std::int64_t at = 0;
    std::uint32_t rows_before = 0;
    std::uint32_t attributes = not_attributes;  ///< which event of attributes, if one
    bool may_be_refused = false;
  };

  /// The changes of one attribute; its cells have a row a change.
  struct Changes {
    CellColumns cells;
    std::vector<std::uint32_t> event;  ///< of attributes, a change
  };

  ColumnOptions options_;
  EventColumns columns_;

  // What the model declares.
  TextTable type_names_;
  TextTable field_names_;
  TextTable attribute_names_;
  bool order_matters_ = false;

  /// What was found under a name: a shorter way to it.
  struct FoundType {
    TwoWords name{"    "};
    std::size_t size = 0;
    std::uint32_t type = 0;
  };
  struct FoundField {
    std::uint32_t name_number = 0;
    std::size_t field = 0;
  };
  std::array<FoundType, 128> found_types_;    ///< by a few bits of their names
  std::array<FoundField, 64> found_fields_;   ///< by a few bits of their names' numbers

  // Leads whose number is not known yet: until it is, what is theirs has the one they wait under.
  WaitingTexts waiting_;
  std::array<std::uint8_t, WaitingTexts::most> waiting_marks_{};
  std::size_t rows_with_leads_ = 0;
  std::size_t attribute_events_with_leads_ = 0;
  std::size_t others_with_leads_ = 0;

  std::vector<Changes> changes_;                     ///< an attribute
  std::vector<std::uint32_t> attribute_event_lead_;
  std::vector<std::int64_t> attribute_event_at_;
  std::vector<OtherId> others_;
  std::vector<char> other_ids_;
  RowBits says_more_;  ///< rows of which the columns do not hold everything
};

struct LogCounts {
  std::size_t lines = 0;      ///< that were not blank
  std::size_t bad_lines = 0;
  std::size_t erased = 0;     ///< events of erased leads
};

/// Reads a whole log into `builder`.
///
/// Errors   reported; a bad line ends it unless `keep_going` leaves it out.
std::optional<LogCounts> read_into(ColumnBuilder& builder, Input& input, const Model& model,
                                   const ColumnOptions& options, Console& console);

/// What to say where `take` or `finish` found no room; a `line` of 0 is the whole log.
Finding too_large(const std::string& log, std::size_t line);

/// The columns of a log that is in memory, NDJSON or CSV.
std::optional<EventColumns> columns_of(std::string_view log, const Model& model,
                                       const ColumnOptions& options, Console& console);

}  // namespace bantam::cli
