#include "analytics/running_sums.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "analytics/block.hpp"
#include "analytics/fetch.hpp"

namespace bantam {
namespace {

constexpr std::uint32_t words_of_a_line = 8;
constexpr std::int64_t most_counted = 1'000'000;

bool can_be_summed(const RuleProgram& rule) {
  return !rule.cooldown && rule.per_day == 0 && rule.newest <= most_counted && !zero_is_out(rule.bounds) &&
         !(rule.newest != 0 && !rule.field.empty()) &&  // which of simultaneous ones count would matter
         !(rule.listening.when && rule.listening.when->logic);  // which may read the lead
}

/// Finds room for numbers of few bits, one word after the other.
struct CountRoom {
  std::uint32_t word;       ///< the present one
  std::uint32_t used = 64;  ///< of its bits

  void place(SumPlan::RulePlace& rule, std::int64_t most) {
    const auto bits = static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(most)));
    if (used + bits > 64) {
      ++word;
      used = 0;
    }
    rule.count = word;
    rule.count_shift = used;
    rule.count_mask = (std::uint64_t{1} << bits) - 1;
    used += bits;
  }
};

/// The lines of some leads, none of them across two lines of the cache.
class Lines {
 public:
  Lines(std::size_t leads, std::size_t words) : room_((leads + 1) * words, 0), words_(words) {
    const auto address = reinterpret_cast<std::uintptr_t>(room_.data());
    const std::size_t step = words * sizeof(std::uint64_t);
    first_ = room_.data() + (step - address % step) % step / sizeof(std::uint64_t);
  }

  std::uint64_t* of(std::size_t lead) { return first_ + lead * words_; }

 private:
  std::vector<std::uint64_t> room_;
  std::size_t words_;
  std::uint64_t* first_;
};

}  // namespace

std::optional<SumPlan> plan_sums(const BatchJob& job) {
  const Program& program = job.program();
  if (job.in_lead_order() || job.options.contributions || !program.signals.empty()) return std::nullopt;
  SumPlan plan;
  std::map<std::uint32_t, std::uint32_t> shared;
  std::uint32_t sums = 0;
  for (const RuleProgram& rule : program.rules) {
    SumPlan::RulePlace& place = plan.rules.emplace_back();
    if (rule.form != Rule::Form::activity) continue;
    if (!can_be_summed(rule)) return std::nullopt;
    if (rule.guard || rule.bounds.min || rule.bounds.max) {
      place.sum = sums++;
      place.first = true;
    } else {
      const auto [found, is_new] = shared.try_emplace(rule.place, sums);
      place.sum = found->second;
      place.first = is_new;
      sums += is_new ? 1U : 0U;
    }
  }
  if (sums == 0) return std::nullopt;
  CountRoom room{sums - 1};
  for (std::size_t r = 0; r < plan.rules.size(); ++r)
    if (program.rules[r].newest != 0) room.place(plan.rules[r], program.rules[r].newest);
  if (room.word >= words_of_a_line) return std::nullopt;
  plan.words = std::bit_ceil(room.word + 1);
  const View<std::int64_t> at = job.activities.at;
  if (kernels(job.tuning.instructions).falls(at.data, at.size, 0) != 0) return std::nullopt;
  return plan;
}

std::optional<Error> score_by_sums(const BatchJob& job, std::size_t first, std::size_t last, BatchScores& scores) {
  if (first >= last) return std::nullopt;
  const SumPlan& plan = *job.sums;
  const std::vector<RuleProgram>& rules = job.program().rules;
  Lines lines(last - first, plan.words);
  Block block(job);
  // Half a block, since the lines of its leads lie beside it in the cache; of as many rows more as are
  // other leads', if all have equally many.
  const std::size_t rows_at_once =
      std::max<std::size_t>(1, job.tuning.block_rows / 2) * std::min<std::size_t>(16, job.leads.rows / (last - first));
  for (std::size_t end = job.activities.rows; end > 0;) {
    const std::size_t begin = end - std::min(end, rows_at_once);
    if (std::optional<Error> error = fill_rows(block, begin, end, first, last)) return error;
    const std::size_t count = block.begins.back();
    for (std::size_t place = 0; place < count; ++place) fetch_to_write(lines.of(block.lead[place]));
    for (std::size_t r = 0; count != 0 && r < rules.size(); ++r) {
      if (rules[r].form != Rule::Form::activity) continue;
      block.sums = {lines.of(0), plan.words, plan.rules[r]};
      sum_block(rules[r], job.rules[r], block);
    }
    end = begin;
  }
  for (std::size_t lead = first; lead < last; lead += block.lead_count) {
    if (std::optional<Error> error = fill(block, lead, last)) return error;
    block.sums = {lines.of(lead - first), plan.words, {}};
    score_block(block, scores);
  }
  return std::nullopt;
}

}  // namespace bantam
