// What scores can reach: bounds that hold for every lead, and lows that some lead certainly has.
#include <algorithm>
#include <cmath>
#include <map>

#include "model/lint.hpp"

namespace bantam {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double exact_end = 9e15;  // integers beyond are not exact in a double: no bound then

double unit(Points points) { return static_cast<double>(points.thousandths()); }

Range operator+(Range a, Range b) { return {a.low + b.low, a.high + b.high}; }

Range hull(Range range, double value) {
  return {std::min(range.low, value), std::max(range.high, value)};
}

double clamped(double value, const Bounds& bounds) {
  if (bounds.max) value = std::min(value, unit(*bounds.max));
  if (bounds.min) value = std::max(value, unit(*bounds.min));
  return value;
}

Range clamped(Range range, const Bounds& bounds) {
  return {clamped(range.low, bounds), clamped(range.high, bounds)};
}

/// Widened to infinity where doubles are no longer exact.
Range safe(Range range) {
  if (range.low < -exact_end) range.low = -infinity;
  if (range.high > exact_end) range.high = infinity;
  return range;
}

/// The time that an activity counts for: its window, or until a linear decay has spent it.
double counting_ms(const Rule& rule, double step_ms) {
  double length = rule.window ? static_cast<double>(rule.window->ms) : infinity;
  if (rule.decay.kind == Decay::Kind::linear)
    length = std::min(length, std::ceil(static_cast<double>(rule.decay.length.ms) / step_ms) * step_ms);
  return length;
}

/// How many activities can count at once.
double most_counted(const Rule& rule, double step_ms) {
  double most = rule.newest ? static_cast<double>(*rule.newest) : infinity;
  const double span = counting_ms(rule, step_ms) - 1;
  if (rule.cooldown) most = std::min(most, std::floor(span / static_cast<double>(rule.cooldown->ms)) + 1);
  if (rule.per_day) {
    const double days = std::ceil(span / static_cast<double>(day_ms)) + 1;
    most = std::min(most, days * static_cast<double>(*rule.per_day));
  }
  return most;
}

Range activity_range(const Rule& rule, double step_ms) {
  const double most = most_counted(rule, step_ms);
  Range worth = hull({}, unit(rule.points.value_or(Points())));
  if (rule.field && rule.each != Points()) worth = {-1e9, 1e9};
  const Range sum = {worth.low < 0 ? worth.low * most : 0, worth.high > 0 ? worth.high * most : 0};
  return hull(clamped(safe(sum), rule.bounds), 0);
}

/// A low that an activity rule certainly comes to. Of `points_per` no more is known than the sign,
/// where fields are not negative; spaced and decaying activities are not all worth their full.
double activity_low(const Rule& rule, double step_ms) {
  const bool spaced = rule.cooldown || rule.per_day;
  const bool one = rule.field || (spaced && rule.decay.kind != Decay::Kind::none) ||
                   (rule.cooldown && rule.per_day);
  double worth = std::min(0.0, unit(rule.points.value_or(Points())));
  if (rule.field && rule.each < Points()) worth = -1;
  const double sum = worth < 0 ? worth * (one ? 1 : most_counted(rule, step_ms)) : 0;
  return std::min(0.0, clamped(sum, rule.bounds));
}

/// Whether a table has not all that a flag or a choice can be.
bool leaves_others(const Rule& rule, const Document& document, const Names& names) {
  const std::int32_t index = find(names.attributes, rule.of->name);
  if (rule.form != Rule::Form::values || index < 0) return rule.form == Rule::Form::values;
  const Declaration& attribute = document.attributes[static_cast<std::size_t>(index)];
  if (attribute.type == Type::flag) return rule.values.size() < 2;
  return attribute.type != Type::choice || rule.values.size() < attribute.values.values().size();
}

/// Of a rule with `of`: everything that stands in its table.
Range table_range(const Rule& rule, const Document& document, const Names& names) {
  Range range{unit(rule.missing), unit(rule.missing)};
  for (const RuleBand& band : rule.bands) range = hull(range, unit(band.points));
  for (const RuleValue& value : rule.values) range = hull(range, unit(value.points));
  if (leaves_others(rule, document, names)) range = hull(range, unit(rule.other));
  return rule.guard ? hull(range, 0) : range;
}

Range rule_range(const Rule& rule, const Document& document, const Names& names) {
  switch (rule.form) {
    case Rule::Form::activity: return activity_range(rule, static_cast<double>(document.step_ms));
    case Rule::Form::condition: return hull({}, unit(rule.points.value_or(Points())));
    case Rule::Form::bands: case Rule::Form::values: break;
  }
  return table_range(rule, document, names);
}

/// The most a rule gives a lead of whom nothing is known.
double most_when_empty(const Rule& rule, const Document& document, const Names& names) {
  if (rule.form == Rule::Form::activity) return 0;
  if (rule.form == Rule::Form::condition) return std::max(0.0, unit(rule.points.value_or(Points())));
  if (find(names.attributes, rule.of->name) < 0)
    return rule_range(rule, document, names).high;
  return rule.guard ? std::max(0.0, unit(rule.missing)) : unit(rule.missing);
}

using Sources = std::set<std::string>;

class SourceFinder {
 public:
  SourceFinder(const Document& document, const Names& names) : document_(document), names_(names) {}

  /// The attributes and activity types on which a rule depends.
  Sources of(const Rule& rule) const {
    Sources sources;
    for (const Mention& mention : rule.on) sources.insert("activity " + mention.name);
    if (rule.of && find(names_.attributes, rule.of->name) >= 0) sources.insert(rule.of->name);
    else if (rule.of) add_signal(find(names_.signals, std::string_view(rule.of->name).substr(7)), sources);
    if (rule.guard) add(*rule.guard, sources);
    return sources;
  }

  void add(const Condition& condition, Sources& sources) const {
    if (condition.op == Op::var && condition.ref.kind == RefKind::attribute)
      sources.insert(document_.attributes[static_cast<std::size_t>(condition.ref.index)].name);
    if (condition.op == Op::var && condition.ref.kind == RefKind::signal)
      add_signal(condition.ref.index, sources);
    for (const Condition& arg : condition.args) add(arg, sources);
  }

 private:
  void add_signal(std::int32_t index, Sources& sources) const {
    for (const Mention& mention : document_.signals[static_cast<std::size_t>(index)].on)
      sources.insert("activity " + mention.name);
  }

  const Document& document_;
  const Names& names_;
};

/// Whether a condition may hold of a lead of whom nothing is known.
bool may_hold_when_empty(const Condition& condition) {
  if (condition.op == Op::missing || condition.op == Op::missing_some || condition.op == Op::truthy) return true;
  if (condition.op == Op::literal && condition.literal.kind != Json::Kind::number &&
      condition.literal.kind != Json::Kind::text)
    return true;
  if (condition.ref.kind == RefKind::signal) return true;
  return std::any_of(condition.args.begin(), condition.args.end(), may_hold_when_empty);
}

bool reads_signal(const Condition& condition) {
  return condition.ref.kind == RefKind::signal ||
         std::any_of(condition.args.begin(), condition.args.end(), reads_signal);
}

class Reaching {
 public:
  Reaching(const Document& document, const Names& names, Reach& reach)
      : document_(document), names_(names), reach_(reach), finder_(document, names) {
    for (const Rule& rule : document.rules)
      score_index_.push_back(static_cast<std::size_t>(score_of(rule, document, names)));
    for (const Total::Weight& weight : document.total.weights)
      weights_.emplace(weight.score.name, unit(weight.weight));
  }

  void run() {
    for (std::size_t i = 0; i < document_.rules.size(); ++i) {
      const Range range = rule_range(document_.rules[i], document_, names_);
      reach_.rules.push_back(reach_.dead[i] ? Range{} : range);
      sources_.push_back(finder_.of(document_.rules[i]));
    }
    assemble(reach_.rules, reach_.groups, reach_.scores);
    for (Range& score : reach_.scores)
      if (!document_.exclusions.empty()) score = hull(score, 0);
    reach_.total = total(reach_.scores);
    if (!document_.exclusions.empty()) reach_.total = hull(reach_.total, 0);
    find_lows();
  }

 private:
  /// Groups and scores of what each rule gives.
  void assemble(const std::vector<Range>& rules, std::vector<Range>& groups,
                std::vector<Range>& scores) const {
    groups.assign(document_.groups.size(), {});
    scores.assign(document_.scores.size(), {});
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const std::int32_t group = group_of(document_.rules[i], names_);
      Range& sum = group < 0 ? scores[score_index_[i]] : groups[static_cast<std::size_t>(group)];
      sum = sum + rules[i];
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i] = clamped(safe(groups[i]), document_.groups[i].bounds);
      Range& score = scores[static_cast<std::size_t>(find(names_.scores, document_.groups[i].score.name))];
      score = score + groups[i];
    }
    for (std::size_t i = 0; i < scores.size(); ++i)
      scores[i] = clamped(safe(scores[i]), document_.scores[i].bounds);
  }

  double weight_of(const std::string& score) const {
    const auto found = weights_.find(score);
    return found == weights_.end() ? 1000 : found->second;
  }

  Range total(const std::vector<Range>& scores) const {
    Range sum;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const double weight = weight_of(document_.scores[i].name);
      if (weight == 0) continue;
      const Range product = safe({scores[i].low * weight, scores[i].high * weight});
      sum = sum + (weight > 0 ? product : safe({scores[i].high * weight, scores[i].low * weight}));
    }
    sum = safe(sum);
    return clamped(Range{std::floor(sum.low / 1000), std::ceil(sum.high / 1000)}, document_.total.bounds);
  }

  /// A lead that does its worst by the rules that read nothing another rule or an exclusion reads,
  /// and of whom nothing else is known: a low that is certainly seen, if perhaps not the lowest.
  void find_lows() {
    reach_.seen_low.assign(document_.scores.size(), std::nullopt);
    Sources excluding;
    for (const Exclusion& exclusion : document_.exclusions) {
      if (document_.jsonlogic || may_hold_when_empty(exclusion.when)) return;
      finder_.add(exclusion.when, excluding);
    }
    const std::vector<Range> lows = worst(true, excluding);
    for (std::size_t i = 0; i < lows.size(); ++i) reach_.seen_low[i] = lows[i].high;
    for (const Total::Weight& weight : document_.total.weights)
      if (weight.weight < Points()) return;
    reach_.seen_total_low = total(worst(false, excluding)).high;
  }

  /// The scores of that lead; with `each` those of one lead per score, which does its worst by the
  /// rules of that score alone.
  std::vector<Range> worst(bool each, const Sources& excluding) const {
    std::vector<Range> rules(document_.rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const double value = worst_of(i, each, excluding);
      rules[i] = {value, value};
    }
    std::vector<Range> groups, scores;
    assemble(rules, groups, scores);
    return scores;
  }

  double worst_of(std::size_t index, bool each, const Sources& excluding) const {
    const Rule& rule = document_.rules[index];
    if (reach_.dead[index]) return 0;
    const bool by_signal = (rule.of && find(names_.attributes, rule.of->name) < 0) ||
                           (rule.guard && reads_signal(*rule.guard));
    if (by_signal || !stands_alone(index, each, excluding))
      return most_when_empty(rule, document_, names_);
    if (rule.form == Rule::Form::activity)
      return activity_low(rule, static_cast<double>(document_.step_ms));
    return reach_.rules[index].low;
  }

  bool stands_alone(std::size_t rule, bool each, const Sources& excluding) const {
    const auto shared = [&](const Sources& others) {
      return std::any_of(others.begin(), others.end(),
                         [&](const std::string& other) { return sources_[rule].count(other) > 0; });
    };
    if (shared(excluding)) return false;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const bool counts = !each || score_index_[i] == score_index_[rule];
      if (i != rule && counts && shared(sources_[i])) return false;
    }
    return true;
  }

  const Document& document_;
  const Names& names_;
  Reach& reach_;
  SourceFinder finder_;
  std::vector<Sources> sources_;
  std::vector<std::size_t> score_index_;  ///< per rule
  std::map<std::string_view, double> weights_;
};

}  // namespace

std::int32_t group_of(const Rule& rule, const Names& names) {
  return rule.group ? find(names.groups, rule.group->name) : -1;
}

std::int32_t score_of(const Rule& rule, const Document& document, const Names& names) {
  if (rule.score) return find(names.scores, rule.score->name);
  const Group& group = document.groups[static_cast<std::size_t>(group_of(rule, names))];
  return find(names.scores, group.score.name);
}

Reach reach_of(const Document& document, const Names& names, std::vector<bool> dead) {
  Reach reach;
  reach.dead = std::move(dead);
  Reaching(document, names, reach).run();
  return reach;
}

}  // namespace bantam
