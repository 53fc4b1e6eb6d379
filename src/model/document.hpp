// Document: a model as the author wrote it, with the place of everything in it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "bantam/points.hpp"
#include "bantam/stage.hpp"
#include "bantam/timestamp.hpp"
#include "model/choices.hpp"
#include "model/condition.hpp"

namespace bantam {

/// A name that refers to a declaration elsewhere.
struct Mention {
  std::string name;
  Where where;
};

/// An attribute, or a field of an activity or of an answer.
struct Declaration {
  std::string name;
  Where where;
  Type type = Type::text;
  bool ignore_case = false;
  Choices values;                   ///< of a choice
  std::vector<std::string> nulls;   ///< attributes only
  std::string column;               ///< attributes only; empty: the attribute's name
};

struct ActivityType {
  std::string name;
  Where where;
  std::vector<Declaration> fields;
};

enum class Measure : unsigned char {
  count, sum, min, max, last, days_since_first, days_since_last, active_days
};

struct Signal {
  std::string name;
  Where where;
  std::vector<Mention> on;
  std::optional<Condition> when;
  std::optional<Duration> window;
  Measure measure = Measure::count;
  std::optional<Mention> field;
};

struct Band {
  std::string name;
  Where where;
  Points from;
};

struct Bounds {
  std::optional<Points> min;
  std::optional<Points> max;
};

struct Score {
  std::string name;
  Where where;
  Bounds bounds;
  std::vector<Band> bands;
};

struct Group {
  std::string name;
  Where where;
  Mention score;
  Bounds bounds;
};

struct Decay {
  enum class Kind : unsigned char { none, half_life, linear, step } kind = Kind::none;
  Duration length;               ///< the half-life, the whole fall, or one step
  std::int64_t keep_thousandths = 0;  ///< of step
  Where where;
};

struct RuleBand {
  std::optional<double> below;  ///< the last band has none
  Points points;
  Where where;
};

struct RuleValue {
  std::string value;
  Points points;
  Where where;
};

struct Rule {
  enum class Form : unsigned char { activity, condition, bands, values } form = Form::condition;
  std::string id;
  Where where;
  std::optional<Mention> group;
  std::optional<Mention> score;
  std::optional<Condition> guard;  ///< `if`

  // of an activity rule
  std::vector<Mention> on;
  std::optional<Condition> when;
  std::optional<Points> points;  ///< also of the condition form
  std::optional<Mention> field;  ///< of points_per
  Points each;
  std::optional<Duration> window;
  std::optional<Duration> cooldown;
  std::optional<std::int64_t> per_day;
  std::optional<std::int64_t> newest;
  Decay decay;
  Bounds bounds;

  // of an attribute rule
  std::optional<Mention> of;
  std::vector<RuleBand> bands;
  std::vector<RuleValue> values;
  Points other;
  Points missing;

  std::string meaning;  ///< its part of Document::meaning
};

/// A condition on a lead that has an id: of `exclude` and of `suppress`.
struct Exclusion {
  std::string id;
  Where where;
  Condition when;
};

struct Total {
  struct Weight {
    Mention score;
    Points weight;
  };
  Where where;
  std::vector<Weight> weights;
  Bounds bounds;
  std::vector<Band> bands;
};

struct Criterion {
  std::string name;
  Where where;
  std::vector<Declaration> fields;
  std::optional<Condition> met_if;
  std::optional<Duration> valid_for;
  std::string ask;
};

struct Gate {
  Where where;
  std::string framework = "bant";
  std::vector<Criterion> criteria;
  std::int64_t require = 4;
  std::vector<Mention> mandatory;
};

enum class SlaThen : unsigned char { none, nurture, accept };

struct Sla {
  Duration within;
  SlaThen then = SlaThen::none;
  Where where;
};

/// A list of reasons for a command; without one, any reason will do.
struct Reasons {
  std::optional<std::vector<std::string>> reject, recycle, disqualify, lose;
};

struct Stages {
  Where where;
  std::optional<Condition> promote_if;
  std::optional<Condition> demote_if;
  std::optional<Duration> min_dwell;
  bool sql_auto = false;
  bool reset_activities = false;
  std::optional<Duration> cool_off;
  std::array<std::optional<Sla>, stage_count> sla;
  Reasons reasons;
};

struct Document {
  std::string name;
  std::string version;
  std::int64_t step_ms = day_ms;
  bool jsonlogic = false;
  std::vector<Declaration> attributes;
  std::vector<ActivityType> activities;
  std::vector<Signal> signals;
  std::vector<Score> scores;
  std::vector<Group> groups;
  std::vector<Rule> rules;
  std::vector<Exclusion> exclusions;
  std::vector<Exclusion> suppressions;
  Total total;
  std::vector<Mention> rating;
  Gate gate;
  Stages stages;
  std::string meaning;  ///< the document without what does not change an outcome, as compact JSON
  std::string reading;  ///< the part of it that every rule may read: declarations, signals, step
};

}  // namespace bantam
