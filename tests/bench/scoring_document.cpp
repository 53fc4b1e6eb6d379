// The scoring model as a bantam document.
#include <nlohmann/json.hpp>

#include "bench/scoring_model.hpp"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

/// The nearest double prints with at most three decimals, so the reader sees the exact points.
Json points(Thousandths thousandths) { return static_cast<double>(thousandths) / 1000.0; }

Json variable(const std::string& name) { return {{"var", name}}; }

Json days(int count) { return std::to_string(count) + "d"; }

Json all_of(std::vector<Json> conditions) {
  if (conditions.size() == 1) return conditions.front();
  return {{"and", conditions}};
}

void set_bounds(Json& object, const Bounds& bounds) {
  if (bounds.min) object["min"] = points(*bounds.min);
  if (bounds.max) object["max"] = points(*bounds.max);
}

Json begin_rule(const std::string& id, const Feeds& feeds, const ScoringModel& model) {
  Json rule = {{"id", id}};
  if (feeds.group)
    rule["group"] = model.groups[*feeds.group].name;
  else
    rule["score"] = model.scores[feeds.score].name;
  return rule;
}

Json to_json(const ActivityRule& rule, const ScoringModel& model) {
  Json json = begin_rule(rule.id, rule.feeds, model);
  for (const int type : rule.types)
    json["on"].push_back(activity_types[static_cast<std::size_t>(type)].name);
  std::vector<Json> when;
  if (!rule.path_prefix.empty())
    when.push_back({{"startsWith", Json::array({variable("path"), rule.path_prefix})}});
  if (rule.seconds_at_least)
    when.push_back({{">=", Json::array({variable("seconds"), *rule.seconds_at_least})}});
  if (!when.empty()) json["when"] = all_of(when);
  json["points"] = points(rule.points);
  if (rule.window_days != 0) json["window"] = days(rule.window_days);
  if (rule.newest != 0) json["newest"] = rule.newest;
  if (rule.half_life_days != 0) json["decay"] = {{"half_life", days(rule.half_life_days)}};
  return json;
}

Json to_json(const Test& test) {
  const Json name = variable(attribute_names[static_cast<std::size_t>(test.attribute)]);
  switch (test.kind) {
    case Test::Kind::at_least:
      return {{">=", Json::array({name, test.number})}};
    case Test::Kind::below:
      return {{"<", Json::array({name, test.number})}};
    case Test::Kind::is:
      break;
  }
  return {{"==", Json::array({name, test.text})}};
}

Json to_json(const AttributeRule& rule, const ScoringModel& model) {
  Json json = begin_rule(rule.id, rule.feeds, model);
  if (rule.form == AttributeRule::Form::condition) {
    std::vector<Json> tests;
    for (const Test& test : rule.all_of) tests.push_back(to_json(test));
    json["if"] = all_of(tests);
    json["points"] = points(rule.points);
    return json;
  }
  json["of"] = attribute_names[static_cast<std::size_t>(rule.attribute)];
  if (rule.form == AttributeRule::Form::bands) {
    for (const auto& [below, worth] : rule.bands)
      json["bands"].push_back({{"below", below}, {"points", points(worth)}});
    json["bands"].push_back({{"points", points(rule.otherwise)}});
  } else {
    for (const auto& [value, worth] : rule.values) json["values"][value] = points(worth);
    json["other"] = points(rule.otherwise);
  }
  json["missing"] = points(rule.missing);
  return json;
}

Json attributes() {
  const auto choice = [](const std::vector<std::string>& values) {
    return Json{{"type", "choice"}, {"values", values}};
  };
  return {{"team_size", {{"type", "number"}}},
          {"industry", choice(industries)},
          {"role", choice(roles)},
          {"country", choice(countries)},
          {"budget", {{"type", "number"}}},
          {"timeline", {{"type", "number"}}}};
}

Json activities() {
  const Json fields = {
      {"fields", {{"path", {{"type", "text"}}}, {"seconds", {{"type", "number"}}}}}};
  Json types = Json::object();
  for (const ActivityType& type : activity_types) types[type.name] = fields;
  return types;
}

Json gate() {
  const auto asks = [](const char* field, const char* type, Json met_if, const char* question) {
    return Json{{"fields", {{field, {{"type", type}}}}},
                {"met_if", met_if},
                {"valid_for", "365d"},
                {"ask", question}};
  };
  const auto at_least = [](const char* name, double number) {
    return Json{{">=", Json::array({variable(name), number})}};
  };
  return {
      {"framework", "bant"},
      {"require", 3},
      {"mandatory", Json::array({"need"})},
      {"criteria",
       {{"budget",
         asks("amount", "number", {{"or", {at_least("amount", 10000), at_least("budget", 25000)}}},
              "What budget is set aside?")},
        {"authority", asks("decides", "flag", {{"==", Json::array({variable("decides"), true})}},
                           "Who decides?")},
        {"need", asks("pain", "number", at_least("pain", 3), "What happens if nothing changes?")},
        {"timeline", asks("months", "number", {{"<=", Json::array({variable("months"), 6})}},
                          "When should it run?")}}}};
}

Json stages(const ScoringModel& model) {
  const auto total = [](const char* comparison, Thousandths limit) {
    return Json{{comparison, Json::array({variable("score.total"), points(limit)})}};
  };
  return {{"mql",
           {{"promote_if", total(">=", model.promote_at)},
            {"demote_if", total("<", model.demote_below)}}}};
}

}  // namespace

std::string to_document(const ScoringModel& model) {
  Json scores, groups, rules, weights;
  for (const Score& score : model.scores) {
    Json& json = scores[score.name] = Json::object();
    set_bounds(json, score.bounds);
    for (const Band& band : score.bands)
      json["bands"].push_back({{"name", band.name}, {"from", points(band.from)}});
    weights[score.name] = points(score.weight);
  }
  for (const Group& group : model.groups) {
    Json& json = groups[group.name] = {{"score", model.scores[group.score].name}};
    set_bounds(json, group.bounds);
  }
  for (const ActivityRule& rule : model.activity_rules) rules.push_back(to_json(rule, model));
  for (const AttributeRule& rule : model.attribute_rules) rules.push_back(to_json(rule, model));
  const Json document = {{"format", "bantam/1"},
                         {"name", "The measured model"},
                         {"attributes", attributes()},
                         {"activities", activities()},
                         {"scores", scores},
                         {"groups", groups},
                         {"rules", rules},
                         {"total", {{"weights", weights}, {"min", points(model.total_min)}}},
                         {"rating", {"fit", "engagement"}},
                         {"gate", gate()},
                         {"stages", stages(model)}};
  return document.dump(1);
}

}  // namespace bench
