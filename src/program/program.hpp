// Program: a model as it runs. Immutable, names resolved to dense ids, conditions lowered.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "bantam/points.hpp"
#include "bantam/stage.hpp"
#include "bantam/state.hpp"
#include "model/decay.hpp"
#include "model/document.hpp"
#include "program/predicate.hpp"

namespace bantam {

/// A declared value: an attribute, a field of an activity or of an answer.
struct Slot {
  std::string name;
  Type type = Type::text;
  bool ignore_case = false;
  Choices values;  ///< of a choice
};

struct AttributeSlot : Slot {
  std::string column;
  std::vector<std::string> nulls;
};

struct ActivityProgram {
  std::string name;
  std::vector<Slot> fields;

  const Slot* field(std::string_view wanted) const {
    for (const Slot& slot : fields)
      if (slot.name == wanted) return &slot;
    return nullptr;
  }
};

/// The activities that a signal or rule listens to.
struct Listening {
  std::vector<bool> types;  ///< one per activity type of the model
  std::optional<Predicate> when;

  bool hears(std::int32_t type) const { return type >= 0 && types[static_cast<std::size_t>(type)]; }
};

struct SignalProgram {
  std::string name;
  Listening listening;
  std::optional<Duration> window;
  Measure measure = Measure::count;
  std::string field;
  Type type = Type::number;
  bool ignore_case = false;
};

struct BandProgram {
  std::string name;
  Points from;
};

struct ScoreProgram {
  std::string name;
  Bounds bounds;
  std::vector<BandProgram> bands;
  Points weight = Points::of_thousandths(1000);
};

struct GroupProgram {
  std::string name;
  std::size_t score = 0;
  Bounds bounds;
};

struct RuleProgram {
  std::string id;
  Rule::Form form = Rule::Form::condition;
  std::size_t score = 0;
  std::int32_t group = -1;
  std::optional<Predicate> guard;
  std::uint32_t mark = 0;  ///< 32 bits over what the rule means: LeadState::rule_marks

  Listening listening;
  Points points;
  std::string field;  ///< of points_per; empty without
  Points each;
  std::optional<Duration> window;
  std::optional<Duration> cooldown;
  std::int64_t per_day = 0;  ///< 0: no limit
  std::int64_t newest = 0;   ///< 0: no limit
  DecayTable decay;
  Decay written_decay;
  Bounds bounds;

  Ref of;
  std::string of_name;
  std::vector<RuleBand> bands;
  std::vector<RuleValue> values;
  bool ignore_case = false;  ///< of the values
  Points other;
  Points missing;
};

struct ExclusionProgram {
  std::string id;
  Predicate when;
};

struct CriterionProgram {
  std::string name;
  std::vector<Slot> fields;
  std::optional<Predicate> met_if;
  std::optional<Duration> valid_for;
  std::string ask;
  bool mandatory = false;
};

struct StageProgram {
  std::optional<Predicate> promote_if;
  std::optional<Predicate> demote_if;
  std::optional<Duration> min_dwell;
  bool sql_auto = false;
  bool reset_activities = false;
  std::optional<Duration> cool_off;
  std::array<std::optional<Sla>, stage_count> sla;
  Reasons reasons;
};

struct Program {
  std::string name;
  std::string version;
  Fingerprint fingerprint;
  Limits limits;
  bool jsonlogic = false;
  std::int64_t step_ms = day_ms;
  std::vector<AttributeSlot> attributes;
  std::vector<ActivityProgram> activities;
  std::vector<SignalProgram> signals;
  std::vector<ScoreProgram> scores;
  std::vector<GroupProgram> groups;
  std::vector<RuleProgram> rules;
  std::vector<ExclusionProgram> exclusions;
  Bounds total_bounds;
  std::vector<BandProgram> total_bands;
  std::vector<std::size_t> rating;
  std::string framework;
  std::vector<CriterionProgram> criteria;
  std::size_t require = 4;
  StageProgram stages;
  Document document;  ///< for `describe` and `what_is_missing`: never read while scoring

  /// The dense id of an activity type, or -1. Cost: logarithmic.
  std::int32_t activity_index(std::string_view type) const;
  std::vector<std::int32_t> activities_by_name;  ///< ids sorted by name
  std::int32_t attribute_index(std::string_view name) const;
  std::int32_t criterion_index(std::string_view name) const;
};

/// Lowers a checked document without errors.
std::shared_ptr<const Program> lower(Document document, const Limits& limits);

}  // namespace bantam
