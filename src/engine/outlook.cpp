#include "engine/outlook.hpp"

#include <algorithm>

#include "engine/arithmetic.hpp"

namespace bantam {
namespace {

struct Range {
  Points low;
  Points high;

  void include(Points points) {
    low = std::min(low, points);
    high = std::max(high, points);
  }
  bool moves() const { return low != high; }
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

  bool move() const {
    return std::any_of(scores.begin(), scores.end(), [](const Range& range) { return range.moves(); });
  }
};

/// What a rule contributes between the moments of two of its lines.
Range range_of(const RuleProgram& rule, const RuleLine& early, const RuleLine& late) {
  if (rule.form != Rule::Form::activity || !early.held || early.counted == 0) return {early.points, early.points};
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
      case Op::equal: case Op::not_equal:
      case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
        return compared(node);
      default: return {};
    }
  }

 private:
  std::uint32_t arg(const Node& node, std::uint32_t i) const { return predicate_.args[node.first_arg + i]; }

  const Range& range(const Ref& ref) const {
    const bool total = ref.kind == RefKind::total || ref.kind == RefKind::total_band;
    return total ? ranges_.total : ranges_.scores[static_cast<std::size_t>(ref.index)];
  }

  /// Whether a node depends on a score that moves, or on the band of one that leaves its band. The
  /// higher the score the earlier its band in the list, so both ends of a range have all between.
  bool moves(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    const auto leaves = [&](const std::vector<BandProgram>& bands) {
      return band_of(bands, range(node.ref).low) != band_of(bands, range(node.ref).high);
    };
    switch (node.ref.kind) {
      case RefKind::score: case RefKind::total: return range(node.ref).moves();
      case RefKind::band: return leaves(frame_.program.scores[static_cast<std::size_t>(node.ref.index)].bands);
      case RefKind::total_band: return leaves(frame_.program.total_bands);
      default: break;
    }
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

  /// The numbers that a node can be.
  struct Interval {
    double low = 0;
    double high = 0;
    bool missing = false;  ///< it has no value, whatever the scores are
  };

  /// Nothing where that is not known.
  std::optional<Interval> interval(std::uint32_t place) const {
    const Node& node = predicate_.nodes[place];
    if (!moves(place)) {
      const Operand operand = value_of(predicate_, place, frame_);
      if (operand.missing() && node.op != Op::literal) return Interval{0, 0, true};
      if (operand.kind != Operand::Kind::number) return std::nullopt;
      return Interval{operand.number, operand.number};
    }
    switch (node.op) {
      case Op::var: {
        if (node.type != Type::number) return std::nullopt;
        return Interval{range(node.ref).low.nearest_double(), range(node.ref).high.nearest_double()};
      }
      case Op::add: case Op::subtract: case Op::multiply: case Op::divide: case Op::min: case Op::max:
        return arithmetic(node);
      default: return std::nullopt;
    }
  }

  std::optional<Interval> arithmetic(const Node& node) const {
    std::optional<Interval> result = interval(arg(node, 0));
    if (node.op == Op::subtract && node.arg_count == 1) {
      const Interval zero;
      return result ? combined(node.op, zero, *result) : result;
    }
    for (std::uint32_t i = 1; i < node.arg_count && result; ++i) {
      const std::optional<Interval> next = interval(arg(node, i));
      result = next ? combined(node.op, *result, *next) : next;
    }
    return result;
  }

  /// Each operation goes one way in each operand, rounding too, so its extremes are of extremes.
  static std::optional<Interval> combined(Op op, const Interval& a, const Interval& b) {
    if (a.missing || b.missing) return Interval{0, 0, true};
    if (op == Op::divide && b.low <= 0 && b.high >= 0) return std::nullopt;
    const double ends[] = {bantam::combined(op, a.low, b.low), bantam::combined(op, a.low, b.high),
                           bantam::combined(op, a.high, b.low), bantam::combined(op, a.high, b.high)};
    const auto [low, high] = std::minmax_element(std::begin(ends), std::end(ends));
    if (Operand::of_number(*low).missing() || Operand::of_number(*high).missing()) return std::nullopt;
    return Interval{*low, *high};
  }

  /// Of two operands, or of three for between.
  Possible compared(const Node& node) const {
    Possible result{true, false, false};
    for (std::uint32_t i = 1; i < node.arg_count; ++i) {
      const std::optional<Interval> a = interval(arg(node, i - 1));
      const std::optional<Interval> b = interval(arg(node, i));
      if (!a || !b) return {};
      if (a->missing || b->missing) return {false, false, true};
      const Possible each = compared(node.op, *a, *b);
      result.yes = result.yes && each.yes;
      result.no = result.no || each.no;
    }
    return result;
  }

  static Possible compared(Op op, const Interval& a, const Interval& b) {
    switch (op) {
      case Op::less: return {a.low < b.high, a.high >= b.low, false};
      case Op::less_equal: return {a.low <= b.high, a.high > b.low, false};
      case Op::greater: case Op::greater_equal: return compared(mirrored(op), b, a);
      case Op::not_equal: {
        const Possible same = compared(Op::equal, a, b);
        return {same.no, same.yes, false};
      }
      default: return {a.low <= b.high && b.low <= a.high, a.low != b.high || b.low != a.high, false};
    }
  }

  const Predicate& predicate_;
  const Frame& frame_;
  const Ranges& ranges_;
};

}  // namespace

bool may_hold(const Predicate& condition, const Program& program, const LeadState& state,
              Timestamp from, Timestamp to) {
  Evaluation early;
  const Ranges ranges = ranges_between(program, state, from, to, early);
  const Frame frame{program, state, early, from};
  if (condition.logic) return ranges.move() || ask(condition, frame) == Truth::yes;
  return Judging(condition, frame, ranges).judge(condition.root).yes;
}

}  // namespace bantam
