/// Folding events into a lead (docs/semantics.md, 8). Nothing else sets a stage.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference.hpp"
#include "reference_events.hpp"
#include "reference_score.hpp"

namespace reference {

struct Transition {
  std::string from, to, trigger;
  Time at = 0;
  std::optional<std::string> by, reason;
};

struct Alert {
  std::string stage;
  Time due = 0;
  Time at = 0;
};

struct Lead {
  Facts facts;
  Time clock = 0;
  std::string stage = "lead";
  Time entered_at = 0;
  bool alerted = false;  // in this stay
  std::map<std::string, Content> accepted_ids;
  std::vector<Transition> transitions;
  std::vector<Alert> alerts;
};

using Leads = std::map<std::string, Lead>;  // by id as bytes

/// Applies one event to its lead, which comes into being with its first accepted event.
Outcome apply(const Model& model, Leads& leads, const Event& event);

/// A tick at or after the clock.
void tick(const Model& model, Lead& lead, Time at);

/// Whether `at` is more than 5 minutes later than `received`.
bool is_from_the_future(const Event& event);

}  // namespace reference
