// Doubts: what speaks against a table or one of its columns.
#include "analytics/learn_doubts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "analytics/learn_levels.hpp"
#include "analytics/learn_periods.hpp"
#include "bantam/metrics.hpp"
#include "values/sensitive_names.hpp"

namespace bantam::learning {
namespace {

constexpr std::size_t few_outcomes = 100;   // of the rarer one: below, points are guesses within wide bounds
constexpr double leak_by_value = 0.9;       // ROC AUC of one column alone
constexpr double leak_by_missing = 0.62;    // of its missingness alone
constexpr std::size_t periods = 4;
constexpr double period_marker = 0.5;     // of its values: less in common, and a column is a calendar
constexpr double turned = -2;             // log likelihood that a period loses by what the others say

/// What one attribute alone says of each of its codes, learned from some leads.
std::vector<double> shape_of(const BinnedAttribute& attribute, const Sample& sample, std::size_t a,
                             const std::vector<std::size_t>& rows) {
  Histogram histogram;
  histogram.gradient.assign(attribute.code_count, 0);
  histogram.curvature.assign(attribute.code_count, 0);
  histogram.leads.assign(attribute.code_count, 0);
  double won = 0;
  for (const std::size_t row : rows) won += sample.won[row] != 0 ? 1 : 0;
  const double base = won / static_cast<double>(rows.size());
  for (const std::size_t row : rows) {
    const std::uint8_t code = sample.codes[a][row];
    histogram.gradient[code] += (sample.won[row] != 0 ? 1.0 : 0.0) - base;
    histogram.curvature[code] += base * (1 - base);
    histogram.leads[code] += 1;
  }
  LevelOptions options;
  options.price = 3;
  options.text_price = 3;
  options.most = 4;
  options.ridge = 5;
  const Levels levels = cut(attribute, histogram, Direction::free, options);
  std::vector<double> shape(attribute.code_count, 0.0);
  if (levels.gain > 3)
    for (std::size_t code = 0; code < shape.size(); ++code) shape[code] = levels.weights[levels.level_of[code]];
  return shape;
}

struct Judged {
  double auc = 0.5;
  double error = 1;
};

/// Of rows with both outcomes.
Judged judge(const std::vector<double>& shape, const Sample& sample, std::size_t a,
             const std::vector<std::size_t>& rows) {
  std::vector<double> scores;
  std::vector<std::uint8_t> won;
  for (const std::size_t row : rows) {
    scores.push_back(shape[sample.codes[a][row]]);
    won.push_back(sample.won[row]);
  }
  const ScoreTally tally = *tally_scores(scores, won);
  return {*roc_auc(tally), auc_error(0.5, outcomes(tally))};
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100))) + " %";
}

std::string three_decimals(double value) {
  const auto thousandths = static_cast<long>(std::lround(value * 1000));
  std::string digits = std::to_string(thousandths % 1000);
  return std::to_string(thousandths / 1000) + "." + std::string(3 - digits.size(), '0') + digits;
}

/// Sums by period and place, where codes of a number are joined to about equally many leads.
struct ByPeriod {
  std::vector<std::vector<double>> gradient;
  std::vector<std::vector<double>> curvature;
  std::vector<std::vector<double>> share;  ///< of the period's leads
};

ByPeriod by_period(const BinnedAttribute& attribute, const Sample& sample, std::size_t a,
                   const std::vector<std::vector<std::size_t>>& blocks) {
  constexpr std::size_t joined = 10;
  std::vector<std::size_t> place(attribute.code_count, 0);
  std::size_t places = 1;
  for (std::size_t code = 1, before = 0; code < attribute.code_count; ++code) {
    place[code] = attribute.kind == AttributeKind::number ? 1 + before * joined / sample.rows : code;
    places = std::max(places, place[code] + 1);
    before += attribute.rows_of[code];
  }
  ByPeriod by;
  for (const std::vector<std::size_t>& block : blocks) {
    double won = 0;
    for (const std::size_t row : block) won += sample.won[row];
    const double base = won / static_cast<double>(block.size());
    std::vector<double>& gradient = by.gradient.emplace_back(places, 0.0);
    std::vector<double>& curvature = by.curvature.emplace_back(places, 0.0);
    std::vector<double>& share = by.share.emplace_back(places, 0.0);
    for (const std::size_t row : block) {
      const std::size_t k = place[sample.codes[a][row]];
      gradient[k] += sample.won[row] - base;
      curvature[k] += base * (1 - base);
      share[k] += 1 / static_cast<double>(block.size());
    }
  }
  return by;
}

/// What a column says in all other periods, judged in each: the log likelihood it gains there over
/// the period's own share of won leads.
std::vector<double> gains_of(const ByPeriod& by) {
  constexpr double ridge = 5;
  std::vector<double> gains(by.gradient.size(), 0.0);
  for (std::size_t k = 0; k < by.gradient[0].size(); ++k) {
    double all_gradient = 0, all_curvature = 0;
    for (std::size_t b = 0; b < gains.size(); ++b) {
      all_gradient += by.gradient[b][k];
      all_curvature += by.curvature[b][k];
    }
    for (std::size_t b = 0; b < gains.size(); ++b) {
      const double g = by.gradient[b][k], h = by.curvature[b][k];
      const double weight = (all_gradient - g) / (all_curvature - h + ridge);
      gains[b] += g * weight - h * weight * weight / 2;
    }
  }
  return gains;
}

/// How much of a column's values one period has in common with the next, on average.
double overlap_of(const ByPeriod& by) {
  double sum = 0;
  for (std::size_t b = 1; b < by.share.size(); ++b)
    for (std::size_t k = 0; k < by.share[b].size(); ++k) sum += std::min(by.share[b - 1][k], by.share[b][k]);
  return sum / static_cast<double>(by.share.size() - 1);
}

}  // namespace

Doubts doubts_of(const BinnedTable& table, const Sample& sample, View<std::int64_t> at,
                 const LearnOptions& options) {
  Doubts doubts;
  doubts.held_back.assign(table.attributes.size(), false);
  const SensitiveNames sensitive(options.sensitive_names);
  const auto say = [&](const char* code, const std::string& attribute, std::string message, bool held) {
    doubts.warnings.push_back({code, attribute, std::move(message), held});
  };
  const auto won = static_cast<std::size_t>(std::count_if(sample.won.begin(), sample.won.end(),
                                                          [](std::uint8_t w) { return w != 0; }));
  const std::size_t rarer = std::min(won, sample.rows - won);
  if (rarer < few_outcomes)
    say("learn/few_outcomes", "", "only " + std::to_string(rarer) + (won == rarer ? " won" : " lost") +
        " leads: what is learned from them is uncertain", false);
  for (const std::string& name : table.unreadable)
    say("learn/unreadable", name, "`" + name + "` holds dates or lists, which are not learned from", true);
  for (const AttributeWish& wish : options.attributes) {
    const bool known = std::any_of(table.attributes.begin(), table.attributes.end(),
                                   [&](const BinnedAttribute& a) { return a.name == wish.name; });
    if (!known) say("learn/unknown_attribute", wish.name, "no column is named `" + wish.name + "`", false);
  }
  const std::vector<std::vector<std::size_t>> blocks = periods_of(sample.won, at, periods);
  std::vector<std::size_t> all(sample.rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (std::size_t a = 0; a < table.attributes.size(); ++a) {
    const BinnedAttribute& attribute = table.attributes[a];
    const std::string quoted = "`" + attribute.name + "`";
    const AttributeWish* wish = nullptr;
    for (const AttributeWish& each : options.attributes)
      if (each.name == attribute.name) wish = &each;
    const auto hold_back = [&](const char* code, std::string message) {
      doubts.held_back[a] = true;
      say(code, attribute.name, std::move(message), true);
    };
    if (wish != nullptr && wish->use == AttributeUse::never) {
      hold_back("learn/never", quoted + " is not to be used");
      continue;
    }
    if (wish == nullptr) {
      if (const std::string* word = sensitive.in(attribute.name)) {
        hold_back("learn/sensitive", quoted + " may stand for who somebody is (`" + *word +
                                         "`); it is used only when it is named");
        continue;
      }
    }
    const std::size_t missing = attribute.rows_of[0];
    if (attribute.distinct == 0 || (attribute.distinct == 1 && missing == 0)) {
      hold_back("learn/constant", quoted + (attribute.distinct == 0 ? " is missing in every lead"
                                                                   : " is the same in every lead"));
      continue;
    }
    if (attribute.kind == AttributeKind::text && attribute.texts.empty() && attribute.distinct > 1) {
      hold_back("learn/too_many_values", quoted + " has " + std::to_string(attribute.distinct) +
                                             " texts, each in too few leads");
      continue;
    }
    const std::vector<double> shape = shape_of(attribute, sample, a, all);
    if (const double auc = judge(shape, sample, a, all).auc; auc > leak_by_value)
      say("learn/leak_value", attribute.name, quoted + " alone tells won from lost (ROC AUC " +
          three_decimals(auc) + "): is it filled in after the outcome?", false);
    if (missing >= 20 && sample.rows - missing >= 20) {
      std::vector<double> known(attribute.code_count, 1.0);
      known[0] = 0;
      const Judged alone = judge(known, sample, a, all);
      if (std::abs(alone.auc - 0.5) > leak_by_missing - 0.5 && std::abs(alone.auc - 0.5) > 5 * alone.error) {
        double won_missing = 0;
        for (std::size_t i = 0; i < sample.rows; ++i)
          if (sample.codes[a][i] == 0 && sample.won[i] != 0) won_missing += 1;
        const double with = (static_cast<double>(won) - won_missing) / static_cast<double>(sample.rows - missing);
        say("learn/leak_missing", attribute.name, "whether " + quoted + " is known tells won from lost (" +
            percent(with) + " won where it is, " + percent(won_missing / static_cast<double>(missing)) +
            " where not): does somebody ask for it only later?", false);
      }
    }
    if (wish != nullptr && wish->use == AttributeUse::must) continue;
    if (blocks.size() < 3) continue;
    const ByPeriod by = by_period(attribute, sample, a, blocks);
    if (const double overlap = overlap_of(by); overlap < period_marker) {
      hold_back("learn/period", quoted + " tells the period rather than the lead: only " + percent(overlap) +
                                    " of its values in one period are those of the next");
      continue;
    }
    const std::vector<double> gains = gains_of(by);
    if (std::accumulate(gains.begin(), gains.end(), 0.0) > 0) continue;
    const auto worst = static_cast<std::size_t>(std::min_element(gains.begin(), gains.end()) - gains.begin());
    if (gains[worst] < turned)
      hold_back("learn/turns", quoted + " turns round: what it says in the other periods is wrong in period " +
                                   std::to_string(worst + 1) + " of " + std::to_string(blocks.size()));
    else
      hold_back("learn/not_steady", quoted + " says nothing that holds from one period to the others");
  }
  return doubts;
}

}  // namespace bantam::learning
