// The words for stages, commands, standings and errors: each reads back as itself.
#include <set>
#include <string>

#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

TEST_CASE("every stage, command and standing reads back from its word") {
  for (int i = 0; i < static_cast<int>(stage_count); ++i)
    CHECK(parse_stage(to_text(static_cast<Stage>(i))) == static_cast<Stage>(i));
  for (int i = 0; i <= static_cast<int>(CommandKind::override_stage); ++i)
    CHECK(parse_command(to_text(static_cast<CommandKind>(i))) == static_cast<CommandKind>(i));
  for (int i = 0; i <= static_cast<int>(Standing::expired); ++i)
    CHECK(parse_standing(to_text(static_cast<Standing>(i))) == static_cast<Standing>(i));
}

TEST_CASE("words are spelt in lower case and whole") {
  for (const std::string word : {"", "MQL", "Lead", "closed-won", "closed_won ", "tick"}) {
    INFO(word);
    CHECK_FALSE(parse_stage(word));
    CHECK_FALSE(parse_command(word));
    CHECK_FALSE(parse_standing(word));
  }
}

TEST_CASE("every command is the trigger of its name") {
  for (int i = 0; i <= static_cast<int>(CommandKind::override_stage); ++i)
    CHECK(to_text(static_cast<CommandKind>(i)) == to_text(static_cast<Trigger>(i + 1)));
}

TEST_CASE("error codes are slugs and differ") {
  std::set<std::string_view> codes;
  for (int i = 0; i <= static_cast<int>(Errc::bad_journal); ++i) {
    const std::string_view code = to_text(static_cast<Errc>(i));
    CHECK(code.find('/') != std::string_view::npos);
    CHECK(codes.insert(code).second);
  }
}

TEST_CASE("an error is printed with its place where it has one") {
  CHECK(to_text(Error{Errc::malformed_event, "no `lead`", 3, 7}) == "event/malformed at 3:7: no `lead`");
  CHECK(to_text(Error{Errc::foreign_state, "the state was made by another model"}) ==
        "state/foreign: the state was made by another model");
  CHECK(to_text(Blocker{"gate/budget", "unknown"}) == "gate/budget unknown");
  CHECK(to_text(Blocker{"time/future", ""}) == "time/future");
}

TEST_CASE("a fingerprint is 32 lower-case hexadecimal digits") {
  CHECK(to_text(Fingerprint{0x0123456789abcdefU, 0xf}) == "0123456789abcdef000000000000000f");
}
