#include "analytics/cells.hpp"

#include <chrono>

#include "values/format_text.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

std::string spelt(std::int32_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return format_text("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

List list_at(const ListColumn& column, std::size_t row) {
  List list;
  for (std::int32_t i = column.offsets[row]; i < column.offsets[row + 1]; ++i)
    list.emplace_back(text_at(column.items, static_cast<std::size_t>(i)));
  return list;
}

bool flag_at(const FlagColumn& column, std::size_t row) { return has_value(column.bits, row); }

std::string_view text_at(const DictionaryColumn& column, std::size_t row) {
  return bantam::text_at(column.texts, column.codes[row]);
}

struct Reading {
  const Slot& slot;
  std::size_t row;
  CellRoom& room;

  Operand operator()(const NumberColumn& column) const {
    return read_number(column.values[row] + 0.0, slot);  // -0 and 0 are one number, as in a Value
  }
  Operand operator()(const TextColumn& column) const { return read_text(text_at(column, row), slot); }
  Operand operator()(const DictionaryColumn& column) const { return read_text(text_at(column, row), slot); }
  Operand operator()(const FlagColumn& column) const { return read_flag(flag_at(column, row), slot); }
  Operand operator()(const DateColumn& column) const {
    if (slot.type != Type::date) return read_date(0, {}, slot);
    return read_date(column.days[row], room.texts.emplace_back(spelt(column.days[row])), slot);
  }
  Operand operator()(const ListColumn& column) const {
    if (slot.type != Type::list) return read_list({}, slot);
    return read_list(room.lists.emplace_back(list_at(column, row)), slot);
  }
};

/// A cell as a value: for the rare rows that nothing but their content tells apart.
struct Holding {
  std::size_t row;

  Value operator()(const NumberColumn& column) const { return Value(column.values[row]); }
  Value operator()(const TextColumn& column) const { return Value(text_at(column, row)); }
  Value operator()(const DictionaryColumn& column) const { return Value(text_at(column, row)); }
  Value operator()(const FlagColumn& column) const { return Value(flag_at(column, row)); }
  Value operator()(const DateColumn& column) const { return Value(spelt(column.days[row])); }
  Value operator()(const ListColumn& column) const { return Value(list_at(column, row)); }
};

const Column* column_at(const std::vector<const Column*>& columns, std::size_t row) {
  for (const Column* column : columns)
    if (has_value(column->validity, row)) return column;
  return nullptr;
}

Value value_at(const std::vector<const Column*>& columns, std::size_t row) {
  const Column* column = column_at(columns, row);
  return column ? std::visit(Holding{row}, column->values) : Value();
}

}  // namespace

Operand Cells::read(std::size_t row, CellRoom& room) const {
  const Column* column = column_at(columns, row);
  if (column) return std::visit(Reading{*slot, row, room}, column->values);
  Operand missing;
  missing.ignore_case = slot->ignore_case;
  return missing;
}

int compare_rows(const std::vector<const Column*>& columns, std::size_t a, std::size_t b) {
  const Column* column = column_at(columns, a);
  if (column && column == column_at(columns, b)) {  // mostly: then nothing need be copied
    if (const auto* numbers = std::get_if<NumberColumn>(&column->values)) {
      const double x = numbers->values[a];
      const double y = numbers->values[b];
      return x < y ? -1 : (y < x ? 1 : 0);
    }
    if (const auto* texts = std::get_if<TextColumn>(&column->values))
      return text_at(*texts, a).compare(text_at(*texts, b));
    if (const auto* texts = std::get_if<DictionaryColumn>(&column->values))
      return text_at(*texts, a).compare(text_at(*texts, b));
  }
  return compare(value_at(columns, a), value_at(columns, b));
}

bool any_value(const std::vector<const Column*>& columns, std::size_t row) {
  return column_at(columns, row) != nullptr;
}

std::vector<const Column*> columns_named(const std::vector<Column>& columns, std::string_view name) {
  std::vector<const Column*> named;
  for (const Column& column : columns)
    if (column.name == name) named.push_back(&column);
  return named;
}

}  // namespace bantam
