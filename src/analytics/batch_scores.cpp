// Scoring a block: signals, rules, groups, scores, exclusion and total, column by column.
// docs/semantics.md, sections 5 and 6.
#include <algorithm>

#include "analytics/block.hpp"

namespace bantam {
namespace {

class Scoring {
 public:
  Scoring(Block& block, BatchScores& out)
      : block_(block), job_(block.job), program_(job_.program()), count_(block.lead_count), out_(out),
        kernels_(kernels(job_.tuning.instructions)) {}

  void run() {
    block_.groups.assign(program_.groups.size() * count_, 0);
    block_.scores.assign(program_.scores.size() * count_, 0);
    block_.rule.resize(std::max(block_.rule.size(), count_));
    block_.counted.resize(std::max(block_.counted.size(), count_));
    for (std::size_t r = 0; r < program_.rules.size(); ++r) add_rule(r);
    for (std::size_t g = 0; g < program_.groups.size(); ++g) add_group(g);
    exclude();
    for (std::size_t s = 0; s < program_.scores.size(); ++s) finish_score(s);
    add_total();
    suppress();
  }

 private:
  std::int64_t* group(std::size_t g) { return block_.groups.data() + g * count_; }
  std::int64_t* score(std::size_t s) { return block_.scores.data() + s * count_; }

  void add_rule(std::size_t r) {
    const RuleProgram& rule = program_.rules[r];
    const RuleJob& job = job_.rules[r];
    if (rule.form != Rule::Form::activity) look_up(rule, job);
    else if (!block_.sums.words) tally_block(rule, job, block_);
    else if (!take_sums(r)) return;
    std::int64_t* points = block_.rule.data();
    if (job.guard) {
      ask_leads(*job.guard, block_, block_.verdicts);
      for (std::size_t l = 0; l < count_; ++l)
        points[l] = block_.verdicts[l] == Verdict::yes ? points[l] : 0;
    }
    std::int64_t* into = rule.group >= 0 ? group(static_cast<std::size_t>(rule.group)) : score(rule.score);
    kernels_.add(points, count_, into);
    if (out_.contributions.empty()) return;
    Points* shown = out_.contributions[r].data() + block_.first_lead;
    for (std::size_t l = 0; l < count_; ++l) shown[l] = Points::of_thousandths(points[l]);
  }

  /// The sums of a rule, or of all that add to the same place, with the first of them.
  bool take_sums(std::size_t r) {
    block_.sums.place = job_.sums->rules[r];
    if (!block_.sums.place.first) return false;
    for (std::size_t l = 0; l < count_; ++l) block_.rule[l] = block_.sums.sum(l);
    clamp(block_.rule.data(), count_, program_.rules[r].bounds, job_.tuning.instructions);
    return true;
  }

  void look_up(const RuleProgram& rule, const RuleJob& job) {
    std::int64_t* points = block_.rule.data();
    if (rule.form == Rule::Form::condition) {
      std::fill_n(points, count_, rule.points.thousandths());
    } else if (!job.by_code.empty()) {
      kernels_.look_up(block_.leads[static_cast<std::size_t>(job.of->copy)].codes.data(), count_, job.by_code.data(),
                       points);
    } else if (!job.bands.empty()) {
      const std::int64_t other = rule.bands.back().points.thousandths();  // the last band has no `below`
      kernels_.bands(block_.leads[static_cast<std::size_t>(job.of->copy)].numbers.data(), count_, job.bands.data(),
                     job.bands.size(), other, rule.missing.thousandths(), points);
    } else {
      for (std::size_t l = 0; l < count_; ++l)
        points[l] = table_points(rule, value_of(rule, job, l)).thousandths();
    }
  }

  /// The value of an `of`.
  Operand value_of(const RuleProgram& rule, const RuleJob& job, std::size_t l) {
    if (!job.of) return block_.signals[static_cast<std::size_t>(rule.of.index) * count_ + l];
    block_.cells.clear();
    return job.of->read(block_.first_lead + l, block_.cells);
  }

  void add_group(std::size_t g) {
    clamp(group(g), count_, program_.groups[g].bounds, job_.tuning.instructions);
    std::int64_t* into = score(program_.groups[g].score);
    kernels_.add(group(g), count_, into);
  }

  void exclude() {
    block_.excluded.assign(count_, 0);
    for (std::size_t e = 0; e < job_.exclusions.size(); ++e) {
      ask_leads(job_.exclusions[e], block_, block_.verdicts);
      std::uint8_t* shown = out_.excluded_by[e].data() + block_.first_lead;
      for (std::size_t l = 0; l < count_; ++l) {
        shown[l] = block_.verdicts[l] == Verdict::yes ? 1 : 0;
        block_.excluded[l] |= shown[l];
      }
    }
  }

  /// A block is worked out as a whole; of suppressed leads nothing of it is kept.
  void suppress() {
    for (std::size_t e = 0; e < job_.suppressions.size(); ++e) {
      ask_leads(job_.suppressions[e], block_, block_.verdicts);
      std::uint8_t* shown = out_.suppressed_by[e].data() + block_.first_lead;
      for (std::size_t l = 0; l < count_; ++l) {
        shown[l] = block_.verdicts[l] == Verdict::yes ? 1 : 0;
        if (shown[l] != 0) clear_scores(out_, block_.first_lead + l, block_.first_lead + l + 1);
      }
    }
  }

  static std::uint16_t band_place(const std::vector<BandProgram>& bands, Points points) {
    return static_cast<std::uint16_t>(band_of(bands, points) - bands.data());
  }

  void finish_score(std::size_t s) {
    std::int64_t* points = score(s);
    clamp(points, count_, program_.scores[s].bounds, job_.tuning.instructions);
    if (!job_.exclusions.empty())
      for (std::size_t l = 0; l < count_; ++l) points[l] = block_.excluded[l] != 0 ? 0 : points[l];
    Points* shown = out_.scores[s].data() + block_.first_lead;
    for (std::size_t l = 0; l < count_; ++l) shown[l] = Points::of_thousandths(points[l]);
    if (program_.scores[s].bands.empty()) return;
    std::uint16_t* bands = out_.bands[s].data() + block_.first_lead;
    for (std::size_t l = 0; l < count_; ++l) bands[l] = band_place(program_.scores[s].bands, shown[l]);
  }

  void add_total() {
    Points* totals = out_.total.data() + block_.first_lead;
    if (all_weigh_one()) add_scores(totals);
    else weigh_scores(totals);
    if (!job_.exclusions.empty())
      for (std::size_t l = 0; l < count_; ++l)
        if (block_.excluded[l] != 0) totals[l] = Points();
    if (program_.total_bands.empty()) return;
    for (std::size_t l = 0; l < count_; ++l)
      out_.total_band[block_.first_lead + l] = band_place(program_.total_bands, totals[l]);
  }

  bool all_weigh_one() const {
    return std::all_of(program_.scores.begin(), program_.scores.end(), [](const ScoreProgram& each) {
      return each.weight == Points::of_thousandths(1000);
    });
  }

  /// The weighted sum where every weight is 1: nothing to round.
  void add_scores(Points* totals) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    for (std::size_t l = 0; l < count_; ++l) {
      std::int64_t sum = 0;
      for (std::size_t s = 0; s < program_.scores.size(); ++s) sum += score(s)[l];
      totals[l] = clamped(Points::of_thousandths(std::min(std::max(sum, -most), most)), program_.total_bounds);
    }
  }

  void weigh_scores(Points* totals) {
    std::vector<Points> scores(program_.scores.size());
    for (std::size_t l = 0; l < count_; ++l) {
      for (std::size_t s = 0; s < scores.size(); ++s) scores[s] = Points::of_thousandths(score(s)[l]);
      totals[l] = clamped(weighted_sum(program_, scores), program_.total_bounds);
    }
  }

  Block& block_;
  const BatchJob& job_;
  const Program& program_;
  std::size_t count_;
  BatchScores& out_;
  const Kernels& kernels_;
};

}  // namespace

void measure_block(Block& block) {
  const BatchJob& job = block.job;
  const std::size_t count = block.lead_count;
  block.signals.assign(job.signals.size() * count, Operand());
  for (std::size_t s = 0; s < job.signals.size(); ++s) {
    const SignalProgram& signal = job.program().signals[s];
    block.measurings.assign(count, Measuring());
    const Picked picked = pick(job.signals[s].heard, block);
    const std::int64_t window = signal.window ? signal.window->ms : timestamp_end.ms;
    for (std::size_t i = 0; i < picked.size; ++i) {
      const std::uint32_t place = picked.places[i];
      if (!picked.held(i) || block.age(place) >= window) continue;
      Measuring& measuring = block.measurings[block.lead[place]];
      measuring.add(Timestamp{block.at[place]});
      const HeardType& heard = job.signals[s].heard[picked.heard ? picked.heard[i] : 0];
      if (heard.field) measuring.add_value(heard.field->read(block.row_of(place), block.kept_cells));
    }
    for (std::size_t l = 0; l < count; ++l)
      block.signals[s * count + l] = block.measurings[l].result(signal.measure, job.at);
  }
}

void score_block(Block& block, BatchScores& scores) { Scoring(block, scores).run(); }

}  // namespace bantam
