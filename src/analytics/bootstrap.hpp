// Bootstrap: how far a figure can be trusted, from leads drawn again and again.
//
// Source: Efron, Annals of Statistics 7 (1979); intervals are the middle 95 % of the draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "bantam/backtest.hpp"
#include "bantam/metrics.hpp"

namespace bantam {

/// Figures of one draw: absent ones could not be had from it.
using DrawnFigures = std::vector<std::optional<double>>;

/// Draws as many leads as there are, with replacement, `draws` times. Each draw is counted for every
/// column of scores from the same leads, so that differences between columns are paired.
///
/// `columns` have a row a lead and are finite, `won` holds 1 or 0. Equal seeds give equal draws.
/// Gives the middle 95 % of each figure over the draws that have it; nothing where fewer than nine
/// in ten have it.
/// Cost     draws × leads for each column.
std::vector<std::optional<Interval>> bootstrap(
    const std::vector<View<double>>& columns, View<std::uint8_t> won, std::uint64_t seed,
    std::size_t draws, const std::function<DrawnFigures(const std::vector<ScoreTally>&)>& figures);

/// The middle 95 % of sorted numbers, with straight lines between them.
Interval middle(const std::vector<double>& sorted);

}  // namespace bantam
