// JSONTestSuite against the JSON reader: what every parser must take, what none may take, and what
// each may choose for itself. Skipped, with a message, where the data is not at hand: it is no part
// of the project.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "test.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(file);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::filesystem::path suite() {
  const char* data = std::getenv("BANTAM_DATA");
  return std::filesystem::path(data ? data : BANTAM_SOURCE_DIR "/../shared/data") / "jsontestsuite";
}

bool at_hand() {
  if (std::filesystem::exists(suite() / "expected_positions.tsv")) return true;
  WARN("skipped: no " << suite().string() << "; BANTAM_DATA names the folder of the data");
  return false;
}

/// The files whose names begin so.
std::set<std::string> names_with(const std::string& prefix) {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(suite()))
    if (const std::string name = file.path().filename().string(); name.rfind(prefix, 0) == 0)
      names.insert(name);
  return names;
}

/// A row of the suite's table: the bytes at which a refusal of the file may be placed.
struct Window {
  std::string name, kind;
  std::size_t size = 0, first = 0, last = 0;
};

std::vector<Window> windows() {
  std::vector<Window> all;
  std::istringstream rows(contents(suite() / "expected_positions.tsv"));
  for (std::string row; std::getline(rows, row);) {
    if (row.empty() || row.front() == '#') continue;
    std::istringstream cells(row);
    Window window;
    std::size_t token = 0, first_bad = 0;
    cells >> window.name >> window.size >> window.first >> token >> first_bad >> window.last >>
        window.kind;
    if (window.kind == "depth") {  // a limit may stop it anywhere
      window.first = 0;
      window.last = window.size;
    }
    all.push_back(window);
  }
  return all;
}

/// What becomes of a text that a parser may take or refuse.
enum class Fate {
  taken,      ///< as it stands
  rounded,    ///< a whole number beyond 2⁵³: the nearest double, its spelling kept
  zero,       ///< a number too small for a double
  too_large,  ///< a number beyond every double: marked, of the wrong type wherever it is read
  refused,    ///< no JSON from this byte on
  too_deep    ///< at the limit of 64, at this byte
};

struct Pinned {
  const char* name;
  Fate fate;
  std::size_t offset = 0;  ///< of a refusal
};

const std::vector<Pinned> pinned = {
    {"i_number_double_huge_neg_exp", Fate::zero},
    {"i_number_huge_exp", Fate::too_large},
    {"i_number_neg_int_huge_exp", Fate::too_large},
    {"i_number_pos_double_huge_exp", Fate::too_large},
    {"i_number_real_neg_overflow", Fate::too_large},
    {"i_number_real_pos_overflow", Fate::too_large},
    {"i_number_real_underflow", Fate::zero},
    {"i_number_too_big_neg_int", Fate::rounded},
    {"i_number_too_big_pos_int", Fate::rounded},
    {"i_number_very_big_negative_int", Fate::rounded},
    {"i_object_key_lone_2nd_surrogate", Fate::refused, 7},
    {"i_string_1st_surrogate_but_2nd_missing", Fate::refused, 8},
    {"i_string_1st_valid_surrogate_2nd_invalid", Fate::refused, 13},
    {"i_string_UTF-16LE_with_BOM", Fate::refused, 0},
    {"i_string_UTF-8_invalid_sequence", Fate::refused, 7},
    {"i_string_UTF8_surrogate_U+D800", Fate::refused, 3},
    {"i_string_incomplete_surrogate_and_escape_valid", Fate::refused, 9},
    {"i_string_incomplete_surrogate_pair", Fate::refused, 7},
    {"i_string_incomplete_surrogates_escape_valid", Fate::refused, 13},
    {"i_string_invalid_lonely_surrogate", Fate::refused, 8},
    {"i_string_invalid_surrogate", Fate::refused, 8},
    {"i_string_invalid_utf-8", Fate::refused, 2},
    {"i_string_inverted_surrogates_U+1D11E", Fate::refused, 7},
    {"i_string_iso_latin_1", Fate::refused, 3},
    {"i_string_lone_second_surrogate", Fate::refused, 7},
    {"i_string_lone_utf8_continuation_byte", Fate::refused, 2},
    {"i_string_not_in_unicode_range", Fate::refused, 3},
    {"i_string_overlong_sequence_2_bytes", Fate::refused, 2},
    {"i_string_overlong_sequence_6_bytes", Fate::refused, 2},
    {"i_string_overlong_sequence_6_bytes_null", Fate::refused, 2},
    {"i_string_truncated-utf-8", Fate::refused, 3},
    {"i_string_utf16BE_no_BOM", Fate::refused, 0},
    {"i_string_utf16LE_no_BOM", Fate::refused, 1},
    {"i_structure_500_nested_arrays", Fate::too_deep, 64},
    {"i_structure_UTF-8_BOM_empty_object", Fate::taken},
};

void check_number(const Json& root, Fate fate) {
  REQUIRE(root.items.size() == 1);
  const Json& number = root.items.front();
  REQUIRE(number.is_number());
  CHECK(number.overflow == (fate == Fate::too_large));
  CHECK((number.number == 0) == (fate != Fate::rounded));
  CHECK("[" + number.text + "]" == to_json(root));
}

void check_pinned(const Pinned& each, const std::string& text) {
  const JsonDocument document = parse_json(text);
  switch (each.fate) {
    case Fate::taken: CHECK(document.fault == JsonFault::none); return;
    case Fate::zero:
    case Fate::rounded:
    case Fate::too_large:
      REQUIRE(document.fault == JsonFault::none);
      check_number(document.root, each.fate);
      return;
    case Fate::refused:
    case Fate::too_deep:
      CHECK(document.fault ==
            (each.fate == Fate::refused ? JsonFault::syntax : JsonFault::too_deep));
      CHECK(document.fault_offset == each.offset);
  }
}

}  // namespace

TEST_CASE("JSONTestSuite: 95 texts are taken, and what is written of them is taken again") {
  if (!at_hand()) return;
  std::size_t taken = 0;
  for (const std::string& name : names_with("y_")) {
    const JsonDocument document = parse_json(contents(suite() / name));
    INFO(name);
    CHECK(document.fault == JsonFault::none);
    const std::string written = to_json(document.root);
    CHECK(to_json(parse_json(written).root) == written);
    ++taken;
  }
  CHECK(taken == 95);
}

TEST_CASE("JSONTestSuite: 188 texts are refused, each at a byte that is at fault") {
  if (!at_hand()) return;
  std::set<std::string> left = names_with("n_");
  CHECK(left.size() == 188);
  for (const Window& window : windows()) {
    const std::string text = contents(suite() / window.name);
    const JsonDocument document = parse_json(text);
    INFO(window.name << " at " << document.fault_offset << ", expected " << window.first << " to "
                     << window.last);
    CHECK(text.size() == window.size);
    CHECK(document.fault != JsonFault::none);
    CHECK(document.fault_offset >= window.first);
    CHECK(document.fault_offset <= window.last);
    left.erase(window.name);
  }
  CHECK(left.empty());
}

TEST_CASE("JSONTestSuite: of the 35 free texts each has the fate that is written here") {
  if (!at_hand()) return;
  std::set<std::string> left = names_with("i_");
  CHECK(left.size() == 35);
  for (const Pinned& each : pinned) {
    const std::string name = each.name + std::string(".json");
    INFO(name);
    check_pinned(each, contents(suite() / name));
    left.erase(name);
  }
  CHECK(left.empty());
}

}  // namespace bantam
