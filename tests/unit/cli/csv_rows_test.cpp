// CSV rows: in blocks or one by one, the same records and the same faults.
#include "cli/csv_rows.hpp"

#include <string>
#include <vector>

#include "cli/byte_marks.hpp"
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "test.hpp"
#include "unit/cli/two_csv_readers.hpp"

namespace bantam::cli {
namespace {

using two_csv_readers::difference;
using two_csv_readers::in_blocks;

std::string mess(generate::Random& random, std::size_t pieces) {
  static const std::vector<std::string> usual = {"a", "L12", "12.5", ",", ",", ",", "\n", "\n", "\r\n", "\"x\"", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"\"", "\xc3\xbc"};
  static const std::vector<std::string> odd = {"\"", "\"\"", "\r", "\"a\nb\"", "\"a\r\nb\",\"c\rd\"", "\xff", std::string(1, '\0'), "\"x\"y", "x\"y", " ", "\n\n",
                                               "0123456789012345678901234567890123456789", "\xEF\xBB\xBF"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) text += random.once_in(12) ? random.pick(odd) : random.pick(usual);
  return text;
}

TEST_CASE("rows in blocks are the records that one reads one by one") {
  CHECK(difference("") == "");
  CHECK(difference("a,b\n") == "");
  CHECK(difference("a,b") == "");
  CHECK(difference("\xEF\xBB\xBF" "a,\"b\"\r\n\r\n,\r1,2\n") == "");
  CHECK(difference("a,\"b\nc\",d\n\"open") == "");
  CHECK(in_blocks("a,\"b,\"\"c\"\r\nd\n", {}) == std::vector<std::string>{"1|1:1 a|1:3 b,\"c", "2|2:1 d"});
}

TEST_CASE("rows in blocks are the same for generated messes") {
  Limits low;
  low.record_bytes = 60;
  low.text_bytes = 30;
  laws::hold(laws::seeds(20'000), [&](std::uint64_t seed) {
    generate::Random random(seed);
    const std::string text = mess(random, random.below(60));
    return random.once_in(3) ? difference(text, low) : difference(text);
  });
}

TEST_CASE("rows in blocks are the same across blocks, and where a record or a cell is too long") {
  generate::Random random(9);
  for (int i = 0; i < 4; ++i) {
    std::string text = mess(random, 200'000);
    text.insert(300'000, std::string(70'000, 'x'));
    text.insert(200'000, "\n" + std::string(400'000, 'y') + "\n");
    text.insert(100'000, "\n\"" + std::string(20'000, 'z') + "\"\n");
    CHECK(difference(text) == "");
  }
  std::string quoted;
  while (quoted.size() < 1'000'000) quoted += "\"L1\",\"a\"\"b\",\"c,d\"\n";
  CHECK(difference(quoted) == "");
}

TEST_CASE("marks found many at a time are those found byte by byte") {
  generate::Random random(4);
  Marks some, others;
  const auto same = [&] {
    for (std::size_t i = 0; i < some.size() && i < others.size(); ++i)
      if (some[i] != others[i]) return false;
    return some.size() == others.size();
  };
  for (std::size_t size = 0; size < 400; ++size) {
    std::string text = mess(random, size);
    text.resize(size, ',');
    find_csv_marks(text, some);
    find_csv_marks_plainly(text, others);
    REQUIRE(same());
  }
}

}  // namespace
}  // namespace bantam::cli
