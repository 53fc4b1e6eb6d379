// Tallying a block: one rule, all the leads of a block at once. The steps and their order are
// those of engine/tally.cpp; worth and decay are the same functions. docs/semantics.md, section 6.
#include <algorithm>

#include "analytics/block.hpp"
#include "engine/worth.hpp"

namespace bantam {
namespace {

/// Step 6 and 7 for rules whose activities are all worth the same and keep it.
struct ConstantWorth {
  std::int64_t points;
  std::int64_t operator()(std::size_t, std::int64_t) const { return points; }
};

/// The same where age takes some of it. `Step` is known when compiling, so that no age is divided.
template <std::int64_t Step>
struct FadingWorth {
  const std::int64_t* by_age;
  std::uint64_t last;  ///< the age from which on the last entry holds
  std::int64_t operator()(std::size_t, std::int64_t age_ms) const {
    return by_age[std::min(static_cast<std::uint64_t>(age_ms) / static_cast<std::uint64_t>(Step), last)];
  }
};

/// Everything else.
struct AnyWorth {
  const RuleProgram& rule;
  const RuleJob& job;
  const Picked& picked;
  Block& block;

  std::int64_t operator()(std::size_t i, std::int64_t age_ms) const {
    Points worth = rule.points;
    if (!rule.field.empty()) {
      const HeardType& heard = job.heard[picked.heard ? picked.heard[i] : 0];
      const Operand value = field(heard, block.row_of(picked.place[i]));
      if (value.missing()) return 0;
      worth = worth_of(rule.each, value.number);
    }
    if (!rule.decay.decays()) return worth.thousandths();
    return decayed(rule.decay, worth, age_ms / block.job.program().step_ms).thousandths();
  }

  Operand field(const HeardType& heard, std::size_t row) const {
    const NumberColumn* numbers = heard.field->only<NumberColumn>();
    if (!numbers) return heard.field->read(row, block.cells);
    return has_value(heard.field->validity(), row) ? read_number(numbers->values[row], *heard.field->slot)
                                                   : Operand();
  }
};

/// Steps 4, 5 and 8, from the newest.
template <class Worth>
void add(const RuleProgram& rule, const Picked& picked, Block& block, const Worth& worth) {
  std::int64_t* sums = block.rule.data();
  std::uint8_t* counted = block.counted.data();
  const std::int64_t window = rule.window ? rule.window->ms : timestamp_end.ms;
  if (rule.newest == 0) {
    if (picked.holds) {
      for (std::size_t i = 0; i < picked.size; ++i) {
        const bool counts = (picked.holds[i] == Verdict::yes) & (picked.age[i] < window);
        sums[picked.lead[i]] += counts ? worth(i, picked.age[i]) : 0;
        counted[picked.lead[i]] |= counts;
      }
    } else {
      for (std::size_t i = 0; i < picked.size; ++i) {
        const bool counts = picked.age[i] < window;
        sums[picked.lead[i]] += counts ? worth(i, picked.age[i]) : 0;
        counted[picked.lead[i]] |= counts;
      }
    }
    return;
  }
  std::uint32_t lead = 0xFFFFFFFF;
  std::int64_t taken = 0;
  for (std::size_t i = picked.size; i-- > 0;) {
    taken = picked.lead[i] == lead ? taken : 0;
    lead = picked.lead[i];
    const bool counts = picked.held(i) & (picked.age[i] < window) & (taken < rule.newest);
    taken += counts;
    sums[lead] += counts ? worth(i, picked.age[i]) : 0;
    counted[lead] |= counts;
  }
}

/// Steps 2 and 3, from the oldest: what is left holds.
void limit(const RuleProgram& rule, Picked& picked, Block& block) {
  block.kept.resize(picked.size);
  const std::int64_t now = block.job.at.ms;
  std::uint32_t lead = 0xFFFFFFFF;
  bool any_counted = false;
  std::int64_t last_counted = 0;
  std::int64_t day = -1;
  std::int64_t in_day = 0;
  for (std::size_t i = 0; i < picked.size; ++i) {
    if (picked.lead[i] != lead) {
      lead = picked.lead[i];
      any_counted = false;
      day = -1;
    }
    block.kept[i] = Verdict::no;
    if (!picked.held(i)) continue;
    const std::int64_t at = now - picked.age[i];
    if (rule.cooldown && any_counted && at - last_counted < rule.cooldown->ms) continue;
    any_counted = true;
    last_counted = at;
    in_day = at / day_ms == day ? in_day + 1 : 1;
    day = at / day_ms;
    if (rule.per_day != 0 && in_day > rule.per_day) continue;
    block.kept[i] = Verdict::yes;
  }
  picked.holds = block.kept.data();
}

void add(const RuleProgram& rule, const RuleJob& job, Picked picked, Block& block) {
  if (rule.cooldown || rule.per_day != 0) limit(rule, picked, block);
  const bool constant = rule.field.empty();
  if (constant && !rule.decay.decays()) {
    add(rule, picked, block, ConstantWorth{rule.points.thousandths()});
  } else if (constant && job.by_age.complete) {
    const std::int64_t* by_age = job.by_age.thousandths.data();
    const std::uint64_t last = job.by_age.thousandths.size() - 1;
    if (block.job.program().step_ms == day_ms) add(rule, picked, block, FadingWorth<day_ms>{by_age, last});
    else add(rule, picked, block, FadingWorth<3'600'000>{by_age, last});
  } else {
    add(rule, picked, block, AnyWorth{rule, job, picked, block});
  }
}

}  // namespace

void tally_block(const RuleProgram& rule, const RuleJob& job, Block& block) {
  std::fill_n(block.rule.begin(), block.lead_count, 0);
  std::fill_n(block.counted.begin(), block.lead_count, std::uint8_t{0});
  if (job.ordered) {
    add(rule, job, pick(job.heard, block), block);
  } else {
    for (const HeardType& heard : job.heard) {
      Picked picked = pick(heard, block, block.verdicts);
      const std::uint16_t which = static_cast<std::uint16_t>(&heard - job.heard.data());
      if (which != 0 && !rule.field.empty()) {
        block.merged_heard.assign(picked.size, which);
        picked.heard = block.merged_heard.data();
      }
      add(rule, job, picked, block);
    }
  }
  if (!rule.bounds.min && !rule.bounds.max) return;
  for (std::size_t l = 0; l < block.lead_count; ++l)
    block.rule[l] = block.counted[l] == 0
                        ? 0
                        : clamped(Points::of_thousandths(block.rule[l]), rule.bounds).thousandths();
}

}  // namespace bantam
