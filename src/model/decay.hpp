// Decay: what age leaves of a worth. The one place with these formulas.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "model/document.hpp"

namespace bantam {

using DecayFactors = std::vector<std::uint64_t>;

/// The tables of one model: rules that decay alike share theirs.
using DecayTables = std::map<std::pair<Decay::Kind, std::int64_t>, std::shared_ptr<const DecayFactors>>;

/// The first factors in a table, as far as they change; what follows is computed when asked for.
class DecayTable {
 public:
  DecayTable() = default;
  DecayTable(const Decay& decay, std::int64_t step_ms, DecayTables& tables);

  /// The factor F(age) of docs/semantics.md, section 6, step 7; 2³² is all of it. Of what decays.
  ///
  /// Units    `age` in steps of `step_ms`.
  /// Exact    linear and step: exactly as defined. Half-life: 2^(−x) to 2⁻⁵⁸, the same integer
  ///          arithmetic on every platform; no floating point.
  std::uint64_t factor(std::int64_t age) const;
  /// Whether anything decays at all.
  bool decays() const { return decay_.kind != Decay::Kind::none; }
  /// The first age at which the factor is 0 for good, or -1 when it stays above.
  std::int64_t spent_age() const;

 private:
  Decay decay_;
  std::int64_t step_ms_ = day_ms;
  std::shared_ptr<const DecayFactors> factors_;
};

}  // namespace bantam
