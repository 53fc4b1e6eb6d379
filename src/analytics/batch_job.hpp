// Batch job: a model, columns and a moment, and how the one is asked of the others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/arrivals.hpp"
#include "analytics/cells.hpp"
#include "analytics/column_condition.hpp"
#include "analytics/kernels.hpp"
#include "analytics/running_sums.hpp"
#include "bantam/batch.hpp"
#include "program/program.hpp"

namespace bantam {

inline constexpr std::uint32_t none_of_it = 0xFFFFFFFF;

/// A type of activity that a rule or signal listens to.
struct HeardType {
  std::uint32_t bucket = 0;      ///< none_of_it: no activity is of this type
  std::int32_t type = 0;
  std::optional<ColumnCondition> when;
  const Cells* field = nullptr;  ///< of `points_per`, or what a signal measures
};

/// What constant points are worth by age.
struct PointsByAge {
  std::vector<std::int64_t> thousandths;
  bool complete = false;  ///< the last entry holds for every later age
};

struct RuleJob {
  std::vector<HeardType> heard;
  bool ordered = false;  ///< which activities count depends on their order
  PointsByAge by_age;    ///< of constant points that decay
  std::optional<ColumnCondition> guard;
  const Cells* of = nullptr;              ///< of an attribute rule, where it names an attribute
  std::vector<BandBound> bands;           ///< of one with bands; `other` is the last's
  std::vector<std::int64_t> by_code;      ///< its points by the dictionary's codes, then of missing
};

struct SignalJob {
  std::vector<HeardType> heard;
};

/// How a batch runs. What it gives does not depend on it.
struct Tuning {
  Instructions instructions = instructions_here().back();
  std::size_t block_leads = 1024;
  std::size_t block_rows = 8192;  ///< about what a core's second cache holds; a lead is never split
};

struct BatchJob {
  explicit BatchJob(Model of) : model(std::move(of)) {}

  Model model;
  LeadColumns leads;
  ActivityColumns activities;
  Timestamp at;
  BatchOptions options;
  Tuning tuning;

  std::vector<Cells> attributes;                 ///< one per attribute of the model
  std::vector<std::vector<Cells>> fields;        ///< per type of the model, per field
  std::vector<std::string> field_names;          ///< of the columns, sorted, each once
  std::vector<std::vector<const Column*>> named; ///< the columns of each
  std::vector<const Column*> ids;                ///< of activities: one or none
  std::vector<const Column*> lead_copies;        ///< read columns that a block copies, by Cells::copy; null where unread
  std::vector<const Column*> activity_copies;
  std::vector<const Column*> read_leads;         ///< read columns that it does not
  std::vector<std::vector<const Column*>> read_activities;  ///< the same, per bucket
  std::vector<std::vector<std::uint8_t>> needs_copy;  ///< a column of activity_copies, by code: 1 where its type reads it
  std::vector<std::uint32_t> bucket_of_code;     ///< the code itself, or the first of the same name
  std::size_t bucket_count = 0;
  std::vector<std::uint32_t> code_order;         ///< of type codes: their names' order as bytes
  std::vector<SignalJob> signals;
  std::vector<RuleJob> rules;
  std::vector<ColumnCondition> exclusions;
  std::vector<ColumnCondition> suppressions;
  std::vector<std::unique_ptr<DictionaryTests>> text_tests;
  bool ties_matter = false;  ///< the order of simultaneous activities can change a score
  std::optional<SumPlan> sums;  ///< in order of arrival: how activities are added up without gathering them
  Arrivals arrivals;            ///< where there is no such plan

  const Program& program() const { return model.program(); }
  bool in_lead_order() const { return activities.lead.data == nullptr; }
  /// A field that activities of the type have; conditions name no other.
  const Cells& field(std::int32_t type, std::string_view name) const {
    const std::vector<Cells>& own = fields[static_cast<std::size_t>(type)];
    return *std::find_if(own.begin(), own.end(), [&](const Cells& cells) { return cells.slot->name == name; });
  }
};

/// The public function, for tests of what must not matter.
Result<Batch> prepare_batch(const Model& model, const LeadColumns& leads, const ActivityColumns& activities,
                            Timestamp as_of, const BatchOptions& options, const Tuning& tuning);

/// The first thing wrong with the columns that is seen without reading every row.
std::optional<Error> check_shapes(const LeadColumns& leads, const ActivityColumns& activities);

/// What is wrong with a row, as score_range says it.
Error bad_column(const std::string& column, std::size_t row, const std::string& what);

}  // namespace bantam
