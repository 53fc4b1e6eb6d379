// Warnings: the smallest model that gives each, and the nearest one that does not.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

using Codes = std::vector<std::string>;

/// The attributes, activities and signals that the models of these tests share.
const std::string shared = R"("format": "bantam/1", "name": "t",
  "attributes": {"size": {"type": "number"}, "country": {"type": "text"}, "free": {"type": "flag"},
                 "since": {"type": "date"}, "tags": {"type": "list"}, "branch": {"type": "choice", "values": ["a", "b"]}},
  "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}, "call": {}},
  "signals": {"visits": {"on": "visit", "measure": "count"}, "idle": {"on": "visit", "measure": "days_since_last"}})";

std::string model(const std::string& rest) { return "{" + shared + ", " + rest + "}"; }

/// The warnings of a model that compiles, as "code at pointer".
Codes warnings(const std::string& text) {
  const CompileReport report = compile(text);
  Codes codes;
  for (const Diagnostic& each : report.diagnostics) {
    INFO(to_text(each));
    CHECK(each.severity == Severity::warning);
    CHECK(each.line > 0);
    codes.push_back(each.code + " at " + each.pointer);
  }
  CHECK(report.model);
  return codes;
}

std::string message_of(const std::string& text) {
  const CompileReport report = compile(text);
  return report.diagnostics.empty() ? "" : report.diagnostics.front().message;
}

/// The warnings of a model with these rules, which feed a score without bounds.
Codes of_rules(const std::string& rules) {
  return warnings(model(R"("scores": {"fit": {}}, "rules": [)" + rules + "]"));
}

/// The warnings of a rule worth a point with this condition.
Codes of_condition(const std::string& condition) {
  return of_rules(R"({"id": "r", "score": "fit", "points": 1, "if": )" + condition + "}");
}

std::string message_of_condition(const std::string& condition) {
  return message_of(model(R"("scores": {"fit": {}}, "rules": [{"id": "r", "score": "fit", "points": 1, "if": )" +
                          condition + "}]"));
}

/// The warnings of these stages beside a score that reaches 0 to 50.
Codes of_stages(const std::string& stages) {
  return warnings(model(R"("scores": {"fit": {}}, "rules": [{"id": "r", "score": "fit", "of": "size",
    "bands": [{"below": 10, "points": 20}, {"points": 50}]}], "stages": )" + stages));
}

const Codes none;
const Codes never_fires{"rule/never_fires at /rules/0/if"};
const Codes negated{"condition/negated_missing at /rules/0/if"};

TEST_CASE("a rule whose comparisons contradict each other never fires") {
  CHECK(of_condition(R"({"and": [{"<": [{"var": "size"}, 1]}, {">": [{"var": "size"}, 2]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"<": [{"var": "size"}, 2]}, {">": [{"var": "size"}, 1]}]})") == none);
  CHECK(of_condition(R"({"and": [{"<": [{"var": "size"}, 1]}, {">": [{"var": "signal.visits"}, 2]}]})") == none);
  CHECK(of_condition(R"({"or": [{"<": [{"var": "size"}, 1]}, {">": [{"var": "size"}, 2]}]})") == none);
  CHECK(message_of_condition(R"({"and": [{"<": [{"var": "size"}, 1]}, {">": [{"var": "size"}, 2]}]})") ==
        "rule `r` never fires: `size` would have to be above 2 and below 1");
}

TEST_CASE("the edges of two comparisons meet only where both are closed") {
  CHECK(of_condition(R"({"and": [{"<=": [{"var": "size"}, 2]}, {">=": [{"var": "size"}, 2]}]})") == none);
  CHECK(of_condition(R"({"and": [{"<": [{"var": "size"}, 2]}, {">=": [{"var": "size"}, 2]}]})") == never_fires);
  CHECK(of_condition(R"({"<=": [9, {"var": "size"}, 3]})") == never_fires);
  CHECK(of_condition(R"({"<=": [3, {"var": "size"}, 9]})") == none);
  CHECK(of_condition(R"({"and": [{">": [1, {"var": "size"}]}, {"<": [2, {"var": "size"}]}]})") == never_fires);
}

TEST_CASE("contradictions are found through negation, dates, texts, flags and missing values") {
  CHECK(of_condition(R"({"and": [{"!": {"or": [{"<": [{"var": "size"}, 5]}, {"missing": ["country"]}]}},
                                 {"<": [{"var": "size"}, 3]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"<": [{"var": "since"}, "2020-01-01"]},
                                 {">": [{"var": "since"}, "2020-01-02"]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"==": [{"var": "country"}, "DE"]},
                                 {"in": [{"var": "country"}, ["FR", "US"]]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"==": [{"var": "country"}, "DE"]},
                                 {"in": [{"var": "country"}, ["DE", "US"]]}]})") == none);
  CHECK(of_condition(R"({"and": [{"==": [{"var": "country"}, "DE"]},
                                 {"!=": [{"var": "country"}, "DE"]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"var": "free"}, {"==": [{"var": "free"}, false]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"==": [{"var": "size"}, null]}, {">": [{"var": "size"}, 3]}]})") == never_fires);
  CHECK(of_condition(R"({"and": [{"!=": [{"var": "size"}, null]}, {">": [{"var": "size"}, 3]}]})") == none);
  CHECK(of_condition(R"({"<": [{"var": "signal.visits"}, 0]})") == never_fires);
  CHECK(of_condition(R"({"<=": [{"var": "signal.visits"}, 0]})") == none);
  CHECK(of_condition(R"({"==": [{"var": "signal.visits"}, null]})") == never_fires);
  CHECK(of_condition(R"({"==": [{"var": "signal.idle"}, null]})") == none);
  CHECK(of_condition("false") == never_fires);
  CHECK(of_condition("true") == none);
  CHECK(of_condition(R"({"==": [1, 2]})") == never_fires);
}

TEST_CASE("letters that are not told apart don't contradict each other") {
  const std::string attributes = R"({"format": "bantam/1", "name": "t", "scores": {"fit": {}}, "attributes":
    {"mail": {"type": "text", "ignore_case": )";
  const std::string rule = R"(}}, "rules": [{"id": "r", "score": "fit", "points": 1, "if":
    {"and": [{"==": [{"var": "mail"}, "A"]}, {"==": [{"var": "mail"}, "a"]}]}}]})";
  CHECK(warnings(attributes + "true" + rule) == none);
  CHECK(warnings(attributes + "false" + rule) == never_fires);
}

TEST_CASE("a rule that gives no points never fires") {
  CHECK(of_rules(R"({"id": "r", "score": "fit", "points": 0, "if": {"var": "free"}})") ==
        Codes{"rule/never_fires at /rules/0"});
  CHECK(of_rules(R"({"id": "r", "score": "fit", "of": "size", "bands": [{"points": 0}]})") ==
        Codes{"rule/never_fires at /rules/0"});
  CHECK(of_rules(R"({"id": "r", "score": "fit", "of": "size", "bands": [{"points": 0}], "missing": 1})") == none);
  CHECK(of_rules(R"({"id": "r", "score": "fit", "on": "visit", "points": 3, "max": 0})") ==
        Codes{"rule/never_fires at /rules/0"});
  CHECK(of_rules(R"({"id": "r", "score": "fit", "on": "visit", "points": 3, "max": 3})") == none);
  CHECK(of_rules(R"({"id": "r", "score": "fit", "on": "visit", "points": 3, "max": 3,
                     "when": {"and": [{"<": [{"var": "seconds"}, 1]}, {">": [{"var": "seconds"}, 2]}]}})") ==
        Codes{"rule/never_fires at /rules/0/when"});
}

TEST_CASE("a condition elsewhere that can't be true is told") {
  const std::string never = R"({"and": [{"<": [{"var": "size"}, 1]}, {">": [{"var": "size"}, 2]}]})";
  CHECK(warnings(model(R"("scores": {"fit": {}}, "exclude": [{"id": "x", "if": )" + never + "}]")) ==
        Codes{"condition/never_true at /exclude/0/if"});
  CHECK(warnings(model(R"("scores": {"fit": {}}, "gate": {"criteria": {"need": {"met_if": )" + never + "}}}")) ==
        Codes{"condition/never_true at /gate/criteria/need/met_if"});
  CHECK(of_stages(R"({"mql": {"demote_if": {"<": [{"var": "score.total"}, 0]}}})") ==
        Codes{"condition/never_true at /stages/mql/demote_if"});
  CHECK(of_stages(R"({"mql": {"demote_if": {"<": [{"var": "score.total"}, 1]}}})") == none);
}

TEST_CASE("a threshold above all the points there are is never reached") {
  const auto promote = [](const std::string& condition) {
    return of_stages(R"({"mql": {"promote_if": )" + condition + "}}");
  };
  const Codes unreachable{"stage/unreachable at /stages/mql/promote_if"};
  CHECK(promote(R"({">=": [{"var": "score.total"}, 51]})") == unreachable);
  CHECK(promote(R"({">=": [{"var": "score.total"}, 50]})") == none);
  CHECK(promote(R"({">": [{"var": "score.fit"}, 50]})") == unreachable);
  CHECK(promote(R"({"and": [{"==": [{"var": "stage"}, "mql"]}, {">": [{"var": "score.fit"}, 1]}]})") == unreachable);
  CHECK(message_of(model(R"("scores": {"fit": {"max": 40}}, "rules": [{"id": "r", "score": "fit", "on": "visit",
          "points": 5}], "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 41]}}})")) ==
        "no lead is ever promoted: `score.total` would have to be at least 41, and is at most 40");
}

TEST_CASE("what repeats without end reaches any threshold, and what is limited its limit") {
  const auto promote = [](const std::string& limit, const std::string& threshold) {
    return warnings(model(R"("scores": {"fit": {}}, "rules": [{"id": "r", "score": "fit", "on": "visit", "points": 5)" +
                          limit + R"(}], "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, )" +
                          threshold + "]}}}"));
  };
  const Codes unreachable{"stage/unreachable at /stages/mql/promote_if"};
  CHECK(promote(R"(, "window": "30d")", "1000000") == none);
  CHECK(promote(R"(, "newest": 3)", "16") == unreachable);
  CHECK(promote(R"(, "newest": 3)", "15") == none);
  CHECK(promote(R"(, "window": "10d", "cooldown": "5d")", "11") == unreachable);
  CHECK(promote(R"(, "window": "10d", "cooldown": "5d")", "10") == none);
  CHECK(promote(R"(, "window": "1d", "per_day": 1)", "11") == unreachable);
  CHECK(promote(R"(, "window": "1d", "per_day": 1)", "10") == none);
  CHECK(promote(R"(, "decay": {"linear": "36h"}, "cooldown": "2d")", "6") == unreachable);
  CHECK(promote(R"(, "decay": {"half_life": "1d"}, "cooldown": "2d")", "1000") == none);
}

TEST_CASE("weights and bounds of the total count for what it can reach") {
  const auto promote = [](const std::string& total, const std::string& threshold) {
    return warnings(model(R"("scores": {"fit": {"max": 10}}, "rules": [{"id": "r", "score": "fit", "on": "visit",
      "points": 5}], "total": )" + total + R"(, "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, )" +
                          threshold + "]}}}")).size();
  };
  CHECK(promote(R"({"weights": {"fit": 2}})", "20") == 0);
  CHECK(promote(R"({"weights": {"fit": 2}})", "20.001") == 1);
  CHECK(promote(R"({"weights": {"fit": 2}, "max": 15})", "15.001") == 1);
  CHECK(promote(R"({"weights": {"fit": -1}})", "0") == 0);
  CHECK(promote(R"({"weights": {"fit": -1}})", "1") == 1);
}

TEST_CASE("a band that doesn't begin below the one before never holds") {
  const auto bands = [](const std::string& list) {
    return warnings(model(R"("scores": {"fit": {"min": 0, "bands": [)" + list + "]}}"));
  };
  CHECK(bands(R"({"name": "A", "from": 50}, {"name": "B", "from": 70}, {"name": "C", "from": 0})") ==
        Codes{"band/overlap at /scores/fit/bands/1"});
  CHECK(bands(R"({"name": "A", "from": 70}, {"name": "B", "from": 50}, {"name": "C", "from": 0})") == none);
  CHECK(bands(R"({"name": "A", "from": 70}, {"name": "B", "from": 70}, {"name": "C", "from": 0})").size() == 1);
  CHECK(warnings(model(R"("scores": {"fit": {}}, "total": {"min": 5, "bands": [{"name": "A", "from": 5}, {"name": "B", "from": 9}]})")) ==
        Codes{"band/overlap at /total/bands/1"});
}

TEST_CASE("a score that can lie below all of its bands has a hole") {
  const auto score = [](const std::string& from, const std::string& rules, const std::string& bounds = "") {
    return warnings(model(R"("scores": {"fit": {)" + bounds + R"("bands": [{"name": "A", "from": )" + from +
                          R"(}]}}, "rules": [)" + rules + "]"));
  };
  const Codes hole{"band/hole at /scores/fit/bands/0"};
  CHECK(score("1", "") == hole);
  CHECK(score("0", "") == none);
  const std::string minus = R"({"id": "r", "score": "fit", "points": -5, "if": {"var": "free"}})";
  CHECK(score("0", minus) == hole);
  CHECK(score("-5", minus) == none);
  CHECK(score("0", minus, R"("min": 0, )") == none);
}

TEST_CASE("no hole is seen where rules that read the same may make up for each other") {
  const auto codes = [](const std::string& other) {
    return warnings(model(R"("scores": {"fit": {"bands": [{"name": "A", "from": 0}]}}, "rules": [
      {"id": "r", "score": "fit", "points": -5, "if": {">": [{"var": "size"}, 10]}},
      {"id": "s", "score": "fit", "points": 5, "if": {">": [{"var": ")" + other + R"("}, 5]}}])"));
  };
  CHECK(codes("size") == none);
  CHECK(codes("since.age_days") == Codes{"band/hole at /scores/fit/bands/0"});
}

TEST_CASE("a rule's bands that don't rise overlap") {
  const auto bands = [](const std::string& first, const std::string& second) {
    return of_rules(R"({"id": "r", "score": "fit", "of": "size", "bands": [{"below": )" + first +
                    R"(, "points": 1}, {"below": )" + second + R"(, "points": 2}, {"points": 3}]})");
  };
  CHECK(bands("50", "10") == Codes{"rule/bands_overlap at /rules/0/bands/1"});
  CHECK(bands("10", "10") == Codes{"rule/bands_overlap at /rules/0/bands/1"});
  CHECK(bands("10", "50") == none);
}

TEST_CASE("a group whose bounds leave its rules nothing to decide has dead rules") {
  const auto group = [](const std::string& bounds, const std::string& rules) {
    return warnings(model(R"("scores": {"fit": {}}, "groups": {"g": {"score": "fit", )" + bounds + R"(}}, "rules": [)" +
                          rules + "]"));
  };
  const Codes dead{"group/dead_rules at /groups/g"};
  const std::string plus = R"({"id": "r", "group": "g", "points": 5, "if": {"var": "free"}})";
  const std::string always = R"({"id": "s", "group": "g", "of": "size", "bands": [{"points": 30}], "missing": 20})";
  CHECK(group(R"("max": 0)", plus) == dead);
  CHECK(group(R"("max": 1)", plus) == none);
  CHECK(group(R"("max": 20)", plus + ", " + always) == dead);
  CHECK(group(R"("max": 21)", plus + ", " + always) == none);
  CHECK(group(R"("min": 5)", plus) == dead);
}

TEST_CASE("a lead is not promoted and demoted by one value of a score") {
  const auto stages = [](const std::string& promote, const std::string& demote) {
    return of_stages(R"({"mql": {"promote_if": )" + promote + R"(, "demote_if": )" + demote + "}}");
  };
  const Codes warned{"stage/demote_not_below at /stages/mql/demote_if"};
  const std::string from_40 = R"({">=": [{"var": "score.total"}, 40]})";
  CHECK(stages(from_40, R"({"<": [{"var": "score.total"}, 45]})") == warned);
  CHECK(stages(from_40, R"({"<": [{"var": "score.total"}, 40]})") == none);
  CHECK(stages(from_40, R"({"<=": [{"var": "score.total"}, 40]})") == warned);
  CHECK(stages(from_40, R"({"<": [{"var": "score.fit"}, 45]})") == none);
  CHECK(stages(R"({"and": [{"<": [30, {"var": "score.fit"}]}, {">=": [{"var": "score.total"}, 20]}]})",
               R"({"or": [{"var": "free"}, {">": [31, {"var": "score.fit"}]}]})") == warned);
  CHECK(stages(R"({"or": [{"<": [30, {"var": "score.fit"}]}, {"var": "free"}]})",
               R"({"<": [{"var": "score.fit"}, 31]})") == none);
}

TEST_CASE("a negation of what may be missing is told to hold nothing there") {
  CHECK(of_condition(R"({"!=": [{"var": "country"}, "DE"]})") == negated);
  CHECK(of_condition(R"({"==": [{"var": "country"}, "DE"]})") == none);
  CHECK(of_condition(R"({"!": {"==": [{"var": "country"}, "DE"]}})").size() == 1);
  CHECK(of_condition(R"({"!": {"!=": [{"var": "country"}, "DE"]}})") == none);
  CHECK(of_condition(R"({"!": {"var": "free"}})").size() == 1);
  CHECK(of_condition(R"({"==": [{"var": "free"}, false]})") == none);
  CHECK(of_condition(R"({"none": [{"var": "tags"}, {"==": [{"var": ""}, "x"]}]})") == negated);
  CHECK(of_condition(R"({"some": [{"var": "tags"}, {"!=": [{"var": ""}, "x"]}]})") == none);
  CHECK(of_condition(R"({"!=": [{"var": "signal.visits"}, 3]})") == none);
  CHECK(of_condition(R"({"!=": [{"var": "signal.idle"}, 3]})") == negated);
  CHECK(of_condition(R"({"!": {"and": [{"<": [{"var": "size"}, 3]}, {"<": [{"var": "size"}, 9]}]}})").size() == 1);
}

TEST_CASE("a negation beside a question for the missing value is not told") {
  const std::string unequal = R"({"!=": [{"var": "country"}, "DE"]})";
  CHECK(of_condition(R"({"and": [{"!=": [{"var": "country"}, null]}, )" + unequal + "]}") == none);
  CHECK(of_condition(R"({"or": [{"==": [{"var": "country"}, null]}, )" + unequal + "]}") == none);
  CHECK(of_condition(R"({"or": [{"missing": ["country"]}, )" + unequal + "]}") == none);
  CHECK(of_condition(R"({"and": [{"!!": {"var": "country"}}, )" + unequal + "]}") == none);
  CHECK(of_condition(R"({"and": [{"startsWith": [{"var": "country"}, "D"]}, )" + unequal + "]}") == none);
  CHECK(of_condition(R"({"and": [{"!=": [{"var": "size"}, null]}, )" + unequal + "]}").size() == 1);
  CHECK(of_condition(R"({"!": {"!!": {"var": "country"}}})") == none);
}

TEST_CASE("an unanswered criterion is unknown on purpose") {
  CHECK(warnings(model(R"("scores": {"fit": {}}, "gate": {"criteria": {"need": {"fields": {"pain": {"type": "number"}},
    "met_if": {"!=": [{"var": "pain"}, 0]}}}})")) == none);
}

TEST_CASE("a gate that requires more criteria than it has never opens") {
  CHECK(warnings(model(R"("scores": {"fit": {}}, "gate": {"require": 5})")) == Codes{"gate/never_opens at /gate"});
  CHECK(warnings(model(R"("scores": {"fit": {}}, "gate": {"require": 4})")) == none);
}

TEST_CASE("an activity rule that nothing ends is told") {
  const Codes uncapped{"rule/uncapped at /rules/0"};
  const std::string rule = R"({"id": "r", "score": "fit", "on": "visit", "points": 3)";
  CHECK(of_rules(rule + "}") == uncapped);
  CHECK(of_rules(rule + R"(, "max": 9})") == none);
  CHECK(of_rules(rule + R"(, "min": 1})") == uncapped);
  CHECK(of_rules(rule + R"(, "window": "30d"})") == none);
  CHECK(of_rules(rule + R"(, "newest": 2})") == none);
  CHECK(of_rules(rule + R"(, "decay": {"half_life": "9d"}})") == none);
  CHECK(of_rules(rule + R"(, "cooldown": "1d"})") == uncapped);
  CHECK(of_rules(R"({"id": "r", "score": "fit", "on": "visit", "points_per": {"field": "seconds", "each": 1}})") == uncapped);
  CHECK(warnings(model(R"("scores": {"fit": {"max": 9}}, "rules": [)" + rule + "}]")) == none);
  CHECK(warnings(model(R"("scores": {"fit": {}}, "groups": {"g": {"score": "fit", "max": 9}}, "rules": [
    {"id": "r", "group": "g", "on": "visit", "points": 3}])")) == none);
}

TEST_CASE("a lead sent to nurture should not return at once") {
  const auto stages = [](const std::string& rest) {
    return of_stages(R"({"mql": {"promote_if": {">=": [{"var": "score.total"}, 40]}})" + rest + "}");
  };
  const Codes warned{"stage/returns_at_once at /stages/mql/promote_if"};
  CHECK(stages(R"(, "sal": {"sla": {"within": "5d", "then": "nurture"}})") == warned);
  CHECK(stages(R"(, "reasons": {"reject": ["no_budget"]})") == warned);
  CHECK(stages(R"(, "reasons": {"reject": ["no_budget"]}, "nurture": {"cool_off": "30d"})") == none);
  CHECK(stages(R"(, "reasons": {"reject": ["no_budget"]}, "nurture": {"reset_activities": true})") == none);
  CHECK(stages("") == none);
}

TEST_CASE("a score that gives and takes needs a floor") {
  const std::string rules = R"("rules": [{"id": "r", "score": "fit", "points": -5, "if": {"var": "free"}},
    {"id": "s", "score": "fit", "points": 5, "if": {">": [{"var": "size"}, 3]}}])";
  CHECK(warnings(model(R"("scores": {"fit": {}}, )" + rules)) == Codes{"score/no_floor at /scores/fit"});
  CHECK(warnings(model(R"("scores": {"fit": {"min": 0}}, )" + rules)) == none);
  CHECK(warnings(model(R"("scores": {"fit": {"min": -100}}, )" + rules)) == none);
  CHECK(warnings(model(R"("scores": {"fit": {}}, "total": {"min": 0}, )" + rules)) == none);
  CHECK(of_rules(R"({"id": "r", "score": "fit", "points": -5, "if": {"var": "free"}})") == none);
}

TEST_CASE("in JsonLogic's own semantics conditions are not judged") {
  CHECK(warnings(R"({"format": "bantam/1", "name": "t", "semantics": "jsonlogic", "scores": {"fit": {}},
    "attributes": {"size": {"type": "number"}}, "rules": [{"id": "r", "score": "fit", "points": 1, "if":
    {"and": [{"<": [{"var": "size"}]}, {"!=": [{"var": "size"}, 2]}]}}]})") == none);
}

TEST_CASE("the models among the examples give no warning") {
  const std::filesystem::path folder = BANTAM_SOURCE_DIR "/examples/models";
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    INFO(file.filename().string());
    std::ifstream stream(file, std::ios::binary);
    CHECK(warnings({std::istreambuf_iterator<char>(stream), {}}) == none);
  }
}

/// The warnings of a model that knows people by these attributes and reads them in this rule.
Codes of_person(const std::string& rule) {
  return warnings(R"({"format": "bantam/1", "name": "t", "scores": {"fit": {"min": 0}},
    "attributes": {"gender": {"type": "text"}, "x1": {"type": "text", "column": "Home ZIP code"},
                   "born": {"type": "date", "column": "Date of birth"}, "customer_since": {"type": "date"},
                   "page_views": {"type": "number"}},
    "activities": {"form": {"fields": {"age": {"type": "number"}, "pages": {"type": "number"}}}},
    "signals": {"years": {"on": "form", "measure": "count"}, "religion": {"on": "form", "measure": "count"}},
    "rules": [)" + rule + "]}");
}

TEST_CASE("what a condition reads under a sensitive name is warned of where it is read") {
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {"==": [{"var": "gender"}, "x"]}})") ==
        Codes{"name/sensitive at /rules/0/if/==/0"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {"missing": ["gender", "page_views"]}})") ==
        Codes{"name/sensitive at /rules/0/if/missing/0"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {">": [{"var": "page_views"}, 3]}})") == none);
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {">": [{"var": "signal.religion"}, 3]}})") ==
        Codes{"name/sensitive at /rules/0/if/>/0"});
}

TEST_CASE("an attribute is sensitive by its own name and by its column's") {
  CHECK(of_person(R"({"id": "r", "score": "fit", "of": "x1", "values": {"10115": 5}})") ==
        Codes{"name/sensitive at /rules/0/of"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "of": "gender", "values": {"x": 5}})") ==
        Codes{"name/sensitive at /rules/0/of"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "of": "signal.religion", "bands": [{"points": 5}]})") ==
        Codes{"name/sensitive at /rules/0/of"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "of": "signal.years", "bands": [{"points": 5}]})") == none);
}

TEST_CASE("how old a date is says nothing of a person's age, but a date of birth does") {
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {">": [{"var": "customer_since.age_days"}, 3]}})") ==
        none);
  CHECK(of_person(R"({"id": "r", "score": "fit", "points": 1, "if": {">": [{"var": "born.age_days"}, 3]}})") ==
        Codes{"name/sensitive at /rules/0/if/>/0"});
}

TEST_CASE("fields of activities are warned of in `when` and in points for each") {
  CHECK(of_person(R"({"id": "r", "score": "fit", "on": "form", "points": 1, "newest": 1,
                      "when": {"<": [{"var": "age"}, 30]}})") == Codes{"name/sensitive at /rules/0/when/</0"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "on": "form", "points_per": {"field": "age", "each": 1},
                      "newest": 1})") == Codes{"name/sensitive at /rules/0/points_per/field"});
  CHECK(of_person(R"({"id": "r", "score": "fit", "on": "form", "points_per": {"field": "pages", "each": 1},
                      "newest": 1})") == none);
}

TEST_CASE("signals, exclusions, criteria and promotions are looked at too, in document order") {
  CHECK(warnings(R"({"format": "bantam/1", "name": "t",
    "attributes": {"health": {"type": "flag"}, "size": {"type": "number"}},
    "activities": {"form": {"fields": {"age": {"type": "number"}}}},
    "signals": {"oldest": {"on": "form", "measure": "max", "field": "age"}},
    "scores": {"fit": {"min": 0}},
    "rules": [{"id": "r", "score": "fit", "of": "size", "bands": [{"points": 5}], "missing": 1}],
    "exclude": [{"id": "e", "if": {"==": [{"var": "health"}, true]}}],
    "gate": {"framework": "own", "criteria": {"c": {"fields": {"nationality": {"type": "text"}},
             "met_if": {"==": [{"var": "nationality"}, "x"]}}}},
    "stages": {"mql": {"promote_if": {"==": [{"var": "health"}, true]}}}})") ==
        Codes{"name/sensitive at /signals/oldest/field", "name/sensitive at /exclude/0/if/==/0",
              "name/sensitive at /gate/criteria/c/met_if/==/0", "name/sensitive at /stages/mql/promote_if/==/0"});
}

TEST_CASE("what is declared and read by nobody is no matter") {
  CHECK(of_person(R"({"id": "r", "score": "fit", "of": "page_views", "bands": [{"points": 5}]})") == none);
}

TEST_CASE("the words of sensitive names can be set, and warnings refused") {
  const std::string text = model(R"("scores": {"fit": {}}, "rules": [
    {"id": "r", "score": "fit", "of": "size", "bands": [{"points": 5}]}])");
  CompileOptions options;
  CHECK(compile(text, options).diagnostics.empty());
  options.sensitive_names = {"size"};
  const CompileReport warned = compile(text, options);
  REQUIRE(warned.diagnostics.size() == 1);
  CHECK(warned.diagnostics[0].severity == Severity::warning);
  CHECK(warned.model);
  options.warnings = Warnings::refuse;
  const CompileReport refused = compile(text, options);
  REQUIRE(refused.diagnostics.size() == 1);
  CHECK(refused.diagnostics[0].code == "name/sensitive");
  CHECK(refused.diagnostics[0].severity == Severity::error);
  CHECK_FALSE(refused.model);
  options.sensitive_names.clear();
  CHECK(compile(text, options).model);
}

TEST_CASE("a condition of literals alone is judged by what they are") {
  CHECK(of_condition(R"({">=": [1, 2]})") == never_fires);
  CHECK(of_condition(R"({">=": [2, 2]})") == none);
  CHECK(of_condition(R"({"!=": [2, 2]})") == never_fires);
  CHECK(of_condition(R"({"!": [true]})") == never_fires);
  CHECK(of_condition(R"({"or": [false, false]})") == never_fires);
  CHECK(of_condition(R"({"or": [false, true]})") == none);
  CHECK(of_condition(R"({"!": [{"===": [2, 2]}]})") == never_fires);
  CHECK(of_condition(R"({"!": [{"!==": [1, 2]}]})") == never_fires);
}

TEST_CASE("of several demands on one score the furthest counts") {
  const auto stages = [](const std::string& promote, const std::string& demote) {
    return of_stages(R"({"mql": {"promote_if": )" + promote + R"(, "demote_if": )" + demote + "}}");
  };
  const auto score = [](const char* op, int at) {
    return std::string("{\"") + op + R"(": [{"var": "score.fit"}, )" + std::to_string(at) + "]}";
  };
  const auto both = [](const char* op, const std::string& a, const std::string& b) {
    return std::string("{\"") + op + "\": [" + a + "," + b + "]}";
  };
  const Codes demote_not_below{"stage/demote_not_below at /stages/mql/demote_if"};
  const std::string twenty = both("and", score(">=", 10), score(">=", 20));
  CHECK(stages(twenty, score("<", 20)) == none);
  CHECK(stages(twenty, score("<", 21)) == demote_not_below);
  CHECK(stages(both("and", score(">=", 20), score(">=", 10)), score("<", 20)) == none);
  CHECK(stages(both("and", score(">=", 20), score(">", 20)), score("<=", 20)) == none);
  CHECK(stages(both("and", score(">", 20), score(">=", 20)), score("<=", 20)) == none);
  CHECK(stages(score(">=", 20), score("<=", 20)) == demote_not_below);
  CHECK(stages(score(">=", 20), both("or", score("<", 10), score("<", 21))) == demote_not_below);
  CHECK(stages(score(">=", 20), both("or", score("<", 20), score("<=", 20))) == demote_not_below);
  CHECK(stages(score("<", 20), score("<", 30)) == none);
  CHECK(stages(score(">=", 20), score(">", 10)) == none);
  CHECK(stages(R"({">=": [{"var": "score.fit"}, {"var": "size"}]})", score("<", 30)) == none);
  CHECK(stages(R"({">=": [{"var": "country"}, "M"]})", score("<", 30)) == none);
}

TEST_CASE("who recycles leads or names no reason, and who asks for the stage, is told what fits") {
  const auto stages = [](const std::string& promote, const std::string& reasons) {
    return of_stages(R"({"mql": {"promote_if": )" + promote + R"(}, "reasons": )" + reasons + "}");
  };
  const Codes returns{"stage/returns_at_once at /stages/mql/promote_if"};
  const std::string above = R"({">=": [{"var": "score.fit"}, 20]})";
  CHECK(stages(above, R"({"recycle": ["later"]})") == returns);
  CHECK(stages(above, R"({"reject": [], "recycle": []})") == none);
  CHECK(stages(R"({"and": [)" + above + R"(, {"==": [{"var": "stage"}, "lead"]}]})", R"({"recycle": ["later"]})") == none);
}

TEST_CASE("a score that nothing stops falls without end") {
  const CompileReport report = compile(model(R"("scores": {"fit": {"bands": [{"name": "A", "from": 0}]}}, "rules": [
    {"id": "r", "score": "fit", "on": "visit", "points": -1}])"));
  const auto hole = std::find_if(report.diagnostics.begin(), report.diagnostics.end(),
                                 [](const Diagnostic& each) { return each.code == "band/hole"; });
  REQUIRE(hole != report.diagnostics.end());
  CHECK(hole->message == "score `fit` can fall without end, which is in no band: the last, `A`, holds there too");
}

}  // namespace
}  // namespace bantam
