// A rule, a signal, a list of bands as English. The clauses of a rule stand in the order in which
// they act: docs/semantics.md, section 6.
#include "adapters/describe_rule.hpp"

#include <fmt/format.h>

#include "adapters/condition_text.hpp"
#include "adapters/json_writer.hpp"
#include "adapters/text_layout.hpp"

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
    case Decay::Kind::half_life: return fmt::format(", halving every {}", in_words(decay.length));
    case Decay::Kind::linear: return fmt::format(", fading to 0 over {}", in_words(decay.length));
    case Decay::Kind::step: break;
  }
  return fmt::format(", times {} after every {}", thousandths(decay.keep_thousandths), in_words(decay.length));
}

std::string activity_rule(const Rule& rule) {
  std::string text =
      rule.field ? fmt::format("{} × {} for each ", signed_points(rule.each), code(rule.field->name))
                 : fmt::format("{} for each ", signed_points(rule.points.value_or(Points())));
  text += heard(rule.on, rule.when);
  if (rule.cooldown) text += fmt::format(", at most one in {}", span(*rule.cooldown));
  if (rule.per_day)
    text += *rule.per_day == 1 ? ", at most one a day" : fmt::format(", at most {} a day", *rule.per_day);
  if (rule.newest)
    text += *rule.newest == 1 ? ", only the newest" : fmt::format(", only the newest {}", *rule.newest);
  if (rule.window) text += fmt::format("{} within {}", rule.newest ? "" : ",", span(*rule.window));
  text += fading(rule.decay);
  if (const std::string bounds = in_english(rule.bounds); !bounds.empty())
    text += fmt::format(", {} in all", bounds);
  return text;
}

std::string number(double number) { return json_number(number); }

std::string banded(const Rule& rule) {
  std::string text;
  std::optional<double> from;
  for (const RuleBand& band : rule.bands) {
    text += text.empty() ? "" : ", ";
    text += signed_points(band.points);
    if (from && band.below) text += fmt::format(" from {} to below {}", number(*from), number(*band.below));
    else if (band.below) text += fmt::format(" below {}", number(*band.below));
    else if (from) text += fmt::format(" from {}", number(*from));
    else text += " for any value";
    from = band.below;
  }
  return fmt::format("{}, {} when missing", text, signed_points(rule.missing));
}

/// Neighbours worth the same stand together.
std::string valued(const Rule& rule) {
  std::string text;
  for (std::size_t i = 0; i < rule.values.size();) {
    std::vector<std::string> names;
    const Points points = rule.values[i].points;
    for (; i < rule.values.size() && rule.values[i].points == points; ++i)
      names.push_back(quoted_text(rule.values[i].value));
    text += fmt::format("{} for {}, ", signed_points(points), listed(names, "or"));
  }
  if (rule.other == rule.missing) return fmt::format("{}{} otherwise", text, signed_points(rule.other));
  return fmt::format("{}{} for any other, {} when missing", text, signed_points(rule.other),
                     signed_points(rule.missing));
}

std::string looked_up(const Rule& rule) {
  const bool is_signal = rule.of->name.rfind("signal.", 0) == 0;
  return fmt::format("by {}{}: {}", is_signal ? "signal " : "",
                     code(is_signal ? rule.of->name.substr(7) : rule.of->name),
                     rule.form == Rule::Form::bands ? banded(rule) : valued(rule));
}

std::string measured(const Signal& signal) {
  const std::string on = heard(signal.on, signal.when);
  const std::string field = signal.field ? code(signal.field->name) : "";
  switch (signal.measure) {
    case Measure::count: return fmt::format("the number of {}", on);
    case Measure::sum: return fmt::format("the sum of {} of {}", field, on);
    case Measure::min: return fmt::format("the least {} of {}", field, on);
    case Measure::max: return fmt::format("the greatest {} of {}", field, on);
    case Measure::last: return fmt::format("{} of the last {}", field, on);
    case Measure::days_since_first: return fmt::format("days since the first {}", on);
    case Measure::days_since_last: return fmt::format("days since the last {}", on);
    case Measure::active_days: break;
  }
  return fmt::format("the number of days with {}", on);
}

}  // namespace

std::string in_english(const Rule& rule) {
  std::string text;
  switch (rule.form) {
    case Rule::Form::activity: text = activity_rule(rule); break;
    case Rule::Form::condition:
      return fmt::format("{} while {}", signed_points(rule.points.value_or(Points())), in_english(*rule.guard));
    case Rule::Form::bands:
    case Rule::Form::values: text = looked_up(rule); break;
  }
  return rule.guard ? fmt::format("{}; only while {}", text, in_english(*rule.guard)) : text;
}

std::string in_english(const Signal& signal) {
  return measured(signal) +
         (signal.window ? fmt::format(", in the last {}", span(*signal.window)) : "");
}

std::string in_english(const std::vector<Band>& bands) {
  std::string text;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const bool last = i + 1 == bands.size();
    if (i > 0) text += ", ";
    text += one_line(bands[i].name);
    if (!last) text += fmt::format(" from {}", to_text(bands[i].from));
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
