// A rule, a signal, a list of bands as English. The clauses of a rule stand in the order in which
// they act: docs/semantics.md, section 6.
#include "adapters/describe_rule.hpp"

#include "adapters/condition_text.hpp"
#include "adapters/json_writer.hpp"
#include "adapters/text_layout.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string activities(const std::vector<Mention>& on) {
  std::vector<std::string> names;
  for (const Mention& mention : on) names.push_back(code(mention.name));
  return listed(names, "or");
}

std::string heard(const std::vector<Mention>& on, const std::optional<Condition>& when) {
  return activities(on) + (when ? " where " + in_english(*when) : "");
}

/// A day that is counted from activity to activity is 24 hours; "a day" is one of the calendar.
std::string span(Duration duration) {
  return duration.ms == day_ms ? "24 hours" : in_words(duration);
}

std::string thousandths(std::int64_t number) { return to_text(Points::of_thousandths(number)); }

std::string fading(const Decay& decay) {
  switch (decay.kind) {
    case Decay::Kind::none: return "";
    case Decay::Kind::half_life: return format_text(", halving every {}", in_words(decay.length));
    case Decay::Kind::linear: return format_text(", fading to 0 over {}", in_words(decay.length));
    case Decay::Kind::step: break;
  }
  return format_text(", times {} after every {}", thousandths(decay.keep_thousandths), in_words(decay.length));
}

std::string activity_rule(const Rule& rule) {
  std::string text =
      rule.field ? format_text("{} × {} for each ", signed_points(rule.each), code(rule.field->name))
                 : format_text("{} for each ", signed_points(rule.points.value_or(Points())));
  text += heard(rule.on, rule.when);
  if (rule.cooldown) text += format_text(", at most one in {}", span(*rule.cooldown));
  if (rule.per_day)
    text += *rule.per_day == 1 ? ", at most one a day" : format_text(", at most {} a day", *rule.per_day);
  if (rule.newest)
    text += *rule.newest == 1 ? ", only the newest" : format_text(", only the newest {}", *rule.newest);
  if (rule.window) text += format_text("{} within {}", rule.newest ? "" : ",", span(*rule.window));
  text += fading(rule.decay);
  if (const std::string bounds = in_english(rule.bounds); !bounds.empty())
    text += format_text(", {} in all", bounds);
  return text;
}

std::string number(double number) { return json_number(number); }

std::string banded(const Rule& rule) {
  std::string text;
  std::optional<double> from;
  for (const RuleBand& band : rule.bands) {
    text += text.empty() ? "" : ", ";
    text += signed_points(band.points);
    if (from && band.below) text += format_text(" from {} to below {}", number(*from), number(*band.below));
    else if (band.below) text += format_text(" below {}", number(*band.below));
    else if (from) text += format_text(" from {}", number(*from));
    else text += " for any value";
    from = band.below;
  }
  return format_text("{}, {} when missing", text, signed_points(rule.missing));
}

/// Neighbours worth the same stand together.
std::string valued(const Rule& rule) {
  std::string text;
  for (std::size_t i = 0; i < rule.values.size();) {
    std::vector<std::string> names;
    const Points points = rule.values[i].points;
    for (; i < rule.values.size() && rule.values[i].points == points; ++i)
      names.push_back(quoted_text(rule.values[i].value));
    text += format_text("{} for {}, ", signed_points(points), listed(names, "or"));
  }
  if (rule.other == rule.missing) return format_text("{}{} otherwise", text, signed_points(rule.other));
  return format_text("{}{} for any other, {} when missing", text, signed_points(rule.other),
                     signed_points(rule.missing));
}

std::string looked_up(const Rule& rule) {
  const bool is_signal = rule.of->name.rfind("signal.", 0) == 0;
  return format_text("by {}{}: {}", is_signal ? "signal " : "",
                     code(is_signal ? rule.of->name.substr(7) : rule.of->name),
                     rule.form == Rule::Form::bands ? banded(rule) : valued(rule));
}

std::string measured(const Signal& signal) {
  const std::string on = heard(signal.on, signal.when);
  const std::string field = signal.field ? code(signal.field->name) : "";
  switch (signal.measure) {
    case Measure::count: return format_text("the number of {}", on);
    case Measure::sum: return format_text("the sum of {} of {}", field, on);
    case Measure::min: return format_text("the least {} of {}", field, on);
    case Measure::max: return format_text("the greatest {} of {}", field, on);
    case Measure::last: return format_text("{} of the last {}", field, on);
    case Measure::days_since_first: return format_text("days since the first {}", on);
    case Measure::days_since_last: return format_text("days since the last {}", on);
    case Measure::active_days: break;
  }
  return format_text("the number of days with {}", on);
}

}  // namespace

std::string in_english(const Rule& rule) {
  std::string text;
  switch (rule.form) {
    case Rule::Form::activity: text = activity_rule(rule); break;
    case Rule::Form::condition:
      return format_text("{} while {}", signed_points(rule.points.value_or(Points())), in_english(*rule.guard));
    case Rule::Form::bands:
    case Rule::Form::values: text = looked_up(rule); break;
  }
  return rule.guard ? format_text("{}; only while {}", text, in_english(*rule.guard)) : text;
}

std::string in_english(const Signal& signal) {
  return measured(signal) +
         (signal.window ? format_text(", in the last {}", span(*signal.window)) : "");
}

std::string in_english(const std::vector<Band>& bands) {
  std::string text;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const bool last = i + 1 == bands.size();
    if (i > 0) text += ", ";
    text += one_line(bands[i].name);
    if (!last) text += format_text(" from {}", to_text(bands[i].from));
    else text += bands.size() == 1 ? " always" : " below";
  }
  return text;
}

std::string in_english(const Bounds& bounds) {
  std::vector<std::string> parts;
  if (bounds.min) parts.push_back("at least " + to_text(*bounds.min));
  if (bounds.max) parts.push_back("at most " + to_text(*bounds.max));
  return listed(parts, "and");
}

}  // namespace bantam
