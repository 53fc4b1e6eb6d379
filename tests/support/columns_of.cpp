#include "support/columns_of.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

namespace support {
namespace {

enum Kind : std::size_t { flag = 1, number = 2, text = 3, list = 4, date = 5 };

std::size_t kind_of(const bantam::Value* value) {
  if (!value) return 0;
  if (value->flag()) return flag;
  if (value->number()) return number;
  if (value->text()) return text;
  if (value->list()) return list;
  return 0;
}

bool is_date(const bantam::Value* value) {
  return value && value->text() && bantam::parse_date(*value->text());
}

}  // namespace

bantam::Validity OwnedColumns::valid(const Cells& cells, std::size_t kind) {
  std::vector<std::uint8_t> bits((cells.size() + 7) / 8 + 1);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool has = kind == date ? is_date(cells[i]) : kind_of(cells[i]) == kind;
    if (has) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1U << (i % 8)));
  }
  return own(std::move(bits), bits_);
}

bantam::TextColumn OwnedColumns::texts(const std::vector<std::string>& items) {
  std::vector<std::int32_t> offsets = {0};
  std::vector<char> bytes;
  for (const std::string& item : items) {
    bytes.insert(bytes.end(), item.begin(), item.end());
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
  bytes.push_back('!');  // never empty: what is past the end is not to be read
  bantam::TextColumn column;
  column.offsets = own(std::move(offsets), ints_);
  column.bytes = own(std::move(bytes), bytes_);
  column.bytes.size -= 1;
  return column;
}

bantam::Column OwnedColumns::text_column(const std::string& name, const Cells& cells, bool dictionary) {
  std::vector<std::string> items;
  for (const bantam::Value* cell : cells) items.push_back(kind_of(cell) == text ? *cell->text() : "");
  if (!dictionary) return {name, texts(items), valid(cells, text)};
  const std::set<std::string> distinct(items.begin(), items.end());
  const std::vector<std::string> sorted(distinct.begin(), distinct.end());
  std::vector<std::uint32_t> codes;
  for (std::size_t i = 0; i < items.size(); ++i)
    codes.push_back(kind_of(cells[i]) != text  // whatever stands where there is no value
                        ? 0xFFFFFFFF
                        : static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), items[i]) -
                                                     sorted.begin()));
  bantam::DictionaryColumn column;
  column.texts = texts(sorted);
  column.codes = own(std::move(codes), codes_);
  return {name, column, valid(cells, text)};
}

void OwnedColumns::add_columns(const std::string& name, const Cells& all, const Layout& layout, bool as_dates,
                               std::vector<bantam::Column>& into) {
  Cells cells = all;
  if (as_dates && std::any_of(cells.begin(), cells.end(), is_date)) {
    std::vector<std::int32_t> days;
    for (const bantam::Value* cell : cells)
      days.push_back(is_date(cell) ? static_cast<std::int32_t>(*bantam::parse_date(*cell->text()) / bantam::day_ms) : 1 << 30);
    into.push_back({name, bantam::DateColumn{own(std::move(days), ints_)}, valid(cells, date)});
    for (const bantam::Value*& cell : cells)
      if (is_date(cell)) cell = nullptr;
  }
  const auto any = [&](std::size_t kind) {
    return std::any_of(cells.begin(), cells.end(),
                       [&](const bantam::Value* cell) { return kind_of(cell) == kind; });
  };
  if (any(number)) {
    std::vector<double> values;
    for (const bantam::Value* cell : cells)
      values.push_back(kind_of(cell) == number ? *cell->number() : std::numeric_limits<double>::quiet_NaN());
    into.push_back({name, bantam::NumberColumn{own(std::move(values), numbers_)}, valid(cells, number)});
  }
  if (any(flag)) {
    std::vector<std::uint8_t> bits((cells.size() + 7) / 8);
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (kind_of(cells[i]) == flag && *cells[i]->flag())
        bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1U << (i % 8)));
    into.push_back({name, bantam::FlagColumn{own(std::move(bits), bits_)}, valid(cells, flag)});
  }
  if (any(list)) {
    std::vector<std::int32_t> offsets = {0};
    std::vector<std::string> items;
    for (const bantam::Value* cell : cells) {
      if (kind_of(cell) == list) items.insert(items.end(), cell->list()->begin(), cell->list()->end());
      offsets.push_back(static_cast<std::int32_t>(items.size()));
    }
    bantam::ListColumn column;
    column.offsets = own(std::move(offsets), ints_);
    column.items = texts(items);
    into.push_back({name, column, valid(cells, list)});
  }
  if (any(text)) into.push_back(text_column(name, cells, layout.dictionaries));
}

OwnedColumns::OwnedColumns(const bantam::Model& model, const std::vector<std::string>& lead_ids,
                           const std::vector<bantam::Event>& events,
                           const std::vector<std::map<std::string, bantam::Value>>& attributes,
                           const std::vector<std::int64_t>& resets, const Layout& layout) {
  leads.rows = lead_ids.size();
  leads.reset_at = own(resets, moments_);
  std::set<std::string> attribute_names;
  for (const auto& known : attributes)
    for (const auto& [name, value] : known) attribute_names.insert(name);
  for (const std::string& name : attribute_names) {
    Cells cells;
    for (const auto& known : attributes) {
      const auto found = known.find(name);
      cells.push_back(found == known.end() ? nullptr : &found->second);
    }
    bool as_dates = false;
    for (const bantam::AttributeSummary& each : bantam::attributes(model))
      if (each.name == name) as_dates = layout.dates && each.type == "date";
    add_columns(name, cells, layout, as_dates, leads.attributes);
  }

  const auto lead_of = [&](const bantam::Event& event) {
    return static_cast<std::uint32_t>(std::find(lead_ids.begin(), lead_ids.end(), event.lead) - lead_ids.begin());
  };
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!layout.arrival)
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (lead_of(events[a]) != lead_of(events[b])) return lead_of(events[a]) < lead_of(events[b]);
      return layout.sorted && events[a].at < events[b].at;
    });

  activities.rows = events.size();
  activities.sorted = layout.sorted;
  std::vector<std::int64_t> moments;
  std::vector<std::uint32_t> rows_lead;
  std::vector<std::uint32_t> codes;
  std::set<std::string> field_names;
  std::vector<bantam::Value> ids(events.size());
  Cells id_cells;
  for (const std::size_t i : order) {
    const bantam::Event& event = events[i];
    const bantam::Activity& activity = std::get<bantam::Activity>(event.what);
    moments.push_back(event.at.ms);
    rows_lead.push_back(lead_of(event));
    std::vector<std::string>& names = activities.types.names;
    auto named = std::find(names.begin(), names.end(), activity.type);
    if (named == names.end()) named = names.insert(names.end(), activity.type);
    codes.push_back(static_cast<std::uint32_t>(named - names.begin()));
    for (const bantam::NamedValue& field : activity.fields) field_names.insert(field.name);
    if (event.id) ids[i] = *event.id;
    id_cells.push_back(event.id ? &ids[i] : nullptr);
  }
  if (layout.arrival) {
    activities.lead = own(rows_lead, codes_);
  } else {
    std::vector<std::uint64_t> offsets(lead_ids.size() + 1);
    for (const std::uint32_t lead : rows_lead) ++offsets[lead + 1];
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    activities.offsets = own(std::move(offsets), offsets_);
  }
  activities.at = own(std::move(moments), moments_);
  if (layout.code_bytes == 1)
    activities.types.codes = own(std::vector<std::uint8_t>(codes.begin(), codes.end()), bits_);
  else if (layout.code_bytes == 2)
    activities.types.codes = own(std::vector<std::uint16_t>(codes.begin(), codes.end()), shorts_);
  else
    activities.types.codes = own(std::move(codes), codes_);
  for (const std::string& name : field_names) {
    Cells cells;
    for (const std::size_t i : order) {
      const bantam::Value* found = nullptr;
      for (const bantam::NamedValue& field : std::get<bantam::Activity>(events[i].what).fields)
        if (field.name == name) found = &field.value;  // of equal names the last counts
      cells.push_back(found);
    }
    add_columns(name, cells, layout, false, activities.fields);
  }
  if (std::any_of(id_cells.begin(), id_cells.end(), [](const bantam::Value* id) { return id != nullptr; }))
    activities.ids = text_column("id", id_cells, layout.dictionaries);
}

}  // namespace support
