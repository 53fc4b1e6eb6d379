// Shares: Wilson, JASA 22, 1927. Spreads: Hyndman and Fan, The American Statistician 50, 1996.
#include "analytics/share.hpp"

#include <algorithm>
#include <cmath>

#include "values/floating_point.hpp"

namespace bantam {
namespace {

constexpr double normal_975 = 1.959963984540054;  ///< of a normal variable, 2.5 % are larger

/// The part `percent` of sorted durations, in whole numbers so that it is the same everywhere.
Duration quantile(const std::vector<Duration>& sorted, std::size_t percent) {
  const std::size_t place = (sorted.size() - 1) * percent;
  const Duration low = sorted[place / 100];
  if (place % 100 == 0) return low;
  const std::int64_t step = sorted[place / 100 + 1].ms - low.ms;
  return Duration{low.ms + step * static_cast<std::int64_t>(place % 100) / 100};
}

}  // namespace

std::optional<Share> share(std::uint64_t count, std::uint64_t of) {
  const DefaultFloatingPoint floating_point;
  if (of == 0) return std::nullopt;
  const double n = static_cast<double>(of);
  const double p = static_cast<double>(count) / n;
  const double z2 = normal_975 * normal_975;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = normal_975 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  // Where all or none converted the bound is 1 or 0, but for rounding.
  return Share{p, count == 0 ? 0 : middle - half, count == of ? 1 : middle + half};
}

std::optional<Spread> spread(std::vector<Duration>& durations) {
  if (durations.empty()) return std::nullopt;
  std::sort(durations.begin(), durations.end());
  return Spread{durations.size(), quantile(durations, 50), quantile(durations, 75),
                quantile(durations, 90)};
}

}  // namespace bantam
