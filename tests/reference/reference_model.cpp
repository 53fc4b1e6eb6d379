/// Reading a model that the library has accepted (docs/semantics.md, 2): only defaults are decided here.

#include "reference_model.hpp"

namespace reference {

namespace {

/// The member of an object, or an empty object where it is left out.
const Json& member(const Json& object, const char* key) {
  static const Json nothing = Json::object();
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

bool has(const Json& object, const char* key) { return object.contains(key); }

std::string text(const Json& object, const char* key, const std::string& otherwise = "") {
  return has(object, key) ? object[key].get<std::string>() : otherwise;
}

bool flag(const Json& object, const char* key) { return has(object, key) && object[key].get<bool>(); }

std::optional<Points> points(const Json& object, const char* key) {
  if (!has(object, key)) return std::nullopt;
  return read_points(object[key]);
}

std::optional<Time> duration(const Json& object, const char* key) {
  if (!has(object, key)) return std::nullopt;
  return read_duration(object[key].get<std::string>());
}

std::optional<std::int64_t> whole_number(const Json& object, const char* key) {
  if (!has(object, key)) return std::nullopt;
  return static_cast<std::int64_t>(object[key].get<double>());
}

Condition condition(const Json& object, const char* key) {
  if (!has(object, key)) return std::nullopt;
  return object[key];
}

/// A text, or an array of texts.
std::vector<std::string> texts(const Json& object, const char* key) {
  std::vector<std::string> all;
  if (!has(object, key)) return all;
  if (object[key].is_string()) return {object[key].get<std::string>()};
  for (const Json& item : object[key]) all.push_back(item.get<std::string>());
  return all;
}

Declarations read_declarations(const Json& object) {
  Declarations all;
  for (const auto& [name, body] : object.items())
    all[name] = Declaration{text(body, "type"), flag(body, "ignore_case"), texts(body, "values")};
  return all;
}

std::vector<Band> read_bands(const Json& owner) {
  std::vector<Band> bands;
  for (const Json& body : member(owner, "bands")) bands.push_back({text(body, "name"), read_points(body["from"])});
  return bands;
}

Decay read_decay(const Json& body) {
  if (has(body, "half_life")) return {Decay::Kind::half_life, *duration(body, "half_life"), 0};
  if (has(body, "linear")) return {Decay::Kind::linear, *duration(body, "linear"), 0};
  return {Decay::Kind::step, *duration(body, "step"), read_points(body["keep"])};
}

Rule read_rule(const Json& body) {
  Rule rule;
  rule.id = text(body, "id");
  rule.group = text(body, "group");
  rule.score = text(body, "score");
  rule.condition = condition(body, "if");
  rule.on = texts(body, "on");
  rule.when = condition(body, "when");
  rule.field = text(member(body, "points_per"), "field");
  rule.points = rule.field.empty() ? points(body, "points").value_or(0) : *points(body["points_per"], "each");
  rule.cooldown = duration(body, "cooldown");
  rule.window = duration(body, "window");
  rule.per_day = whole_number(body, "per_day");
  rule.newest = whole_number(body, "newest");
  if (has(body, "decay")) rule.decay = read_decay(body["decay"]);
  rule.min = points(body, "min");
  rule.max = points(body, "max");
  rule.of = text(body, "of");
  for (const Json& band : member(body, "bands")) {
    NumberBand read{std::nullopt, points(band, "points").value_or(0)};
    if (has(band, "below")) read.below = band["below"].get<double>();
    rule.bands.push_back(read);
  }
  for (const auto& [key, worth] : member(body, "values").items()) rule.values.emplace_back(key, read_points(worth));
  rule.other = points(body, "other").value_or(0);
  rule.missing = points(body, "missing").value_or(0);
  return rule;
}

// Section 7. A BANT gate has its four criteria, in their own order, whatever the model says of them.
Gate read_gate(const Json& body) {
  const Json& written = member(body, "criteria");
  std::vector<std::string> names;
  if (text(body, "framework", "bant") == "bant") {
    names = {"budget", "authority", "need", "timeline"};
  } else {
    for (const auto& item : written.items()) names.push_back(item.key());
  }
  Gate gate;
  for (const std::string& name : names) {
    const Json& criterion = member(written, name.c_str());
    gate.criteria.push_back({name, read_declarations(member(criterion, "fields")), condition(criterion, "met_if"),
                             duration(criterion, "valid_for")});
  }
  gate.require = whole_number(body, "require").value_or(static_cast<std::int64_t>(names.size()));
  gate.mandatory = texts(body, "mandatory");
  return gate;
}

Stages read_stages(const Json& body) {
  Stages stages;
  stages.promote_if = condition(member(body, "mql"), "promote_if");
  stages.demote_if = condition(member(body, "mql"), "demote_if");
  stages.min_dwell = duration(member(body, "mql"), "min_dwell");
  stages.cool_off = duration(member(body, "nurture"), "cool_off");
  stages.sql_auto = flag(member(body, "sql"), "auto");
  stages.reset_activities = flag(member(body, "nurture"), "reset_activities");
  for (const auto& [stage, rules] : body.items()) {
    if (stage == "reasons" || !rules.is_object() || !has(rules, "sla")) continue;
    stages.slas[stage] = {duration(rules["sla"], "within"), text(rules["sla"], "then", "none")};
  }
  for (const char* command : {"reject", "recycle", "disqualify", "lose"})
    if (has(member(body, "reasons"), command)) stages.reasons[command] = texts(body["reasons"], command);
  return stages;
}

}  // namespace

Model read_model(const std::string& model_json) {
  const Json body = Json::parse(model_json);
  Model model;
  model.jsonlogic = text(body, "semantics") == "jsonlogic";
  model.step = duration(body, "step").value_or(one_day);
  model.attributes = read_declarations(member(body, "attributes"));
  for (const auto& [type, activity] : member(body, "activities").items())
    model.activities[type] = read_declarations(member(activity, "fields"));
  for (const auto& [name, signal] : member(body, "signals").items())
    model.signals[name] = {texts(signal, "on"), condition(signal, "when"), duration(signal, "window"),
                           text(signal, "measure"), text(signal, "field")};
  const Json& total = member(body, "total");
  for (const auto& [name, score] : member(body, "scores").items())
    model.scores.push_back({name, points(score, "min"), points(score, "max"), read_bands(score),
                            points(member(total, "weights"), name.c_str()).value_or(one_point)});
  for (const auto& [name, group] : member(body, "groups").items())
    model.groups.push_back({name, text(group, "score"), points(group, "min"), points(group, "max")});
  for (const Json& rule : member(body, "rules")) model.rules.push_back(read_rule(rule));
  for (const Json& exclusion : member(body, "exclude"))
    model.exclusions.push_back({text(exclusion, "id"), exclusion["if"]});
  for (const Json& suppression : member(body, "suppress"))
    model.suppressions.push_back({text(suppression, "id"), suppression["if"]});
  model.total_min = points(total, "min");
  model.total_max = points(total, "max");
  model.total_bands = read_bands(total);
  model.rating = texts(body, "rating");
  model.gate = read_gate(member(body, "gate"));
  model.stages = read_stages(member(body, "stages"));
  return model;
}

}  // namespace reference
