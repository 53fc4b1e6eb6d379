// Learn input: from the files of a user to leads whose outcome is known, as columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "bantam/learn.hpp"
#include "bantam/model.hpp"
#include "bantam/state.hpp"
#include "console.hpp"
#include "value_columns.hpp"

namespace bantam::cli {

struct LearnFiles {
  std::string leads;                ///< a table; empty: none
  std::string id_column;            ///< empty: `lead` where there is one, else rows count from 0
  std::string outcome_column;       ///< empty: what the log says became of the leads
  std::string time_column;          ///< empty: none
  std::string events;               ///< a log; empty: none
  std::string folds;                ///< empty: none
  std::optional<Duration> after;    ///< leads are judged so long after their entry
  std::optional<Timestamp> as_of;   ///< or all at one moment
  std::vector<std::string> nulls;
  bool candidates = true;           ///< whether the log's activities become signals to learn from
  std::vector<std::string> named;   ///< columns that are used though they look like ids
  std::vector<std::string> only;    ///< leads to judge, whatever became of them; empty: those with outcomes
};

/// A lead at the moment it is judged.
struct JudgedLead {
  LeadState state;
  Timestamp at;
};

struct LearnInput {
  explicit LearnInput(std::size_t rows) : columns(rows) {}

  ValueColumns columns;
  std::vector<std::string> leads;    ///< ids
  std::vector<std::uint8_t> won;
  std::vector<std::int64_t> at;      ///< when leads came; empty: not known
  std::vector<std::uint32_t> folds;  ///< empty: not given
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
