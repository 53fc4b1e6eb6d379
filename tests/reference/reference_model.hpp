/// The model document as plain data, in document order (docs/semantics.md, 2). Nothing is checked here.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference_values.hpp"

namespace reference {

using Condition = std::optional<Json>;  // none: nothing was written
using Declarations = std::map<std::string, Declaration>;

struct Band {
  std::string name;
  Points from = 0;
};

struct Score {
  std::string name;
  std::optional<Points> min, max;
  std::vector<Band> bands;
  Points weight = one_point;
};

struct Group {
  std::string name, score;
  std::optional<Points> min, max;
};

struct Signal {
  std::vector<std::string> on;
  Condition when;
  std::optional<Time> window;
  std::string measure, field;
};

struct Decay {
  enum class Kind { half_life, linear, step } kind = Kind::half_life;
  Time length = 0;      // half_life, linear, step
  std::int64_t keep = 0;  // of a step, in thousandths
};

struct NumberBand {
  std::optional<double> below;
  Points points = 0;
};

struct Rule {
  std::string id, group, score;  // one of group and score
  Condition condition;           // `if`
  // an activity rule
  std::vector<std::string> on;
  Condition when;
  std::string field;  // of points_per
  Points points = 0;  // `points`, or `each` of points_per
  std::optional<Time> cooldown, window;
  std::optional<std::int64_t> per_day, newest;
  std::optional<Decay> decay;
  std::optional<Points> min, max;
  // an attribute rule
  std::string of;
  std::vector<NumberBand> bands;
  std::vector<std::pair<std::string, Points>> values;
  Points other = 0, missing = 0;
};

struct Exclusion {
  std::string id;
  Json condition;
};

struct Criterion {
  std::string name;
  Declarations fields;
  Condition met_if;
  std::optional<Time> valid_for;
};

struct Gate {
  std::vector<Criterion> criteria;
  std::int64_t require = 0;
  std::vector<std::string> mandatory;
};

struct Sla {
  std::optional<Time> within;
  std::string then = "none";
};

struct Stages {
  Condition promote_if, demote_if;
  std::optional<Time> min_dwell, cool_off;
  bool sql_auto = false;
  bool reset_activities = false;
  std::map<std::string, Sla> slas;
  std::map<std::string, std::vector<std::string>> reasons;
};

struct Model {
  bool jsonlogic = false;
  Time step = one_day;
  Declarations attributes;
  std::map<std::string, Declarations> activities;
  std::map<std::string, Signal> signals;
  std::vector<Score> scores;
  std::vector<Group> groups;
  std::vector<Rule> rules;
  std::vector<Exclusion> exclusions, suppressions;
  std::optional<Points> total_min, total_max;
  std::vector<Band> total_bands;
  std::vector<std::string> rating;
  Gate gate;
  Stages stages;
};

Model read_model(const std::string& text);

}  // namespace reference
