// Validation: how good a recipe is on leads it has not seen, and how many rules it should have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analytics/learn_recipe.hpp"
#include "bantam/learn.hpp"

namespace bantam::learning {

/// Leads to learn from, and leads to judge by.
struct Fold {
  std::vector<std::size_t> made_from;
  std::vector<std::size_t> judged;
};

struct Folds {
  std::string by;  ///< as LearnCard::validated_by
  std::vector<Fold> folds;
};

/// The given folds; else blocks of time, each judged by what was known of the blocks before it when
/// it began; else, also where too little was known in time, five drawn ones with the same share of
/// won leads.
Folds folds_of(const std::vector<std::uint8_t>& won, const OutcomeColumns& outcomes, std::uint64_t seed);

/// Blocks of time, each judged by what all others taught: what holds within periods.
Folds folds_within_time(const std::vector<std::uint8_t>& won, View<std::int64_t> at);

/// Scores of the leads that a fold judges, and of those it was made from.
struct Scored {
  std::vector<double> judged;
  std::vector<double> made_from;
};

/// Judges a scorer fold by fold.
Validation validate(const Folds& folds, const std::vector<std::uint8_t>& won,
                    const std::function<Scored(const Fold&)>& scorer);

/// By fold, the path of a recipe.
std::vector<Path> paths_of(const Recipe& recipe, const BinnedTable& table, const Sample& sample,
                           const Folds& folds);

struct BestSize {
  std::size_t rules = 0;
  double gain = 0;  ///< of log likelihood on leads not seen, over no rules at all
};

/// The number of rules that does best on leads not seen, the smallest of those about as good.
BestSize best_size(const std::vector<Path>& paths, const Sample& sample, const Folds& folds);

/// Shares of won leads in the manner of open-source CRMs: smoothing 0.1, from 0.01 % to 99.99 %.
///
/// `usable`: by attribute, so that the baseline sees what the rules may see; empty: all.
///
/// Source   the predictive lead scoring of Odoo CRM: naive Bayes over what is known of a lead.
Scored naive_bayes(const BinnedTable& table, const Sample& sample, const Fold& fold,
                   const std::vector<bool>& usable = {});

}  // namespace bantam::learning
