// What is said of an event goes to logs that others read: it holds nothing of what the record says.
// Here every text of every event is marked, and no message, notice or blocker shows the mark, however
// the line is damaged. Names that come with an event are not marked: a notice may repeat them.
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "support/everything.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const std::string mark = "Zq7";  // short, so that a message that cuts texts shows it all the same

const char* const lines[] = {
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","id":"*","activity":"visit","fields":{"path":"*","seconds":"*"}})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","id":"*1","activity":"webinar","fields":{"topic":"*","guests":["*","*"]}})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","attributes":{"email":"*","industry":"*","size":"*","since":"*","tags":["*"],"vip":"*"}})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","attributes":{"tags":[["*"],{"a":"*"}],"since":{"a":"*"}}})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","answer":"need","fields":{"pain":"*"},"by":"*","note":"*"})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","answer":"*","verdict":"*","by":"*"})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","answer":"authority","fields":{"role":"*"}})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","command":"disqualify","reason":"*","by":"*"})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","command":"override","to":"mql","reason":"*","by":"*"})",
    R"({"lead":"*","at":"2026-11-01T10:00:00Z","tick":true})",
    R"({"lead":"L1","at":"*","received":"*","command":"*","to":"*","reason":"*","by":"*"})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","command":"*"})",
    R"({"lead":"L1","at":"2026-11-01T10:00:00Z","command":"override","to":"*","reason":"*","by":"*"})",
};

std::string marked(std::string line) {
  for (std::size_t at = 0; (at = line.find('*', at)) != std::string::npos; at += mark.size()) line.replace(at, 1, mark);
  return line;
}

class Listener {
 public:
  std::size_t messages = 0;

  void hear(const std::string& line) {
    const Result<Event> event = event_from_json(line);
    if (!event) return hear_message(to_text(event.error()), line);
    LeadState state = everything::state();
    for (const Timestamp at : {event->at, Timestamp{state.clock.ms + 1000}}) {  // late, and in time
      Event moved = *event;
      moved.at = at;
      const Result<Effects> effects = apply_to(everything::model(), state, moved, workspace_);
      if (!effects) {
        hear_message(to_text(effects.error()), line);
        continue;
      }
      for (const Blocker& each : effects->blockers) hear_message(to_text(each), line);
      if (!names_marked(*event))
        for (const Notice& each : effects->notices) hear_message(each.code + " " + each.subject, line);
    }
  }

 private:
  void hear_message(const std::string& message, const std::string& line) {
    ++messages;
    if (message.find(mark) == std::string::npos) return;
    INFO(line);
    INFO(message);
    CHECK(false);
  }

  /// Damage can make a name of a value.
  static bool names_marked(const Event& event) {
    const auto any = [](const NamedValues& values) {
      for (const NamedValue& each : values)
        if (each.name.find(mark) != std::string::npos) return true;
      return false;
    };
    if (const Activity* activity = std::get_if<Activity>(&event.what))
      return activity->type.find(mark) != std::string::npos || any(activity->fields);
    if (const AttributeChange* change = std::get_if<AttributeChange>(&event.what)) return any(change->values);
    const Answer* answer = std::get_if<Answer>(&event.what);
    return answer && answer->fields && any(*answer->fields);
  }

  Workspace workspace_;
};

}  // namespace

TEST_CASE("no message of an event holds what the record says, however the line is damaged") {
  Listener listener;
  for (const char* each : lines) {
    const std::string line = marked(each);
    listener.hear(line);
    for (std::size_t at = 0; at < line.size(); ++at) {
      listener.hear(line.substr(0, at));
      listener.hear(line.substr(0, at) + line.substr(at + 1));
      for (const std::string by : {"\"", "\\", "{", "[", "]", "}", ":", ",", "0", " ", "\xff", "\n"}) {
        listener.hear(line.substr(0, at) + by + line.substr(at));
        listener.hear(line.substr(0, at) + by + line.substr(at + 1));
      }
    }
  }
  CHECK(listener.messages > 10'000);
}

TEST_CASE("an event given twice with other content says what differs, not how") {
  LeadState state = everything::model().new_lead("L1");
  Workspace workspace;
  const Activity visit{"visit", {{"path", mark}}};
  REQUIRE(apply_to(everything::model(), state, {"L1", Timestamp{0}, visit, mark, {}}, workspace));
  const Activity other{"visit", {{"path", mark + "2"}}};
  const Result<Effects> effects = apply_to(everything::model(), state, {"L1", Timestamp{0}, other, mark, {}}, workspace);
  REQUIRE(effects);
  REQUIRE(effects->blockers.size() == 1);
  CHECK(to_text(effects->blockers[0]) == "id/conflict fields/path");
}

TEST_CASE("a saved state that is refused says nothing of the lead") {
  LeadState state = everything::model().new_lead(mark);
  Workspace workspace;
  const Activity visit{"visit", {{"path", mark}}};
  REQUIRE(apply_to(everything::model(), state, {mark, Timestamp{0}, visit, mark, {}}, workspace));
  const std::string json = *state_to_json(everything::model(), state);
  for (std::size_t i = 0; i < json.size(); ++i) {
    std::string damaged = json;
    damaged[i] = damaged[i] == 'x' ? 'y' : 'x';
    const Result<LeadState> loaded = state_from_json(everything::model(), mark, damaged);
    if (!loaded) CHECK(to_text(loaded.error()).find(mark) == std::string::npos);
  }
  const Result<LeadState> other = state_from_json(everything::model(), "another", json);
  REQUIRE_FALSE(other);
  CHECK(to_text(other.error()).find(mark) == std::string::npos);
}
