// Said event: an event as its line says it, in views that live as long as the line.
//
// What reads millions of lines takes these; what keeps events makes an Event of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bantam/event.hpp"

namespace bantam::cli {

struct SaidValue {
  enum class Kind : std::uint8_t { null, flag, number, text, list, foreign };
  Kind kind = Kind::null;
  bool flag = false;
  std::uint32_t first = 0;  ///< of a list: its texts are `items` of the event from here on
  std::uint32_t count = 0;
  double number = 0;
  std::string_view text = {};
};

struct SaidMember {
  std::string_view name;
  SaidValue value;
  /// Two members of one reader that have the same number, and not 0, have the same name.
  std::uint32_t name_number = 0;
};

struct SaidEvent {
  enum class Kind : std::uint8_t { activity, attributes, answer, command, tick };
  Kind kind = Kind::tick;
  bool has_members = false;  ///< `fields`, or `attributes`, stand there
  bool foreign = false;      ///< some member's value is foreign, and what it is has not been read
  CommandKind command = CommandKind::accept;
  std::string_view lead = {};
  Timestamp at = {};
  std::string_view what = {};  ///< the type of an activity, the criterion of an answer
  std::optional<std::string_view> id = {};
  std::optional<Timestamp> received = {};
  std::vector<SaidMember> members = {};     ///< no name twice
  std::vector<std::string_view> items = {};  ///< of the lists among them
  std::optional<std::string_view> verdict = {};
  std::optional<std::string_view> by = {};
  std::optional<std::string_view> note = {};
  std::optional<std::string_view> reason = {};
  std::optional<Stage> to = {};

  void clear() {
    kind = Kind::tick;
    has_members = false;
    foreign = false;
    id.reset();
    received.reset();
    members.clear();
    items.clear();
    verdict.reset();
    by.reset();
    note.reset();
    reason.reset();
    to.reset();
  }
};

/// What came of reading on in a log: an event, a bad line or row, the end, or that nothing more can
/// be read because the log as a whole is no good.
enum class LogRead { event, bad, end, unreadable };

/// The same event with texts of its own. `said.foreign` must be false.
Event event_of(const SaidEvent& said);

/// Views of an event, as long as that lives.
void say(const Event& event, SaidEvent& said);

/// As from_the_future(Event).
inline bool from_the_future(const SaidEvent& said) {
  return said.received && said.at - *said.received > future_tolerance;
}

}  // namespace bantam::cli
