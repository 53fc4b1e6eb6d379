// Backtest leads: from files to the columns that `backtest` and `compare` take.
#pragma once

#include <optional>
#include <string>

#include "bantam/backtest.hpp"
#include "judging.hpp"
#include "segments.hpp"

namespace bantam::cli {

/// Leads judged by a model. `by`: an attribute to group them by too; empty: none.
/// Errors   reported; nothing then.
std::optional<BacktestLeads> backtest_leads(const Model& model, const Cases& cases,
                                            const std::string& by, Console& console);

struct ScoreFile {
  std::string path;             ///< CSV; `-` is standard input
  std::string id_column;        ///< empty: `lead` where there is one
  std::string score_column = "score";
  std::string outcome_column = "won";
  OutcomeWords words;           ///< in that column
  std::string known_column;     ///< when outcomes were known; empty: none
  std::string time_column;      ///< empty: none
  std::string folds;            ///< empty: none
  std::string by;               ///< a column to group by; empty: none
};

/// Leads with points from elsewhere. Errors reported; nothing then.
std::optional<BacktestLeads> read_scores(const ScoreFile& file, Console& console);

}  // namespace bantam::cli
