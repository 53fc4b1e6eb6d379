// Arrivals: activities in order of arrival, brought to blocks of leads.
//
// For what cannot be added up where it stands (running_sums.hpp). The rows of a block lie all over the columns, and each cell read by itself costs a miss of the
// cache. So a range is scored in groups of blocks: one pass over the columns, from first to last,
// puts what is read of each row of the group beside what is read of its block. A group is as large
// as its memory allows, because every group is a pass.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "bantam/columns.hpp"
#include "bantam/result.hpp"

namespace bantam {

struct BatchJob;

/// How many rows each block has, and how many of them need each of the copied columns.
struct Arrivals {
  std::uint32_t shift = 0;                   ///< a block has 2^shift leads
  std::vector<std::uint32_t> rows;           ///< by block
  std::vector<std::vector<std::uint32_t>> copied;  ///< a column of BatchJob::activity_copies, by block
};

/// Counts them.
void find_arrivals(BatchJob& job);

/// The first row of a lead that is none.
std::optional<Error> check_leads(const BatchJob& job);

/// What is read of an activity, in one word: its moment, lead in the block and type.
struct PackedRow {
  static constexpr std::uint32_t code_bits = 11, lead_bits = 10;
  static constexpr std::size_t codes = std::size_t{1} << code_bits;  ///< more of them are not packed

  static std::uint64_t of(std::int64_t at, std::uint32_t lead, std::uint32_t code) {
    return static_cast<std::uint64_t>(at) << (code_bits + lead_bits) | std::uint64_t{lead} << code_bits |
           (code & (codes - 1));
  }
  static std::int64_t at(std::uint64_t row) { return static_cast<std::int64_t>(row >> (code_bits + lead_bits)); }
  static std::uint32_t lead(std::uint64_t row) { return (row >> code_bits) & ((1U << lead_bits) - 1); }
  static std::uint32_t code(std::uint64_t row) { return row & (codes - 1); }
};

/// The rows of a range's blocks, group by group.
class Gathering {
 public:
  Gathering(const BatchJob& job, std::size_t first, std::size_t last);
  ~Gathering();

  /// Gathers the group of a block that is in none so far. Blocks are asked for from first to last.
  std::optional<Error> reach(std::size_t block);

  // A block of the group: its rows as they came.
  std::size_t size(std::size_t block) const { return ends_[block - first_block_] - begins_[block - first_block_]; }
  const std::uint64_t* packed(std::size_t block) const { return packed_.get() + begins_[block - first_block_]; }
  const std::uint32_t* rows(std::size_t block) const { return rows_.get() + begins_[block - first_block_]; }

  /// The values of a copied column, of those rows that need it; one more may be read.
  const double* numbers(std::size_t copy, std::size_t block) const;
  const std::uint32_t* codes(std::size_t copy, std::size_t block) const;

 private:
  struct Copied {
    std::unique_ptr<double[]> numbers;
    std::unique_ptr<std::uint32_t[]> codes;
    std::vector<std::uint32_t> begins, ends;  ///< by block of the group
  };

  std::size_t bytes(std::size_t block) const;
  std::size_t group_end(std::size_t block) const;
  void make_room();
  void start(std::size_t block);
  bool gather_chunk(std::size_t row, std::size_t size);
  template <class Code>
  bool gather_rows(const Code* codes);
  bool gather_copy(std::size_t copy);
  bool fail(const std::string& column, std::size_t row, const char* what);

  const BatchJob& job_;
  std::size_t first_lead_, last_lead_;
  std::size_t budget_ = 0;
  std::size_t first_block_ = 0, end_block_ = 0;  ///< of the group
  std::uint32_t group_lead_ = 0, group_leads_ = 0, base_lead_ = 0;
  std::unique_ptr<std::uint64_t[]> packed_;
  std::unique_ptr<std::uint32_t[]> rows_;
  std::vector<std::uint32_t> begins_, ends_;  ///< by block of the group
  std::vector<Copied> copies_;

  // A chunk: the rows of the group in it, the places of their blocks, their types.
  std::vector<std::uint32_t> chunk_rows_, chunk_blocks_, chunk_codes_, needing_;
  std::size_t chunk_size_ = 0;
  std::optional<Error> error_;
};

}  // namespace bantam
