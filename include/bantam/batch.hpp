// batch: many leads at once, columns in and columns out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/model.hpp"
#include "bantam/points.hpp"
#include "bantam/result.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

struct BatchOptions {
  bool contributions = false;  ///< what each rule contributes, too
};

/// The place of no band: of a score without bands.
inline constexpr std::uint16_t no_band = 0xFFFF;

/// How many leads stand at a moment: every column has one row a lead. The row of a suppressed lead
/// says nothing but by what: the rest of it is as `columns_for` made it.
struct BatchScores {
  std::vector<std::vector<Points>> scores;              ///< a column a score, in model order
  std::vector<Points> total;
  std::vector<std::vector<std::uint16_t>> bands;        ///< a column a score: the band's place in it
  std::vector<std::uint16_t> total_band;
  std::vector<std::vector<std::uint8_t>> excluded_by;   ///< a column an exclusion: 1 where it holds
  std::vector<std::vector<std::uint8_t>> suppressed_by;  ///< likewise of suppressions
  std::vector<std::vector<Points>> contributions;       ///< a column a rule, where asked for
};

struct BatchJob;  // src/analytics/batch_job.hpp

/// A checked job: a model, columns and a moment.
///
/// Cost     a copy is a reference count.
/// Threads  immutable; any number of threads may score ranges of it.
/// Lifetime the columns must outlive it.
class BANTAM_API Batch {
 public:
  explicit Batch(std::shared_ptr<const BatchJob> job);

  std::size_t leads() const;
  const BatchJob& job() const { return *job_; }

 private:
  std::shared_ptr<const BatchJob> job_;
};

/// Checks the columns and sees how the model is asked of them.
///
/// Units    `as_of` is a moment in [1970, 2200); activities after it do not exist yet.
/// Errors   Errc::bad_column, naming the column and the row. Seen here: a column of the wrong
///          length, an offset of leads, of a dictionary's texts or of lists' items that goes
///          backwards or past the end, a lead that is out of range, neither or both of `offsets`
///          and `lead`. Seen by score_range, which reads the rows: a code out of range, an offset
///          of a row's text or list, a number that is NaN or infinite, a date outside the years 1
///          to 9999, a moment outside [1970, 2200), activities that do not ascend though `sorted`
///          says so. Errc::out_of_range; Errc::limit_exceeded past 4,294,967,295 rows.
/// Cost     linear in leads and distinct texts; in arrival order also passes over `lead`, and over
///          `at` or the types.
BANTAM_API Result<Batch> prepare_batch(const Model& model, const LeadColumns& leads,
                                       const ActivityColumns& activities, Timestamp as_of,
                                       const BatchOptions& options = {});

/// Columns for every lead of a batch, for `score_range` to fill.
BANTAM_API BatchScores columns_for(const Batch& batch);

/// Scores the leads from `first` to before `last` into `scores`, which `columns_for` made.
///
/// Gives what `replay` gives for the same activities and attributes, to the thousandth; stages,
/// gate and answers are not a batch's matter.
///
/// Errors   Errc::bad_column for the rows that are read, as in `prepare_batch`: these leads then
///          stand as `columns_for` made them. Nothing: all went well. What a column holds for an
///          activity whose type does not read it may be seen or not.
/// Cost     linear in the activities of these leads, for each the rules that listen to its type;
///          memory for one block of leads at a time, at most 1024 and about 8192 activities.
///          In order of time a model that asks of the past no more than sums and the newest n takes
///          one pass and at most 64 bytes a lead of the range (src/analytics/running_sums.hpp). In
///          any other arrival order a range is scored in groups of blocks, each of which is a pass over
///          `lead` and those columns that it reads; a group takes 64 bytes a lead of the range, or
///          an eighth of what the range's activities take (12 bytes each, and 4 or 8 a field that
///          its type reads) where that is more. So a range is at most about 16 such passes,
///          however few its leads are: as many ranges as threads are best.
/// Threads  ranges that do not overlap may be scored at once, also into the same `scores`.
[[nodiscard]] BANTAM_API std::optional<Error> score_range(const Batch& batch, std::size_t first,
                                                          std::size_t last, BatchScores& scores);

/// All of it on this thread: prepare, and one range.
BANTAM_API Result<BatchScores> score_batch(const Model& model, const LeadColumns& leads,
                                           const ActivityColumns& activities, Timestamp as_of,
                                           const BatchOptions& options = {});

/// The rating of a lead: the names of its bands, joined as the model says; empty for a lead that
/// is not scored yet.
BANTAM_API std::string rating(const Model& model, const BatchScores& scores, std::size_t lead);

}  // namespace bantam
