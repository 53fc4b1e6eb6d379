// Event: everything a lead does and everything done about it, in one kind of record.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "bantam/stage.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"

namespace bantam {

/// Something the lead did. An undeclared type is accepted and matches nothing.
struct Activity {
  std::string type = {};
  NamedValues fields = {};

  /// Adds a field: `Activity{"page_view"}.with("path", "/pricing").with("seconds", 75)`.
  /// A name that is added twice makes the event malformed.
  Activity& with(std::string name, Value value) & {
    fields.push_back({std::move(name), std::move(value)});
    return *this;
  }
  Activity with(std::string name, Value value) && {
    fields.push_back({std::move(name), std::move(value)});
    return std::move(*this);
  }
};

/// What is known about the lead from now on; a null removes.
struct AttributeChange {
  NamedValues values;

  AttributeChange with(std::string name, Value value) && {
    values.push_back({std::move(name), std::move(value)});
    return std::move(*this);
  }
};

/// What a conversation brought to light about one criterion of the gate.
/// At least one of `fields` (which may be empty) and `verdict` is there.
struct Answer {
  std::string criterion;
  std::optional<NamedValues> fields = {};
  std::optional<std::string> verdict = {};  ///< "met", "unmet" or "unknown"
  std::optional<std::string> by = {};
  std::optional<std::string> note = {};
};

/// Somebody moves the lead. `to` is for override only; `reason` where the row asks for one.
struct Command {
  CommandKind kind = CommandKind::accept;
  std::optional<std::string> by = {};
  std::optional<std::string> reason = {};
  std::optional<Stage> to = {};
};

/// Time passes.
struct Tick {};

/// One record of the log.
struct Event {
  std::string lead;
  Timestamp at;
  std::variant<Activity, AttributeChange, Answer, Command, Tick> what;
  std::optional<std::string> id = {};        ///< unique for its lead over all kinds
  std::optional<Timestamp> received = {};    ///< when the host got it
};

/// How far ahead of its receipt an event may lie.
inline constexpr Duration future_tolerance{std::int64_t{5} * 60'000};

/// Whether an event lies more than that ahead of the moment the host got it: then it is refused.
inline bool from_the_future(const Event& event) {
  return event.received && event.at - *event.received > future_tolerance;
}

}  // namespace bantam
