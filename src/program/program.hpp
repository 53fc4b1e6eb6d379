// Program: a model as it runs. Immutable, names resolved to dense ids, conditions lowered.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  /// Per type, the place among its listeners: the bit that History remembers. -1: it does not hear.
  std::vector<std::int32_t> bits;
  bool remembered = true;   ///< every bit has room
  std::vector<std::int32_t> field;  ///< per type, the place of the field that is read, or -1
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
  std::uint32_t place = 0;  ///< where its points are added up: all groups, then all scores
  std::optional<Predicate> guard;
  bool settled = false;    ///< looks at attributes and nothing else, not even the time
  std::uint16_t mark = 0;  ///< 16 bits over what the rule means: LeadState::rule_marks

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

/// Of `exclude` and of `suppress`.
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

/// A rule or signal that listens to a type.
struct Listener {
  bool is_signal = false;
  std::uint32_t index = 0;          ///< of the rule or signal
  const Predicate* when = nullptr;  ///< nothing: hears all
};

/// What counting an activity takes of a rule that listens to its type, in one half of a cache line.
struct Counting {
  const std::int64_t* by_age = nullptr;  ///< thousandths by age in steps; nothing: see WalkedRule
  std::uint32_t summing = 0;             ///< the rule's place in Program::summing
  std::uint32_t last = 0;                ///< of `by_age`
  std::uint32_t known_below = 0;         ///< steps: older activities ask the formula
  std::uint32_t newest = 0;              ///< how many count
  std::int64_t window_ms = 0;
};

/// What counting takes of all the rules that listen to a type.
struct CountingType {
  std::vector<Counting> rules;  ///< one per listener, while those are rules
  std::uint32_t mask = 0;       ///< a bit for each
};

/// What a walk over the activities needs of an activity rule, close together.
struct WalkedRule {
  bool walks = false;      ///< its activities count whatever came before them: no cool-down, no limit per day
  bool by_field = false;
  std::int64_t window_ms = 0;
  std::int64_t newest = 0;  ///< without a limit, more than there can be
  Points points;
  const DecayTable* decay = nullptr;  ///< nothing: no decay
  std::vector<std::int64_t> by_age;   ///< of constant points: what age leaves of them, in thousandths
  std::uint32_t summing = 0;          ///< its place in Program::summing
  /// A bit for each type it listens to, of types 64 apart the same: who has none is not heard.
  std::uint64_t types = 0;
};

/// What summing takes of an activity rule.
struct Summing {
  std::uint32_t rule = 0;
  std::uint32_t place = 0;           ///< RuleProgram::place
  const Predicate* guard = nullptr;  ///< nothing: none
  Points min;                        ///< without a bound, less than can be
  Points max;
};

/// A name and its place in the model.
struct NamePlace {
  std::uint64_t beginning = 0;  ///< the first eight bytes as one number, in the order of bytes
  std::string_view name;
  std::int32_t place = -1;
};

/// In order of their bytes. They are found by halving: a hash would let whoever chooses the names
/// choose how long that takes.
using NamePlaces = std::vector<NamePlace>;

struct Program : std::enable_shared_from_this<Program> {
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
  std::size_t places = 0;  ///< where rules add up: all groups, then all scores
  std::vector<RuleProgram> rules;
  std::vector<std::vector<Listener>> listeners;  ///< per activity type
  std::vector<WalkedRule> walked;                ///< one per rule
  std::vector<Summing> summing;                  ///< one per activity rule
  std::vector<std::uint32_t> spaced;             ///< activity rules that do not walk
  bool tally_lasts = false;  ///< what activities come to changes with them, with attributes and at moments known before
  bool steady = false;       ///< and so do scores and exclusions, and conditions of stages ask for nothing else but the stage
  std::vector<CountingType> counting;            ///< one per activity type
  std::vector<std::uint32_t> unsettled;          ///< rules on attributes that look at more than those
  std::shared_ptr<const std::vector<std::uint16_t>> rule_marks;
  std::vector<ExclusionProgram> exclusions;
  std::vector<ExclusionProgram> suppressions;
  Bounds total_bounds;
  std::vector<BandProgram> total_bands;
  std::vector<std::size_t> rating;
  std::string framework;
  std::vector<CriterionProgram> criteria;
  std::size_t require = 4;
  StageProgram stages;
  NamePlaces activity_places;
  NamePlaces attribute_places;
  Document document;  ///< for `describe` and `what_is_missing`: never read while scoring


  /// The dense id of an activity type, or -1.
  std::int32_t activity_index(std::string_view type) const;
  std::int32_t attribute_index(std::string_view name) const;
  std::int32_t criterion_index(std::string_view name) const;
};

/// Lowers a checked document without errors.
std::shared_ptr<const Program> lower(Document document, const Limits& limits);

}  // namespace bantam
