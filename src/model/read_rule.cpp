// Reading a rule: four forms, each with its own keys.
#include "model/read.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

Decay read_decay(const Json& json, const Where& where, Findings& findings) {
  Decay decay;
  decay.where = where;
  ObjectReader object(findings, json, where);
  const std::optional<Duration> half_life = object.duration("half_life");
  const std::optional<Duration> linear = object.duration("linear");
  const std::optional<Duration> step = object.duration("step");
  const std::optional<Points> keep = object.points("keep");
  const int forms = (object.any("half_life") ? 1 : 0) + (object.any("linear") ? 1 : 0) + (object.any("step") ? 1 : 0);
  if (forms != 1) {
    findings.error("decay/form", where, "a decay has one of `half_life`, `linear`, and `step` with `keep`");
    return decay;
  }
  if (object.any("step")) {
    object.require("keep");
    if (keep && (*keep < Points() || *keep > Points::of_thousandths(1000)))
      findings.error("decay/keep", object.at("keep"), "`keep` is between 0 and 1");
    decay.kind = Decay::Kind::step;
    decay.length = step.value_or(Duration{1});
    decay.keep_thousandths = keep.value_or(Points()).thousandths();
    return decay;
  }
  if (object.any("keep"))
    findings.error("decay/form", object.at("keep"), "`keep` goes with `step`");
  decay.kind = half_life ? Decay::Kind::half_life : Decay::Kind::linear;
  decay.length = half_life ? *half_life : linear.value_or(Duration{1});
  return decay;
}

void read_activity_form(ObjectReader& object, Rule& rule, const ReadSettings& settings,
                        Findings& findings) {
  rule.form = Rule::Form::activity;
  rule.on = object.mentions("on");
  if (rule.on.empty())
    findings.error("rule/no_activity", object.at("on"), "`on` names at least one activity type");
  rule.when = read_condition(object, "when", settings, findings);
  rule.points = object.points("points");
  if (const Json* per = object.object("points_per")) {
    ObjectReader reader(findings, *per, object.at("points_per"));
    reader.require("field");
    reader.require("each");
    rule.field = reader.mention("field");
    rule.each = reader.points("each").value_or(Points());
  }
  if ((object.any("points") != nullptr) == (object.any("points_per") != nullptr))
    findings.error("rule/form", object.where(),
                   "an activity rule has either `points` or `points_per`");
  rule.window = object.duration("window");
  rule.cooldown = object.duration("cooldown");
  rule.per_day = object.whole("per_day", 1);
  rule.newest = object.whole("newest", 1);
  if (const Json* decay = object.object("decay"))
    rule.decay = read_decay(*decay, object.at("decay"), findings);
  rule.bounds = object.bounds();
  object.refuse({"of", "bands", "values", "other", "missing"}, "rule/form",
                "it belongs to a rule with `of`, not to one with `on`");
}

void read_rule_bands(const Json& json, const Where& where, Rule& rule, Findings& findings) {
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const Where at{pointer_to(where.pointer, i), json.items[i].offset};
    ObjectReader object(findings, json.items[i], at);
    const bool last = i + 1 == json.items.size();
    RuleBand band;
    band.where = at;
    band.below = object.number("below");
    object.require("points");
    band.points = object.points("points").value_or(Points());
    if (object.valid() && last && object.any("below"))
      findings.error("rule/bands_open", at, "the last band has no `below`: it takes what is left");
    if (object.valid() && !last && !object.any("below"))
      findings.error("rule/bands_open", at, "only the last band has no `below`");
    rule.bands.push_back(std::move(band));
  }
  if (json.items.empty())
    findings.error("value/empty", where, "`bands` has at least one band");
}

void read_attribute_form(ObjectReader& object, Rule& rule, Findings& findings) {
  rule.of = object.mention("of");
  const Json* bands = object.array("bands");
  const Json* values = object.object("values");
  if ((object.any("bands") != nullptr) == (object.any("values") != nullptr))
    findings.error("rule/form", object.where(), "a rule with `of` has either `bands` or `values`");
  rule.form = values ? Rule::Form::values : Rule::Form::bands;
  if (bands) read_rule_bands(*bands, object.at("bands"), rule, findings);
  if (values) {
    ObjectReader reader(findings, *values, object.at("values"), true);
    for (const JsonMember* member : reader.members())
      rule.values.push_back({member->name, reader.points(*member).value_or(Points()),
                             {pointer_to(reader.where().pointer, member->name), member->offset}});
    rule.other = object.points("other").value_or(Points());
  } else {
    object.refuse({"other"}, "rule/form", "it goes with `values`");
  }
  rule.missing = object.points("missing").value_or(Points());
  object.refuse({"on", "when", "points", "points_per", "window", "cooldown", "per_day", "newest",
                 "decay", "min", "max"},
                "rule/form", "it belongs to a rule with `on`, not to one with `of`");
}

void read_condition_form(ObjectReader& object, Rule& rule, Findings& findings) {
  rule.form = Rule::Form::condition;
  if (!rule.guard)
    findings.error("rule/form", object.where(), "a rule has `on`, `of`, or `if` with `points`");
  else
    object.require("points");
  rule.points = object.points("points");
  object.refuse({"on", "when", "points_per", "window", "cooldown", "per_day", "newest", "decay",
                 "min", "max", "of", "bands", "values", "other", "missing"},
                "rule/form", "a rule with `if` alone has only `points`");
}

}  // namespace

Rule read_rule(const Json& json, const Where& where, const ReadSettings& settings,
               Findings& findings) {
  Rule rule;
  rule.where = where;
  ObjectReader object(findings, json, where);
  if (!object.valid()) return rule;
  object.allow_ui();
  object.require("id");
  if (std::optional<std::string> id = object.text("id")) {
    rule.id = std::move(*id);
    if (rule.id.empty() || rule.id.size() > settings.id_bytes)
      findings.error("name/invalid", object.at("id"),
                     format_text("a rule id has 1 to {} bytes", settings.id_bytes));
  }
  rule.group = object.mention("group");
  rule.score = object.mention("score");
  if ((object.any("group") != nullptr) == (object.any("score") != nullptr))
    findings.error("rule/target", where, "a rule has exactly one of `group` and `score`");
  rule.guard = read_condition(object, "if", settings, findings);
  if (object.any("on")) read_activity_form(object, rule, settings, findings);
  else if (object.any("of")) read_attribute_form(object, rule, findings);
  else read_condition_form(object, rule, findings);
  return rule;
}

}  // namespace bantam
