// Tallying a block: one rule, all the leads of a block at once. The steps and their order are
// those of engine/tally.cpp; worth and decay are the same functions. docs/semantics.md, section 6.
#include <algorithm>
#include <limits>

#include "analytics/block.hpp"
#include "engine/spacing.hpp"
#include "engine/worth.hpp"

namespace bantam {
namespace {

// Steps 6 and 7: what an activity is worth that counts.

struct ConstantWorth {
  std::int64_t points;
  std::int64_t operator()(std::size_t) const { return points; }
};

/// The length of a step is known when compiling, so that nothing is divided.
template <std::int64_t Step>
struct FadingWorth {
  const std::int64_t* by_age;
  std::uint64_t last;
  const std::uint32_t* places;
  const std::int64_t* at;
  std::int64_t now;

  std::int64_t operator()(std::size_t i) const {
    const auto age = static_cast<std::uint64_t>(now - at[places[i]]) / static_cast<std::uint64_t>(Step);
    return by_age[age < last ? age : last];
  }
};

struct AnyWorth {
  const RuleProgram& rule;
  const RuleJob& job;
  const Picked& chosen;
  Block& block;

  std::int64_t operator()(std::size_t i) const {
    const std::uint32_t place = chosen.places[i];
    Points worth = rule.points;
    if (!rule.field.empty()) {
      const Operand value = field(job.heard[chosen.heard ? chosen.heard[i] : 0], place);
      if (value.missing()) return 0;
      worth = worth_of(rule.each, value.number);
    }
    if (!rule.decay.decays()) return worth.thousandths();
    return decayed(rule.decay, worth, block.age(place) / block.job.program().step_ms).thousandths();
  }

  Operand field(const HeardType& heard, std::uint32_t place) const {
    if (heard.field->copy >= 0)  // NaN is missing
      return read_number(block.activities[static_cast<std::size_t>(heard.field->copy)].numbers[place], *heard.field->slot);
    block.cells.clear();
    return heard.field->read(block.row_of(place), block.cells);
  }
};

/// Steps 2 and 3, from the oldest: what is left holds.
void limit(const RuleProgram& rule, Picked& picked, Block& block) {
  block.kept.resize(picked.size);
  std::uint32_t lead = 0xFFFFFFFF;
  Spacing spacing(rule);
  for (std::size_t i = 0; i < picked.size; ++i) {
    const std::uint32_t place = picked.places[i];
    if (block.lead[place] != lead) {
      lead = block.lead[place];
      spacing = Spacing(rule);
    }
    block.kept[i] = Verdict::no;
    if (!picked.held(i)) continue;
    if (spacing.next(block.at[place]) == Removal::none) block.kept[i] = Verdict::yes;
  }
  picked.holds = block.kept.data();
}

/// Step 4: those that hold and are inside the window. Without a branch on what holds: that is
/// anybody's guess, and a wrong guess costs more than all the rest.
Picked choose(const RuleProgram& rule, const Picked& picked, Block& block) {
  if (!picked.holds && !rule.window) return picked;
  block.chosen.resize(std::max(block.chosen.size(), picked.size));
  block.chosen_heard.resize(std::max(block.chosen_heard.size(), picked.size));
  // Inside the window is T − at < W: at > T − W. No moment is negative.
  const std::int64_t after = rule.window ? block.job.at.ms - rule.window->ms : -1;
  std::uint32_t* chosen = block.chosen.data();
  std::size_t size = 0;
  const auto inside = [&](std::size_t i) { return block.at[picked.places[i]] > after; };
  if (picked.heard) {
    for (std::size_t i = 0; i < picked.size; ++i) {
      chosen[size] = picked.places[i];
      block.chosen_heard[size] = picked.heard[i];
      size += static_cast<std::size_t>(picked.held(i) && inside(i));
    }
  } else if (picked.holds) {
    for (std::size_t i = 0; i < picked.size; ++i) {
      chosen[size] = picked.places[i];
      size += static_cast<std::size_t>((picked.holds[i] == Verdict::yes) & inside(i));
    }
  } else {
    for (std::size_t i = 0; i < picked.size; ++i) {
      chosen[size] = picked.places[i];
      size += static_cast<std::size_t>(inside(i));
    }
  }
  return {chosen, nullptr, picked.heard ? block.chosen_heard.data() : nullptr, size};
}

/// Step 5 and the sum of step 8, from the newest. The activities of a lead stand together, so that
/// its sum is complete when it is written last.
template <class Worth>
void add_newest(std::int64_t newest, const Picked& chosen, Block& block, const Worth& worth) {
  std::int64_t* sums = block.rule.data();
  const std::uint32_t* leads = block.lead.data();
  std::uint32_t before = 0xFFFFFFFF;
  std::int64_t taken = 0;
  std::int64_t sum = 0;
  for (std::size_t i = chosen.size; i-- > 0;) {
    const std::uint32_t lead = leads[chosen.places[i]];
    const std::int64_t same = -static_cast<std::int64_t>(lead == before);
    before = lead;
    taken &= same;
    sum &= same;
    sum += worth(i) & -static_cast<std::int64_t>(taken < newest);
    ++taken;
    sums[lead] = sum;
  }
}

/// The same to the lines of leads: those that are newer have been added.
template <class Worth>
void add_to_lines(std::int64_t newest, const Picked& chosen, const Block& block, const Worth& worth) {
  const SumLines sums = block.sums;
  const std::uint32_t* leads = block.lead.data();
  if (newest == 0) {
    for (std::size_t i = 0; i < chosen.size; ++i) sums.add(leads[chosen.places[i]], worth(i));
    return;
  }
  for (std::size_t i = chosen.size; i-- > 0;) {
    const std::uint32_t lead = leads[chosen.places[i]];
    sums.add(lead, worth(i) & -sums.count(lead, static_cast<std::uint64_t>(newest)));
  }
}

template <class Worth>
void add(const RuleProgram& rule, const Picked& chosen, Block& block, const Worth& worth) {
  if (block.sums.words) {
    add_to_lines(rule.newest, chosen, block, worth);
    return;
  }
  if (rule.newest != 0) {
    add_newest(rule.newest, chosen, block, worth);
    return;
  }
  std::int64_t* sums = block.rule.data();
  const std::uint32_t* leads = block.lead.data();
  for (std::size_t i = 0; i < chosen.size; ++i) sums[leads[chosen.places[i]]] += worth(i);
}

void add(const RuleProgram& rule, const RuleJob& job, Picked picked, Block& block) {
  if (rule.cooldown || rule.per_day != 0) limit(rule, picked, block);
  const Picked chosen = choose(rule, picked, block);
  const bool constant = rule.field.empty();
  if (constant && !rule.decay.decays()) {
    add(rule, chosen, block, ConstantWorth{rule.points.thousandths()});
  } else if (constant && job.by_age.complete) {
    const std::int64_t* by_age = job.by_age.thousandths.data();
    const std::uint64_t last = job.by_age.thousandths.size() - 1;
    const std::int64_t now = block.job.at.ms;
    if (block.job.program().step_ms == day_ms)
      add(rule, chosen, block, FadingWorth<day_ms>{by_age, last, chosen.places, block.at, now});
    else
      add(rule, chosen, block, FadingWorth<3'600'000>{by_age, last, chosen.places, block.at, now});
  } else {
    add(rule, chosen, block, AnyWorth{rule, job, chosen, block});
  }
  if (!zero_is_out(rule.bounds)) return;
  for (std::size_t i = 0; i < chosen.size; ++i) block.counted[block.lead[chosen.places[i]]] = 1;
}

void add_all(const RuleProgram& rule, const RuleJob& job, Block& block) {
  if (job.ordered) {
    add(rule, job, pick(job.heard, block), block);
    return;
  }
  for (std::size_t h = 0; h < job.heard.size(); ++h) {
    Picked picked = pick(job.heard[h], block);
    if (h != 0 && !rule.field.empty()) {
      block.merged_heard.assign(picked.size, static_cast<std::uint16_t>(h));
      picked.heard = block.merged_heard.data();
    }
    add(rule, job, picked, block);
  }
}

}  // namespace

void sum_block(const RuleProgram& rule, const RuleJob& job, Block& block) { add_all(rule, job, block); }

void tally_block(const RuleProgram& rule, const RuleJob& job, Block& block) {
  std::fill_n(block.rule.begin(), block.lead_count, 0);
  const bool counts_matter = zero_is_out(rule.bounds);
  if (counts_matter) block.counted.assign(block.lead_count, 0);
  add_all(rule, job, block);
  clamp(block.rule.data(), block.lead_count, rule.bounds, block.job.tuning.instructions);
  if (counts_matter)
    for (std::size_t l = 0; l < block.lead_count; ++l) block.rule[l] = block.counted[l] != 0 ? block.rule[l] : 0;
}

bool zero_is_out(const Bounds& bounds) {
  return (bounds.min && *bounds.min > Points()) || (bounds.max && *bounds.max < Points());
}

void clamp(std::int64_t* points, std::size_t count, const Bounds& bounds, Instructions instructions) {
  if (!bounds.min && !bounds.max) return;
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  kernels(instructions).clamp(points, count, bounds.min ? bounds.min->thousandths() : -far,
                              bounds.max ? bounds.max->thousandths() : far);
}

}  // namespace bantam
