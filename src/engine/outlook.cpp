#include "engine/outlook.hpp"

#include <algorithm>

#include "values/rounding.hpp"

namespace bantam {
namespace {

struct Range {
  Points low;
  Points high;

  void include(Points points) {
    low = std::min(low, points);
    high = std::max(high, points);
  }
  Range& operator+=(const Range& other) {
    low += other.low;
    high += other.high;
    return *this;
  }
};

Range clamped(const Range& range, const Bounds& bounds) {
  return {clamped(range.low, bounds), clamped(range.high, bounds)};
}

struct Ranges {
  std::vector<Range> scores;
  Range total;
};

/// What a rule contributes between the moments of two of its lines.
Range range_of(const RuleProgram& rule, const RuleLine& early, const RuleLine& late) {
  if (rule.form != Rule::Form::activity || !early.held) return {early.points, early.points};
  Range range;
  for (std::size_t i = 0; i < early.matches.size(); ++i) {
    const Points a = early.matches[i].decayed;
    const Points b = late.matches[i].decayed;
    range += {std::min(a, b), std::max(a, b)};
  }
  range = clamped(range, rule.bounds);
  if (late.counted == 0) range.include(Points());  // whatever `min` says
  return range;
}

Ranges ranges_between(const Program& program, const LeadState& state, Timestamp from, Timestamp to,
                      Evaluation& early) {
  std::vector<RuleLine> early_lines(program.rules.size());
  std::vector<RuleLine> late_lines(program.rules.size());
  Evaluation late;
  evaluate(program, state, from, early, &early_lines);
  evaluate(program, state, to, late, &late_lines);
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    early_lines[i].points = early.rules[i];
    late_lines[i].points = late.rules[i];
  }

  Ranges ranges;
  ranges.scores.resize(program.scores.size());
  if (early.excluded()) return ranges;
  std::vector<Range> groups(program.groups.size());
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const RuleProgram& rule = program.rules[i];
    Range& target = rule.group >= 0 ? groups[static_cast<std::size_t>(rule.group)] : ranges.scores[rule.score];
    target += range_of(rule, early_lines[i], late_lines[i]);
  }
  for (std::size_t i = 0; i < groups.size(); ++i)
    ranges.scores[program.groups[i].score] += clamped(groups[i], program.groups[i].bounds);
  std::vector<Points> lowest;
  std::vector<Points> highest;
  for (std::size_t i = 0; i < program.scores.size(); ++i) {
    Range& score = ranges.scores[i];
    score = clamped(score, program.scores[i].bounds);
    const bool turned = program.scores[i].weight < Points();
    lowest.push_back(turned ? score.high : score.low);
    highest.push_back(turned ? score.low : score.high);
  }
  ranges.total = clamped(Range{weighted_sum(program, lowest), weighted_sum(program, highest)},
                         program.total_bounds);
  return ranges;
}

/// The truths a condition can have.
struct Possible {
  bool yes = true;
  bool no = true;
  bool unknown = true;
};

class Judging {
 public:
  Judging(const Predicate& predicate, const Frame& frame, const Ranges& ranges)
      : predicate_(predicate), frame_(frame), ranges_(ranges) {}

  Possible judge(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    if (!moves(place)) {
      const Operand operand = value_of(predicate_, place, frame_);
      const bool flag = operand.kind == Operand::Kind::flag;
      return {flag && operand.flag, flag && !operand.flag, operand.missing()};
    }
    switch (node.op) {
      case Op::all_of: case Op::any_of: return joined(node);
      case Op::negate: {
        const Possible inner = judge(arg(node, 0));
        return {inner.no, inner.yes, inner.unknown};
      }
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
        return node.arg_count == 2 ? compared(node) : Possible();
      default: return {};
    }
  }

 private:
  std::uint32_t arg(const Node& node, std::uint32_t i) const { return predicate_.args[node.first_arg + i]; }

  static bool is_score(const Ref& ref) {
    return ref.kind == RefKind::score || ref.kind == RefKind::total || ref.kind == RefKind::band ||
           ref.kind == RefKind::total_band;
  }

  /// Whether a node depends on a score.
  bool moves(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    if (is_score(node.ref)) return true;
    for (std::uint32_t i = 0; i < node.arg_count; ++i)
      if (moves(arg(node, i))) return true;
    return false;
  }

  Possible joined(const Node& node) const {
    const bool all = node.op == Op::all_of;
    Possible result{all, !all, false};  // of no operand at all
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const Possible each = judge(arg(node, i));
      // `and` is true only if all can be; false as soon as one can be; and the other way round.
      result.yes = all ? result.yes && each.yes : result.yes || each.yes;
      result.no = all ? result.no || each.no : result.no && each.no;
      result.unknown = result.unknown || each.unknown;
    }
    return result;
  }

  struct Interval {
    double low;
    double high;
    bool known;
  };

  Interval interval(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    if (node.op == Op::var && (node.ref.kind == RefKind::score || node.ref.kind == RefKind::total)) {
      const Range& range = node.ref.kind == RefKind::total
                               ? ranges_.total
                               : ranges_.scores[static_cast<std::size_t>(node.ref.index)];
      return {range.low.nearest_double(), range.high.nearest_double(), true};
    }
    if (moves(place)) return {0, 0, false};
    const Operand operand = value_of(predicate_, place, frame_);
    return {operand.number, operand.number, operand.kind == Operand::Kind::number};
  }

  Possible compared(const Node& node) const {
    Interval a = interval(arg(node, 0));
    Interval b = interval(arg(node, 1));
    if (!a.known || !b.known) return {};
    if (node.op == Op::greater || node.op == Op::greater_equal) std::swap(a, b);
    const bool strict = node.op == Op::less || node.op == Op::greater;
    const bool yes = strict ? a.low < b.high : a.low <= b.high;
    const bool no = strict ? a.high >= b.low : a.high > b.low;
    return {yes, no, false};
  }

  const Predicate& predicate_;
  const Frame& frame_;
  const Ranges& ranges_;
};

}  // namespace

bool may_hold(const Predicate& condition, const Program& program, const LeadState& state,
              Timestamp from, Timestamp to) {
  if (condition.logic) return true;
  Evaluation early;
  const Ranges ranges = ranges_between(program, state, from, to, early);
  return Judging(condition, {program, state, early, from}, ranges).judge(condition.root).yes;
}

}  // namespace bantam
