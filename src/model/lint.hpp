// What lint is made of: what scores can reach, and which conditions can never be true.
#pragma once

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/check.hpp"

namespace bantam {

/// The least and the most something can give. Units: thousandths of a point, infinite without end.
struct Range {
  double low = 0;
  double high = 0;
};

/// What rules, groups, scores and the total can give: never less and never more than that. Rules
/// that shut each other out are added up all the same, so a bound may be wider than the truth.
struct Reach {
  std::vector<Range> rules;   ///< in model order, as are the others
  std::vector<Range> groups;
  std::vector<Range> scores;
  Range total;
  std::vector<bool> dead;     ///< rules whose `if` or `when` is never true: they give 0
  std::vector<std::optional<double>> seen_low;  ///< per score a value that some lead is at or below
  std::optional<double> seen_total_low;         ///< the same of the total
};

/// `dead` as in Reach.
Reach reach_of(const Document& document, const Names& names, std::vector<bool> dead);

/// Why a condition is never true, in words that follow a colon; nothing when it may be.
/// `reach` bounds `score.…`; `stages` are those in which the condition is asked, all when empty.
std::optional<std::string> why_never_true(const Condition& condition, const Document& document,
                                          const Reach* reach = nullptr,
                                          const std::set<std::string>& stages = {});

/// Warns of negations that are unknown, and so hold nothing, where a value is missing.
void lint_negations(const Condition& condition, const Document& document, Findings& findings);

/// Whether a value can be missing: attributes, fields and answers, and signals but counts.
bool may_be_missing(const Ref& ref, const Document& document);

/// The places of a rule's group, or -1, and of the score that it feeds.
std::int32_t group_of(const Rule& rule, const Names& names);
std::int32_t score_of(const Rule& rule, const Document& document, const Names& names);

}  // namespace bantam
