// Terms, and the joint fit of their weights.
#include "analytics/learn_terms.hpp"

#include <algorithm>
#include <cmath>

namespace bantam::learning {

Sample sample_of(const BinnedTable& table, const std::vector<std::uint8_t>& won) {
  Sample sample;
  sample.rows = table.rows;
  sample.won = won;
  for (const BinnedAttribute& attribute : table.attributes) sample.codes.push_back(attribute.codes);
  return sample;
}

Sample rows_of(const Sample& sample, const std::vector<std::size_t>& rows) {
  Sample some;
  some.rows = rows.size();
  for (const std::vector<std::uint8_t>& codes : sample.codes) {
    std::vector<std::uint8_t>& own = some.codes.emplace_back(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) own[i] = codes[rows[i]];
  }
  some.won.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) some.won[i] = sample.won[rows[i]];
  const auto take = [&](const std::vector<double>& from, std::vector<double>& to) {
    if (from.empty()) return;
    to.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) to[i] = from[rows[i]];
  };
  take(sample.target, some.target);
  take(sample.offset, some.offset);
  take(sample.fixed, some.fixed);
  return some;
}

std::vector<std::uint8_t> levels_of(const Term& term, const Sample& sample) {
  const std::vector<std::uint8_t>& codes = sample.codes[term.attribute];
  std::array<std::uint8_t, max_codes> level = {};
  std::copy(term.level_of.begin(), term.level_of.end(), level.begin());
  std::vector<std::uint8_t> levels(sample.rows);
  for (std::size_t i = 0; i < sample.rows; ++i) levels[i] = level[codes[i]];
  for (const Guard& guard : term.guards) {
    const std::vector<std::uint8_t>& guarding = sample.codes[guard.attribute];
    for (std::size_t i = 0; i < sample.rows; ++i)
      if (!guard.holds[guarding[i]]) levels[i] = no_level;
  }
  return levels;
}

std::vector<double> sums_of(const Additive& model, const Sample& sample) {
  std::vector<double> sums(sample.rows, model.intercept);
  for (const Term& term : model.terms) {
    const std::vector<std::uint8_t> levels = levels_of(term, sample);
    for (std::size_t i = 0; i < sample.rows; ++i)
      if (levels[i] != no_level) sums[i] += term.weights[levels[i]];
  }
  return sums;
}

std::vector<double> log_odds(const Additive& model, const Sample& sample) {
  std::vector<double> sums = sums_of(model, sample);
  for (std::size_t i = 0; i < sample.offset.size(); ++i) sums[i] += sample.offset[i];
  return sums;
}

namespace {

/// Solves h x = g in place by Cholesky; false where h is not positive.
bool solve(std::vector<double>& h, std::vector<double>& g, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) {
    double* row = &h[j * n];
    for (std::size_t k = 0; k < j; ++k) {
      const double* other = &h[k * n];
      double sum = row[k];
      for (std::size_t m = 0; m < k; ++m) sum -= row[m] * other[m];
      row[k] = sum / other[k];
    }
    double sum = row[j];
    for (std::size_t m = 0; m < j; ++m) sum -= row[m] * row[m];
    if (!(sum > 1e-12)) return false;
    row[j] = std::sqrt(sum);
  }
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < j; ++k) g[j] -= h[j * n + k] * g[k];
    g[j] /= h[j * n + j];
  }
  for (std::size_t j = n; j-- > 0;) {
    for (std::size_t k = j + 1; k < n; ++k) g[j] -= h[k * n + j] * g[k];
    g[j] /= h[j * n + j];
  }
  return true;
}

}  // namespace

double fit(Additive& model, const Sample& sample,
           const std::vector<std::vector<std::uint8_t>>& levels, const FitOptions& options) {
  std::vector<std::size_t> first;  // of each term's weights; place 0 is the intercept
  std::size_t size = 1;
  for (const Term& term : model.terms) {
    first.push_back(size);
    size += term.weights.size();
  }
  const std::size_t terms = model.terms.size();
  std::vector<double> weights(size);
  weights[0] = model.intercept;
  for (std::size_t t = 0; t < terms; ++t)
    std::copy(model.terms[t].weights.begin(), model.terms[t].weights.end(),
              weights.begin() + static_cast<std::ptrdiff_t>(first[t]));
  // The places that each lead takes part in, row by row.
  std::vector<std::uint16_t> places(sample.rows * terms);
  std::vector<std::uint8_t> counts(sample.rows, 0);
  for (std::size_t t = 0; t < terms; ++t)
    for (std::size_t i = 0; i < sample.rows; ++i)
      if (levels[t][i] != no_level)
        places[i * terms + counts[i]++] = static_cast<std::uint16_t>(first[t] + levels[t][i]);

  std::vector<double> hessian(size * size);
  std::vector<double> gradient(size);
  std::vector<double> step;
  std::vector<double> tried(size);
  const auto penalty = [&](const std::vector<double>& of) {
    double sum = 0;
    for (std::size_t j = 1; j < size; ++j) sum += of[j] * of[j];
    return options.ridge / 2 * sum;
  };
  const auto odds_of = [&](const std::vector<double>& of, std::size_t i) {
    double z = of[0] + (sample.offset.empty() ? 0 : sample.offset[i]);
    for (std::size_t k = 0; k < counts[i]; ++k) z += of[places[i * terms + k]];
    return z;
  };
  // Of the weights that were tried last: odds, and e to the minus of their magnitude.
  std::vector<double> odds(sample.rows), tail(sample.rows);
  const auto loss_of = [&](const std::vector<double>& of) {
    double sum = 0;
    double product = 1;  // of 1 + tail, each from 1 to 2: one logarithm for many leads
    for (std::size_t i = 0; i < sample.rows; ++i) {
      const double z = odds_of(of, i);
      odds[i] = z;
      tail[i] = std::exp(-std::abs(z));
      sum += std::max(z, 0.0) - sample.goal(i) * z;
      product *= 1 + tail[i];
      if (i % 512 != 511) continue;
      sum += std::log(product);
      product = 1;
    }
    return sum + std::log(product) + penalty(of);
  };
  double loss = loss_of(weights);
  for (int round = 0; round < options.steps; ++round) {
    std::fill(hessian.begin(), hessian.end(), 0.0);
    std::fill(gradient.begin(), gradient.end(), 0.0);
    for (std::size_t i = 0; i < sample.rows; ++i) {
      const double p = (odds[i] < 0 ? tail[i] : 1) / (1 + tail[i]);
      const double r = sample.goal(i) - p;
      const double w = p * (1 - p);
      const std::uint16_t* own = places.data() + i * terms;
      hessian[0] += w;
      gradient[0] += r;
      for (std::size_t k = 0; k < counts[i]; ++k) {
        double* row = &hessian[own[k] * size];
        gradient[own[k]] += r;
        row[0] += w;
        for (std::size_t m = 0; m <= k; ++m) row[own[m]] += w;
      }
    }
    for (std::size_t j = 1; j < size; ++j) {
      hessian[j * size + j] += options.ridge;
      gradient[j] -= options.ridge * weights[j];
    }
    hessian[0] += 1e-6;
    step = gradient;
    if (!solve(hessian, step, size)) break;
    double scale = 1;
    double next = loss;
    for (int half = 0; half < 10; ++half, scale /= 2) {
      for (std::size_t j = 0; j < size; ++j) tried[j] = weights[j] + scale * step[j];
      next = loss_of(tried);
      if (next <= loss) break;
    }
    if (!(next <= loss)) break;
    const double gained = loss - next;
    weights = tried;
    loss = next;
    if (gained < options.tolerance * static_cast<double>(sample.rows)) break;
  }
  model.intercept = weights[0];
  for (std::size_t t = 0; t < terms; ++t)
    std::copy_n(weights.begin() + static_cast<std::ptrdiff_t>(first[t]),
                model.terms[t].weights.size(), model.terms[t].weights.begin());
  return loss;
}

}  // namespace bantam::learning
