// Terms: what a rule of a learned table is before it has points.
//
// A term cuts the codes of one attribute into levels; where it has guards, it speaks only of the
// leads for whom all of them hold. The one rule that holds here: a lead has at most one level of
// each term, so that a term is one rule of a model document.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analytics/learn_bins.hpp"

namespace bantam::learning {

/// Leads to learn from, by the codes of a BinnedTable.
struct Sample {
  std::size_t rows = 0;
  std::vector<std::vector<std::uint8_t>> codes;  ///< one column an attribute
  std::vector<std::uint8_t> won;
  std::vector<double> target;  ///< chances to fit in place of `won`; empty: `won` itself
  std::vector<double> offset;  ///< log odds that are given; empty: none
  std::vector<double> fixed;   ///< points that are given, in the unit that is learned; empty: none

  double goal(std::size_t row) const {
    return target.empty() ? (won[row] != 0 ? 1.0 : 0.0) : target[row];
  }
};

Sample sample_of(const BinnedTable& table, const std::vector<std::uint8_t>& won);
Sample rows_of(const Sample& sample, const std::vector<std::size_t>& rows);

/// A simple condition: some codes of one attribute.
struct Guard {
  std::size_t attribute = 0;
  std::array<bool, max_codes> holds = {};
};

struct Term {
  std::size_t attribute = 0;
  std::vector<std::uint8_t> level_of;  ///< by code
  std::vector<double> weights;         ///< log odds, by level
  std::vector<Guard> guards = {};
};

struct Additive {
  double intercept = 0;
  std::vector<Term> terms;
};

/// Sums of weights alone: of a table of points, the points.
std::vector<double> sums_of(const Additive& model, const Sample& sample);

inline constexpr std::uint8_t no_level = 0xFF;

/// The level of every lead, or no_level where a guard does not hold.
std::vector<std::uint8_t> levels_of(const Term& term, const Sample& sample);

/// Log odds of every lead, with those that are given.
std::vector<double> log_odds(const Additive& model, const Sample& sample);

struct FitOptions {
  double ridge = 6;     ///< of each weight
  double evenness = 0;  ///< of neighbouring levels of a number
  int steps = 25;
  double tolerance = 1e-6;
};

/// Fits intercept and all weights together by Newton's method, from where they stand.
///
/// `levels` has the levels of each term. Gives the penalised loss: the negative log likelihood,
/// and half the ridge times each weight squared.
double fit(Additive& model, const Sample& sample,
           const std::vector<std::vector<std::uint8_t>>& levels, const FitOptions& options);

}  // namespace bantam::learning
