// Scoring a block: signals, rules, groups, scores, exclusion and total, column by column.
// docs/semantics.md, sections 5 and 6.
#include <algorithm>

#include "analytics/block.hpp"

namespace bantam {
namespace {

class Scoring {
 public:
  Scoring(Block& block, BatchScores& out)
      : block_(block), job_(block.job), program_(job_.program()), count_(block.lead_count), out_(out) {}

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
  }

 private:
  std::int64_t* group(std::size_t g) { return block_.groups.data() + g * count_; }
  std::int64_t* score(std::size_t s) { return block_.scores.data() + s * count_; }

  void add_rule(std::size_t r) {
    const RuleProgram& rule = program_.rules[r];
    const RuleJob& job = job_.rules[r];
    if (rule.form == Rule::Form::activity) tally_block(rule, job, block_);
    else look_up(rule, job);
    std::int64_t* points = block_.rule.data();
    if (job.guard) {
      ask_leads(*job.guard, block_, block_.verdicts);
      for (std::size_t l = 0; l < count_; ++l)
        points[l] = block_.verdicts[l] == Verdict::yes ? points[l] : 0;
    }
    std::int64_t* into = rule.group >= 0 ? group(static_cast<std::size_t>(rule.group)) : score(rule.score);
    for (std::size_t l = 0; l < count_; ++l) into[l] += points[l];
    if (out_.contributions.empty()) return;
    Points* shown = out_.contributions[r].data() + block_.first_lead;
    for (std::size_t l = 0; l < count_; ++l) shown[l] = Points::of_thousandths(points[l]);
  }

  void look_up(const RuleProgram& rule, const RuleJob& job) {
    std::int64_t* points = block_.rule.data();
    if (rule.form == Rule::Form::condition) {
      std::fill_n(points, count_, rule.points.thousandths());
    } else if (!job.by_code.empty()) {
      look_up_codes(job, points);
    } else if (const NumberColumn* numbers = job.of ? job.of->only<NumberColumn>() : nullptr;
               numbers && rule.form == Rule::Form::bands && job.of->slot->type == Type::number) {
      look_up_bands(rule, *numbers, job.of->validity(), points);
    } else {
      for (std::size_t l = 0; l < count_; ++l)
        points[l] = table_points(rule, value_of(rule, job, l)).thousandths();
    }
  }

  /// The value of an `of`; one that names the days of a date is read as a condition would.
  Operand value_of(const RuleProgram& rule, const RuleJob& job, std::size_t l) {
    if (!job.of) return block_.signals[static_cast<std::size_t>(rule.of.index) * count_ + l];
    block_.cells.clear();
    const Operand operand = job.of->read(block_.first_lead + l, block_.cells);
    if (rule.of.view == DateView::date || operand.missing()) return operand;
    const std::int64_t age = whole_days(job_.at.ms - operand.date);
    return Operand::of_number(static_cast<double>(rule.of.view == DateView::age_days ? age : -age));
  }

  void look_up_codes(const RuleJob& job, std::int64_t* points) const {
    const std::uint32_t* codes = job.of->only<DictionaryColumn>()->codes.data + block_.first_lead;
    const Validity validity = job.of->validity();
    const std::int64_t missing = job.by_code.back();
    for (std::size_t l = 0; l < count_; ++l)
      points[l] = has_value(validity, block_.first_lead + l) ? job.by_code[codes[l]] : missing;
  }

  void look_up_bands(const RuleProgram& rule, const NumberColumn& numbers, Validity validity,
                     std::int64_t* points) const {
    const double* values = numbers.values.data + block_.first_lead;
    std::fill_n(points, count_, 0);
    // From the last band to the first: the first whose bound is above the value is written last.
    for (std::size_t b = rule.bands.size(); b-- > 0;) {
      const std::int64_t band = rule.bands[b].points.thousandths();
      if (!rule.bands[b].below) {
        std::fill_n(points, count_, band);
        continue;
      }
      const double below = *rule.bands[b].below;
      for (std::size_t l = 0; l < count_; ++l) points[l] = values[l] < below ? band : points[l];
    }
    const std::int64_t missing = rule.missing.thousandths();
    if (!validity.data) return;
    for (std::size_t l = 0; l < count_; ++l)
      points[l] = has_value(validity, block_.first_lead + l) ? points[l] : missing;
  }

  static void clamp(std::int64_t* points, std::size_t count, const Bounds& bounds) {
    if (!bounds.min && !bounds.max) return;
    for (std::size_t l = 0; l < count; ++l)
      points[l] = clamped(Points::of_thousandths(points[l]), bounds).thousandths();
  }

  void add_group(std::size_t g) {
    clamp(group(g), count_, program_.groups[g].bounds);
    std::int64_t* into = score(program_.groups[g].score);
    for (std::size_t l = 0; l < count_; ++l) into[l] += group(g)[l];
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

  static std::uint16_t band_place(const std::vector<BandProgram>& bands, Points points) {
    return static_cast<std::uint16_t>(band_of(bands, points) - bands.data());
  }

  void finish_score(std::size_t s) {
    std::int64_t* points = score(s);
    clamp(points, count_, program_.scores[s].bounds);
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
    std::vector<Points> scores(program_.scores.size());
    for (std::size_t l = 0; l < count_; ++l) {
      for (std::size_t s = 0; s < scores.size(); ++s) scores[s] = Points::of_thousandths(score(s)[l]);
      const bool out = !job_.exclusions.empty() && block_.excluded[l] != 0;
      totals[l] = out ? Points() : clamped(weighted_sum(program_, scores), program_.total_bounds);
    }
    if (program_.total_bands.empty()) return;
    for (std::size_t l = 0; l < count_; ++l)
      out_.total_band[block_.first_lead + l] = band_place(program_.total_bands, totals[l]);
  }

  Block& block_;
  const BatchJob& job_;
  const Program& program_;
  std::size_t count_;
  BatchScores& out_;
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
      if (!picked.held(i) || picked.age[i] >= window) continue;
      Measuring& measuring = block.measurings[picked.lead[i]];
      measuring.add(job.at - Duration{picked.age[i]});
      const HeardType& heard = job.signals[s].heard[picked.heard ? picked.heard[i] : 0];
      if (heard.field) measuring.add_value(heard.field->read(block.row_of(picked.place[i]), block.kept_cells));
    }
    for (std::size_t l = 0; l < count; ++l)
      block.signals[s * count + l] = block.measurings[l].result(signal.measure, job.at);
  }
}

void score_block(Block& block, BatchScores& scores) { Scoring(block, scores).run(); }

}  // namespace bantam
