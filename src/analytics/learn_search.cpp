// Search: which terms, one after the other, and all their weights together.
#include "analytics/learn_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "analytics/learn_slopes.hpp"

namespace bantam::learning {
namespace {

double chance_of(double odds) { return 1 / (1 + std::exp(-odds)); }

Histogram histogram_of(const Sample& sample, std::size_t attribute, std::size_t codes,
                       const Slopes& slopes, const std::vector<Guard>& guards) {
  std::array<std::int64_t, max_codes> sums = {};
  std::array<std::uint32_t, max_codes> leads = {};
  const std::uint8_t* own = sample.codes[attribute].data();
  const std::int64_t* packed = slopes.data();
  if (guards.empty()) {
    // Two leads at a time, into sums of their own: neighbours often share a code, and an addition
    // waits for the one before it at the same place.
    std::array<std::int64_t, max_codes> odd_sums = {};
    std::array<std::uint32_t, max_codes> odd_leads = {};
    std::size_t i = 0;
    for (; i + 1 < sample.rows; i += 2) {
      sums[own[i]] += packed[i];
      ++leads[own[i]];
      odd_sums[own[i + 1]] += packed[i + 1];
      ++odd_leads[own[i + 1]];
    }
    if (i < sample.rows) {
      sums[own[i]] += packed[i];
      ++leads[own[i]];
    }
    for (std::size_t code = 0; code < codes; ++code) {
      sums[code] += odd_sums[code];
      leads[code] += odd_leads[code];
    }
  } else {
    for (std::size_t i = 0; i < sample.rows; ++i) {
      if (!std::all_of(guards.begin(), guards.end(),
                       [&](const Guard& guard) { return guard.holds[sample.codes[guard.attribute][i]]; }))
        continue;
      sums[own[i]] += packed[i];
      ++leads[own[i]];
    }
  }
  Histogram histogram;
  for (std::size_t code = 0; code < codes; ++code) {
    histogram.gradient.push_back(slopes.gradient(sums[code]));
    histogram.curvature.push_back(slopes.curvature(sums[code]));
    histogram.leads.push_back(static_cast<double>(leads[code]));
  }
  return histogram;
}

/// A few codes for an attribute, for looking at pairs.
struct Coarse {
  std::vector<std::uint8_t> codes;  ///< by lead
  std::vector<std::uint8_t> of;     ///< by fine code
  std::size_t count = 1;
};

constexpr std::size_t coarse_codes = 12;

Coarse coarse_of(const BinnedAttribute& attribute, const Sample& sample, std::size_t index) {
  Coarse coarse;
  coarse.of.assign(attribute.code_count, 0);
  std::vector<std::size_t> rows(attribute.code_count, 0);
  for (const std::uint8_t code : sample.codes[index]) ++rows[code];
  if (attribute.kind == AttributeKind::number) {
    const std::size_t present = sample.rows - rows[0];
    std::size_t filled = 0;
    std::size_t current = 1;
    for (std::size_t code = 1; code < attribute.code_count; ++code) {
      coarse.of[code] = static_cast<std::uint8_t>(current);
      filled += rows[code];
      if (filled * (coarse_codes - 1) >= present * current && current < coarse_codes - 1) {
        // The share is full: the next code that has leads begins another.
        current = std::min<std::size_t>(coarse_codes - 1, filled * (coarse_codes - 1) / std::max<std::size_t>(present, 1) + 1);
      }
    }
    // Close the numbering up.
    std::vector<std::uint8_t> dense(coarse_codes, 0);
    std::size_t next = 1;
    for (std::size_t code = 1; code < attribute.code_count; ++code) {
      std::uint8_t& place = dense[coarse.of[code]];
      if (place == 0) place = static_cast<std::uint8_t>(next++);
      coarse.of[code] = place;
    }
    coarse.count = next;
  } else {
    std::vector<std::size_t> order;
    for (std::size_t code = 1; code < attribute.code_count; ++code) order.push_back(code);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rows[a] > rows[b]; });
    for (std::size_t k = 0; k < order.size(); ++k)
      coarse.of[order[k]] = static_cast<std::uint8_t>(std::min(k + 1, coarse_codes - 1));
    coarse.count = std::min(order.size() + 1, coarse_codes);
  }
  coarse.codes.resize(sample.rows);
  for (std::size_t i = 0; i < sample.rows; ++i) coarse.codes[i] = coarse.of[sample.codes[index][i]];
  return coarse;
}

/// A guarded term that a look at pairs promises something of.
struct Lead {
  double promise = 0;
  std::size_t attribute = 0;
  Guard guard;
};

class Search {
 public:
  Search(const BinnedTable& table, const Sample& sample, const SearchOptions& options)
      : table_(table), sample_(sample), options_(options), slopes_(sample.rows) {}

  Path run(const Additive& start);

 private:
  bool usable(std::size_t a) const { return options_.usable.empty() || options_.usable[a]; }
  bool is_wanted(std::size_t a) const { return !options_.wanted.empty() && options_.wanted[a]; }
  bool alone_only(std::size_t a) const { return !options_.alone.empty() && options_.alone[a]; }
  Direction direction(std::size_t a) const {
    return options_.directions.empty() ? Direction::free : options_.directions[a];
  }
  Histogram histogram(std::size_t a, const std::vector<Guard>& guards) const {
    return histogram_of(sample_, a, table_.attributes[a].code_count, slopes_, guards);
  }
  void refresh();
  void set_slopes(std::size_t i) {
    const double p = chance_of(odds_[i]);
    slopes_.set(i, sample_.goal(i) - p, p * (1 - p));
  }
  void refit();
  Levels cut_alone(std::size_t a) const;
  void rank();
  bool is_there(const Lead& lead) const;
  bool add_best();
  void keep_courses();
  void recut(std::size_t t);
  double price_of(const Additive& model) const {
    double levels = 0;
    for (const Term& term : model.terms) levels += static_cast<double>(term.weights.size());
    return options_.levels.price * levels;
  }
  std::vector<Lead> leads() const;
  void scan_pair(std::size_t a, std::size_t b, std::vector<Lead>& found) const;

  const BinnedTable& table_;
  const Sample& sample_;
  const SearchOptions& options_;
  Additive model_;
  std::vector<std::vector<std::uint8_t>> levels_;
  std::vector<double> odds_;
  Slopes slopes_;
  double loss_ = 0;
  std::vector<Coarse> coarse_;
  std::vector<std::size_t> ranked_;  ///< attributes by what they gain alone
};

void Search::refresh() {
  odds_ = sample_.offset;
  odds_.resize(sample_.rows, 0.0);
  for (double& odds : odds_) odds += model_.intercept;
  for (std::size_t t = 0; t < model_.terms.size(); ++t)
    for (std::size_t i = 0; i < sample_.rows; ++i)
      if (levels_[t][i] != no_level) odds_[i] += model_.terms[t].weights[levels_[t][i]];
  for (std::size_t i = 0; i < sample_.rows; ++i) set_slopes(i);
}

void Search::refit() {
  loss_ = fit(model_, sample_, levels_, options_.fit);
  refresh();
}

void Search::scan_pair(std::size_t a, std::size_t b, std::vector<Lead>& found) const {
  const Coarse& of = coarse_[a];
  const Coarse& by = coarse_[b];
  // Four leads at a time, as in a histogram.
  std::array<std::array<std::int64_t, 16 * coarse_codes>, 4> lanes = {};
  const std::uint8_t* const outer_codes = by.codes.data();
  const std::uint8_t* const inner_codes = of.codes.data();
  const std::int64_t* const packed = slopes_.data();
  const auto cell_of = [&](std::size_t i) { return static_cast<std::size_t>(outer_codes[i]) * 16 + inner_codes[i]; };
  std::size_t row = 0;
  for (; row + 3 < sample_.rows; row += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) lanes[lane][cell_of(row + lane)] += packed[row + lane];
  for (; row < sample_.rows; ++row) lanes[0][cell_of(row)] += packed[row];
  std::array<std::int64_t, 16 * coarse_codes>& sums = lanes[0];
  for (std::size_t cell = 0; cell < sums.size(); ++cell)
    sums[cell] += lanes[1][cell] + lanes[2][cell] + lanes[3][cell];
  std::vector<double> g(by.count * of.count), h(by.count * of.count);
  for (std::size_t out = 0; out < by.count; ++out)
    for (std::size_t in = 0; in < of.count; ++in) {
      g[out * of.count + in] = slopes_.gradient(sums[out * 16 + in]);
      h[out * of.count + in] = slopes_.curvature(sums[out * 16 + in]);
    }
  const double ridge = options_.levels.ridge;
  // Both ways round: rows of the table guard the columns' attribute, then the other way.
  for (int way = 0; way < 2; ++way) {
    const std::size_t term = way == 0 ? a : b;
    const std::size_t guarding = way == 0 ? b : a;
    const Coarse& inner = way == 0 ? of : by;
    const Coarse& outer = way == 0 ? by : of;
    const auto cell = [&](std::size_t out, std::size_t in) {
      return way == 0 ? out * of.count + in : in * of.count + out;
    };
    const bool ordered = table_.attributes[term].kind == AttributeKind::number;
    std::vector<double> gs(inner.count), hs(inner.count);
    const auto promise = [&]() {
      double total = gs[0] * gs[0] / (hs[0] + ridge) / 2;
      total = std::max(0.0, total - options_.levels.price);
      double g_all = 0, h_all = 0;
      for (std::size_t in = 1; in < inner.count; ++in) {
        g_all += gs[in];
        h_all += hs[in];
      }
      double best = g_all * g_all / (h_all + ridge) / 2;
      if (ordered) {
        double gl = 0, hl = 0;
        for (std::size_t in = 1; in + 1 < inner.count; ++in) {
          gl += gs[in];
          hl += hs[in];
          const double gr = g_all - gl, hr = h_all - hl;
          best = std::max(best, (gl * gl / (hl + ridge) + gr * gr / (hr + ridge)) / 2 - options_.levels.price);
        }
      } else {
        double up_g = 0, up_h = 0, down_g = 0, down_h = 0;
        for (std::size_t in = 1; in < inner.count; ++in) {
          (gs[in] > 0 ? up_g : down_g) += gs[in];
          (gs[in] > 0 ? up_h : down_h) += hs[in];
        }
        best = std::max(best, (up_g * up_g / (up_h + ridge) + down_g * down_g / (down_h + ridge)) / 2 -
                                  options_.levels.text_price);
      }
      return total + best;
    };
    const auto offer = [&](auto&& holds) {
      std::fill(gs.begin(), gs.end(), 0.0);
      std::fill(hs.begin(), hs.end(), 0.0);
      for (std::size_t out = 0; out < outer.count; ++out)
        if (holds(out))
          for (std::size_t in = 0; in < inner.count; ++in) {
            gs[in] += g[cell(out, in)];
            hs[in] += h[cell(out, in)];
          }
      const double value = promise();
      if (value <= options_.rule_price + options_.guard_price) return;
      Lead lead;
      lead.promise = value;
      lead.attribute = term;
      lead.guard.attribute = guarding;
      for (std::size_t code = 0; code < outer.of.size(); ++code)
        lead.guard.holds[code] = holds(outer.of[code]);
      found.push_back(lead);
    };
    if (table_.attributes[guarding].kind == AttributeKind::number) {
      for (std::size_t c = 2; c < outer.count; ++c) {
        offer([c](std::size_t out) { return out >= 1 && out < c; });
        offer([c](std::size_t out) { return out >= c; });
      }
    } else {
      const bool last_is_many = outer.count == coarse_codes;
      for (std::size_t c = 1; c < outer.count - (last_is_many ? 1 : 0); ++c)
        offer([c](std::size_t out) { return out == c; });
    }
    offer([](std::size_t out) { return out == 0; });
  }
}

std::vector<Lead> Search::leads() const {
  std::vector<Lead> found;
  for (std::size_t i = 0; i < ranked_.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) scan_pair(ranked_[i], ranked_[j], found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Lead& a, const Lead& b) { return a.promise > b.promise; });
  if (found.size() > options_.guard_finalists) found.resize(options_.guard_finalists);
  return found;
}

Levels Search::cut_alone(std::size_t a) const {
  LevelOptions priced = options_.levels;
  if (is_wanted(a)) priced.price = priced.text_price = 0;
  return cut(table_.attributes[a], histogram(a, {}), direction(a), priced);
}

/// The attributes that say most, for looking at pairs.
void Search::rank() {
  std::vector<std::pair<double, std::size_t>> alone;
  for (std::size_t a = 0; a < table_.attributes.size(); ++a)
    if (usable(a)) alone.emplace_back(cut_alone(a).gain, a);
  std::stable_sort(alone.begin(), alone.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
  for (const auto& [gain, a] : alone)
    if (ranked_.size() < options_.guard_attributes && gain > 0 && !alone_only(a)) ranked_.push_back(a);
  coarse_.resize(table_.attributes.size());
  for (const std::size_t a : ranked_) coarse_[a] = coarse_of(table_.attributes[a], sample_, a);
}

/// Whether a term already speaks of the attribute under the same guard: cutting it anew is enough.
bool Search::is_there(const Lead& lead) const {
  return std::any_of(model_.terms.begin(), model_.terms.end(), [&](const Term& term) {
    return term.attribute == lead.attribute && term.guards.size() == 1 &&
           term.guards[0].attribute == lead.guard.attribute && term.guards[0].holds == lead.guard.holds;
  });
}

bool Search::add_best() {
  std::optional<Term> best;
  double best_gain = 0;
  bool best_wanted = false;
  for (std::size_t a = 0; a < table_.attributes.size(); ++a) {
    if (!usable(a)) continue;
    bool taken = false;
    for (const Term& term : model_.terms) taken = taken || (term.attribute == a && term.guards.empty());
    if (taken) continue;
    const bool wanted = is_wanted(a);
    const Levels levels = cut_alone(a);
    const double gain = levels.gain - options_.rule_price;
    if (levels.weights.size() < 2) continue;
    if ((gain > best_gain && wanted == best_wanted) || (wanted && !best_wanted)) {
      best_gain = gain;
      best_wanted = wanted;
      best = Term{a, levels.level_of, levels.weights, {}};
    }
  }
  if (options_.guards && !model_.terms.empty() && !best_wanted) {
    for (const Lead& lead : leads()) {
      if (is_there(lead)) continue;
      const Levels levels = cut(table_.attributes[lead.attribute], histogram(lead.attribute, {lead.guard}),
                                direction(lead.attribute), options_.levels);
      const double gain = levels.gain - options_.rule_price - options_.guard_price;
      if (gain > best_gain) {
        best_gain = gain;
        best = Term{lead.attribute, levels.level_of, levels.weights, {lead.guard}};
      }
    }
  }
  if (!best) return false;
  levels_.push_back(levels_of(*best, sample_));
  model_.terms.push_back(*std::move(best));
  return true;
}

/// Levels that the joint fit turned against their course are joined, and all is fitted anew.
void Search::keep_courses() {
  for (bool joined = true; joined;) {
    joined = false;
    for (std::size_t t = 0; t < model_.terms.size() && !joined; ++t) {
      Term& term = model_.terms[t];
      const auto course = static_cast<double>(direction(term.attribute));
      if (course == 0) continue;
      for (std::size_t code = 2; code < term.level_of.size() && !joined; ++code) {
        const std::uint8_t low = term.level_of[code - 1], high = term.level_of[code];
        if (low == high || (term.weights[high] - term.weights[low]) * course >= 0) continue;
        for (std::uint8_t& level : term.level_of)
          if (level == high) level = low;
        joined = true;
      }
      if (joined) levels_[t] = levels_of(term, sample_);
    }
    if (joined) refit();
  }
}

/// Cuts a term anew with all others in place.
void Search::recut(std::size_t t) {
  Term& term = model_.terms[t];
  // The quadratic around where the model stands, seen from weight 0: gradient + curvature × weight.
  for (std::size_t i = 0; i < sample_.rows; ++i) {
    if (levels_[t][i] == no_level) continue;
    const double p = chance_of(odds_[i]);
    const double weight = std::clamp(term.weights[levels_[t][i]], -20.0, 20.0);
    slopes_.set(i, sample_.goal(i) - p + p * (1 - p) * weight, p * (1 - p));
  }
  const Levels cut_anew = cut(table_.attributes[term.attribute], histogram(term.attribute, term.guards),
                              direction(term.attribute), options_.levels);
  const std::vector<double> old_weights = term.weights;
  const std::vector<std::uint8_t> old_levels = levels_[t];
  term.level_of = cut_anew.level_of;
  term.weights = cut_anew.weights;
  levels_[t] = levels_of(term, sample_);
  for (std::size_t i = 0; i < sample_.rows; ++i) {
    if (old_levels[i] == no_level) continue;
    odds_[i] += term.weights[levels_[t][i]] - old_weights[old_levels[i]];
    set_slopes(i);
  }
}

Path Search::run(const Additive& start) {
  Path path;
  refit();
  path.models.push_back(model_);
  path.losses.push_back(loss_);
  if (options_.guards) rank();
  if (!start.terms.empty()) {
    model_ = start;
    for (const Term& term : model_.terms) levels_.push_back(levels_of(term, sample_));
    refit();
    path.models.push_back(model_);
    path.losses.push_back(loss_);
  }
  while (model_.terms.size() < options_.most_terms) {
    if (!add_best()) break;
    refit();
    if (model_.terms.size() > 1) {
      // The terms before may be cut better now that this one is there.
      const Additive before = model_;
      const std::vector<std::vector<std::uint8_t>> levels_before = levels_;
      const double loss_before = loss_;
      for (std::size_t t = 0; t + 1 < model_.terms.size(); ++t) recut(t);
      refit();
      if (loss_ + price_of(model_) > loss_before + price_of(before)) {
        model_ = before;
        levels_ = levels_before;
        loss_ = loss_before;
        refresh();
      }
    }
    keep_courses();
    path.models.push_back(model_);
    path.losses.push_back(loss_);
  }
  return path;
}

}  // namespace

Path search(const BinnedTable& table, const Sample& sample, const SearchOptions& options, const Additive& start) {
  return Search(table, sample, options).run(start);
}

}  // namespace bantam::learning
