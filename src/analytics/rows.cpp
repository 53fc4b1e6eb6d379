#include "analytics/rows.hpp"

#include "analytics/batch_job.hpp"

namespace bantam {
namespace {

template <class Good>
bool all(const Rows& rows, const Good& good) {
  bool fine = true;
  if (!rows.places && !rows.rows)
    for (std::size_t i = 0; i < rows.count; ++i) fine &= good(rows.first + i);
  else if (!rows.rows)
    for (std::size_t i = 0; i < rows.count; ++i) fine &= good(rows.first + rows.places[i]);
  else
    for (std::size_t i = 0; i < rows.count; ++i) fine &= good(rows[i]);
  return fine;
}

/// First whether everything is good that stands there, which is quick; what is not may stand
/// where there is no value.
template <class Good>
std::optional<Error> check(const Column& column, const Rows& rows, const char* what, const Good& good) {
  if (all(rows, good)) return std::nullopt;
  for (std::size_t i = 0; i < rows.count; ++i)
    if (has_value(column.validity, rows[i]) && !good(rows[i])) return bad_column(column.name, rows[i], what);
  return std::nullopt;
}

}  // namespace

std::optional<Error> check_rows(const Column& column, const Rows& rows) {
  if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
    const double* values = numbers->values.data;
    return check(column, rows, "holds a number that is not finite",
                 [=](std::size_t row) { return values[row] - values[row] == 0; });
  }
  if (const auto* dictionary = std::get_if<DictionaryColumn>(&column.values)) {
    const std::uint32_t* codes = dictionary->codes.data;
    const std::size_t texts = dictionary->texts.offsets.size - 1;
    return check(column, rows, "holds a code that is out of range",
                 [=](std::size_t row) { return codes[row] < texts; });
  }
  if (const auto* texts = std::get_if<TextColumn>(&column.values)) {
    const std::int32_t* offsets = texts->offsets.data;
    const auto bytes = static_cast<std::int64_t>(texts->bytes.size);
    return check(column, rows, "holds an offset that goes backwards or past the end",
                 [=](std::size_t row) {
                   return 0 <= offsets[row] && offsets[row] <= offsets[row + 1] && offsets[row + 1] <= bytes;
                 });
  }
  if (const auto* lists = std::get_if<ListColumn>(&column.values)) {
    const std::int32_t* offsets = lists->offsets.data;
    const auto items = static_cast<std::int64_t>(lists->items.offsets.size) - 1;
    return check(column, rows, "holds an offset that goes backwards or past the end",
                 [=](std::size_t row) {
                   return 0 <= offsets[row] && offsets[row] <= offsets[row + 1] && offsets[row + 1] <= items;
                 });
  }
  if (const auto* dates = std::get_if<DateColumn>(&column.values)) {
    constexpr std::int32_t first = -719'162;  // 0001-01-01
    constexpr std::int32_t last = 2'932'896;  // 9999-12-31
    const std::int32_t* days = dates->days.data;
    return check(column, rows, "holds a date outside the years 1 to 9999",
                 [=](std::size_t row) { return first <= days[row] && days[row] <= last; });
  }
  return std::nullopt;
}

}  // namespace bantam
