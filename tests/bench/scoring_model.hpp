// The scoring model of the measurements, as plain tables.
//
// One source for all who score: bantam reads it as a document (`to_document`), the handwritten
// scorer walks the tables. So both mean the same, and the measured rules are written once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

using Thousandths = std::int64_t;  ///< of a point

/// The types of activities, the frequent ones first; a type is its place here.
struct ActivityType {
  const char* name;
  std::size_t per_mille;  ///< how many of 1,000 activities are of it
};
inline constexpr std::size_t type_count = 24;
extern const std::array<ActivityType, type_count> activity_types;

enum class Attribute : unsigned char { team_size, industry, role, country, budget, timeline };
inline constexpr std::size_t attribute_count = 6;
extern const std::array<const char*, attribute_count> attribute_names;
extern const std::vector<std::string> industries;  ///< 20
extern const std::vector<std::string> roles;       ///< 16
extern const std::vector<std::string> countries;   ///< 30

struct Bounds {
  std::optional<Thousandths> min, max;
};

struct Band {
  std::string name;
  Thousandths from = 0;
};

struct Score {
  std::string name;
  Bounds bounds;
  Thousandths weight = 1000;
  std::vector<Band> bands;
};
inline constexpr std::size_t score_count = 2;
enum : std::size_t { fit = 0, engagement = 1 };

struct Group {
  std::string name;
  std::size_t score = 0;
  Bounds bounds;
};

/// Where a rule's points go: to a group, or straight to a score.
struct Feeds {
  std::optional<std::size_t> group = {};
  std::size_t score = 0;
};

struct ActivityRule {
  std::string id;
  Feeds feeds;
  std::vector<int> types;                ///< one or two
  Thousandths points = 0;
  std::string path_prefix = {};          ///< empty: any path or none
  std::optional<double> seconds_at_least = {};
  std::size_t newest = 0;                ///< 0: all
  int window_days = 0;                   ///< 0: for ever
  int half_life_days = 0;                ///< 0: no decay
};

/// One comparison with an attribute; a missing one passes none.
struct Test {
  enum class Kind : unsigned char { at_least, below, is } kind = Kind::at_least;
  Attribute attribute = Attribute::team_size;
  double number = 0;
  std::string text = {};
};

struct AttributeRule {
  enum class Form : unsigned char { bands, values, condition } form = Form::bands;
  std::string id;
  Feeds feeds;
  Attribute attribute = Attribute::team_size;                      ///< of bands and values
  std::vector<std::pair<double, Thousandths>> bands = {};          ///< below, points
  std::vector<std::pair<std::string, Thousandths>> values = {};
  Thousandths otherwise = 0;                                       ///< the last band, or `other`
  Thousandths missing = 0;
  std::vector<Test> all_of = {};                                   ///< of condition
  Thousandths points = 0;                                          ///< likewise
};

struct ScoringModel {
  std::vector<Score> scores;
  std::vector<Group> groups;
  std::vector<ActivityRule> activity_rules;
  std::vector<AttributeRule> attribute_rules;
  Thousandths total_min = 0;
  Thousandths promote_at = 0, demote_below = 0;

  std::size_t rule_count() const { return activity_rules.size() + attribute_rules.size(); }
};

/// 30 activity rules and 20 attribute rules, each `copies` times: the copies have ids, points,
/// windows and limits of their own, so that no two rules are one.
ScoringModel scoring_model(std::size_t copies = 1);

/// The model as bantam reads it: JSON text. Activity rules come first, both in their order here.
std::string to_document(const ScoringModel& model);

}  // namespace bench
