// learn: from won and lost leads to a model that a person can read, edit and sign.
//
// What comes out is an ordinary model document with whole points: tables of one attribute (rules
// with `bands` or `values`), each perhaps under a condition on another one. Nothing here reads a
// file, a clock or a model in use; equal tables and options give equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/export.hpp"
#include "bantam/result.hpp"
#include "bantam/sensitive_names.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// What became of leads, one row a lead. A column but the first may be empty.
///
/// Units    times are milliseconds since 1970 UTC.
struct OutcomeColumns {
  View<std::uint8_t> won;          ///< 1 won, 0 lost
  /// When leads came. With them validation goes by time, and what turns round between periods is
  /// held back.
  View<std::int64_t> at = {};
  /// When outcomes were known: nothing is made from them before. Empty: as soon as leads came.
  View<std::int64_t> known = {};
  View<std::uint32_t> folds = {};  ///< to validate by, before all others
};

/// Leads whose outcome is known, and what is known of them.
struct OutcomeTable : OutcomeColumns {
  LeadColumns leads;
};

enum class AttributeUse { may, must, never };

/// Which way the points of a number may run as it grows.
enum class Course { free, rising, falling };

/// Whether a rule may add points, take them, or both. Of a flag: whether being true may.
enum class PointSign { any, positive, negative };

/// What a person asks of one attribute. One with a course or a sign is used alone, never under a
/// condition on another and never as one, so that what is asked holds whatever else is known.
struct AttributeWish {
  std::string name;
  AttributeUse use = AttributeUse::may;
  Course course = Course::free;
  PointSign sign = PointSign::any;
};

/// A signal that a column named `signal.NAME` holds, for a document to declare where a rule uses it.
struct ActivitySignal {
  std::string name;
  std::vector<std::string> on;     ///< types of activities
  std::optional<Duration> window;
  std::string measure = "count";   ///< a measure of the model format that needs no field
};

struct LearnOptions {
  std::string name = "learned from outcomes";  ///< of the model
  std::string score = "fit";                   ///< that the rules add to
  std::size_t most_rules = 15;
  std::size_t most_points = 50;  ///< that one rule can be worth, in magnitude
  std::size_t most_levels = 8;   ///< of one rule, missing apart
  std::size_t pool = 5;          ///< models to choose from, at most
  bool conditions = true;        ///< rules under a condition on another attribute
  std::uint64_t seed = 1;
  std::vector<AttributeWish> attributes = {};
  /// Words in the names of attributes that are not learned from unless a wish names the attribute
  /// as may or must; case and separators do not matter.
  std::vector<std::string> sensitive_names = default_sensitive_names();
  /// Points that stay: those of a model in use, one a lead or none. What is learned is added to
  /// them, in the same unit.
  View<double> fixed_points = {};
  std::vector<ActivitySignal> signals = {};
  std::vector<std::string> nulls = {};  ///< cells that count as missing, for the document to say so
  /// A model document to learn into; empty: a new one. Its rules but the kept ones give way to what
  /// is learned, and everything else stays as it is laid out. Columns then have the names of its
  /// attributes, or `signal.NAME`, and `score` is one of its scores.
  std::string document = {};
  std::vector<std::string> kept_rules = {};  ///< ids
};

/// Signals to learn from: for each of the types, and for all of them together, how often, how often
/// within each window, and how many days ago. None has one of the names that are taken.
BANTAM_API std::vector<ActivitySignal> activity_signals(const std::vector<std::string>& types,
                                                        const std::vector<Duration>& windows,
                                                        const std::vector<std::string>& taken = {});

/// A model document that declares signals as well, and the types of activities that they need.
BANTAM_API std::string with_signals(std::string_view document, const std::vector<ActivitySignal>& signals);

/// What speaks against a table, a column or a learned model.
///
/// Codes    learn/few_outcomes, learn/leak_value, learn/leak_missing; left out: learn/never,
///          learn/sensitive, learn/constant, learn/too_many_values, learn/unreadable; by time also
///          learn/period, learn/turns, learn/not_steady; learn/unused and learn/unknown_attribute
///          of a wish, learn/fixed_points. Codes never change their meaning.
struct LearnWarning {
  std::string code;
  std::string attribute;  ///< empty where it is about the whole table
  std::string message;    ///< one line; never a value of a lead
  bool held_back = false; ///< the attribute was not learned from
};

/// How good a scorer is on leads it was not made from.
struct Validation {
  std::optional<double> auc;  ///< mean over the folds that have both outcomes
  double auc_low = 0;         ///< 95 % interval
  double auc_high = 0;
  double log_loss = 0;        ///< after calibration on the leads it was made from
  double prior_log_loss = 0;  ///< of one chance for all, that of the leads it was made from
  std::size_t leads = 0;      ///< that were judged
};

/// How a model was made.
struct LearnCard {
  std::size_t leads = 0;
  std::size_t won = 0;
  std::optional<std::int64_t> first_at;  ///< milliseconds since 1970 UTC
  std::optional<std::int64_t> last_at;
  std::size_t attributes = 0;   ///< offered
  std::string validated_by;     ///< "given folds", "time" or "drawn folds"
  std::size_t folds = 0;
  Validation learned;
  Validation naive_bayes;
  std::uint64_t seed = 1;
  double points_per_log_odds = 0;
  /// chance = 1 / (1 + exp(-(chance_slope × points + chance_offset)))
  double chance_slope = 0;
  double chance_offset = 0;
  std::vector<LearnWarning> warnings;
};

/// A line of a rule's table.
struct LearnedLevel {
  std::string values;  ///< "below 3", "3 to 10", "Google, Referral", "all others", "missing"
  std::int64_t points = 0;
  std::size_t leads = 0;  ///< of the table that it was learned from, where the condition holds
  std::size_t won = 0;
};

struct LearnedRule {
  std::string id;
  std::string attribute;
  std::string condition;  ///< the attribute that guards it; empty without one
  std::string condition_values;  ///< as of a level
  std::vector<LearnedLevel> table;
  std::size_t levels = 0;  ///< that differ in points
  std::int64_t least = 0;  ///< points
  std::int64_t most = 0;
};

struct LearnedModel {
  std::string document;  ///< JSON text that `compile` takes
  std::vector<LearnedRule> rules;
  std::vector<std::int64_t> points;  ///< of each lead of the table, whole
  double log_loss = 0;               ///< on the table it was made from, calibrated there
  std::optional<double> auc;         ///< the same
};

struct LearnReport {
  /// The model, then near-equal ones to choose from. Empty: there is nothing to learn here.
  std::vector<LearnedModel> models;
  std::string verdict;  ///< one line
  LearnCard card;
};

/// Learns a points table from won and lost leads.
///
/// Shapes   one row a lead; dates and lists are left out, with a warning.
/// Errors   Errc::bad_column: columns that contradict themselves, a number that is NaN or
///          infinite, outcomes that are neither 0 nor 1, no leads, one outcome only.
/// Cost     about a second for 10,000 leads and 40 attributes, validation included.
/// Threads  pure.
/// Source   docs/learn.md.
BANTAM_API Result<LearnReport> learn(const OutcomeTable& table, const LearnOptions& options = {});

/// The card in words, for people: a line a fact.
BANTAM_API std::string to_text(const LearnReport& report);

/// The card and the models as one line of JSON. A figure of which nothing is known is null.
BANTAM_API std::string learn_report_to_json(const LearnReport& report);

// --- retuning ----------------------------------------------------------------------------------

/// A number of points that stands in a rule of a document.
struct WrittenPoints {
  std::string rule;   ///< its id
  std::string level;  ///< "below 10", a value, "other", "missing"; empty where the rule has one number
  std::string why;    ///< what an explanation calls the line that applied: RuleLine::why; empty likewise
  double points = 0;
  std::size_t offset = 0;  ///< in the text, in bytes
  std::size_t size = 0;
};

/// The points of the rules of a document that compiles, in its order: `points`, `each`, of `bands`
/// and `values`, `other` and `missing`, but neither bounds nor notes.
BANTAM_API std::vector<WrittenPoints> written_points(std::string_view document);

/// The document with other points in the places of these, and every other byte as it was. Points
/// are written with up to three decimals.
///
/// Shapes   `points` has one number for each of `places`, which are those of this document.
BANTAM_API std::string with_points(std::string_view document, const std::vector<WrittenPoints>& places,
                                   const std::vector<double>& points);

/// A rule that somebody wrote, as it fired on leads with outcomes.
struct RuleFirings {
  std::string id;
  std::string level = {};  ///< of a rule with a table, which of its lines; each is tuned by itself
  View<double> worth;  ///< one a lead: the rule's points there under the old model; 0 where it is silent
  double points = 0;   ///< the rule's old points, which `worth` is in terms of
  double least = -50;  ///< of the new points
  double most = 50;
  bool keeps_sign = true;
  bool fixed = false;  ///< keeps its points
};

struct RetunedRule {
  std::string id;
  std::string level;  ///< as of the firings
  double old_points = 0;
  double points = 0;  ///< whole where they were tuned
  double error = 0;  ///< standard error, by these leads alone: no less where points stay near the old ones
  std::size_t fired = 0;
};

struct RetuneOptions {
  double ridge = 0;  ///< how strongly points are drawn to the old ones; 0: as does best on leads not seen
  std::uint64_t seed = 1;
};

struct RetuneReport {
  std::vector<RetunedRule> rules;  ///< in the order given
  Validation before;               ///< both on the same folds
  Validation after;
  std::vector<LearnWarning> warnings;
};

/// Chooses new points for rules that stay as they are.
///
/// The new worth of a rule on a lead is its old worth × points / old points. Signs and bounds are
/// kept; a rule that never fired keeps its points.
///
/// Errors   Errc::bad_column, as for `learn`; a rule whose old points are 0 is tuned as if 1.
/// Cost     rules² × leads, a few times over.
/// Source   docs/learn.md.
BANTAM_API Result<RetuneReport> retune(const std::vector<RuleFirings>& rules,
                                       const OutcomeColumns& outcomes,
                                       const RetuneOptions& options = {});

BANTAM_API std::string retune_report_to_json(const RetuneReport& report);

}  // namespace bantam
