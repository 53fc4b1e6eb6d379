// JsonLogic against other engines: the community's compatible.json, and what a rule builder emits.
// Skipped, with a message, where the data is not at hand: it is no part of the project.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "bantam/bantam.hpp"
#include "model/read.hpp"
#include "program/logic.hpp"
#include "test.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

using Kind = LogicValue::Kind;

std::optional<Json> read_data(const std::string& file) {
  const char* folder = std::getenv("BANTAM_DATA");
  const std::string path = std::string(folder ? folder : BANTAM_SOURCE_DIR "/../shared/data") + "/jsonlogic/" + file;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    WARN("skipped: no " << path << "; BANTAM_DATA names the folder of the data");
    return std::nullopt;
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  JsonDocument document = parse_json(text);
  REQUIRE(document.fault == JsonFault::none);
  return std::move(document.root);
}

/// Objects are no values here: `complete` is false when there was one.
LogicValue value_of(const Json& json, bool& complete) {
  LogicValue value;
  switch (json.kind) {
    case Json::Kind::null: break;
    case Json::Kind::flag: value.kind = Kind::flag; break;
    case Json::Kind::number: value.kind = Kind::number; break;
    case Json::Kind::text: value.kind = Kind::text; break;
    case Json::Kind::array: value.kind = Kind::array; break;
    case Json::Kind::object: complete = false; break;
  }
  value.flag = json.flag;
  value.number = json.number;
  if (json.is_text()) value.text = json.text;
  for (const Json& item : json.items) value.items.push_back(value_of(item, complete));
  return value;
}

bool same(const LogicValue& a, const LogicValue& b) {
  if (a.kind != b.kind || a.items.size() != b.items.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!same(a.items[i], b.items[i])) return false;
  switch (a.kind) {
    case Kind::flag: return a.flag == b.flag;
    case Kind::number: return a.number == b.number;
    case Kind::text: return a.text == b.text;
    default: return true;
  }
}

/// One step into data: a member of an object or an item of an array.
const Json* inside(const Json& data, const std::string& key) {
  if (data.is_object()) return data.find(key);
  for (std::size_t i = 0; i < data.items.size(); ++i)
    if (std::to_string(i) == key) return &data.items[i];
  return nullptr;
}

/// What a dotted path leads to, or nothing.
const Json* at_path(const Json& data, const std::string& path) {
  const Json* place = &data;
  std::size_t from = 0;
  while (place && from < path.size()) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    place = inside(*place, path.substr(from, dot - from));
    from = dot + 1;
  }
  return place;
}

/// The operator that the closed list does not have and the message names, or "".
std::string refused_operator(const Findings& findings, const std::string& text) {
  for (const Diagnostic& diagnostic : findings.in_order(text)) {
    if (diagnostic.code != "condition/unknown_operator") continue;
    const std::string name = diagnostic.pointer.substr(diagnostic.pointer.rfind('/') + 1);
    CHECK(diagnostic.message == "no operator `" + name + "`");
    return name;
  }
  return "";
}

struct Tally {
  std::size_t passed = 0;
  std::map<std::string, std::size_t> skipped;
};

void run_case(const Json& test, Tally& tally) {
  const Json* rule = test.find("rule");
  const Json* expected = test.find("result");
  REQUIRE(rule);
  REQUIRE(expected);
  const std::string text = to_json(*rule);
  Findings findings;
  ReadSettings settings;
  settings.jsonlogic = true;
  const Condition condition = read_condition(*rule, {}, settings, findings);
  if (const std::string refused = refused_operator(findings, text); !refused.empty()) {
    ++tally.skipped[refused];
    return;
  }
  INFO(text);
  REQUIRE_FALSE(findings.has_errors());

  const Json nothing;
  const Json& data = test.find("data") ? *test.find("data") : nothing;
  INFO(to_json(data));
  bool complete = true;
  const LogicValue value = evaluate(lower_logic(condition), [&](const Logic& var) {
    const Json* place = at_path(data, var.name);
    return place ? value_of(*place, complete) : LogicValue();
  });
  if (!complete) {
    ++tally.skipped["(elements that are objects)"];
    return;
  }
  bool plain = true;
  CHECK(same(value, value_of(*expected, plain)));
  ++tally.passed;
}

/// A model with one rule a case, worth a point each, as the cases' rule builder declares its fields.
std::string builder_model(const Json& cases, bool jsonlogic) {
  std::string text = R"({"format": "bantam/1", "name": "rule builder", )";
  if (jsonlogic) text += R"("semantics": "jsonlogic", )";
  text += R"("attributes": {)";
  for (const char* name : {"title", "email", "country", "phone", "source", "campaign"})
    text += "\"" + std::string(name) + R"(": {"type": "text"}, )";
  for (const char* name : {"employees", "budget", "page_views", "days_since_last_visit"})
    text += "\"" + std::string(name) + R"(": {"type": "number"}, )";
  text += R"("demo_requested": {"type": "flag"}, "unsubscribed": {"type": "flag"}},
             "scores": {"fit": {}}, "rules": [)";
  for (const Json& each : cases.items) {
    if (&each != &cases.items.front()) text += ", ";
    text += R"({"id": ")" + each.find("name")->text + R"(", "score": "fit", "points": 1, "if": )" +
            to_json(*each.find("jsonlogic")) + "}";
  }
  return text + "]}";
}

/// How many cells of a truth column agree; the others are failures.
std::size_t agreeing_cells(const Json& data, bool jsonlogic, const std::string& column) {
  const Json& cases = *data.find("cases");
  const Json& leads = *data.find("leads");
  const CompileReport report = compile(builder_model(cases, jsonlogic));
  REQUIRE(report.model);
  std::size_t agreeing = 0;
  for (std::size_t lead = 0; lead < leads.items.size(); ++lead) {
    const Result<Event> event = event_from_json(
        R"({"lead": "L1", "at": "2026-11-21T10:00:00Z", "attributes": )" + to_json(leads.items[lead]) + "}");
    REQUIRE(event);
    const Result<Step> step = apply(*report.model, report.model->new_lead("L1"), *event);
    REQUIRE(step);
    const Result<Explanation> why = explain(*report.model, step->state, event->at);
    REQUIRE(why);
    REQUIRE(why->rules.size() == cases.items.size());
    for (std::size_t rule = 0; rule < cases.items.size(); ++rule) {
      const bool holds = why->rules[rule].points == Points::of_thousandths(1000);
      const bool expected = cases.items[rule].find(column)->items[lead].flag;
      INFO(why->rules[rule].rule << " of lead " << lead << ", " << column);
      CHECK(holds == expected);
      agreeing += holds == expected ? 1 : 0;
    }
  }
  return agreeing;
}

/// How many cases need an operator that is refused by its name, and how many a list of objects,
/// which no attribute holds.
const std::map<std::string, std::size_t> refused = {
    {"%", 3}, {"(elements that are objects)", 9}, {"?:", 4}, {"cat", 8}, {"filter", 4}, {"map", 3},
    {"merge", 12}, {"reduce", 6}, {"substr", 8}};

TEST_CASE("JsonLogic's own semantics agree with the cases of compatible.json", "[conformance]") {
  const std::optional<Json> suite = read_data("compat-tables/suites/compatible.json");
  if (!suite) return;
  Tally tally;
  for (const Json& test : suite->items)
    if (test.is_object()) run_case(test, tally);
  std::string skipped;
  std::size_t skipped_count = 0;
  for (const auto& [name, count] : tally.skipped) {
    skipped += " " + name + ": " + std::to_string(count);
    skipped_count += count;
  }
  WARN("compatible.json: " << tally.passed << " cases agree, " << skipped_count
                           << " need what the closed operator list lacks:" << skipped);
  CHECK(tally.passed + skipped_count == 278);
  CHECK(tally.skipped == refused);
}

TEST_CASE("what a rule builder emits is as true as in json-logic-js under its semantics", "[conformance]") {
  const std::optional<Json> data = read_data("ui-builders/ui_builder_cases.json");
  if (data) CHECK(agreeing_cells(*data, true, "json_logic_js") == 225);
}

TEST_CASE("what a rule builder emits is as true as in SQL under bantam's own semantics", "[conformance]") {
  const std::optional<Json> data = read_data("ui-builders/ui_builder_cases.json");
  if (data) CHECK(agreeing_cells(*data, false, "sql_truth") == 225);
}

}  // namespace
}  // namespace bantam
