// Columns as a host holds them, for tests that spoil them: three leads and four activities, and
// of both a column of every kind.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"

namespace host {

/// A column of every kind, each named like it; row 1 has no value in any.
struct Kinds {
  explicit Kinds(std::size_t rows)
      : valid{0b1101}, numbers(rows, 1.5), text_offsets(rows + 1), codes(rows, 1), flags{0b0101}, days(rows, 20'000),
        list_offsets(rows + 1) {
    for (std::size_t i = 0; i <= rows; ++i) text_offsets[i] = list_offsets[i] = static_cast<std::int32_t>(i);
    for (std::size_t i = 0; i <= rows; ++i) item_offsets.push_back(static_cast<std::int32_t>(i));
  }

  std::vector<std::uint8_t> valid;
  std::vector<double> numbers;
  std::vector<std::int32_t> text_offsets;
  std::vector<char> bytes = {'a', 'b', 'c', 'd'};
  std::vector<std::uint32_t> codes;
  std::vector<std::int32_t> dictionary_offsets = {0, 1, 3};
  std::vector<std::uint8_t> flags;
  std::vector<std::int32_t> days;
  std::vector<std::int32_t> list_offsets;
  std::vector<std::int32_t> item_offsets;

  std::vector<bantam::Column> columns() const {
    const bantam::View<char> text(bytes.data(), bytes.size());
    return {{"number", bantam::NumberColumn{numbers}, valid},
            {"text", bantam::TextColumn{text_offsets, text}, valid},
            {"dictionary", bantam::DictionaryColumn{codes, {dictionary_offsets, text}}, valid},
            {"flag", bantam::FlagColumn{flags}, valid},
            {"date", bantam::DateColumn{days}, valid},
            {"list", bantam::ListColumn{list_offsets, {item_offsets, text}}, valid}};
  }
};

struct Columns {
  Kinds attributes{3};
  std::vector<std::int64_t> reset_at = {0, 0, 0};

  std::vector<std::uint8_t> types = {0, 0, 0, 0};
  std::vector<std::string> names = {"visit", "call", "unheard"};
  std::vector<std::int64_t> at = {1000, 2000, 3000, 1000};
  std::vector<std::uint64_t> offsets = {0, 2, 3, 4};
  std::vector<std::uint32_t> lead;
  Kinds fields{4};
  bool sorted = false;

  std::size_t lead_rows = 3;
  std::size_t activity_rows = 4;
  std::int64_t as_of = 10'000;

  bantam::LeadColumns leads() const { return {lead_rows, attributes.columns(), reset_at}; }
  bantam::ActivityColumns activities() const {
    bantam::ActivityColumns columns;
    columns.rows = activity_rows;
    columns.types = {bantam::View<std::uint8_t>(types), names};
    columns.at = at;
    columns.offsets = offsets;
    columns.lead = lead;
    columns.sorted = sorted;
    columns.fields = fields.columns();
    return columns;
  }
  /// The same activities in arrival order.
  void arrive() {
    offsets = {};
    lead = {0, 0, 1, 2};
  }
};

/// A model that reads every column of the leads and of the visits.
inline bantam::Model model() {
  static const std::string declarations =
      R"({"number": {"type": "number"}, "text": {"type": "text"}, "dictionary": {"type": "text"},
          "flag": {"type": "flag"}, "date": {"type": "date"}, "list": {"type": "list"}})";
  static const std::string condition =
      R"({"or": [{">": [{"var": "number"}, 1]}, {"startsWith": [{"var": "text"}, "a"]}, {"==": [{"var": "dictionary"}, "bc"]},
          {"var": "flag"}, {"<": [{"var": "date"}, "2030-01-01"]}, {"in": ["a", {"var": "list"}]}]})";
  return *bantam::compile(
              R"({"format": "bantam/1", "name": "m", "attributes": )" + declarations +
              R"(, "activities": {"visit": {"fields": )" + declarations + R"(}, "call": {}},
                  "scores": {"fit": {"bands": [{"name": "A", "from": 3}, {"name": "B", "from": 0}]}}, "rating": ["fit"],
                  "total": {"bands": [{"name": "hot", "from": 3}, {"name": "cold", "from": 0}]},
                  "rules": [{"id": "who", "score": "fit", "if": )" + condition + R"(, "points": 2},
                            {"id": "what", "score": "fit", "on": "visit", "when": )" + condition + R"(, "points": 1}],
                  "exclude": [{"id": "none", "if": {"==": [{"var": "text"}, "nobody"]}}]})")
      .model;
}

}  // namespace host
