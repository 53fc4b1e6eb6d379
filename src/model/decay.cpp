#include "model/decay.hpp"

#include <algorithm>
#include <array>

#include "values/rounding.hpp"

namespace bantam {
namespace {

constexpr std::uint64_t one = std::uint64_t{1} << 32U;

consteval std::uint64_t square_root(UnsignedWide value) {
  std::uint64_t root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    const std::uint64_t candidate = root | (std::uint64_t{1} << bit);
    if (UnsignedWide{candidate} * candidate <= value) root = candidate;
  }
  return root;
}

/// 2^(−2^−i) for i = 1 … 64 as fractions of 2⁶⁴: each the square root of the one before.
consteval std::array<std::uint64_t, 64> roots_of_half() {
  std::array<std::uint64_t, 64> roots{};
  UnsignedWide power = UnsignedWide{1} << 63U;  // one half
  for (std::uint64_t& root : roots) {
    root = square_root(power << 64U);
    power = root;
  }
  return roots;
}
constexpr std::array<std::uint64_t, 64> roots = roots_of_half();

/// floor(2³² × 2^(−steps/length) + ½)
std::uint64_t half_life_factor(UnsignedWide elapsed, std::int64_t half_life) {
  const auto length = static_cast<UnsignedWide>(half_life);
  const UnsignedWide whole = elapsed / length;
  if (whole > 33) return 0;
  const auto fraction = static_cast<std::uint64_t>(((elapsed % length) << 64U) / length);
  UnsignedWide power = UnsignedWide{1} << 64U;  // 2^(−fraction) as a fraction of 2⁶⁴
  for (std::size_t i = 0; i < roots.size(); ++i)
    if ((fraction >> (63U - i)) & 1U) power = (power * roots[i]) >> 64U;
  const unsigned shift = 32U + static_cast<unsigned>(whole);
  return static_cast<std::uint64_t>((power + (UnsignedWide{1} << (shift - 1U))) >> shift);
}

std::uint64_t kept(std::uint64_t factor, std::uint64_t keep) {
  return static_cast<std::uint64_t>((UnsignedWide{factor} * keep + (UnsignedWide{1} << 31U)) >> 32U);
}

std::uint64_t keep_factor(std::int64_t thousandths) {
  return static_cast<std::uint64_t>((static_cast<UnsignedWide>(thousandths) * one * 2 + 1000) / 2000);
}

/// floor(((length − elapsed) × 2³²) / length + ½) while anything is left, then 0
std::uint64_t linear_factor(UnsignedWide elapsed, UnsignedWide length) {
  if (elapsed >= length) return 0;
  return static_cast<std::uint64_t>(((length - elapsed) * one * 2 + length) / (length * 2));
}

/// Of a decay that goes by age: half-life or linear.
std::uint64_t factor_of_age(const Decay& decay, std::int64_t step_ms, std::int64_t age) {
  const UnsignedWide elapsed = static_cast<UnsignedWide>(age) * static_cast<UnsignedWide>(step_ms);
  return decay.kind == Decay::Kind::half_life
             ? half_life_factor(elapsed, decay.length.ms)
             : linear_factor(elapsed, static_cast<UnsignedWide>(decay.length.ms));
}

/// By number of falls, until nothing changes any more: at most some 20,000 for keep = 0.999.
DecayFactors factors_of_falls(std::int64_t keep_thousandths) {
  DecayFactors factors = {one};
  for (std::uint64_t next = kept(one, keep_factor(keep_thousandths)); next != factors.back();
       next = kept(next, keep_factor(keep_thousandths)))
    factors.push_back(next);
  return factors;
}

/// By age, until nothing is left, or for as many steps as a model of 4,096 different decays can
/// keep in 16 MiB.
DecayFactors factors_of_ages(const Decay& decay, std::int64_t step_ms) {
  constexpr std::size_t longest = 512;
  DecayFactors factors;
  while (factors.size() < longest && (factors.empty() || factors.back() != 0))
    factors.push_back(factor_of_age(decay, step_ms, static_cast<std::int64_t>(factors.size())));
  return factors;
}

}  // namespace

DecayTable::DecayTable(const Decay& decay, std::int64_t step_ms, DecayTables& tables)
    : decay_(decay), step_ms_(step_ms) {
  if (decay.kind == Decay::Kind::none) return;
  const bool falls = decay.kind == Decay::Kind::step;
  std::shared_ptr<const DecayFactors>& shared =
      tables[{decay.kind, falls ? decay.keep_thousandths : decay.length.ms}];
  if (!shared)
    shared = std::make_shared<const DecayFactors>(falls ? factors_of_falls(decay.keep_thousandths)
                                                        : factors_of_ages(decay, step_ms));
  factors_ = shared;
}

std::uint64_t DecayTable::factor(std::int64_t age) const {
  if (decay_.kind == Decay::Kind::step) {
    const UnsignedWide falls = static_cast<UnsignedWide>(age) * static_cast<UnsignedWide>(step_ms_) /
                           static_cast<UnsignedWide>(decay_.length.ms);
    return (*factors_)[static_cast<std::size_t>(std::min<UnsignedWide>(falls, factors_->size() - 1))];
  }
  const auto place = static_cast<std::size_t>(age);
  return place < factors_->size() ? (*factors_)[place] : factor_of_age(decay_, step_ms_, age);
}

std::int64_t DecayTable::spent_age() const {
  const auto ceiling = [&](UnsignedWide ms) {
    return static_cast<std::int64_t>((ms + static_cast<UnsignedWide>(step_ms_) - 1) /
                                     static_cast<UnsignedWide>(step_ms_));
  };
  const auto length = static_cast<UnsignedWide>(decay_.length.ms);
  switch (decay_.kind) {
    case Decay::Kind::none: return -1;
    case Decay::Kind::half_life: return ceiling(length * 34);
    case Decay::Kind::linear: return ceiling(length);
    case Decay::Kind::step: break;
  }
  return factors_->back() == 0 ? ceiling(length * (factors_->size() - 1)) : -1;
}

}  // namespace bantam
