// learn: from won and lost leads to a model document, and to the card of how it was made.
#include "bantam/learn.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_chances.hpp"
#include "analytics/learn_document.hpp"
#include "analytics/learn_doubts.hpp"
#include "analytics/learn_periods.hpp"
#include "analytics/learn_pool.hpp"
#include "analytics/learn_recipe.hpp"
#include "analytics/learn_validate.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

using namespace learning;

Error bad(std::string message) { return Error{Errc::bad_column, std::move(message), 0, 0}; }

Result<bool> check(const OutcomeTable& table, const LearnOptions& options) {
  const std::size_t rows = table.leads.rows;
  if (rows == 0) return bad("there are no leads to learn from");
  if (table.won.size != rows) return bad("there is not one outcome for each lead");
  if (table.at.size != 0 && table.at.size != rows) return bad("there is not one time for each lead");
  if (table.known.size != 0 && table.known.size != rows)
    return bad("there is not one time at which the outcome was known for each lead");
  if (table.folds.size != 0 && table.folds.size != rows) return bad("there is not one fold for each lead");
  if (options.fixed_points.size != 0 && options.fixed_points.size != rows)
    return bad("there are not fixed points for each lead");
  std::size_t won = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    if (table.won[i] > 1) return bad("an outcome is neither 0 nor 1 in row " + std::to_string(i));
    won += table.won[i];
    if (options.fixed_points.size != 0 && !std::isfinite(options.fixed_points[i]))
      return bad("fixed points are NaN or infinite in row " + std::to_string(i));
  }
  for (const Column& column : table.leads.attributes)
    if (column.name.empty() || !is_utf8(column.name)) return bad("a column's name is empty or not UTF-8");
  if (won == 0) return bad("no lead is won: there is nothing to tell apart");
  if (won == rows) return bad("no lead is lost: there is nothing to tell apart");
  if (options.most_points == 0 || options.most_points > 100000)
    return Error{Errc::out_of_range, "the most points of a rule must be from 1 to 100,000", 0, 0};
  if (options.most_rules == 0 || options.most_rules > 200)
    return Error{Errc::out_of_range, "the most rules must be from 1 to 200", 0, 0};
  return true;
}

/// What is given before anything is learned: points that stay, and with times the share of won
/// leads in each period, so that a table learns what holds within periods and not their times.
/// `scale` becomes the points of one log odds.
void give(Sample& sample, const OutcomeTable& table, View<double> fixed, double& scale,
          std::vector<LearnWarning>& warnings) {
  sample.offset = period_odds(sample.won, table.at);
  if (fixed.size == 0) return;
  sample.fixed.assign(fixed.data, fixed.data + fixed.size);
  const LogisticCalibration calibration = rising_chances(sample.fixed, sample.won);
  if (!(calibration.slope > 0)) {
    warnings.push_back({"learn/fixed_points", "", "the points that stay do not rise with the outcomes", false});
    return;
  }
  scale = 1 / calibration.slope;
  sample.offset.resize(sample.rows, 0.0);
  for (std::size_t i = 0; i < sample.rows; ++i) sample.offset[i] += sample.fixed[i] * calibration.slope;
}

/// Log likelihood that a table must gain on leads not seen, over one chance for all. Of 60 tables
/// with outcomes drawn by lot the luckiest gained 9.4. By time each attribute had to hold from
/// period to period before.
constexpr double least_gain = 10;
constexpr double least_gain_by_time = 3;
constexpr double least_errors = 2.6;  // of the ROC AUC over 0.5

/// `chosen`: by what the number of rules was chosen; `told`: what the card tells.
bool promises(const BestSize& best, const Validation& chosen, const Validation& told, bool by_time) {
  if (best.rules == 0 || !chosen.auc || best.gain < (by_time ? least_gain_by_time : least_gain)) return false;
  const double error = (chosen.auc_high - chosen.auc_low) / 2 / 1.96;
  if (!(*chosen.auc - least_errors * error > 0.5)) return false;
  // By time the share of won leads moves too, which no order of leads can foresee: there the order
  // alone has to hold from the past to the future.
  return by_time ? told.auc_low > 0.5 : told.log_loss < told.prior_log_loss;
}

}  // namespace

Result<LearnReport> learn(const OutcomeTable& table, const LearnOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (auto checked = check(table, options); !checked) return checked.error();
  auto binned = bin(table.leads);
  if (!binned) return binned.error();
  Sample sample = sample_of(*binned, {table.won.data, table.won.data + table.won.size});
  LearnReport report;
  LearnCard& card = report.card;
  card.leads = sample.rows;
  card.won = static_cast<std::size_t>(std::count(sample.won.begin(), sample.won.end(), 1));
  card.attributes = table.leads.attributes.size();
  card.seed = options.seed;
  if (table.at.size != 0) {
    const auto ends = std::minmax_element(table.at.data, table.at.data + table.at.size);
    card.first_at = *ends.first;
    card.last_at = *ends.second;
  }
  Doubts doubts = doubts_of(*binned, sample, table.at, options);
  card.warnings = std::move(doubts.warnings);
  double fixed_scale = 0;
  give(sample, table, options.fixed_points, fixed_scale, card.warnings);

  const Folds folds = folds_of(sample.won, table, options.seed);
  const bool by_time = folds.by == "time";
  Recipe recipe = recipe_of(*binned, options, doubts.held_back, by_time);
  recipe.points.fixed_scale = fixed_scale;
  card.validated_by = folds.by;
  card.folds = folds.folds.size();
  const auto judge = [&](const Folds& by, const std::vector<Path>& paths, std::size_t size) {
    std::size_t fold_index = 0;
    return validate(by, sample.won, [&](const Fold& fold) {
      const Path& path = paths[fold_index++];
      const Sample made = rows_of(sample, fold.made_from);
      const PointTable points =
          round_to_points(path.models[std::min(size, path.models.size() - 1)], made, recipe.points);
      return Scored{points_on(points, rows_of(sample, fold.judged)), points_on(points, made)};
    });
  };
  // By time the number of rules is chosen by what holds within each period; what is reported is
  // what the past could have told of the future.
  const Folds chosen_by = by_time ? folds_within_time(sample.won, table.at) : folds;
  std::vector<Path> paths = paths_of(recipe, *binned, sample, chosen_by);
  const BestSize best = best_size(paths, sample, chosen_by);
  const auto wanted = static_cast<std::size_t>(
      std::count(recipe.search.wanted.begin(), recipe.search.wanted.end(), true));
  const std::size_t size = std::max(best.rules, std::min(wanted, options.most_rules));
  const Validation chosen = judge(chosen_by, paths, size);
  if (by_time) paths = paths_of(recipe, *binned, sample, folds);
  card.learned = by_time ? judge(folds, paths, size) : chosen;
  card.naive_bayes = validate(folds, sample.won,
                              [&](const Fold& fold) { return naive_bayes(*binned, sample, fold, recipe.search.usable); });
  if (!promises(best, chosen, card.learned, by_time)) {
    report.verdict = "nothing to learn here: on leads not seen, no table does clearly better than one chance for all";
    return report;
  }

  recipe.search.most_terms = size;
  for (const Additive& model : pool_of(recipe, *binned, sample, options.pool)) {
    const PointTable points = round_to_points(model, sample, recipe.points);
    if (points.table.terms.empty()) continue;
    if (report.models.empty()) {
      card.points_per_log_odds = points.per_log_odds;
      card.chance_slope = points.chance.slope;
      card.chance_offset = points.chance.offset;
    }
    Written written = write_document(*binned, sample, points, options, card);
    LearnedModel learned;
    learned.document = std::move(written.document);
    learned.rules = std::move(written.rules);
    for (const double sum : sums_of(points.table, sample)) learned.points.push_back(std::llround(sum));
    const std::vector<double> sums = points_on(points, sample);
    learned.auc = roc_auc(*tally_scores(sums, sample.won));
    learned.log_loss = log_loss_of(points.chance, sums, sample.won);
    report.models.push_back(std::move(learned));
  }
  for (const AttributeWish& wish : options.attributes) {
    const auto uses = [&](const LearnedRule& rule) { return rule.attribute == wish.name || rule.condition == wish.name; };
    if (wish.use == AttributeUse::must && !report.models.empty() &&
        std::none_of(report.models[0].rules.begin(), report.models[0].rules.end(), uses))
      card.warnings.push_back({"learn/unused", wish.name, "`" + wish.name + "` tells no leads apart", false});
  }
  report.verdict = report.models.empty() ? "nothing to learn here: no rule is worth a whole point"
                                         : "learned " + std::to_string(report.models[0].rules.size()) + " rules from " +
                                               std::to_string(card.leads) + " leads";
  return report;
}

}  // namespace bantam
