// Batch job: a model, columns and a moment, and how the one is asked of the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analytics/cells.hpp"
#include "analytics/column_condition.hpp"
#include "bantam/batch.hpp"
#include "program/program.hpp"

namespace bantam {

/// A type of activity that a rule or signal listens to.
struct HeardType {
  std::uint32_t bucket = 0;
  std::int32_t type = 0;
  std::optional<ColumnCondition> when;
  const Cells* field = nullptr;  ///< of `points_per`, or what a signal measures
};

/// What constant points are worth by age. `complete`: the last entry holds for every later age.
struct PointsByAge {
  std::vector<std::int64_t> thousandths;
  bool complete = false;
};

struct RuleJob {
  std::vector<HeardType> heard;
  bool ordered = false;  ///< which activities count depends on their order
  PointsByAge by_age;    ///< of constant points that decay
  std::optional<ColumnCondition> guard;
  const Cells* of = nullptr;              ///< of an attribute rule, where it names an attribute
  std::vector<std::int64_t> by_code;      ///< its points by the dictionary's codes, then of missing
};

struct SignalJob {
  std::vector<HeardType> heard;
};

/// The rows of each block of leads, when activities come in arrival order: the distance from each
/// to the next in 16 bits, 0xFFFF meaning that the distance goes on.
struct Arrivals {
  std::uint32_t shift = 0;  ///< a block has 2^shift leads
  std::vector<std::uint64_t> begins;
  std::vector<std::uint16_t> steps;
};

struct BatchJob {
  Model model;
  LeadColumns leads;
  ActivityColumns activities;
  Timestamp at;
  BatchOptions options;

  std::vector<Cells> attributes;                 ///< one per attribute of the model
  std::vector<std::vector<Cells>> fields;        ///< per type of the model, per field
  std::vector<std::string> field_names;          ///< of the columns, sorted, each once
  std::vector<std::vector<const Column*>> named; ///< the columns of each
  std::vector<const Column*> read_leads;         ///< columns that something reads
  std::vector<const Column*> read_activities;
  std::vector<std::int32_t> bucket_types;        ///< the model's type of each bucket
  std::vector<std::uint32_t> bucket_of_code;     ///< one past the buckets: nothing listens
  std::vector<std::uint32_t> code_order;         ///< of type codes: their names' order as bytes
  std::vector<SignalJob> signals;
  std::vector<RuleJob> rules;
  std::vector<ColumnCondition> exclusions;
  bool ties_matter = false;  ///< the order of simultaneous activities can change a score
  Arrivals arrivals;

  const Program& program() const { return model.program(); }
  bool in_lead_order() const { return activities.lead.data == nullptr; }
};

/// The first thing wrong with the columns that is seen without reading every row.
std::optional<Error> check_shapes(const LeadColumns& leads, const ActivityColumns& activities);

/// What is wrong with a row, as score_range says it.
Error bad_column(const std::string& column, std::size_t row, const std::string& what);

}  // namespace bantam
