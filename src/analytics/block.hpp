// Block: some leads and their activities while they are scored, and the room for it.
//
// Everything in it is reused from block to block.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analytics/batch_job.hpp"
#include "engine/measuring.hpp"

namespace bantam {

/// Some of a block's activities, in canonical order.
struct Picked {
  const std::uint32_t* places = nullptr;
  const Verdict* holds = nullptr;        ///< nothing: all of them do
  const std::uint16_t* heard = nullptr;  ///< which of the types listened to; nothing: the first
  std::size_t size = 0;

  bool held(std::size_t i) const { return !holds || holds[i] == Verdict::yes; }
};

/// A run of values of a column: numbers, with NaN where there is none, or codes of a dictionary,
/// with the number of its texts where there is none.
struct Copy {
  std::vector<double> numbers;
  std::vector<std::uint32_t> codes;
};

struct Block {
  explicit Block(const BatchJob& of) : job(of) {}

  const BatchJob& job;
  std::size_t first_lead = 0;
  std::size_t lead_count = 0;

  Gathering* arrived = nullptr;  ///< where activities come in order of arrival and are gathered
  SumLines sums;                 ///< where they are not

  std::vector<Copy> leads;  ///< of BatchJob::lead_copies, by lead

  // Its activities by place: those of a lead stand together, in canonical order.
  std::uint32_t first_row = 0;           ///< where they are a run of rows
  bool is_run = true;
  std::vector<std::uint32_t> rows;       ///< where they are not
  std::uint32_t row_of(std::uint32_t place) const { return is_run ? first_row + place : rows[place]; }
  std::vector<std::uint32_t> begins;     ///< the first place of each lead, and the end
  const std::int64_t* at = nullptr;
  std::vector<std::uint32_t> lead;       ///< in the block; of rows, in the range
  std::vector<Copy> activities;          ///< of BatchJob::activity_copies; in order of arrival, only where needed

  // The places of each type's activities: those of bucket b are [bucket_begins[b], bucket_ends[b]).
  std::vector<std::uint32_t> bucket_begins;
  std::vector<std::uint32_t> bucket_ends;
  std::vector<std::uint32_t> places;

  std::vector<Operand> signals;          ///< signal by signal, a value a lead
  std::vector<std::int64_t> rule;        ///< what one rule gives each lead
  std::vector<std::uint8_t> counted;     ///< whether anything counted, where a bound asks for it
  std::vector<std::int64_t> groups;      ///< group by group
  std::vector<std::int64_t> scores;      ///< score by score
  std::vector<std::uint8_t> excluded;
  std::vector<Verdict> verdicts;

  // room
  std::vector<std::int64_t> gathered_at;
  std::vector<std::uint32_t> gathered_codes;
  std::vector<std::uint32_t> place_of_arrival, order, old_rows;
  std::vector<std::int64_t> old_at;
  std::vector<std::vector<Verdict>> stack;
  std::vector<std::uint32_t> merged, next, held;
  std::vector<std::uint16_t> merged_heard, next_heard;
  std::vector<Verdict> kept;
  std::vector<std::uint32_t> chosen;
  std::vector<std::uint16_t> chosen_heard;
  std::vector<std::uint32_t> lead_places;  ///< 0, 1, 2, …
  std::vector<Measuring> measurings;
  CellRoom kept_cells;  ///< viewed by signals
  CellRoom cells;       ///< viewed while one test is asked
  LeadState no_state;
  Evaluation no_evaluation;

  std::int64_t age(std::uint32_t place) const { return job.at.ms - at[place]; }

  Picked bucket(std::uint32_t b) const {
    if (b == none_of_it) return {};
    return {places.data() + bucket_begins[b], nullptr, nullptr, bucket_ends[b] - bucket_begins[b]};
  }
};

/// Fills the block with leads from `first` on, at most to before `last`, and puts their activities
/// in buckets.
///
/// Errors   a row of the columns that are read; the block is unusable then.
std::optional<Error> fill(Block& block, std::size_t first, std::size_t last);

/// Fills the block with the activities of the leads from `first` to before `last` that lie in the
/// rows from `begin` to before `end`, which ascend in time, and with no leads.
///
/// Errors   as above.
std::optional<Error> fill_rows(Block& block, std::size_t begin, std::size_t end, std::size_t first, std::size_t last);

/// The activities a rule or signal listens to for which its `when` holds, in canonical order.
Picked pick(const std::vector<HeardType>& heard, Block& block);

/// One type of them alone; what does not hold is among them.
Picked pick(const HeardType& heard, Block& block);

/// What `columns_for` gave these leads, suppressions apart.
void clear_scores(BatchScores& scores, std::size_t first, std::size_t last);

/// Signals, rules, exclusions, scores and total of the block's leads, into rows of `scores`.
void measure_block(Block& block);
void score_block(Block& block, BatchScores& scores);

/// What an activity rule gives each lead of the block, into `block.rule`: steps 1 to 8.
void tally_block(const RuleProgram& rule, const RuleJob& job, Block& block);

/// Adds what the rule gives for the block's activities to `block.sums`: steps 1 and 4 to 7. Blocks
/// come from the newest to the oldest.
void sum_block(const RuleProgram& rule, const RuleJob& job, Block& block);

/// Whether bounds leave out 0, which is what a rule contributes of which nothing counted.
bool zero_is_out(const Bounds& bounds);

/// The bounds of a rule, group, score or total, on a column.
void clamp(std::int64_t* points, std::size_t count, const Bounds& bounds, Instructions instructions);

}  // namespace bantam
