// Ranked leads: the scores of all leads of a log and a table, by columns and on all cores.
//
// What `score_leads` gives, but for stages, gates and journals, which a ranking does not need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "bantam/batch.hpp"
#include "bantam/decision.hpp"
#include "event_columns.hpp"
#include "scored_leads.hpp"

namespace bantam::cli {

/// How a lead stands.
struct RankedLead {
  std::string lead;
  Points total;
  std::vector<Points> scores;  ///< in model order
  std::string rating;
  std::vector<std::string> excluded_by;
  std::vector<std::string> suppressed_by;  ///< then nothing above is told
};

class RankedLeads {
 public:
  /// Scores everything that `sources` hold, on `threads` threads.
  ///
  /// Errors   reported; nothing then.
  /// Cost     reading the log, and a batch; leads that columns do not suffice for are replayed.
  static std::optional<RankedLeads> rank(Sources& sources, const Arguments& arguments,
                                         unsigned threads, Console& console);

  std::size_t size() const { return order_.size(); }
  /// The lead at a place: by falling total, then by id; those that are suppressed last.
  RankedLead operator[](std::size_t place) const;
  /// Of no meaning where there is no lead.
  Timestamp as_of() const { return as_of_; }

 private:
  explicit RankedLeads(Model model) : model_(std::move(model)) {}

  bool read(Sources& sources, const Arguments& arguments, Console& console);
  bool score(unsigned threads, Console& console);
  bool replay_others(Sources& sources, const Arguments& arguments, Console& console);
  void sort();
  bool wanted(std::uint32_t lead) const;
  bool is_suppressed(std::uint32_t lead) const;

  Model model_;
  Timestamp as_of_;
  EventColumns columns_;
  BatchScores scores_;
  bool has_table_ = false;
  std::map<std::uint32_t, std::optional<Decision>> replayed_;  ///< nothing: it does not exist
  std::vector<std::uint32_t> order_;
};

}  // namespace bantam::cli
