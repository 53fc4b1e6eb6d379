#include "event_columns.hpp"

#include <algorithm>
#include <numeric>

namespace bantam::cli {

namespace {

/// A view that is there even where it is empty: a null one says that there is no such column.
template <class T>
View<T> present(const std::vector<T>& values) {
  static constexpr T nothing{};
  return values.empty() ? View<T>(&nothing, 0) : View<T>(values);
}

/// The first eight bytes, so that most comparisons are of numbers.
std::uint64_t beginning(std::string_view text) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 8; ++i)
    bytes = bytes << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return bytes;
}

}  // namespace

bool columns_suffice(std::uint8_t marks, Resets resets) {
  if (resets == Resets::by_time || (marks & lead_exists) == 0) return false;
  if (resets == Resets::by_command && (marks & has_command) != 0) return false;
  return (marks & (unsure_id | unsure_order)) == 0;
}

LeadColumns EventColumns::lead_columns() const {
  LeadColumns columns;
  columns.rows = leads.size();
  for (const CellColumns& attribute : attributes) attribute.append_to(columns.attributes);
  return columns;
}

ActivityColumns EventColumns::activity_columns() const {
  ActivityColumns columns;
  columns.rows = at.size();
  columns.types.names = types;
  if (type.few) columns.types.codes = present(type.bytes);
  else columns.types.codes = present(type.words);
  columns.at = present(at);
  if (!offsets.empty()) columns.offsets = offsets;
  else columns.lead = present(lead);
  columns.sorted = sorted;
  for (const CellColumns& field : fields) field.append_to(columns.fields);
  if (ids.valid.any())
    columns.ids = Column{"id", TextColumn{present(ids.offsets), present(ids.bytes)}, ids.valid.view()};
  return columns;
}

std::vector<std::uint32_t> EventColumns::leads_by_id() const {
  std::vector<std::uint64_t> beginnings(leads.size());
  for (std::size_t i = 0; i < leads.size(); ++i) beginnings[i] = beginning(leads[i]);
  std::vector<std::uint32_t> order(leads.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (beginnings[a] != beginnings[b]) return beginnings[a] < beginnings[b];
    return leads[a] < leads[b];
  });
  return order;
}

}  // namespace bantam::cli
