// The nearest right name to a wrong one, and texts as messages show them.
#include "values/spelling.hpp"

#include <string>

#include "bantam/diagnostic.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const std::vector<std::string_view> names = {"intent", "interest", "fit"};

}  // namespace

TEST_CASE("the nearest name is the one with the fewest edits") {
  CHECK(nearest_help("intnt", names) == "did you mean `intent`?");
  CHECK(nearest_help("inetrest", names) == "did you mean `interest`?");  // neighbours swapped
  CHECK(nearest_help("fitt", names) == "did you mean `fit`?");
  CHECK(nearest_help("fi", names) == "did you mean `fit`?");
  CHECK(nearest_help("treshold", {"threshold", "hold"}) == "did you mean `threshold`?");
}

TEST_CASE("case costs nothing") {
  CHECK(nearest_help("INTENT", names) == "did you mean `intent`?");
  CHECK(nearest_help("startswith", {"startsWith", "endsWith"}) == "did you mean `startsWith`?");
}

TEST_CASE("of names as near, the first known is proposed") {
  CHECK(nearest_help("bx", {"ba", "bb"}) == "did you mean `ba`?");
}

TEST_CASE("a name too far from all is answered with what there is, if that is not much") {
  CHECK(nearest_help("colour", names) == "known: `intent`, `interest`, `fit`");
  CHECK(nearest_help("x", {}).empty());
  const std::vector<std::string_view> many(13, "something");
  CHECK(nearest_help("colour", many).empty());
  const std::vector<std::string_view> twelve(12, "something");
  CHECK_FALSE(nearest_help("colour", twelve).empty());
}

TEST_CASE("at most a third of a name may differ, and one letter always may") {
  CHECK(nearest_help("ab", {"ax"}) == "did you mean `ax`?");
  CHECK(nearest_help("abcdef", {"abcdxy"}) == "did you mean `abcdxy`?");
  CHECK(nearest_help("abcdef", {"abcxyz"}) == "known: `abcxyz`");
}

TEST_CASE("a very long name has no nearest") {
  const std::string known(129, 'a');
  CHECK(nearest_help(std::string(129, 'a').replace(0, 1, "b"), {known}).substr(0, 6) == "known:");
}

TEST_CASE("texts are shown in backticks, without control characters and not at length") {
  CHECK(quoted("abc") == "`abc`");
  CHECK(quoted("") == "``");
  CHECK(quoted(std::string("a\nb\t\0\x7f", 6)) == "`a\\x0ab\\x09\\x00\\x7f`");
  CHECK(quoted(std::string(64, 'a')) == "`" + std::string(64, 'a') + "`");
  CHECK(quoted(std::string(65, 'a')) == "`" + std::string(64, 'a') + "…`");
  CHECK(quoted(std::string(63, 'a') + "äb") == "`" + std::string(63, 'a') + "ä…`");  // no half characters
}

TEST_CASE("a proposal with a line break in it stays on one line") {
  CHECK(nearest_help("a\tb", {"a\nb"}) == "did you mean `a\\x0ab`?");
  CHECK(nearest_help("something", {"a\nb"}) == "known: `a\\x0ab`");
}

TEST_CASE("a pointer with a line break in it is printed on one line, and kept as it is") {
  const Diagnostic diagnostic{Severity::error, "key/unknown", "/rules/a\nb", 1, 2, "no key `a\\x0ab` here", ""};
  CHECK(to_text(diagnostic) == "error key/unknown at /rules/a\\x0ab (1:2): no key `a\\x0ab` here");
  CHECK(to_line(diagnostic) == "1:2: error key/unknown: no key `a\\x0ab` here");
}
