// learn: from won and lost leads to a model document, and to the card of how it was made.
#include "bantam/learn.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analytics/learn_bins.hpp"
#include "analytics/learn_document.hpp"
#include "analytics/learn_doubts.hpp"
#include "analytics/learn_pool.hpp"
#include "analytics/learn_recipe.hpp"
#include "analytics/learn_validate.hpp"

namespace bantam {
namespace {

using namespace learning;

Error bad(std::string message) { return Error{Errc::bad_column, std::move(message), 0, 0}; }

Result<bool> check(const OutcomeTable& table, const LearnOptions& options) {
  const std::size_t rows = table.leads.rows;
  if (rows == 0) return bad("there are no leads to learn from");
  if (table.won.size != rows) return bad("there is not one outcome for each lead");
  if (table.at.size != 0 && table.at.size != rows) return bad("there is not one time for each lead");
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
  if (won == 0) return bad("no lead is won: there is nothing to tell apart");
  if (won == rows) return bad("no lead is lost: there is nothing to tell apart");
  if (options.most_points == 0 || options.most_points > 100000)
    return Error{Errc::out_of_range, "the most points of a rule must be from 1 to 100,000", 0, 0};
  if (options.most_rules == 0 || options.most_rules > 200)
    return Error{Errc::out_of_range, "the most rules must be from 1 to 200", 0, 0};
  return true;
}

/// Log odds that points which stay stand for; `scale` becomes the points of one log odds.
std::vector<double> offset_of(const OutcomeTable& table, View<double> fixed, double& scale,
                              std::vector<LearnWarning>& warnings) {
  if (fixed.size == 0) return {};
  const std::vector<double> points(fixed.data, fixed.data + fixed.size);
  const Calibration calibration = calibrate(points, {table.won.data, table.won.data + table.won.size});
  if (!(calibration.slope > 0)) {
    warnings.push_back({"learn/fixed_points", "", "the points that stay do not rise with the outcomes", false});
    return {};
  }
  scale = 1 / calibration.slope;
  std::vector<double> offset;
  for (const double p : points) offset.push_back(p * calibration.slope);
  return offset;
}

/// Points on other rows of the table, with those that stay.
std::vector<double> points_on(const PointTable& points, const Sample& sample, double fixed_scale) {
  Sample bare;
  bare.rows = sample.rows;
  bare.codes = sample.codes;
  std::vector<double> sums = log_odds(points.table, bare);
  if (fixed_scale > 0 && !sample.offset.empty())
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += sample.offset[i] * fixed_scale;
  return sums;
}

bool promises(const Validation& validation) {
  if (!validation.auc) return false;
  const double error = (validation.auc_high - validation.auc_low) / 2 / 1.96;
  return *validation.auc - 2.33 * error > 0.5 && validation.log_loss < validation.prior_log_loss;
}

}  // namespace

Result<LearnReport> learn(const OutcomeTable& table, const LearnOptions& options) {
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
  sample.offset = offset_of(table, options.fixed_points, fixed_scale, card.warnings);

  Recipe recipe = recipe_of(*binned, options, doubts.held_back);
  recipe.points.fixed_scale = fixed_scale;
  const Folds folds = folds_of(sample.won, table.at, table.folds, options.seed);
  card.validated_by = folds.by;
  card.folds = folds.folds.size();
  const std::vector<Path> paths = paths_of(recipe, *binned, sample, folds);
  const std::size_t size = best_size(paths, sample, folds);
  std::size_t fold_index = 0;
  card.learned = validate(folds, sample.won, [&](const Fold& fold) {
    const Path& path = paths[fold_index++];
    const Sample made = rows_of(sample, fold.made_from);
    const PointTable points =
        round_to_points(path.models[std::min(size, path.models.size() - 1)], made, recipe.points);
    return Scored{points_on(points, rows_of(sample, fold.judged), fixed_scale),
                  points_on(points, made, fixed_scale)};
  });
  card.naive_bayes = validate(folds, sample.won,
                              [&](const Fold& fold) { return naive_bayes(*binned, sample, fold); });
  if (size == 0 || !promises(card.learned)) {
    report.verdict = "nothing to learn here: on leads not seen, no table does better than one chance for all";
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
    Written written = write_document(*binned, points, options, card);
    LearnedModel learned;
    learned.document = std::move(written.document);
    learned.rules = std::move(written.rules);
    Sample bare;
    bare.rows = sample.rows;
    bare.codes = sample.codes;
    for (const double sum : log_odds(points.table, bare)) learned.points.push_back(std::llround(sum));
    const std::vector<double> sums = points_on(points, sample, fixed_scale);
    learned.auc = roc_auc(sums, sample.won);
    std::vector<double> chances;
    for (const double sum : sums) chances.push_back(chance(points.chance, sum));
    learned.log_loss = log_loss(chances, sample.won);
    report.models.push_back(std::move(learned));
  }
  report.verdict = report.models.empty() ? "nothing to learn here: no rule is worth a whole point"
                                         : "learned " + std::to_string(report.models[0].rules.size()) + " rules from " +
                                               std::to_string(card.leads) + " leads";
  return report;
}

}  // namespace bantam
