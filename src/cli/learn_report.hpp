// Learn report: the card of a learned model and its rules, for people and for programs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "arguments.hpp"
#include "bantam/learn.hpp"
#include "output.hpp"

namespace bantam::cli {

/// What is told beside the report.
struct LearnNotes {
  std::vector<std::string> remarks;  ///< what was read and left out, in words
  std::string threshold;             ///< what is proposed; empty: nothing
  std::size_t choose = 1;            ///< the model whose rules are shown, counted from 1
};

/// NDJSON is the card as one line, CSV the rules.
void print_learned(const LearnReport& report, const LearnNotes& notes, Format format,
                   Output& output);

/// The figures of several scorers, each with its name, as a table.
void print_validations(const std::vector<std::pair<std::string, Validation>>& scorers,
                       Output& output);

/// A title and words, with a line end where a line grows too long.
void write_wrapped(const std::string& title, const std::string& text, Output& output);

/// What is doubtful, and what was held back.
void print_warnings(const std::vector<LearnWarning>& warnings, Output& output);

/// "+3", "-2.5", "0".
std::string signed_points(double points);

/// A figure, or `–` where there is none.
std::string figure(std::optional<double> value, int decimals);

/// A share of leads in percent, or `–` of none.
std::string percent(std::size_t some, std::size_t all);

}  // namespace bantam::cli
