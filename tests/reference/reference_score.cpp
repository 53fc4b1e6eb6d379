/// Signals, rules, scores and the gate (docs/semantics.md, 4 to 7): all of it is worked out anew from the facts.

#include "reference_score.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace reference {

namespace {

bool is_one_of(const std::string& text, const std::vector<std::string>& texts) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Named activity_name(const Model& model, const Activity& activity, const std::string& name) {
  const auto& declarations = model.activities.at(activity.type);
  const auto declared = declarations.find(name);
  if (declared == declarations.end()) return {};
  const auto found = activity.fields.find(name);
  return {found == activity.fields.end() ? Value{} : found->second, declared->second.ignore_case};
}

/// Section 6, step 1, and section 5: activities of a type in `on` whose `when` is true, in canonical order.
std::vector<Activity> matches(const Moment& moment, const std::vector<std::string>& on, const Condition& when) {
  std::vector<Activity> found;
  for (const Activity& activity : moment.activities) {
    if (!is_one_of(activity.type, on)) continue;
    const auto names = [&](const std::string& name) { return activity_name(moment.model, activity, name); };
    if (when && judge(moment.model.jsonlogic, *when, names) != Truth::yes) continue;
    found.push_back(activity);
  }
  return found;
}

/// Section 4: a window W keeps T − at < W.
std::vector<Activity> inside_window(const Moment& moment, std::vector<Activity> activities,
                                    std::optional<Time> window) {
  if (window) std::erase_if(activities, [&](const Activity& each) { return moment.at - each.at >= *window; });
  return activities;
}

Time day_of(Time at) { return floor_divide(at, one_day); }

// Attributes (section 10) and signals (section 5)

/// Section 10: the value set last by `at`, ties: applied later.
Value attribute_at(const Moment& moment, const std::string& name) {
  const Setting* last = nullptr;
  for (const Setting& setting : moment.facts.settings)
    if (setting.attribute == name && setting.at <= moment.at && (!last || setting.at >= last->at)) last = &setting;
  return last ? last->value : Value{};
}

Value signal_value(const Moment& moment, const Signal& signal) {
  const auto activities = inside_window(moment, matches(moment, signal.on, signal.when), signal.window);
  const auto days_since = [&](const Activity& activity) {
    return static_cast<double>(floor_divide(moment.at - activity.at, one_day));
  };
  if (signal.measure == "count") return static_cast<double>(activities.size());
  if (signal.measure == "active_days") {
    std::set<Time> days;
    for (const Activity& activity : activities) days.insert(day_of(activity.at));
    return static_cast<double>(days.size());
  }
  if (signal.measure == "days_since_first") return activities.empty() ? Value{} : days_since(activities.front());
  if (signal.measure == "days_since_last") return activities.empty() ? Value{} : days_since(activities.back());

  std::vector<Value> values;
  for (const Activity& activity : activities) {
    const Value value = activity_name(moment.model, activity, signal.field).value;
    if (!is_missing(value)) values.push_back(value);
  }
  if (signal.measure == "sum") {
    double sum = 0;
    for (const Value& value : values) sum += std::get<double>(value);
    return finite(sum);
  }
  if (values.empty()) return {};
  if (signal.measure == "min") return *std::min_element(values.begin(), values.end());
  if (signal.measure == "max") return *std::max_element(values.begin(), values.end());
  return values.back();  // last
}

Named signal_name(const Moment& moment, const std::string& name) {
  const auto found = moment.model.signals.find(name);
  if (found == moment.model.signals.end()) return {};
  const Signal& signal = found->second;
  Named named{signal_value(moment, signal), false};
  if (signal.measure == "last") {
    for (const std::string& type : signal.on) {
      const Declarations& fields = moment.model.activities.at(type);
      if (fields.contains(signal.field) && fields.at(signal.field).ignore_case) named.ignore_case = true;
    }
  }
  return named;
}

// What a rule contributes (section 6)

/// Step 2: walking forward, a match counts if none counted yet or it is at least `cooldown` after the last counted.
std::vector<Activity> cooled_down(const std::vector<Activity>& activities, std::optional<Time> cooldown) {
  std::vector<Activity> counted;
  for (const Activity& activity : activities)
    if (counted.empty() || !cooldown || activity.at - counted.back().at >= *cooldown) counted.push_back(activity);
  return counted;
}

/// Step 3: the first `per_day` of each UTC day.
std::vector<Activity> first_of_each_day(const std::vector<Activity>& activities, std::optional<std::int64_t> per_day) {
  std::vector<Activity> counted;
  std::map<Time, std::int64_t> of_day;
  for (const Activity& activity : activities)
    if (!per_day || of_day[day_of(activity.at)]++ < *per_day) counted.push_back(activity);
  return counted;
}

/// Step 5: the canonically last `newest`.
std::vector<Activity> newest_of(std::vector<Activity> activities, std::optional<std::int64_t> newest) {
  while (newest && static_cast<std::int64_t>(activities.size()) > *newest) activities.erase(activities.begin());
  return activities;
}

/// Step 6: the thousandths of `each` × field as one double multiplication, rounded half away from zero, and limited.
Points worth_of(const Model& model, const Rule& rule, const Activity& activity) {
  if (rule.field.empty()) return rule.points;
  const Value value = activity_name(model, activity, rule.field).value;
  if (is_missing(value)) return 0;
  const double product = static_cast<double>(rule.points) * std::get<double>(value);
  const double limit = static_cast<double>(worth_limit);
  return static_cast<Points>(std::round(std::clamp(product, -limit, limit)));
}

/// Step 7: F(age), of 2³². Here `elapsed` is a·step.
std::int64_t decay_factor(const Decay& decay, Time elapsed) {
  constexpr std::int64_t whole = std::int64_t{1} << 32;
  switch (decay.kind) {
    case Decay::Kind::half_life: {
      // floor(2³² × 2^(−a·step/H) + ½). The value is irrational unless the exponent is whole, and exp2l is exact
      // there; elsewhere its 64 bits of precision leave about one chance in 2³⁰ per value of a wrong last digit.
      const long double exponent = -static_cast<long double>(elapsed) / static_cast<long double>(decay.length);
      return static_cast<std::int64_t>(std::floor(std::exp2(exponent) * static_cast<long double>(whole) + 0.5L));
    }
    case Decay::Kind::linear:
      if (elapsed >= decay.length) return 0;
      return divide_rounding(Wide{decay.length - elapsed} * whole, decay.length);
    case Decay::Kind::step: {
      const std::int64_t keep = divide_rounding(Wide{decay.keep} * whole, one_point);
      std::int64_t factor = whole;
      for (std::int64_t k = floor_divide(elapsed, decay.length); k > 0; --k) {
        const auto next = static_cast<std::int64_t>((Wide{factor} * keep + (std::int64_t{1} << 31)) >> 32);
        if (next == factor) break;  // and so for ever
        factor = next;
      }
      return factor;
    }
  }
  return 0;
}

Points decayed(const Moment& moment, const Rule& rule, const Activity& activity, Points worth) {
  if (!rule.decay) return worth;
  const std::int64_t age = floor_divide(moment.at - activity.at, moment.model.step);
  return divide_rounding(Wide{worth} * decay_factor(*rule.decay, age * moment.model.step), Wide{1} << 32);
}

/// Steps 1 to 8.
Points activity_rule_points(const Moment& moment, const Rule& rule) {
  auto counted = matches(moment, rule.on, rule.when);
  counted = cooled_down(counted, rule.cooldown);
  counted = first_of_each_day(counted, rule.per_day);
  counted = inside_window(moment, counted, rule.window);
  counted = newest_of(counted, rule.newest);
  if (counted.empty()) return 0;
  Points sum = 0;
  for (const Activity& activity : counted)
    sum += decayed(moment, rule, activity, worth_of(moment.model, rule, activity));
  return clamp(sum, rule.min, rule.max);
}

Points attribute_rule_points(const Moment& moment, const Rule& rule) {
  if (rule.of.empty()) return rule.points;  // `if` + `points`
  const auto [value, ignore_case] = lead_name(moment, rule.of);
  if (is_missing(value)) return rule.missing;
  if (const auto* number = std::get_if<double>(&value)) {
    for (const NumberBand& band : rule.bands)
      if (!band.below || *number < *band.below) return band.points;
    return 0;
  }
  std::string key;
  if (const auto* flag = std::get_if<bool>(&value)) key = *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) key = *text;
  for (const auto& [spelling, points] : rule.values)
    if (spelling == key || (ignore_case && ascii_lower(spelling) == ascii_lower(key))) return points;
  return rule.other;
}

Points rule_points(const Moment& moment, const Rule& rule) {
  const auto names = [&](const std::string& name) { return lead_name(moment, name); };
  if (rule.condition && judge(moment.model.jsonlogic, *rule.condition, names) != Truth::yes) return 0;  // step 9
  return rule.on.empty() ? attribute_rule_points(moment, rule) : activity_rule_points(moment, rule);
}

/// Section 6: the first band whose `from` ≤ the score; below all of them, the last one.
std::string band_of(const std::vector<Band>& bands, Points points) {
  for (const Band& band : bands)
    if (band.from <= points) return band.name;
  return bands.back().name;
}

// The gate (section 7)

std::string standing_of(const Moment& moment, const Criterion& criterion) {
  const Answer* last = nullptr;
  for (const Answer& answer : moment.facts.answers)
    if (answer.criterion == criterion.name && answer.at <= moment.at && (!last || answer.at >= last->at))
      last = &answer;
  if (!last) return "unknown";
  if (criterion.valid_for && moment.at - last->at >= *criterion.valid_for) return "expired";
  if (last->verdict) return *last->verdict;
  if (!criterion.met_if) return "unknown";

  const auto plain = [&](const std::string& name) -> Named {
    const auto declared = criterion.fields.find(name);
    if (declared == criterion.fields.end()) return lead_name(moment, name);
    const auto found = last->fields.find(name);
    return {found == last->fields.end() ? Value{} : found->second, declared->second.ignore_case};
  };
  const auto names = [&](const std::string& name) { return with_days(name, moment.at, plain); };
  switch (judge(moment.model.jsonlogic, *criterion.met_if, names)) {
    case Truth::yes: return "met";
    case Truth::no: return "unmet";
    case Truth::unknown: break;
  }
  return "unknown";
}

}  // namespace

// Section 4: activities later than T do not exist yet, those before the reset moment no longer.
Moment moment_at(const Model& model, const Facts& facts, Time at) {
  Moment moment{model, facts, at, {}};
  for (const Activity& activity : facts.activities)
    if (activity.at <= at && (!facts.reset || activity.at >= *facts.reset)) moment.activities.push_back(activity);
  std::sort(moment.activities.begin(), moment.activities.end());
  return moment;
}

Named lead_name(const Moment& moment, const std::string& name) {
  return with_days(name, moment.at, [&](const std::string& plain) -> Named {
    if (plain.starts_with("signal.")) return signal_name(moment, plain.substr(7));
    const auto declared = moment.model.attributes.find(plain);
    if (declared == moment.model.attributes.end()) return {};
    return {attribute_at(moment, plain), declared->second.ignore_case};
  });
}

// Section 6, assembly.
Assessment assess(const Moment& moment) {
  const Model& model = moment.model;
  Assessment assessment;

  const auto names = [&](const std::string& name) { return lead_name(moment, name); };
  for (const Exclusion& suppression : model.suppressions)
    if (judge(model.jsonlogic, suppression.condition, names) == Truth::yes)
      assessment.suppressed_by.push_back(suppression.id);
  if (!assessment.suppressed_by.empty()) return assessment;
  for (const Exclusion& exclusion : model.exclusions)
    if (judge(model.jsonlogic, exclusion.condition, names) == Truth::yes)
      assessment.excluded_by.push_back(exclusion.id);
  const bool excluded = !assessment.excluded_by.empty();

  for (const Rule& rule : model.rules) assessment.contributions.emplace_back(rule.id, rule_points(moment, rule));

  Wide total = 0;  // millionths: both factors are thousandths
  for (const Score& score : model.scores) {
    Points sum = 0;
    for (std::size_t i = 0; i < model.rules.size(); ++i)
      if (model.rules[i].score == score.name) sum += assessment.contributions[i].second;
    for (const Group& group : model.groups) {
      if (group.score != score.name) continue;
      Points group_sum = 0;
      for (std::size_t i = 0; i < model.rules.size(); ++i)
        if (model.rules[i].group == group.name) group_sum += assessment.contributions[i].second;
      sum += clamp(group_sum, group.min, group.max);
    }
    const Points points = excluded ? 0 : clamp(sum, score.min, score.max);
    assessment.scores.emplace_back(score.name, points);
    total += Wide{score.weight} * points;
    if (!score.bands.empty()) assessment.bands.emplace_back(score.name, band_of(score.bands, points));
  }

  constexpr Wide total_limit = 1'000'000'000'000'000;  // thousandths
  const Wide limited = std::clamp(total, -total_limit * one_point, total_limit * one_point);
  assessment.total = excluded ? 0 : clamp(divide_rounding(limited, one_point), model.total_min, model.total_max);
  if (!model.total_bands.empty()) assessment.bands.emplace_back("total", band_of(model.total_bands, assessment.total));

  for (const std::string& name : model.rating)
    for (const auto& [score, band] : assessment.bands)
      if (score == name) assessment.rating += band;
  return assessment;
}

// Section 7: open when at least `require` criteria are met and every mandatory one is.
GateReport ask_gate(const Moment& moment) {
  const Gate& gate = moment.model.gate;
  GateReport report;
  std::int64_t met = 0;
  bool mandatory_met = true;
  for (const Criterion& criterion : gate.criteria) {
    const std::string standing = standing_of(moment, criterion);
    report.standings.emplace_back(criterion.name, standing);
    if (standing == "met") ++met;
    else if (is_one_of(criterion.name, gate.mandatory)) mandatory_met = false;
  }
  report.open = met >= gate.require && mandatory_met;
  return report;
}

}  // namespace reference
