/// One line of a log, read with the model's declarations (docs/semantics.md, 1, 4, 8 and 10).

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference_model.hpp"

namespace reference {

/// Everything an event says that is read: two events with one id say the same when these are equal (section 4).
/// `said` is what the event says, declared or not; `fields` is how the model reads it.
struct Content {
  Time at = 0;
  std::string kind;  // activity, attributes, answer, command, tick
  std::string name;  // the activity's type, the criterion, the command
  std::map<std::string, Said> said;     // all that is not null
  std::map<std::string, Value> fields;  // of an activity or an answer; attributes
  std::optional<std::string> verdict, by, note, to, reason;
  bool operator==(const Content&) const = default;
};

struct Event {
  std::string lead;
  std::optional<std::string> id;
  std::optional<Time> received;
  Content content;
  std::vector<std::string> removed;  // attributes set to a missing value
  std::vector<std::string> notices;
};

/// Nothing for a malformed line. `first` is the first line of a file, which may begin with a byte order mark.
std::optional<Event> read_event(const Model& model, std::string line, bool first);

/// Whether a text is one of the nine stages of section 8.
bool is_stage(const std::string& text);

}  // namespace reference
