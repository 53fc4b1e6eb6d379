// Text table: codes in order of appearance, whatever the texts.
#include "cli/text_table.hpp"

#include <chrono>
#include <map>
#include <string>

#include "laws/generate.hpp"
#include "test.hpp"

namespace bantam::cli {
namespace {

TEST_CASE("a text table counts different texts in order of their first appearance") {
  TextTable table;
  CHECK(table.size() == 0);
  CHECK(table.add("b") == 0);
  CHECK(table.add("") == 1);
  CHECK(table.add("a") == 2);
  CHECK(table.add("b") == 0);
  CHECK(table.add(std::string_view("b\0", 2)) == 3);
  CHECK(table.find("a") == 2);
  CHECK(table.find("c") == std::nullopt);
  CHECK(table[1] == "");
  CHECK(table[3] == std::string_view("b\0", 2));
  CHECK(table.column().offsets.size == 5);
  CHECK(table.column().bytes.size == 4);
}

TEST_CASE("a text table agrees with a map on texts of every length") {
  generate::Random random(3);
  TextTable table;
  std::map<std::string, std::uint32_t> plain;
  for (int i = 0; i < 60'000; ++i) {
    std::string text(random.below(40), 'x');
    for (char& c : text) c = static_cast<char>('a' + random.below(3));
    const auto expected = plain.emplace(text, static_cast<std::uint32_t>(plain.size())).first->second;
    REQUIRE(table.add(text) == expected);
  }
  REQUIRE(table.size() == plain.size());
  for (const auto& [text, code] : plain) CHECK(table[code] == text);
}

TEST_CASE("a text table that is full takes no new text and knows the old ones") {
  TextTable table(5);
  CHECK(table.add("abc") == 0);
  CHECK(table.add("def") == std::nullopt);
  CHECK(table.add("de") == 1);
  CHECK(table.add("") == 2);
  CHECK(table.add("f") == std::nullopt);
  CHECK(table.add("abc") == 0);
}

TEST_CASE("texts that all meet in one place make the table draw another key") {
  TextTable table;
  // An adversary who knew the key would make all hashes equal.
  for (int i = 0; i < 2000; ++i) {
    const std::string text = std::to_string(i);
    const std::size_t changes = table.key_changes();
    const auto code = table.add(text, 0x0123456700000000U);
    REQUIRE(code == static_cast<std::uint32_t>(i));
    if (table.key_changes() != changes) break;
  }
  CHECK(table.key_changes() > 0);
  for (std::uint32_t code = 0; code < table.size(); ++code) CHECK(table.find(table[code]) == code);
}

TEST_CASE("the hash of a text depends on each of its bytes, its length and the key") {
  const HashKey key{0x9e3779b97f4a7c15U, 0xbf58476d1ce4e5b9U, 0x94d049bb133111ebU};
  const auto other = [&](int part) {
    HashKey changed = key;
    (part == 0 ? changed.first : part == 1 ? changed.second : changed.third) ^= 4;
    return changed;
  };
  for (std::size_t size = 0; size < 70; ++size) {
    std::string text(size, 'a');
    const std::uint64_t hash = text_hash(text, key);
    CHECK(hash != text_hash(text + 'a', key));
    for (int part = 0; part < 3; ++part) CHECK(hash != text_hash(text, other(part)));
    for (char& c : text) {
      c = 'b';
      CHECK(hash != text_hash(text, key));
      c = 'a';
    }
  }
}

}  // namespace
}  // namespace bantam::cli
