// Outcomes: leads that were won or lost, as tables of any size, for tests that ask of `learn`,
// `retune`, `backtest` and `compare` what must hold whatever they are given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"

namespace support {

/// Columns and what they point at. Neither copied nor moved.
class Outcomes {
 public:
  explicit Outcomes(std::size_t rows);
  Outcomes(const Outcomes&) = delete;
  Outcomes& operator=(const Outcomes&) = delete;

  bantam::OutcomeTable table() const;
  std::vector<bantam::RuleFirings> firings() const;
  /// Judged by points that tell wins a little; `shift` makes another model of it.
  bantam::BacktestLeads judged(double shift = 0) const;

  const std::vector<std::uint8_t>& won() const { return won_; }

 private:
  std::vector<double> visits_;
  std::vector<double> noise_;
  std::vector<std::int32_t> source_ends_;
  std::vector<char> sources_;
  std::vector<std::uint8_t> known_;  ///< which rows have visits
  std::vector<std::uint8_t> won_;
  std::vector<std::int64_t> at_;
};

}  // namespace support
