// Columns: tables of leads and activities as a host already holds them.
//
// Views only: nothing is copied, and whatever a view points at must outlive what reads it. The
// layouts are those of Apache Arrow (arrow.apache.org/docs/format/Columnar.html), so that a host
// with Arrow arrays hands over their buffers as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace bantam {

/// A run of values that somebody else owns. Where one may be left out, an empty one is none.
template <class T>
struct View {
  const T* data = nullptr;
  std::size_t size = 0;

  View() = default;
  View(const T* first, std::size_t count) : data(first), size(count) {}
  View(const std::vector<T>& values) : data(values.data()), size(values.size()) {}

  const T& operator[](std::size_t i) const { return data[i]; }
};

/// One bit a row, the least significant first: set where the row has a value. Without bits every
/// row has one.
using Validity = View<std::uint8_t>;

/// Arrow's float64. NaN and infinities are errors where the row has a value.
struct NumberColumn {
  View<double> values;
};

/// Arrow's utf8: row i is `bytes` from `offsets[i]` to `offsets[i + 1]`; one offset more than rows.
struct TextColumn {
  View<std::int32_t> offsets;
  View<char> bytes;
};

/// Arrow's dictionary of utf8: row i is text `codes[i]` of `texts`.
struct DictionaryColumn {
  View<std::uint32_t> codes;
  TextColumn texts;
};

/// Arrow's bool: one bit a row, as in Validity.
struct FlagColumn {
  View<std::uint8_t> bits;
};

/// Arrow's date32: days since 1970-01-01.
struct DateColumn {
  View<std::int32_t> days;
};

/// Arrow's list of utf8: row i is the texts from `offsets[i]` to `offsets[i + 1]` of `items`.
struct ListColumn {
  View<std::int32_t> offsets;
  TextColumn items;
};

/// The values of one attribute, or of the fields of one name.
///
/// A value that does not fit its declaration is missing, as in an event: a number where the model
/// declares a text, a text that is none of a choice's values. A text where a date is declared is
/// read as one. Where rows of one name differ in kind, give a column for each kind: a row has the
/// value of the first that is valid.
struct Column {
  std::string name;
  std::variant<NumberColumn, TextColumn, DictionaryColumn, FlagColumn, DateColumn, ListColumn> values;
  Validity validity = {};
};

/// One row a lead.
struct LeadColumns {
  std::size_t rows = 0;
  std::vector<Column> attributes = {};  ///< one that the model does not declare is not read
  /// Milliseconds since 1970 UTC, one a lead or none: activities before it no longer exist.
  View<std::int64_t> reset_at = {};
};

/// The types of activities, one a row, by their place in `names`.
struct TypeCodes {
  std::variant<View<std::uint8_t>, View<std::uint16_t>, View<std::uint32_t>> codes;
  std::vector<std::string> names = {};
};

/// One row an activity, in lead order (`offsets`) or in any other (`lead`).
struct ActivityColumns {
  std::size_t rows = 0;
  TypeCodes types = {};
  View<std::int64_t> at = {};  ///< milliseconds since 1970 UTC
  /// Lead order: the activities of lead i are the rows from `offsets[i]` to `offsets[i + 1]`.
  View<std::uint64_t> offsets = {};
  /// Arrival order: the row of each activity's lead.
  View<std::uint32_t> lead = {};
  /// A claim, which is checked: the activities of each lead ascend by `at`.
  bool sorted = false;
  std::vector<Column> fields = {};  ///< one that no type of the model declares only orders what is simultaneous
  std::optional<Column> ids = {};   ///< of events: they only order what is simultaneous
};

}  // namespace bantam
