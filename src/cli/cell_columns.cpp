// Cell columns: a row has a value in one column at most.
#include "cell_columns.hpp"

namespace bantam::cli {

namespace {

/// The values of the rows named, and which of them there are.
template <class T>
std::vector<T> gathered_values(const std::vector<T>& values, const std::vector<std::uint32_t>& rows) {
  std::vector<T> found(rows.size());
  if (values.empty()) return {};
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i] != no_row) found[i] = values[rows[i]];
  return found;
}

RowBits gathered_bits(const RowBits& bits, const std::vector<std::uint32_t>& rows) {
  RowBits found;
  if (!bits.any()) return found;
  found.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i] != no_row && bits[rows[i]]) found.set(i);
  return found;
}

/// Adds a value behind the rows before it, which may lack theirs.
template <class T>
void put_at(std::vector<T>& values, std::size_t row, T value) {
  if (values.size() != row) values.resize(row);
  values.push_back(value);
}

}  // namespace

void CellColumns::put(std::size_t row, const SaidValue& value,
                      const std::vector<std::string_view>& items) {
  switch (value.kind) {
    case SaidValue::Kind::number:
      put_at(numbers_.values, row, value.number);
      numbers_.valid.set(row);
      break;
    case SaidValue::Kind::text: put_text(row, value.text); break;
    case SaidValue::Kind::flag:
      if (value.flag) flags_.bits.set(row);
      flags_.valid.set(row);
      break;
    case SaidValue::Kind::list: put_list(row, value, items); break;
    case SaidValue::Kind::null:
    case SaidValue::Kind::foreign: break;
  }
}

/// Gives the rows of waiting texts their codes.
void CellColumns::Texts::add_waiting() {
  waiting.add_to(texts);  // there is room, or they would not wait
  for (std::size_t i = 0; i < waiting_rows.size(); ++i) {
    const std::uint32_t code = waiting.code(i);
    codes[waiting_rows[i]] = code;
    lately[waiting.hash(i) % lately.size()] = code;
  }
  waiting_rows.clear();
}

void CellColumns::put_text(std::size_t row, std::string_view text) {
  if (texts_.empty() ||
      !texts_.back().texts.has_room(WaitingTexts::most, text.size() + WaitingTexts::most_bytes)) {
    if (!texts_.empty()) texts_.back().add_waiting();
    texts_.emplace_back(most_bytes_);
  }
  Texts& texts = texts_.back();
  texts.valid.set(row);
  const std::uint64_t hash = texts.texts.hash(text);
  const std::uint32_t lately = texts.lately[hash % texts.lately.size()];
  if (lately < texts.texts.size() && same_text(texts.texts[lately], text)) {
    put_at(texts.codes, row, lately);
    return;
  }
  if (text.size() > WaitingTexts::most_bytes / 8) {
    put_at(texts.codes, row, *texts.texts.add(text, hash));
    return;
  }
  if (!texts.waiting.has_room(text.size())) texts.add_waiting();
  put_at(texts.codes, row, static_cast<std::uint32_t>(texts.waiting.put(text, hash, texts.texts)));
  texts.waiting_rows.push_back(row);
}

void CellColumns::put_list(std::size_t row, const SaidValue& value,
                           const std::vector<std::string_view>& items) {
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < value.count; ++i) bytes += items[value.first + i].size();
  const auto full = [&](const Lists& lists) {
    return bytes > most_bytes_ - lists.bytes.size() ||
           value.count > most_bytes_ - lists.text_offsets.size();
  };
  if (lists_.empty() || full(lists_.back())) lists_.emplace_back();
  Lists& lists = lists_.back();
  lists.offsets.resize(row + 1, lists.offsets.back());
  for (std::uint32_t i = 0; i < value.count; ++i) {
    const std::string_view item = items[value.first + i];
    lists.bytes.insert(lists.bytes.end(), item.begin(), item.end());
    lists.text_offsets.push_back(static_cast<std::int32_t>(lists.bytes.size()));
  }
  lists.offsets.push_back(static_cast<std::int32_t>(lists.text_offsets.size() - 1));
  lists.valid.set(row);
}

void CellColumns::expect(std::size_t rows) {
  if (numbers_.valid.any()) numbers_.values.reserve(rows);
  if (!texts_.empty()) texts_.back().codes.reserve(rows);
}

void CellColumns::finish(std::size_t rows) {
  if (numbers_.valid.any()) {
    numbers_.values.resize(rows);
    numbers_.valid.resize(rows);
  }
  if (flags_.valid.any()) {
    flags_.bits.resize(rows);
    flags_.valid.resize(rows);
  }
  for (Texts& texts : texts_) {
    texts.add_waiting();
    texts.codes.resize(rows);
    texts.valid.resize(rows);
  }
  for (Lists& lists : lists_) {
    lists.offsets.resize(rows + 1, lists.offsets.back());
    lists.valid.resize(rows);
  }
}

void CellColumns::gather(const std::vector<std::uint32_t>& rows) {
  numbers_ = {gathered_values(numbers_.values, rows), gathered_bits(numbers_.valid, rows)};
  flags_ = {gathered_bits(flags_.bits, rows), gathered_bits(flags_.valid, rows)};
  for (Texts& texts : texts_) {
    texts.codes = gathered_values(texts.codes, rows);
    texts.valid = gathered_bits(texts.valid, rows);
  }
  for (Lists& lists : lists_) lists = gathered(lists, rows);
}

CellColumns::Lists CellColumns::gathered(const Lists& lists,
                                         const std::vector<std::uint32_t>& rows) const {
  Lists found;
  found.valid = gathered_bits(lists.valid, rows);
  for (const std::uint32_t row : rows) {
    if (row != no_row) {
      const auto first = static_cast<std::size_t>(lists.offsets[row]);
      const auto last = static_cast<std::size_t>(lists.offsets[row + 1]);
      for (std::size_t i = first; i < last; ++i) {
        found.bytes.insert(found.bytes.end(), lists.bytes.begin() + lists.text_offsets[i],
                           lists.bytes.begin() + lists.text_offsets[i + 1]);
        found.text_offsets.push_back(static_cast<std::int32_t>(found.bytes.size()));
      }
    }
    found.offsets.push_back(static_cast<std::int32_t>(found.text_offsets.size() - 1));
  }
  return found;
}

void CellColumns::append_to(std::vector<Column>& columns) const {
  if (numbers_.valid.any())
    columns.push_back({name_, NumberColumn{numbers_.values}, numbers_.valid.view()});
  if (flags_.valid.any())
    columns.push_back({name_, FlagColumn{flags_.bits.view()}, flags_.valid.view()});
  for (const Texts& texts : texts_)
    columns.push_back({name_, DictionaryColumn{texts.codes, texts.texts.column()}, texts.valid.view()});
  for (const Lists& lists : lists_)
    columns.push_back({name_, ListColumn{lists.offsets, {lists.text_offsets, lists.bytes}},
                       lists.valid.view()});
}

}  // namespace bantam::cli
