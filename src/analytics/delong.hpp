// DeLong: how likely it is that the AUCs of two scores of the same leads differ by chance alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bantam {

/// Two-sided, by the normal approximation. Nothing without two leads of each outcome, or where the
/// difference does not vary.
///
/// Cost     sorts. Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), by ranks as in
///          Sun and Xu, IEEE Signal Processing Letters 21 (2014).
std::optional<double> auc_p_value(const std::vector<double>& a, const std::vector<double>& b,
                                  const std::vector<std::uint8_t>& won);

}  // namespace bantam
