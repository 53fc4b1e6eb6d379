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

/// Activities in canonical order: parallel columns.
struct Picked {
  const std::uint32_t* place = nullptr;  ///< in the block
  const std::uint32_t* lead = nullptr;   ///< in the block
  const std::int64_t* age = nullptr;     ///< ms
  const Verdict* holds = nullptr;        ///< nothing: all of them do
  const std::uint16_t* heard = nullptr;  ///< which of the types listened to; nothing: the first
  std::size_t size = 0;

  bool held(std::size_t i) const { return !holds || holds[i] == Verdict::yes; }
};

struct Block {
  explicit Block(const BatchJob& of) : job(of) {}

  const BatchJob& job;
  std::size_t first_lead = 0;
  std::size_t lead_count = 0;

  // its activities, before they are put in buckets
  std::uint32_t first_row = 0;           ///< where they are a run of rows
  bool is_run = true;
  std::vector<std::uint32_t> rows;       ///< where they are not: by place
  std::vector<std::uint32_t> begins;     ///< the first place of each lead, and the end
  std::uint32_t row_of(std::uint32_t nth) const { return is_run ? first_row + nth : rows[nth]; }  ///< by place

  // its activities in buckets: those of bucket b are [bucket_begins[b], bucket_ends[b])
  std::vector<std::uint32_t> bucket_begins;
  std::vector<std::uint32_t> bucket_ends;
  std::vector<std::uint32_t> place;
  std::vector<std::uint32_t> lead;
  std::vector<std::int64_t> age;

  std::vector<Operand> signals;          ///< signal by signal, a value a lead
  std::vector<std::int64_t> rule;        ///< what one rule gives each lead
  std::vector<std::uint8_t> counted;     ///< whether anything counted
  std::vector<std::int64_t> groups;      ///< group by group
  std::vector<std::int64_t> scores;      ///< score by score
  std::vector<std::uint8_t> excluded;
  std::vector<Verdict> verdicts;

  // room
  std::vector<std::vector<Verdict>> stack;
  std::vector<std::vector<Verdict>> heard_verdicts;
  std::vector<std::uint32_t> merged_place, merged_lead, next_place, next_lead;
  std::vector<std::int64_t> merged_age, next_age;
  std::vector<std::uint16_t> merged_heard, next_heard;
  std::vector<Verdict> kept;
  std::vector<std::uint32_t> lead_places;  ///< 0, 1, 2, …
  std::vector<std::uint32_t> unsorted_rows, unsorted_leads;
  std::vector<Measuring> measurings;
  CellRoom kept_cells;  ///< viewed by signals
  CellRoom cells;       ///< viewed while one test is asked
  LeadState no_state;
  Evaluation no_evaluation;

  Picked bucket(std::uint32_t b) const {
    const std::size_t begin = bucket_begins[b];
    return {place.data() + begin, lead.data() + begin, age.data() + begin, nullptr, nullptr,
            bucket_ends[b] - begin};
  }
};

/// Fills the block with leads from `first` on, at most to before `last`, and puts their activities
/// in buckets.
///
/// Errors   a row of the columns that are read; the block is unusable then.
std::optional<Error> fill(Block& block, std::size_t first, std::size_t last);

/// The activities a rule or signal listens to for which its `when` holds, in canonical order.
Picked pick(const std::vector<HeardType>& heard, Block& block);

/// One type of them alone.
Picked pick(const HeardType& heard, Block& block, std::vector<Verdict>& verdicts);

/// Signals, rules, exclusions, scores and total of the block's leads, into rows of `scores`.
void measure_block(Block& block);
void score_block(Block& block, BatchScores& scores);

/// What an activity rule gives each lead of the block, into `block.rule`: steps 1 to 8.
void tally_block(const RuleProgram& rule, const RuleJob& job, Block& block);

}  // namespace bantam
