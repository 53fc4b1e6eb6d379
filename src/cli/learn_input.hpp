// Learn input: from the files of a user to leads whose outcome is known, as columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bantam/learn.hpp"
#include "bantam/model.hpp"
#include "bantam/state.hpp"
#include "console.hpp"
#include "judging.hpp"
#include "value_columns.hpp"

namespace bantam::cli {

struct LearnFiles : JudgingFiles {
  std::vector<std::string> nulls;   ///< cells that stand for nothing
  bool candidates = true;           ///< whether the log's activities become signals to learn from
  std::vector<std::string> named;   ///< columns that are used though they look like ids
};

/// A lead at the moment it is judged.
struct JudgedLead {
  LeadState state;
  Timestamp at;
};

struct LearnInput {
  explicit LearnInput(std::size_t rows) : columns(rows) {}

  Cases cases;                       ///< the leads with an outcome
  ValueColumns columns;              ///< and the following, one a lead
  std::vector<std::uint8_t> won;
  std::vector<std::int64_t> at;      ///< when leads came; empty: not known of all
  std::vector<std::int64_t> known;   ///< when outcomes were known; empty likewise
  std::vector<ActivitySignal> signals;  ///< candidates that the log offers beside the model's own
  std::optional<Model> model;        ///< that the leads were judged with; nothing: a table alone
  std::vector<JudgedLead> judged;    ///< with that model, one a lead
  std::vector<std::string> left_out; ///< columns that are no attributes
  std::vector<std::string> remarks;  ///< what was taken for what and what was left out, in words

  OutcomeTable table() const;
};

/// `document`: of the model to learn into, empty for none.
/// Errors   reported; nothing then.
std::optional<LearnInput> read_learn_input(const LearnFiles& files, const std::string& document,
                                           Console& console);

}  // namespace bantam::cli
