// Reading a model: what each key may hold, where a fault stands, and that all are told at once.
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

using Codes = std::vector<std::string>;

/// The errors and warnings of a text, as "code at pointer", in the order reported.
Codes found_in(const std::string& text) {
  Codes codes;
  for (const Diagnostic& each : compile(text).diagnostics) codes.push_back(each.code + " at " + each.pointer);
  return codes;
}

std::string model(const std::string& rest) {
  return R"({"format": "bantam/1", "name": "m", "scores": {"fit": {}})" + (rest.empty() ? "" : ", " + rest) + "}";
}

Diagnostic only_one(const std::string& text) {
  const CompileReport report = compile(text);
  for (const Diagnostic& each : report.diagnostics) UNSCOPED_INFO(to_text(each));
  REQUIRE(report.diagnostics.size() == 1);
  return report.diagnostics.front();
}

bool compiles(const std::string& text) { return compile(text).model.has_value(); }

std::string attribute(const std::string& declaration) { return model(R"("attributes": {"a": )" + declaration + "}"); }

/// A rule that listens to `visit`, with these keys.
std::string activity_rule(const std::string& keys) {
  return model(R"("activities": {"visit": {"fields": {"n": {"type": "number"}}}},
                  "rules": [{"id": "r", "score": "fit", "on": "visit", "max": 9, )" + keys + "}]");
}

}  // namespace

TEST_CASE("the least model has a format, a name and scores") {
  CHECK(found_in(R"({"format": "bantam/1", "name": "m", "scores": {}})") == Codes{});
  CHECK(found_in(R"({"name": "m", "scores": {}})") == Codes{"key/missing at "});
  CHECK(found_in("{}") == Codes{"key/missing at ", "key/missing at ", "key/missing at "});
}

TEST_CASE("what is no object is no model") {
  for (const std::string text : {"[]", "1", "null", "\"bantam/1\"", "true"}) {
    const Diagnostic diagnostic = only_one(text);
    CHECK(diagnostic.code == "value/wrong_type");
    CHECK(diagnostic.pointer.empty());
  }
  CHECK(only_one("").code == "json/syntax");
  CHECK(only_one("").message == "the document ends too early");
  CHECK(only_one("{").message == "the document ends too early");
  CHECK(only_one("{]").message == "no JSON from here on");
}

TEST_CASE("a byte order mark is taken, and counts in no column") {
  CHECK(compiles("\xEF\xBB\xBF" + model("")));
  const Diagnostic diagnostic = only_one("\xEF\xBB\xBF" R"({"format": "bantam/1", "scores": {}, "name": 1})");
  CHECK(diagnostic.line == 1);
  CHECK(diagnostic.column == 46);
}

TEST_CASE("a fault has a JSON pointer, a line and a column in bytes") {
  const Diagnostic diagnostic = only_one("{\n  \"format\": \"bantam/1\",\n  \"name\": \"ä\",\n  \"scores\": {\"fit\": {\"min\": true}}\n}");
  CHECK(diagnostic.pointer == "/scores/fit/min");
  CHECK(diagnostic.line == 4);
  CHECK(diagnostic.column == 29);

  const Diagnostic unicode = only_one("{\"format\": \"bantam/1\", \"name\": \"ä\", \"scores\": 1}");
  CHECK(unicode.column == 48);  // ä is two bytes

  const Diagnostic windows = only_one("{\r\n\"format\": \"bantam/1\",\r\n\"name\": 1, \"scores\": {}}");
  CHECK(windows.line == 3);
  CHECK(windows.column == 9);
}

TEST_CASE("a pointer escapes slashes and tildes") {
  CHECK(only_one(model(R"("activities": {"a/b~c": 1})")).pointer == "/activities/a~1b~0c");
}

TEST_CASE("several faults are told in one pass, in the order of the document") {
  CHECK(found_in(R"({
    "name": 7,
    "scores": {"fit": {"min": 2, "max": 1}, "total": {}},
    "format": "bantam/9",
    "rules": [
      {"id": "a", "score": "fitt", "if": {">": [{"var": "sise"}, "x"]}, "points": 0.00001},
      {"id": "a", "score": "fit", "of": "size", "bands": [{"points": 1, "bellow": 3}], "x-note": 1},
      17
    ],
    "attributes": {"size": {"type": "nmber"}, "1st": {"type": "flag"}},
    "extra": null
  })") == Codes{
      "value/wrong_type at /name",
      "bounds/crossed at /scores/fit/max",
      "name/reserved at /scores/total",
      "model/unknown_format at /format",
      "rule/unknown_score at /rules/0/score",
      "condition/unknown_name at /rules/0/if/>/0",
      "points/too_many_decimals at /rules/0/points",
      "rule/repeated_id at /rules/1",
      "rule/wrong_type at /rules/1/of",
      "key/unknown at /rules/1/bands/0/bellow",
      "value/wrong_type at /rules/2",
      "value/unknown_type at /attributes/size/type",
      "name/invalid at /attributes/1st",
      "key/unknown at /extra",
  });
}

TEST_CASE("a key twice in one object is refused wherever it stands, with both places") {
  CHECK(found_in(model(R"("scores": {})")) == Codes{"key/duplicate at /scores"});
  CHECK(only_one(model(R"("scores": {})")).message == "key `scores` stands twice in this object, first at byte 36");
  CHECK(found_in(model(R"("attributes": {"a": {"type": "flag"}, "a": {"type": "flag"}})")) ==
        Codes{"key/duplicate at /attributes/a"});
  CHECK(found_in(model(R"("attributes": {"a": {"type": "flag"}, "\u0061": {"type": "flag"}})")) ==
        Codes{"key/duplicate at /attributes/a"});
  CHECK(found_in(model(R"("x-a": 1, "x-a": 2)")) == Codes{"key/duplicate at /x-a"});
  CHECK(found_in(model(R"("total": {"weights": {"fit": 1, "fit": 2}})")) == Codes{"key/duplicate at /total/weights/fit"});
  const std::string text = R"("attributes": {"a": {"type": "text"}}, "rules": [{"id": "r", "score": "fit", "of": "a", "values": {"x": 1, "x": 2}}])";
  CHECK(found_in(model(text)) == Codes{"key/duplicate at /rules/0/values/x"});
}

TEST_CASE("a key twice in a condition is refused too, ours or not") {
  const auto with = [](const std::string& condition) {
    return model(R"("attributes": {"a": {"type": "flag"}}, "rules": [{"id": "r", "score": "fit", "points": 1, "if": )" +
                 condition + "}]");
  };
  CHECK(found_in(with(R"({"var": "a", "x-n": 1, "x-n": 2})")) == Codes{"key/duplicate at /rules/0/if/x-n"});
  CHECK(found_in(with(R"({"var": "a", "var": "a"})")) == Codes{"key/duplicate at /rules/0/if/var"});
  CHECK(compiles(with(R"({"var": "a", "x-n": {"q": 1, "q": 2}})")));  // what is not read is not judged
}

TEST_CASE("an unknown key is refused with the nearest known one") {
  const Diagnostic diagnostic = only_one(model(R"("treshold": 5, "rules": [])"));
  CHECK(diagnostic.code == "key/unknown");
  CHECK(diagnostic.help.empty());  // nothing is near, and too much is known to list
  CHECK(only_one(model(R"("ruls": [])")).help == "did you mean `rules`?");
  CHECK(only_one(model(R"("exclud": [])")).help == "did you mean `exclude`?");
  CHECK(only_one(attribute(R"({"type": "flag", "colum": "x"})")).help == "did you mean `column`?");
  CHECK(only_one(activity_rule(R"("points": 1, "windw": "7d")")).help == "did you mean `window`?");
}

TEST_CASE("a list of known keys names each once") {
  CHECK(only_one(activity_rule(R"("points": 1, "decay": {"half_life": "1d", "zzzzzz": 1})")).help ==
        "known: `half_life`, `linear`, `step`, `keep`");
}

TEST_CASE("keys that begin with x- and ui are not read, where keys are ours") {
  CHECK(compiles(R"({"format": "bantam/1", "name": "m", "x-why": {"a": [1]},
    "attributes": {"a": {"type": "flag", "x-from": "crm"}},
    "activities": {"visit": {"x-1": 1, "fields": {"n": {"type": "number", "x-2": 2}}}},
    "signals": {"s": {"on": "visit", "when": {">": [{"var": "n"}, 1]}, "measure": "count", "ui": {}, "x-3": 1}},
    "scores": {"fit": {"x-4": 1, "bands": [{"name": "A", "from": 0, "x-5": 1}]}},
    "groups": {"g": {"score": "fit", "x-6": 1}},
    "rules": [{"id": "r", "group": "g", "points": 1, "ui": {"rules": []}, "x-7": 1,
               "if": {"and": [{"var": "a", "ui": 1}, {"var": "a", "x-8": 1}], "ui": {"tree": 1}, "x-9": 1}}],
    "exclude": [{"id": "e", "if": {"!": {"var": "a"}}, "ui": 1, "x-a": 1}],
    "total": {"x-b": 1},
    "gate": {"x-c": 1, "criteria": {"need": {"fields": {"f": {"type": "flag"}}, "met_if": {"var": "f"}, "ui": 1, "x-d": 1}}},
    "stages": {"x-e": 1, "mql": {"promote_if": {">=": [{"var": "score.fit"}, 1]}, "ui": 1, "sla": {"within": "1d", "x-f": 1}},
               "reasons": {"x-g": 1}}})"));
  CHECK(found_in(model(R"("ui": 1)")) == Codes{"key/unknown at /ui"});  // no condition beside it
}

TEST_CASE("where keys are the author's own, x- is a name like any other") {
  CHECK(found_in(attribute(R"({"type": "flag"}, "x-note": {"type": "flag"})")) == Codes{"name/invalid at /attributes/x-note"});
  CHECK(found_in(model(R"("activities": {"x-mail": {}})")) == Codes{});  // an activity type is any text
  CHECK(found_in(model(R"("total": {"weights": {"x-fit": 1}})")) == Codes{"total/unknown_score at /total/weights/x-fit"});
  CHECK(compiles(model(R"("attributes": {"a": {"type": "text"}},
    "rules": [{"id": "r", "score": "fit", "of": "a", "values": {"x-1": 5, "ui": 3}}])")));
}

TEST_CASE("names are letters, digits and underscores, at most 64, and none of the reserved words") {
  const auto named = [](const std::string& name) {
    return found_in(model("\"attributes\": {\"" + name + "\": {\"type\": \"flag\"}}"));
  };
  CHECK(named("a") == Codes{});
  CHECK(named("_A9") == Codes{});
  CHECK(named(std::string(64, 'a')) == Codes{});
  CHECK(named(std::string(65, 'a')).front().substr(0, 12) == "name/invalid");
  for (const std::string name : {"", "9a", "a-b", "a.b", "a b", "ä"}) {
    INFO(name);
    CHECK(named(name).front().substr(0, 12) == "name/invalid");
  }
  for (const std::string name : {"stage", "signal", "score", "band", "gate", "total"}) CHECK(named(name).front().substr(0, 13) == "name/reserved");
  CHECK(named("Stage") == Codes{});
}

TEST_CASE("every name is checked, of whatever it is") {
  for (const std::string part : {"\"signals\": {\"gate\": {\"on\": [], \"measure\": \"count\"}}", "\"groups\": {\"gate\": {\"score\": \"fit\"}}",
                                 "\"activities\": {\"v\": {\"fields\": {\"gate\": {\"type\": \"flag\"}}}}",
                                 "\"gate\": {\"framework\": \"f\", \"criteria\": {\"gate\": {}}}"}) {
    INFO(part);
    CHECK(found_in(model(part)).front().substr(0, 13) == "name/reserved");
  }
}

TEST_CASE("declarations: types, values, and what goes with them") {
  for (const std::string type : {"number", "text", "flag", "list", "date"}) CHECK(compiles(attribute(R"({"type": ")" + type + "\"}")));
  CHECK(compiles(attribute(R"({"type": "choice", "values": ["a", "A"]})")));
  CHECK(found_in(attribute("{}")) == Codes{"key/missing at /attributes/a"});
  CHECK(found_in(attribute(R"({"type": "Number"})")) == Codes{"value/unknown_type at /attributes/a/type"});
  CHECK(found_in(attribute(R"({"type": "choice"})")) == Codes{"key/missing at /attributes/a"});
  CHECK(found_in(attribute(R"({"type": "choice", "values": []})")) == Codes{"value/empty at /attributes/a/values"});
  CHECK(found_in(attribute(R"({"type": "choice", "values": ["a", "A"], "ignore_case": true})")) ==
        Codes{"value/repeated at /attributes/a/values/1"});
  CHECK(found_in(attribute(R"({"type": "text", "values": ["a"]})")) == Codes{"value/wrong_form at /attributes/a/values"});
  CHECK(found_in(attribute(R"({"type": "flag", "ignore_case": false})")) == Codes{"value/wrong_form at /attributes/a/ignore_case"});
  CHECK(found_in(attribute(R"({"type": "text", "nulls": "n/a"})")) == Codes{"value/wrong_type at /attributes/a/nulls"});
  CHECK(found_in(attribute(R"({"type": "text", "nulls": ["n/a", 5]})")) == Codes{"value/wrong_type at /attributes/a/nulls/1"});
  CHECK(found_in(model(R"("activities": {"v": {"fields": {"f": {"type": "text", "nulls": []}}}})")) ==
        Codes{"key/unknown at /activities/v/fields/f/nulls"});  // attributes only
}

TEST_CASE("points, durations and whole numbers are read as what they are") {
  for (const std::string good : {"1e0", "1.500", "15e-1", "-1000000", "0"}) CHECK(compiles(activity_rule("\"points\": " + good)));
  CHECK(found_in(activity_rule("\"points\": 1.0005")) == Codes{"points/too_many_decimals at /rules/0/points"});
  CHECK(found_in(activity_rule("\"points\": 1000000.001")) == Codes{"points/out_of_range at /rules/0/points"});
  CHECK(found_in(activity_rule("\"points\": 1e999")) == Codes{"points/out_of_range at /rules/0/points"});
  CHECK(found_in(activity_rule("\"points\": 1e-999")) == Codes{"points/too_many_decimals at /rules/0/points"});
  CHECK(found_in(activity_rule("\"points\": \"5\"")) == Codes{"value/wrong_type at /rules/0/points"});
  CHECK(found_in(activity_rule("\"points\": null")) == Codes{"value/wrong_type at /rules/0/points"});
  for (const std::string good : {"1", "5.0", "5e2", "1000000000"}) CHECK(compiles(activity_rule("\"points\": 1, \"newest\": " + good)));
  for (const std::string bad : {"0", "-1", "1.5", "1000000001", "1e300"})
    CHECK(found_in(activity_rule("\"points\": 1, \"newest\": " + bad)) == Codes{"value/not_whole at /rules/0/newest"});
  CHECK(found_in(activity_rule("\"points\": 1, \"window\": 7")) == Codes{"value/wrong_type at /rules/0/window"});
  CHECK(found_in(activity_rule("\"points\": 1, \"window\": \"36501d\"")) == Codes{"value/bad_duration at /rules/0/window"});
}

TEST_CASE("a rule has one form, and the keys of that form") {
  CHECK(found_in(activity_rule("\"newest\": 1")) == Codes{"rule/form at /rules/0"});
  CHECK(found_in(activity_rule(R"("points": 1, "points_per": {"field": "n", "each": 1})")) == Codes{"rule/form at /rules/0"});
  CHECK(found_in(activity_rule(R"("points": 1, "other": 1)")) == Codes{"rule/form at /rules/0/other"});
  const auto rule = [](const std::string& keys) {
    return found_in(model(R"("attributes": {"a": {"type": "number"}}, "rules": [{"id": "r", "score": "fit", )" + keys + "}]"));
  };
  CHECK(rule(R"("points": 1)") == Codes{"rule/form at /rules/0"});
  CHECK(rule(R"("if": {">": [{"var": "a"}, 1]})") == Codes{"key/missing at /rules/0"});
  CHECK(rule(R"("of": "a")") == Codes{"rule/form at /rules/0"});
  CHECK(rule(R"("of": "a", "bands": [{"points": 1}], "other": 2)") == Codes{"rule/form at /rules/0/other"});
  CHECK(rule(R"("of": "a", "bands": [{"points": 1}], "max": 2)") == Codes{"rule/form at /rules/0/max"});
  CHECK(rule(R"("of": "a", "bands": [])") == Codes{"value/empty at /rules/0/bands"});
  CHECK(rule(R"("of": "a", "bands": [{"points": 1}, {"points": 2}])") == Codes{"rule/bands_open at /rules/0/bands/0"});
  CHECK(rule(R"("of": "a", "bands": [{"below": 3, "points": 1}])") == Codes{"rule/bands_open at /rules/0/bands/0"});
}

TEST_CASE("a decay has one form") {
  const auto decay = [](const std::string& keys) { return found_in(activity_rule("\"points\": 1, \"decay\": {" + keys + "}")); };
  CHECK(decay(R"("half_life": "1d")") == Codes{});
  CHECK(decay(R"("linear": "1d")") == Codes{});
  CHECK(decay(R"("step": "1d", "keep": 1)") == Codes{});
  CHECK(decay(R"("step": "1d", "keep": 0)") == Codes{});
  CHECK(decay("") == Codes{"decay/form at /rules/0/decay"});
  CHECK(decay(R"("half_life": "1d", "linear": "1d")") == Codes{"decay/form at /rules/0/decay"});
  CHECK(decay(R"("linear": "1d", "keep": 0.5)") == Codes{"decay/form at /rules/0/decay/keep"});
  CHECK(decay(R"("step": "1d")") == Codes{"key/missing at /rules/0/decay"});
  CHECK(decay(R"("step": "1d", "keep": 1.001)") == Codes{"decay/keep at /rules/0/decay/keep"});
  CHECK(decay(R"("step": "1d", "keep": -0.001)") == Codes{"decay/keep at /rules/0/decay/keep"});
  CHECK(decay(R"("step": "1d", "keep": 0.0001)") == Codes{"points/too_many_decimals at /rules/0/decay/keep"});
}

TEST_CASE("stages take the nine names, and each its own keys") {
  for (const std::string stage : {"lead", "mql", "sal", "sql", "opportunity", "closed_won", "nurture", "disqualified", "closed_lost"})
    CHECK(compiles(model(R"("stages": {")" + stage + R"(": {"sla": {"within": "1d"}}})")));
  CHECK(found_in(model(R"("stages": {"lost": {}})")) == Codes{"key/unknown at /stages/lost"});
  CHECK(found_in(model(R"("stages": {"sal": {"auto": true}})")) == Codes{"key/unknown at /stages/sal/auto"});
  CHECK(found_in(model(R"("stages": {"sal": {"sla": {}}})")) == Codes{"key/missing at /stages/sal/sla"});
  CHECK(found_in(model(R"("stages": {"reasons": {"win": []}})")) == Codes{"key/unknown at /stages/reasons/win"});
  CHECK(found_in(model(R"("stages": {"mql": {"sla": {"within": "1d", "then": "qualify"}}})")) ==
        Codes{"value/unknown at /stages/mql/sla/then"});
}

TEST_CASE("what follows an SLA is a row out of that stage") {
  const auto then = [](const std::string& stage, const std::string& move) {
    return compiles(model("\"stages\": {\"" + stage + R"(": {"sla": {"within": "1d", "then": ")" + move + "\"}}}"));
  };
  for (const std::string stage : {"lead", "mql", "sal", "sql", "opportunity"}) CHECK(then(stage, "nurture"));
  for (const std::string stage : {"closed_won", "nurture", "disqualified", "closed_lost"}) {
    CHECK_FALSE(then(stage, "nurture"));
    CHECK(then(stage, "none"));
  }
  CHECK(then("mql", "accept"));
  for (const std::string stage : {"lead", "sal", "sql", "opportunity", "nurture"}) CHECK_FALSE(then(stage, "accept"));
}

TEST_CASE("BANT has its four criteria, another framework 1 to 16") {
  CHECK(compile(model("")).model->criteria() == std::vector<std::string>{"budget", "authority", "need", "timeline"});
  CHECK(compile(model(R"("gate": {"criteria": {"need": {}, "budget": {}}})")).model->criteria() ==
        std::vector<std::string>{"budget", "authority", "need", "timeline"});
  const auto criteria = [](int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += (i ? ", \"c" : "\"c") + std::to_string(i) + "\": {}";
    return compiles(model(R"("gate": {"framework": "x", "criteria": {)" + list + "}}"));
  };
  CHECK_FALSE(criteria(0));
  CHECK(criteria(1));
  CHECK(criteria(16));
  CHECK_FALSE(criteria(17));
}

TEST_CASE("equal documents get equal reports") {
  const std::string text = model(R"("a": 1, "rules": [{"id": 5}], "total": {"weights": {"f": 1}})");
  CHECK(compile(text).diagnostics == compile(text).diagnostics);
}

TEST_CASE("a value of another kind is told where it stands, whatever it is the value of") {
  const auto wrong = [](const std::string& members, const std::string& pointer) {
    const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "activities": {"visit": {}}, )" + members + "}");
    INFO(members);
    REQUIRE(report.diagnostics.size() == 1);
    CHECK(to_text(report.diagnostics[0]).find("value/wrong_type at " + pointer) != std::string::npos);
  };
  const std::string scores = R"("scores": {"s": {}})";
  wrong(scores + R"(, "signals": {"n": {"on": "visit", "measure": 5}})", "/signals/n/measure");
  wrong(scores + R"(, "signals": {"n": {"on": 5, "measure": "count"}})", "/signals/n/on");
  wrong(scores + R"(, "total": {"weights": {"s": "1"}})", "/total/weights/s");
  wrong(R"("scores": {"s": {"bands": [{"name": 5, "from": 1}]}})", "/scores/s/bands/0/name");
  wrong(R"("scores": {"s": {"bands": [{"name": "A", "from": "1"}]}})", "/scores/s/bands/0/from");
  wrong(scores + R"(, "stages": {"nurture": {"reset_activities": "yes"}})", "/stages/nurture/reset_activities");
  const std::string of_size = scores + R"(, "attributes": {"size": {"type": "number"}}, "rules": [{"id": "r", "score": "s", "of": "size", "bands": [)";
  wrong(of_size + R"({"below": "5", "points": 1}, {"points": 2}]}])", "/rules/0/bands/0/below");
  wrong(of_size + R"(5, {"points": 2}]}])", "/rules/0/bands/0");
  wrong(of_size + R"({"below": 5, "points": 2}, 5]}])", "/rules/0/bands/1");
}

TEST_CASE("a step of a day may be said") {
  CHECK(compile(R"({"format": "bantam/1", "name": "m", "step": "1d", "scores": {"s": {}}})").model);
}

TEST_CASE("a measure of values names its field") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "activities": {"visit": {}},
    "signals": {"n": {"on": "visit", "measure": "sum"}}})");
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].code == "key/missing");
}

TEST_CASE("a character just beyond the letters or the digits is none of a name") {
  for (const std::string name : {"a{", "a`", "a@", "a[", "a:", "a/", "{a"})
    CHECK_FALSE(compile(R"({"format": "bantam/1", "name": "m", "scores": {")" + name + R"(": {}}})").model);
}

}  // namespace bantam
