// Fine bins: every attribute as small codes, before any outcome is looked at.
//
// The one rule that holds here: no function of this file sees who was won. Bins made without the
// outcomes may therefore be shared by all folds of a cross-validation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/result.hpp"

namespace bantam::learning {

/// What a code of an attribute stands for depends on its kind. Code 0 is always "missing".
enum class AttributeKind : unsigned char {
  number,  ///< codes ascend; code i holds values below `cuts[i - 1]`, the last one all the others
  text,    ///< code i is `texts[i - 1]`; the last code is every other text
  flag,    ///< code 1 is false, code 2 is true
};

inline constexpr std::size_t max_codes = 256;

struct BinnedAttribute {
  std::size_t column = 0;  ///< its place in LeadColumns::attributes
  std::string name;        ///< as the column calls it
  AttributeKind kind = AttributeKind::number;
  std::size_t code_count = 1;
  std::vector<std::uint8_t> codes;   ///< one a row
  std::vector<double> cuts;          ///< of numbers
  std::vector<std::string> texts;    ///< of texts, ascending as bytes
  std::vector<std::size_t> rows_of;  ///< how many rows each code has
  std::size_t distinct = 0;          ///< values that differ, missing apart
};

struct BinnedTable {
  std::size_t rows = 0;
  std::vector<BinnedAttribute> attributes;
  std::vector<std::string> unreadable;  ///< columns of dates and lists, which are not learned from
};

struct BinOptions {
  std::size_t number_bins = 48;
  std::size_t text_bins = 200;
  std::size_t least_rows_of_text = 8;  ///< rarer ones are "other" from the start
};

/// Errors   Errc::bad_column, naming the column and the row.
/// Cost     n log n in the rows of each column.
Result<BinnedTable> bin(const LeadColumns& leads, const BinOptions& options = {});

/// The code of one number, or of one text: what `bin` gives a row with that value.
std::uint8_t code_of(const BinnedAttribute& attribute, double number);
std::uint8_t code_of(const BinnedAttribute& attribute, std::string_view text);

/// Whether bytes are UTF-8 without surrogates and over-long forms: what a document can hold.
bool is_utf8(std::string_view bytes);

/// The shortest decimal c with low < c <= high.
double shortest_between(double low, double high);

}  // namespace bantam::learning
