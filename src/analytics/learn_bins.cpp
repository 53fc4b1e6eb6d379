// Fine bins: reading columns and cutting them, without the outcomes.
#include "analytics/learn_bins.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace bantam::learning {
namespace {

bool valid(const Column& column, std::size_t row) {
  return column.validity.size == 0 ||
         ((column.validity[row / 8] >> (row % 8)) & 1U) != 0;
}

Error bad(const Column& column, const std::string& what) {
  return Error{Errc::bad_column, "column `" + column.name + "`: " + what, 0, 0};
}

std::string at_row(std::size_t row) { return " in row " + std::to_string(row); }

std::string_view text_at(const TextColumn& column, std::size_t i) {
  const auto begin = static_cast<std::size_t>(column.offsets[i]);
  const auto end = static_cast<std::size_t>(column.offsets[i + 1]);
  return {column.bytes.data + begin, end - begin};
}

Result<bool> check_texts(const Column& column, const TextColumn& texts, std::size_t rows) {
  if (texts.offsets.size < rows + 1 && rows > 0) return bad(column, "has too few offsets");
  for (std::size_t i = 0; i < rows; ++i) {
    if (texts.offsets[i] < 0 || texts.offsets[i + 1] < texts.offsets[i] ||
        static_cast<std::size_t>(texts.offsets[i + 1]) > texts.bytes.size)
      return bad(column, "an offset goes backwards or past the end" + at_row(i));
  }
  return true;
}

Result<bool> check(const Column& column, std::size_t rows) {
  if (column.validity.size != 0 && column.validity.size * 8 < rows)
    return bad(column, "has fewer validity bits than rows");
  if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
    if (numbers->values.size != rows) return bad(column, "has another number of rows than the table");
    for (std::size_t i = 0; i < rows; ++i)
      if (valid(column, i) && !std::isfinite(numbers->values[i]))
        return bad(column, "a number is NaN or infinite" + at_row(i));
  } else if (const auto* texts = std::get_if<TextColumn>(&column.values)) {
    return check_texts(column, *texts, rows);
  } else if (const auto* words = std::get_if<DictionaryColumn>(&column.values)) {
    if (words->codes.size != rows) return bad(column, "has another number of rows than the table");
    const std::size_t count = words->texts.offsets.size == 0 ? 0 : words->texts.offsets.size - 1;
    if (auto checked = check_texts(column, words->texts, count); !checked) return checked;
    for (std::size_t i = 0; i < rows; ++i)
      if (valid(column, i) && words->codes[i] >= count)
        return bad(column, "a code is out of range" + at_row(i));
  } else if (const auto* flags = std::get_if<FlagColumn>(&column.values)) {
    if (flags->bits.size * 8 < rows) return bad(column, "has fewer bits than rows");
  }
  return true;
}

/// Cuts between neighbouring values, so that bins hold about equally many rows.
std::vector<double> cuts_of(std::vector<double> values, std::size_t bins, std::size_t& distinct) {
  std::sort(values.begin(), values.end());
  std::vector<std::pair<double, std::size_t>> runs;  // a value, and the rows up to its end
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (runs.empty() || values[i] != runs.back().first) runs.emplace_back(values[i], 0);
    runs.back().second = i + 1;
  }
  distinct = runs.size();
  std::vector<double> cuts;
  std::size_t begin = 0;  // rows before the bin that is being filled
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    const std::size_t filled = runs[i].second - begin;
    const std::size_t left = bins - cuts.size();
    if (left < 2) break;
    // Every value its own bin while there are few; else a fair share of the rows that are left.
    const bool few = runs.size() - i <= left;
    const std::size_t share = (values.size() - begin) / left;
    const std::size_t with_next = runs[i + 1].second - begin;
    if (few || filled >= share || (with_next > share && with_next - share > share - filled)) {
      cuts.push_back(shortest_between(runs[i].first, runs[i + 1].first));
      begin = runs[i].second;
    }
  }
  return cuts;
}

template <class TextAt>
void bin_texts(BinnedAttribute& attribute, std::size_t rows, const BinOptions& options,
               TextAt&& text) {  // text(row): a text, or nullptr data where missing
  std::vector<std::string_view> sorted;
  for (std::size_t i = 0; i < rows; ++i)
    if (const std::string_view value = text(i); value.data() != nullptr) sorted.push_back(value);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::pair<std::size_t, std::string_view>> counted;  // most frequent first
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    counted.emplace_back(end - i, sorted[i]);
    i = end;
  }
  attribute.distinct = counted.size();
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [count, value] : counted)
    if (count >= options.least_rows_of_text && is_utf8(value) && attribute.texts.size() < options.text_bins)
      attribute.texts.emplace_back(value);
  std::sort(attribute.texts.begin(), attribute.texts.end());
  attribute.code_count = attribute.texts.size() + 2;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string_view value = text(i);
    attribute.codes[i] = value.data() == nullptr ? std::uint8_t{0} : code_of(attribute, value);
  }
}

std::string_view present(std::string_view text) { return text.data() == nullptr ? std::string_view("") : text; }

template <class Use>
void with_texts(const Column& column, Use&& use) {
  if (const auto* texts = std::get_if<TextColumn>(&column.values)) {
    use([&column, texts](std::size_t i) {
      return valid(column, i) ? present(text_at(*texts, i)) : std::string_view();
    });
  } else {
    const auto& words = std::get<DictionaryColumn>(column.values);
    use([&column, &words](std::size_t i) {
      return valid(column, i) ? present(text_at(words.texts, words.codes[i])) : std::string_view();
    });
  }
}

bool flag_at(const FlagColumn& flags, std::size_t row) {
  return ((flags.bits[row / 8] >> (row % 8)) & 1U) != 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(bytes[k]); };
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0) == 0xE0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    for (std::size_t k = i + 1; k < i + length; ++k)
      if ((byte(k) & 0xC0) != 0x80) return false;
    if (length == 3 && ((lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xED && byte(i + 1) >= 0xA0))) return false;
    if (length == 4 && ((lead == 0xF0 && byte(i + 1) < 0x90) || (lead == 0xF4 && byte(i + 1) >= 0x90))) return false;
    i += length;
  }
  return true;
}

double shortest_between(double low, double high) {
  // The first number of decimals at which a multiple lies in (low, high]; 17 always do.
  for (int digits = -6; digits <= 17; ++digits) {
    const double scale = std::pow(10.0, digits);
    const double candidate = std::floor(high * scale) / scale;
    if (!(candidate > low) || !(candidate <= high)) continue;
    // Nearer to the middle, if such a multiple exists.
    const double middle = std::round((low / 2 + high / 2) * scale) / scale;
    return middle > low && middle <= high ? middle : candidate;
  }
  return high;
}

std::uint8_t code_of(const BinnedAttribute& attribute, double number) {
  const auto above = std::upper_bound(attribute.cuts.begin(), attribute.cuts.end(), number);
  return static_cast<std::uint8_t>(above - attribute.cuts.begin() + 1);
}

std::uint8_t code_of(const BinnedAttribute& attribute, std::string_view text) {
  const auto place = std::lower_bound(attribute.texts.begin(), attribute.texts.end(), text);
  if (place == attribute.texts.end() || *place != text)
    return static_cast<std::uint8_t>(attribute.texts.size() + 1);
  return static_cast<std::uint8_t>(place - attribute.texts.begin() + 1);
}

Result<BinnedTable> bin(const LeadColumns& leads, const BinOptions& options) {
  BinnedTable table;
  table.rows = leads.rows;
  for (std::size_t c = 0; c < leads.attributes.size(); ++c) {
    const Column& column = leads.attributes[c];
    if (auto checked = check(column, leads.rows); !checked) return checked.error();
    BinnedAttribute attribute;
    attribute.column = c;
    attribute.name = column.name;
    attribute.codes.resize(leads.rows);
    if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
      std::vector<double> values;
      for (std::size_t i = 0; i < leads.rows; ++i)
        if (valid(column, i)) values.push_back(numbers->values[i] == 0 ? 0.0 : numbers->values[i]);
      attribute.kind = AttributeKind::number;
      attribute.cuts = cuts_of(std::move(values), options.number_bins, attribute.distinct);
      attribute.code_count = attribute.cuts.size() + 2;
      for (std::size_t i = 0; i < leads.rows; ++i)
        if (valid(column, i)) attribute.codes[i] = code_of(attribute, numbers->values[i]);
    } else if (const auto* flags = std::get_if<FlagColumn>(&column.values)) {
      attribute.kind = AttributeKind::flag;
      attribute.code_count = 3;
      for (std::size_t i = 0; i < leads.rows; ++i)
        if (valid(column, i)) attribute.codes[i] = flag_at(*flags, i) ? 2 : 1;
    } else if (std::holds_alternative<TextColumn>(column.values) ||
               std::holds_alternative<DictionaryColumn>(column.values)) {
      attribute.kind = AttributeKind::text;
      with_texts(column, [&](auto text) { bin_texts(attribute, leads.rows, options, text); });
    } else {
      table.unreadable.push_back(column.name);
      continue;
    }
    attribute.rows_of.assign(attribute.code_count, 0);
    for (const std::uint8_t code : attribute.codes) ++attribute.rows_of[code];
    if (attribute.kind == AttributeKind::flag)
      attribute.distinct = (attribute.rows_of[1] > 0 ? 1U : 0U) + (attribute.rows_of[2] > 0 ? 1U : 0U);
    table.attributes.push_back(std::move(attribute));
  }
  return table;
}

}  // namespace bantam::learning
