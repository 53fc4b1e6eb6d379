// retune: new points for rules that stay as they are.
//
// The one rule that holds here: a rule's sign and bounds are kept whatever the outcomes say.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "analytics/learn_chances.hpp"
#include "analytics/learn_validate.hpp"
#include "bantam/learn.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

using namespace learning;

/// Of a weight, in log odds for one firing: from free to nearly what its author wrote.
constexpr double ridges_tried[] = {1, 4, 16, 64, 256, 4096};
constexpr double least_ridge = 1;
constexpr double least_slope = 0.25;  // log odds for one standard deviation of the old totals

/// Rules by lead: how often each speaks, in units of its old points; then those that stay, as one.
struct Firings {
  std::size_t rules = 0;
  std::vector<std::vector<double>> worth;  ///< by rule, then lead: worth / old points
  std::vector<double> fixed;               ///< points of the rules that stay
  bool any_fixed = false;
};

/// Log odds by rule; the last one is that of the points that stay.
struct Weights {
  double intercept = 0;
  std::vector<double> of;
  std::vector<double> error;
};

const std::vector<double>& column(const Firings& firings, std::size_t r) {
  return r < firings.rules ? firings.worth[r] : firings.fixed;
}

/// Diagonal of the inverse of a positive matrix, by Gauss and Jordan.
std::vector<double> inverse_diagonal(std::vector<double> h, std::size_t n) {
  std::vector<double> inverse(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) inverse[j * n + j] = 1;
  for (std::size_t j = 0; j < n; ++j) {
    const double pivot = std::max(h[j * n + j], 1e-12);
    for (std::size_t k = 0; k < n; ++k) {
      h[j * n + k] /= pivot;
      inverse[j * n + k] /= pivot;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double times = i == j ? 0 : h[i * n + j];
      if (times == 0) continue;
      for (std::size_t k = 0; k < n; ++k) {
        h[i * n + k] -= times * h[j * n + k];
        inverse[i * n + k] -= times * inverse[j * n + k];
      }
    }
  }
  std::vector<double> diagonal(n);
  for (std::size_t j = 0; j < n; ++j) diagonal[j] = inverse[j * n + j];
  return diagonal;
}

/// Ridge logistic regression where each weight keeps its sign: Newton's quadratic, and on it one
/// weight after the other, stopped at 0. The ridge draws a weight to `per_point` log odds for each of
/// its old points: of a rule that fired for few leads its author knows more than they do.
Weights fit_signed(const Firings& firings, const std::vector<RuleFirings>& rules,
                   const std::vector<std::uint8_t>& won, const std::vector<std::size_t>& rows, double ridge,
                   double per_point) {
  const std::size_t weights = firings.rules + (firings.any_fixed ? 1 : 0);
  const std::size_t n = weights + 1;  // place 0 is the intercept
  std::vector<double> w(n, 0.0), h(n * n), g(n), x(n);
  double share = 0;
  for (const std::size_t row : rows) share += won[row];
  share = (share + 0.5) / (static_cast<double>(rows.size()) + 1);
  w[0] = std::log(share / (1 - share));
  const auto low = [&](std::size_t j) {
    if (j == 0) return -1e9;
    if (j > firings.rules) return 0.0;
    return rules[j - 1].keeps_sign && rules[j - 1].points >= 0 ? 0.0 : -1e9;
  };
  const auto high = [&](std::size_t j) {
    return j > 0 && j <= firings.rules && rules[j - 1].keeps_sign && rules[j - 1].points < 0 ? 0.0 : 1e9;
  };
  for (int round = 0; round < 25; ++round) {
    std::fill(h.begin(), h.end(), 0.0);
    std::fill(g.begin(), g.end(), 0.0);
    for (const std::size_t row : rows) {
      double z = w[0];
      x[0] = 1;
      for (std::size_t j = 1; j < n; ++j) {
        x[j] = column(firings, j - 1)[row];
        z += w[j] * x[j];
      }
      const double p = 1 / (1 + std::exp(-z));
      for (std::size_t j = 0; j < n; ++j) {
        if (x[j] == 0) continue;
        g[j] += (won[row] - p) * x[j];
        for (std::size_t k = 0; k <= j; ++k) h[j * n + k] += p * (1 - p) * x[j] * x[k];
      }
    }
    for (std::size_t j = 0; j < n; ++j) {
      // A fixed column is in points and not in ones: it bears no ridge.
      h[j * n + j] += j == 0 || j > firings.rules ? 1e-9 : ridge;
      if (j > 0 && j <= firings.rules) g[j] -= ridge * (w[j] - per_point * rules[j - 1].points);
      for (std::size_t k = 0; k < j; ++k) h[k * n + j] = h[j * n + k];
    }
    std::vector<double> step(n, 0.0);
    for (int sweep = 0; sweep < 200; ++sweep) {
      double moved = 0;
      for (std::size_t j = 0; j < n; ++j) {
        double slope = g[j];
        for (std::size_t k = 0; k < n; ++k) slope -= h[j * n + k] * step[k];
        const double next = std::clamp(w[j] + step[j] + slope / h[j * n + j], low(j), high(j)) - w[j];
        moved = std::max(moved, std::abs(next - step[j]) * std::sqrt(h[j * n + j]));
        step[j] = next;
      }
      if (moved < 1e-7) break;
    }
    double largest = 0;
    for (std::size_t j = 0; j < n; ++j) largest = std::max(largest, std::abs(step[j]));
    const double scale = largest > 4 ? 4 / largest : 1;  // a step is never wild
    for (std::size_t j = 0; j < n; ++j) w[j] += scale * step[j];
    if (largest < 1e-7) break;
  }
  Weights fitted;
  fitted.intercept = w[0];
  fitted.of.assign(w.begin() + 1, w.end());
  // What these leads leave open is not less for the pull to the old points.
  for (std::size_t j = 1; j <= firings.rules; ++j) h[j * n + j] -= ridge - std::min(ridge, least_ridge);
  const std::vector<double> variance = inverse_diagonal(h, n);
  for (std::size_t j = 1; j < n; ++j) fitted.error.push_back(std::sqrt(std::max(variance[j], 0.0)));
  return fitted;
}

double spread_of(const std::vector<double>& values, const std::vector<std::size_t>& rows) {
  double sum = 0, square = 0;
  for (const std::size_t row : rows) {
    sum += values[row];
    square += values[row] * values[row];
  }
  const auto count = static_cast<double>(std::max<std::size_t>(rows.size(), 1));
  return std::sqrt(std::max(0.0, square / count - sum / count * (sum / count)));
}

struct Tuned {
  std::vector<double> points;  ///< by rule, whole
  double per_log_odds = 0;
};

std::vector<double> totals(const Firings& firings, const std::vector<double>& points) {
  std::vector<double> sums = firings.fixed;
  for (std::size_t r = 0; r < firings.rules; ++r)
    if (points[r] != 0)
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += firings.worth[r][i] * points[r];
  return sums;
}

/// Whole points whose totals spread as the old ones do, so that thresholds keep about their meaning;
/// points that stay fix the unit.
Tuned tune(const Firings& firings, const std::vector<RuleFirings>& rules, const std::vector<std::size_t>& own,
           const Weights& weights, const std::vector<double>& before, const std::vector<std::size_t>& rows) {
  std::vector<double> odds(before.size(), 0.0);
  for (std::size_t r = 0; r < weights.of.size(); ++r)
    for (std::size_t i = 0; i < odds.size(); ++i) odds[i] += weights.of[r] * column(firings, r)[i];
  const double spread = spread_of(odds, rows);
  const double old_spread = spread_of(before, rows);
  const double of_fixed = firings.any_fixed ? weights.of.back() : 0;
  Tuned tuned;
  tuned.per_log_odds = spread > 0 && old_spread > 0 ? old_spread / spread : 10;
  if (of_fixed > 1e-9) tuned.per_log_odds = 1 / of_fixed;
  for (std::size_t r = 0; r < firings.rules; ++r) {
    const RuleFirings& rule = rules[own[r]];
    const double wanted = std::round(weights.of[r] * tuned.per_log_odds);
    tuned.points.push_back(std::clamp(wanted, std::ceil(rule.least), std::floor(rule.most)));
  }
  return tuned;
}

}  // namespace

Result<RetuneReport> retune(const std::vector<RuleFirings>& rules, const OutcomeColumns& columns,
                            const RetuneOptions& options) {
  const DefaultFloatingPoint floating_point;
  const std::size_t rows = columns.won.size;
  const auto bad = [](std::string message) { return Error{Errc::bad_column, std::move(message), 0, 0}; };
  if (rows == 0) return bad("there are no leads to learn from");
  for (const std::size_t size : {columns.at.size, columns.known.size, columns.folds.size})
    if (size != 0 && size != rows) return bad("there is not one time or fold for each lead");
  const std::vector<std::uint8_t> outcomes(columns.won.data, columns.won.data + rows);
  for (std::size_t i = 0; i < rows; ++i)
    if (outcomes[i] > 1) return bad("an outcome is neither 0 nor 1 in row " + std::to_string(i));
  const auto won_count = static_cast<std::size_t>(std::count(outcomes.begin(), outcomes.end(), 1));
  if (won_count == 0 || won_count == rows) return bad("all leads have the same outcome: there is nothing to tell apart");
  RetuneReport report;
  Firings firings;
  firings.fixed.assign(rows, 0.0);
  std::vector<std::size_t> own;  // the rules that are tuned
  std::vector<RuleFirings> tuned_rules;
  std::vector<double> before(rows, 0.0);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    const RuleFirings& rule = rules[r];
    if (rule.worth.size != rows) return bad("rule `" + rule.id + "` has not one worth for each lead");
    if (!std::isfinite(rule.points) || !(rule.least <= rule.most))
      return bad("rule `" + rule.id + "` has points or bounds that are none");
    RetunedRule& line = report.rules.emplace_back();
    line.id = rule.id;
    line.level = rule.level;
    line.old_points = rule.points;
    line.points = rule.points;
    const double unit = rule.points != 0 ? rule.points : 1;
    std::vector<double> worth(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      if (!std::isfinite(rule.worth[i])) return bad("rule `" + rule.id + "` has a worth that is NaN or infinite in row " + std::to_string(i));
      line.fired += rule.worth[i] != 0 ? 1 : 0;
      worth[i] = rule.worth[i] / unit;
      before[i] += rule.worth[i];
    }
    if (rule.fixed || line.fired == 0) {
      for (std::size_t i = 0; i < rows; ++i) firings.fixed[i] += rule.worth[i];
      firings.any_fixed = firings.any_fixed || line.fired > 0;
      if (line.fired == 0)
        report.warnings.push_back({"retune/never_fired", rule.id, "rule `" + rule.id + "`" + (rule.level.empty() ? "" : ", `" + rule.level + "`,") + " never fired and keeps its points", false});
      continue;
    }
    own.push_back(r);
    tuned_rules.push_back(rule);
    firings.worth.push_back(std::move(worth));
  }
  firings.rules = own.size();
  const std::size_t rarer = std::min(won_count, rows - won_count);
  if (rarer < 10 * std::max<std::size_t>(own.size(), 1))
    report.warnings.push_back({"learn/few_outcomes", "", "only " + std::to_string(rarer) + " leads of the rarer outcome for " +
                               std::to_string(own.size()) + " rules: new points are uncertain", false});
  const auto points_from = [&](const std::vector<std::size_t>& made_from, double ridge) {
    std::vector<double> old_totals;
    std::vector<std::uint8_t> made;
    for (const std::size_t row : made_from) {
      old_totals.push_back(before[row]);
      made.push_back(outcomes[row]);
    }
    // Where the old points say nothing, their shape is still what people meant.
    const double spread = spread_of(before, made_from);
    const double per_point = std::max(rising_chances(old_totals, made).slope, spread > 0 ? least_slope / spread : 0);
    const Weights weights = fit_signed(firings, tuned_rules, outcomes, made_from, ridge, per_point);
    return std::make_pair(tune(firings, rules, own, weights, before, made_from), weights);
  };
  const auto scored = [&](const std::vector<double>& sums, const Fold& fold) {
    Scored parts;
    for (const std::size_t row : fold.judged) parts.judged.push_back(sums[row]);
    for (const std::size_t row : fold.made_from) parts.made_from.push_back(sums[row]);
    return parts;
  };
  const Folds folds = folds_of(outcomes, columns, options.seed);
  report.before = validate(folds, outcomes, [&](const Fold& fold) { return scored(before, fold); });
  // How near to the old points: the ridge that does best on leads not seen.
  const std::vector<double> ridges = options.ridge > 0 ? std::vector<double>{options.ridge}
                                                       : std::vector<double>(std::begin(ridges_tried), std::end(ridges_tried));
  double ridge = ridges.front();
  for (const double tried : ridges) {
    const Validation judged = validate(folds, outcomes, [&](const Fold& fold) {
      return scored(totals(firings, points_from(fold.made_from, tried).first.points), fold);
    });
    if (tried != ridges.front() && judged.log_loss >= report.after.log_loss) continue;
    report.after = judged;
    ridge = tried;
  }
  if (report.before.auc && *report.after.auc <= *report.before.auc)
    report.warnings.push_back({"retune/no_gain", "", "on leads not seen the new points are no better than the old ones", false});
  std::vector<std::size_t> all(rows);
  for (std::size_t i = 0; i < rows; ++i) all[i] = i;
  const auto [tuned, weights] = points_from(all, ridge);
  for (std::size_t r = 0; r < own.size(); ++r) {
    report.rules[own[r]].points = tuned.points[r];
    report.rules[own[r]].error = weights.error[r] * tuned.per_log_odds;
  }
  return report;
}

}  // namespace bantam
