/// What a lead is worth and what is known about it at a moment: "State at T is a function of (set of accepted
/// activities, attribute values, answers, reset moment, model, T)" (docs/semantics.md, 4 to 7 and 9).

#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference_condition.hpp"
#include "reference_model.hpp"

namespace reference {

struct Activity {
  Time at = 0;
  std::optional<std::string> id;
  std::string type;
  std::map<std::string, Said> said;     // those that are not null, as written
  std::map<std::string, Value> fields;  // as read

  /// Section 4, canonical order: member by member, as declared.
  auto operator<=>(const Activity&) const = default;
};

/// An attribute set to a value, or removed by a missing one.
struct Setting {
  Time at = 0;
  std::string attribute;
  Value value;
};

struct Answer {
  Time at = 0;
  std::string criterion;
  std::map<std::string, Value> fields;
  std::optional<std::string> verdict;
};

/// All that was accepted; settings and answers in the order applied.
struct Facts {
  std::vector<Activity> activities;
  std::vector<Setting> settings;
  std::vector<Answer> answers;
  std::optional<Time> reset;
};

/// The facts as they are at one moment.
struct Moment {
  const Model& model;
  const Facts& facts;
  Time at;
  std::vector<Activity> activities;  // those that exist, in canonical order
};
Moment moment_at(const Model& model, const Facts& facts, Time at);

struct Assessment {
  std::vector<std::pair<std::string, Points>> contributions;  // every rule, in rule order
  std::vector<std::string> suppressed_by;  // if any, nothing else here is known
  std::vector<std::string> excluded_by;
  std::vector<std::pair<std::string, Points>> scores;
  Points total = 0;
  std::vector<std::pair<std::string, std::string>> bands;
  std::string rating;
};
Assessment assess(const Moment& moment);

struct GateReport {
  bool open = false;
  std::vector<std::pair<std::string, std::string>> standings;  // every criterion, in model order
};
GateReport ask_gate(const Moment& moment);

/// The names of section 3 that `if` of a rule and `exclude` may use.
Named lead_name(const Moment& moment, const std::string& name);

}  // namespace reference
