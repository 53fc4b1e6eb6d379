// Checking a model: names are known, types fit, and one fault does not hide another.
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

using Codes = std::vector<std::string>;

const std::string shared = R"("format": "bantam/1", "name": "m",
  "attributes": {"size": {"type": "number"}, "country": {"type": "text"}, "free": {"type": "flag"},
                 "since": {"type": "date"}, "tags": {"type": "list"},
                 "trade": {"type": "choice", "values": ["metal", "wood"]},
                 "loud": {"type": "choice", "values": ["Yes", "No"], "ignore_case": true}},
  "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}, "mixed": {"type": "text"}}},
                 "call": {"fields": {"seconds": {"type": "number"}, "mixed": {"type": "flag"}}}},
  "signals": {"visits": {"on": "visit", "measure": "count"}, "page": {"on": "visit", "measure": "last", "field": "path"}},
  "scores": {"fit": {"bands": [{"name": "A", "from": 0}]}, "plain": {"min": 0}})";

std::string model(const std::string& rest) { return "{" + shared + ", " + rest + "}"; }

/// The errors of a model, as "code at pointer".
Codes errors(const std::string& text) {
  Codes codes;
  for (const Diagnostic& each : compile(text).diagnostics)
    if (each.severity == Severity::error) codes.push_back(each.code + " at " + each.pointer);
  return codes;
}

/// The errors of a condition in the `if` of a rule; pointers from the condition on.
Codes errors_of(const std::string& condition) {
  Codes codes;
  const std::string prefix = "/rules/0/if";
  const CompileReport report =
      compile(model(R"("rules": [{"id": "r", "score": "fit", "points": 1, "if": )" + condition + "}]"));
  for (const Diagnostic& each : report.diagnostics)
    if (each.severity == Severity::error)
      codes.push_back(each.code + " at " + (each.pointer.rfind(prefix, 0) == 0 ? each.pointer.substr(prefix.size()) : each.pointer));
  CHECK(report.model.has_value() == codes.empty());
  return codes;
}

bool fine(const std::string& condition) {
  const Codes codes = errors_of(condition);
  for (const std::string& code : codes) UNSCOPED_INFO(code);
  return codes.empty();
}

}  // namespace

TEST_CASE("values of one type compare, others are an error") {
  CHECK(fine(R"({"==": [{"var": "size"}, 5]})"));
  CHECK(fine(R"({"==": [{"var": "country"}, "DE"]})"));
  CHECK(fine(R"({"==": [{"var": "country"}, {"var": "trade"}]})"));
  CHECK(fine(R"({"==": [{"var": "free"}, true]})"));
  CHECK(fine(R"({"<": [{"var": "country"}, "M"]})"));
  CHECK(fine(R"({"<=": [{"var": "since"}, "2026-01-01"]})"));
  CHECK(fine(R"({"==": ["2026-01-01", {"var": "since"}]})"));
  CHECK(fine(R"({"<": [1, {"var": "size"}, 3]})"));
  CHECK(errors_of(R"({"==": [{"var": "size"}, "5"]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"==": [{"var": "free"}, 1]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"<": [{"var": "free"}, true]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"==": [{"var": "since"}, "soon"]})") == Codes{"condition/wrong_type at /==/1"});
  CHECK(errors_of(R"({"==": [{"var": "since"}, "2026-02-30"]})") == Codes{"condition/wrong_type at /==/1"});
  CHECK(errors_of(R"({"==": [{"var": "since"}, {"var": "country"}]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"<": [1, {"var": "size"}, "3"]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"var": "size"})") == Codes{"condition/wrong_type at "});  // no condition
  CHECK(errors_of(R"({"and": [{"var": "size"}]})") == Codes{"condition/wrong_type at /and/0"});
  CHECK(errors_of(R"({"+": [1, "2"]})") == Codes{"condition/wrong_type at ", "condition/wrong_type at /+/1"});
}

TEST_CASE("anything compares with null, and a list with nothing else") {
  for (const std::string name : {"size", "country", "free", "since", "tags", "trade", "signal.visits"})
    CHECK(fine(R"({"==": [{"var": ")" + name + R"("}, null]})"));
  CHECK(errors_of(R"({"==": [{"var": "tags"}, {"var": "tags"}]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"==": [{"var": "tags"}, ["a"]]})") == Codes{"condition/wrong_type at /==/1"});
}

TEST_CASE("a choice compares with its own values only") {
  CHECK(fine(R"({"==": [{"var": "trade"}, "wood"]})"));
  CHECK(fine(R"({"in": [{"var": "trade"}, ["wood", "metal"]]})"));
  CHECK(fine(R"({"==": [{"var": "loud"}, "YES"]})"));
  CHECK(errors_of(R"({"==": [{"var": "trade"}, "Wood"]})") == Codes{"condition/unknown_value at /==/1"});
  CHECK(errors_of(R"({"in": [{"var": "trade"}, ["wood", "glass"]]})") == Codes{"condition/unknown_value at /in/1/1"});
  CHECK(fine(R"({"startsWith": [{"var": "trade"}, "w"]})"));  // a text like any other here
}

TEST_CASE("lists are asked with in, some, all and none") {
  CHECK(fine(R"({"in": ["a", {"var": "tags"}]})"));
  CHECK(fine(R"({"some": [{"var": "tags"}, {"==": [{"var": ""}, "a"]}]})"));
  CHECK(errors_of(R"({"in": [{"var": "tags"}, ["a"]]})") == Codes{"condition/wrong_type at /in/0"});
  CHECK(errors_of(R"({"some": [{"var": "country"}, {"==": [{"var": ""}, "a"]}]})") == Codes{"condition/wrong_type at /some/0"});
  CHECK(errors_of(R"({"all": [["a"], {"==": [{"var": ""}, "a"]}]})") == Codes{"condition/wrong_type at /all/0"});
  CHECK(errors_of(R"({"none": [{"var": "tags"}, {"==": [{"var": "country"}, "a"]}]})") ==
        Codes{"condition/unknown_name at /none/1/==/0"});
  CHECK(errors_of(R"({"==": [{"var": ""}, "a"]})") == Codes{"condition/unknown_name at /==/0"});
}

TEST_CASE("each operator takes its operands and no others") {
  for (const std::string bad : {R"({"==": []})", R"({"==": [1]})", R"({"==": [1, 2, 3]})", R"({">": [1, 2, 3]})", R"({"<": [1]})",
                                R"({"<": [1, 2, 3, 4]})", R"({"and": []})", R"({"or": []})", R"({"!": []})", R"({"!": [true, true]})",
                                R"({"!!": []})", R"({"in": ["a"]})", R"({"startsWith": ["a"]})", R"({"endsWith": ["a", "b", "c"]})",
                                R"({"missing_some": [1]})", R"({"missing_some": []})", R"({"/": [1]})", R"({"-": [1, 2, 3]})",
                                R"({"some": [{"var": "tags"}]})", R"({"all": []})", R"({"none": [{"var": "tags"}]})", R"({"if": []})",
                                R"({"if": [true]})", R"({"var": []})", R"({"var": ["size", 0]})", R"({"==": 5})", R"({"and": true})",
                                R"({"missing_some": 1})", R"({"if": true})", R"({"some": {"var": "tags"}})", R"({"var": 5})",
                                R"({"var": {"var": "size"}})", R"({"+": 1})"}) {
    INFO(bad);
    const Codes codes = errors_of(bad);
    REQUIRE_FALSE(codes.empty());
    CHECK(codes.front().substr(0, 18) == "condition/operands");
    CHECK(codes.size() == 1);
  }
  for (const std::string good : {R"({"!": {"var": "free"}})", R"({"!": [{"var": "free"}]})", R"({"!!": {"var": "tags"}})",
                                 R"({"missing": "size"})", R"({"missing": ["size", "free"]})", R"({"missing": [["size", "free"]]})",
                                 R"({"missing": []})", R"({"missing_some": [1, ["size"]]})", R"({"var": ["free"]})", R"({"==": [{"-": [1]}, -1]})",
                                 R"({"if": [{"var": "free"}, true]})", R"({"if": [{"var": "free"}, true, {"var": "free"}, false, null]})"}) {
    INFO(good);
    CHECK(fine(good));
  }
}

TEST_CASE("an operator with too few operands is refused and not looked into beyond them") {
  // These once read operands that are not there.
  CHECK(errors_of(R"({"missing_some": [1]})") == Codes{"condition/operands at /missing_some"});
  CHECK(errors_of(R"({"and": [{"==": [{"var": "size"}]}, {"<": []}]})") ==
        Codes{"condition/operands at /and/0/==", "condition/operands at /and/1/<"});
}

TEST_CASE("a condition that can't be read is not complained of twice") {
  CHECK(errors_of("{}") == Codes{"condition/not_an_operator at "});
  CHECK(errors_of(R"({"foo": [1]})") == Codes{"condition/unknown_operator at /foo"});
  CHECK(errors_of(R"({"!": {"foo": 1}})") == Codes{"condition/unknown_operator at /!/foo"});
  CHECK(errors_of(R"({"==": [{"var": "siz"}, "x"]})") == Codes{"condition/unknown_name at /==/0"});
  CHECK(errors_of(R"({">": [1e999, {"var": "size"}]})") == Codes{"value/out_of_range at />/0"});
}

TEST_CASE("all faults of one condition are told, in document order") {
  CHECK(errors_of(R"({"and": [{"==": [{"var": "sise"}, 1]},
                              {">": [{"var": "cuntry"}, 1]},
                              {"foo": 1},
                              {"==": [{"var": "size"}, "x"]},
                              {"in": [{"var": "trade"}, ["glass", 1, {"!": 1}]]},
                              {"missing": ["nobody", 7]},
                              {"==": [{"var": "sise"}]}]})") ==
        Codes{"condition/unknown_name at /and/0/==/0", "condition/unknown_name at /and/1/>/0",
              "condition/unknown_operator at /and/2/foo", "condition/wrong_type at /and/3",
              "condition/unknown_value at /and/4/in/1/0", "condition/wrong_type at /and/4/in/1/1",
              "condition/wrong_type at /and/4/in/1/2", "condition/unknown_name at /and/5/missing/0",
              "condition/wrong_type at /and/5/missing/1", "condition/operands at /and/6/==",
              "condition/unknown_name at /and/6/==/0"});
}

TEST_CASE("the branches of if give one type") {
  CHECK(fine(R"({"==": [{"if": [{"var": "free"}, "a", "b"]}, "a"]})"));
  CHECK(fine(R"({"==": [{"if": [{"var": "free"}, null, {"var": "size"}]}, 5]})"));
  CHECK(errors_of(R"({"==": [{"if": [{"var": "free"}, 1, "b"]}, 1]})") == Codes{"condition/wrong_type at /==/0/if/2"});
  CHECK(errors_of(R"({"if": [{"var": "size"}, true]})") == Codes{"condition/wrong_type at /if/0"});
}

TEST_CASE("what a var may name depends on where it stands") {
  const auto promote = [](const std::string& name, const std::string& value) {
    return errors(model(R"("stages": {"mql": {"promote_if": {"==": [{"var": ")" + name + "\"}, " + value + "]}}}")).empty();
  };
  CHECK(promote("score.total", "1"));
  CHECK(promote("score.fit", "1"));
  CHECK(promote("band.fit", "\"A\""));
  CHECK(promote("gate.budget", "\"expired\""));
  CHECK(promote("gate.open", "true"));
  CHECK(promote("stage", "\"nurture\""));
  CHECK(promote("size", "1"));
  CHECK(promote("since.age_days", "1"));
  CHECK(promote("signal.visits", "1"));
  CHECK_FALSE(promote("band.plain", "\"A\""));  // has no bands
  CHECK_FALSE(promote("band.total", "\"A\""));
  CHECK_FALSE(promote("band.fit", "\"B\""));
  CHECK_FALSE(promote("gate.budget", "\"open\""));
  CHECK_FALSE(promote("gate.champion", "\"met\""));
  CHECK_FALSE(promote("stage", "\"MQL\""));
  CHECK_FALSE(promote("path", "\"x\""));
  CHECK_FALSE(promote("size.age_days", "1"));

  CHECK(fine(R"({"==": [{"var": "signal.page"}, "/"]})"));
  CHECK(fine(R"({"<": [{"var": "since.days_ahead"}, 1]})"));
  for (const std::string name : {"score.total", "stage", "gate.open", "path", "visits", "signal", "signal.", "since.", ".age_days"})
    CHECK_FALSE(fine(R"({"!!": {"var": ")" + name + "\"}}"));
}

TEST_CASE("when names fields that every activity type declares with one type") {
  const auto when = [](const std::string& on, const std::string& name) {
    return errors(model(R"("rules": [{"id": "r", "score": "fit", "max": 9, "points": 1, "on": )" + on +
                        R"(, "when": {"!!": {"var": ")" + name + "\"}}}]"));
  };
  CHECK(when("\"visit\"", "path") == Codes{});
  CHECK(when(R"(["visit", "call"])", "seconds") == Codes{});
  CHECK(when(R"(["visit", "call"])", "path") == Codes{"condition/unknown_name at /rules/0/when/!!"});
  CHECK(when(R"(["visit", "call"])", "mixed") == Codes{"condition/unknown_name at /rules/0/when/!!"});
  CHECK(when("\"visit\"", "size") == Codes{"condition/unknown_name at /rules/0/when/!!"});
}

TEST_CASE("met_if names the answer's fields, then attributes") {
  const auto met_if = [](const std::string& condition) {
    return errors(model(R"("gate": {"criteria": {"need": {"fields": {"size": {"type": "text"}, "by_when": {"type": "date"}},
                            "met_if": )" + condition + "}}}"));
  };
  CHECK(met_if(R"({"==": [{"var": "size"}, "big"]})") == Codes{});  // the field hides the attribute
  CHECK(met_if(R"({"==": [{"var": "size"}, 5]})") == Codes{"condition/wrong_type at /gate/criteria/need/met_if"});
  CHECK(met_if(R"({"<": [{"var": "by_when.days_ahead"}, 5]})") == Codes{});
  CHECK(met_if(R"({"var": "free"})") == Codes{});
  CHECK(met_if(R"({">": [{"var": "signal.visits"}, 5]})") == Codes{"condition/unknown_name at /gate/criteria/need/met_if/>/0"});
}

TEST_CASE("an unknown name is answered with the nearest that may stand there") {
  const CompileReport report =
      compile(model(R"("rules": [{"id": "r", "score": "fit", "points": 1, "if": {">": [{"var": "signal.visit"}, 1]}}])"));
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics.front().help == "did you mean `signal.visits`?");
}

TEST_CASE("a nearest name is looked for at the first 32 wrong ones only, and all wrong ones are told") {
  // Comparing every wrong name with every right one once took hours for a model within its limits.
  std::string vars;
  for (int i = 0; i < 40; ++i) vars += std::string(i ? ", " : "") + R"({"var": "frea"})";
  const CompileReport report =
      compile(model(R"("rules": [{"id": "r", "score": "fit", "points": 1, "if": {"and": [)" + vars + "]}}]"));
  std::size_t helped = 0;
  for (const Diagnostic& each : report.diagnostics) helped += each.help == "did you mean `free`?" ? 1 : 0;
  CHECK(report.diagnostics.size() == 40);
  CHECK(helped == 32);
}

TEST_CASE("tables read what they can") {
  const auto rule = [](const std::string& keys) {
    return errors(model(R"("rules": [{"id": "r", "score": "fit", )" + keys + "}]"));
  };
  CHECK(rule(R"("of": "size", "bands": [{"points": 1}])") == Codes{});
  CHECK(rule(R"("of": "signal.visits", "bands": [{"points": 1}])") == Codes{});
  CHECK(rule(R"("of": "since.age_days", "bands": [{"points": 1}])") == Codes{"rule/unknown_attribute at /rules/0/of"});
  CHECK(rule(R"("of": "since", "bands": [{"points": 1}])") == Codes{"rule/wrong_type at /rules/0/of"});
  CHECK(rule(R"("of": "tags", "values": {"a": 1})") == Codes{"rule/wrong_type at /rules/0/of"});
  CHECK(rule(R"("of": "size", "values": {"5": 1})") == Codes{"rule/wrong_type at /rules/0/of"});
  CHECK(rule(R"("of": "free", "values": {"true": 1, "false": 2})") == Codes{});
  CHECK(rule(R"("of": "free", "values": {"True": 1})") == Codes{"rule/unknown_value at /rules/0/values/True"});
  CHECK(rule(R"("of": "trade", "values": {"wood": 1, "glass": 2})") == Codes{"rule/unknown_value at /rules/0/values/glass"});
  CHECK(rule(R"("of": "loud", "values": {"yes": 1, "NO": 2})") == Codes{});
  CHECK(rule(R"("of": "loud", "values": {"yes": 1, "YES": 2})") == Codes{"rule/repeated_value at /rules/0/values/YES"});
}

TEST_CASE("with jsonlogic types are not checked, names and operators still are") {
  const auto with = [](const std::string& condition) {
    return errors(model(R"("semantics": "jsonlogic", "rules": [{"id": "r", "score": "fit", "points": 1, "if": )" + condition + "}]"));
  };
  CHECK(with(R"({"==": [{"var": "size"}, "5"]})") == Codes{});
  CHECK(with(R"({"var": "size"})") == Codes{});
  CHECK(with(R"({"missing_some": [1]})") == Codes{});
  CHECK(with(R"({"==": [{"var": "sise"}, "5"]})") == Codes{"condition/unknown_name at /rules/0/if/==/0"});
  CHECK(with(R"({"foo": 1})") == Codes{"condition/unknown_operator at /rules/0/if/foo"});
  CHECK(errors(model(R"("semantics": "JsonLogic")")) == Codes{"value/unknown at /semantics"});
}

TEST_CASE("messages stay on one line whatever the names are") {
  const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "scores": {"fit": {}}, "activities": {"a\nb": {}},
    "rules": [{"id": "r\n", "score": "fit", "points": 1, "on": "a\tb", "k\n": 1}, {"id": "r\n", "score": "fit", "points": 1, "on": "a\nb"}]})");
  CHECK(report.diagnostics.size() == 3);
  for (const Diagnostic& each : report.diagnostics) CHECK(to_text(each).find('\n') == std::string::npos);
}

TEST_CASE("dates and orders are told once, wherever the wrong operand stands") {
  CHECK(errors_of(R"({"<": ["soon", {"var": "since"}, {"var": "since"}]})") == Codes{"condition/wrong_type at /</0"});
  CHECK(errors_of(R"({"<": [1, "a", 2]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"<": [{"var": "free"}, true]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"==": [{"if": [{"var": "free"}, {"var": "trade"}]}, "iron"]})") == Codes{});
  CHECK(fine(R"({"==": [{"if": [{"var": "free"}, {"var": "trade"}, {"var": "country"}]}, "DE"]})"));
  CHECK(fine(R"({"==": [{"if": [{"var": "free"}, {"var": "country"}, {"var": "free"}, {"var": "country"}]}, "DE"]})"));
  CHECK(errors_of(R"({"==": [{"if": [{"var": "free"}, {"var": "country"}, 5]}, "DE"]})") == Codes{"condition/wrong_type at /==/0/if/2"});
}

TEST_CASE("in asks for a text in a text, or for a single value among literals") {
  CHECK(errors_of(R"({"in": [{"var": "size"}, {"var": "country"}]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"in": ["a", {"var": "size"}]})") == Codes{"condition/wrong_type at "});
  CHECK(errors_of(R"({"in": [null, ["a"]]})") == Codes{"condition/wrong_type at /in/0"});
  CHECK(errors_of(R"({"in": [{"var": "nope"}, ["a"]]})") == Codes{"condition/unknown_name at /in/0"});
  CHECK(errors_of(R"({"in": [{"var": "size"}, [1, null, "a"]]})") ==
        Codes{"condition/wrong_type at /in/1/1", "condition/wrong_type at /in/1/2"});
}

TEST_CASE("startsWith takes texts, and complains of each other operand once") {
  CHECK(errors_of(R"({"startsWith": [{"var": "size"}, 1]})") ==
        Codes{"condition/wrong_type at /startsWith/0", "condition/wrong_type at /startsWith/1"});
  CHECK(errors_of(R"({"endsWith": [{"var": "nope"}, "a"]})") == Codes{"condition/unknown_name at /endsWith/0"});
}

TEST_CASE("missing and missing_some take names, and a whole number of them") {
  CHECK(errors_of(R"({"missing": [1, {"var": "size"}, {"foo": 1}]})") ==
        Codes{"condition/wrong_type at /missing/0", "condition/wrong_type at /missing/1", "condition/unknown_operator at /missing/2/foo"});
  for (const std::string least : {"\"1\"", "1.5", "-1", "{\"var\": \"size\"}"})
    CHECK(errors_of(R"({"missing_some": [)" + least + R"(, ["size"]]})") == Codes{"condition/wrong_type at /missing_some/0"});
  CHECK(errors_of(R"({"missing_some": [{"foo": 1}, ["size"]]})") == Codes{"condition/unknown_operator at /missing_some/0/foo"});
  CHECK(errors_of(R"({"missing_some": [1, "size"]})") == Codes{"condition/wrong_type at /missing_some/1"});
  CHECK(errors_of(R"({"missing_some": [1, {"foo": 1}]})") == Codes{"condition/unknown_operator at /missing_some/1/foo"});
}

TEST_CASE("what stands in an operator that can't be read is looked at where it can be") {
  CHECK(errors_of(R"({"some": [{"foo": 1}, {"==": [{"var": ""}, "a"]}]})") == Codes{"condition/unknown_operator at /some/0/foo"});
  CHECK(errors_of(R"({"some": [{"var": "tags"}]})") == Codes{"condition/operands at /some"});
  CHECK(errors_of(R"({"in": [{"var": "nope"}, ["a"], 1]})") == Codes{"condition/operands at /in", "condition/unknown_name at /in/0"});
  CHECK(errors_of(R"({"some": [{"var": "tags"}, {"==": [{"var": "size"}, 1]}]})") == Codes{"condition/unknown_name at /some/1/==/0"});
  CHECK(errors_of(R"({"and": [true], "or": [true]})") == Codes{"condition/not_an_operator at "});
}

TEST_CASE("with jsonlogic the names in missing are checked where they are written out") {
  const auto with = [](const std::string& condition) {
    return errors(model(R"("semantics": "jsonlogic", "rules": [{"id": "r", "score": "fit", "points": 1, "if": )" + condition + "}]"));
  };
  CHECK(with(R"({"missing": ["size", ["country"], 5]})") == Codes{});
  CHECK(with(R"({"missing": ["nope"]})") == Codes{"condition/unknown_name at /rules/0/if/missing/0"});
  CHECK(with(R"({"missing": [["nope"]]})") == Codes{"condition/unknown_name at /rules/0/if/missing/0/0"});
  CHECK(with(R"({"missing": {"if": [{"!": [{"var": "free"}]}, "nope", "size"]}})") == Codes{});
  CHECK(with(R"({"missing_some": [1, ["size", "nope"]]})") == Codes{"condition/unknown_name at /rules/0/if/missing_some/1/1"});
  CHECK(with(R"({"some": [{"var": "tags"}, {"or": [{"var": "nope"}, {"missing": ["nope"]}]}]})") == Codes{});
  CHECK(with(R"({"var": [true]})") == Codes{"condition/unknown_name at /rules/0/if"});
  CHECK(with(R"({"var": false})") == Codes{"condition/unknown_name at /rules/0/if"});
  CHECK(with(R"({"var": [{"var": "size"}]})") == Codes{"condition/operands at /rules/0/if/var"});
}

TEST_CASE("what is named in suppress is an attribute, and no count of days") {
  const auto with = [](const std::string& condition) {
    return compile(model(R"("suppress": [{"id": "s", "if": )" + condition + "}]"));
  };
  CHECK(with(R"({"==": [{"var": "size"}, 1]})").model);
  CHECK_FALSE(with(R"({">": [{"var": "since.age_days"}, 1]})").model);
  const CompileReport report = with(R"({"==": [{"var": "siez"}, 1]})");
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].help == "did you mean `size`?");
}

TEST_CASE("a signal that is wrong itself has no certain type, and what reads it is looked at all the same") {
  const auto with = [](const std::string& signal) {
    return errors(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "activities": {"visit": {"fields": {"path": {"type": "text"}}}},
      "signals": {"page": )" + signal + R"(}, "rules": [{"id": "r", "score": "s", "points": 1, "if": {">": [{"var": "signal.page"}, 1]}}]})");
  };
  CHECK(with(R"({"on": "visit", "measure": "last", "field": "nope"})") == Codes{"signal/unknown_field at /signals/page/field"});
  CHECK(with(R"({"on": "nope", "measure": "last", "field": "path"})") == Codes{"signal/unknown_activity at /signals/page/on"});
  CHECK(with(R"({"on": "visit", "measure": "last"})") == Codes{"key/missing at /signals/page"});
  CHECK(with(R"({"on": [], "measure": "count", "when": {"var": "nope"}})") == Codes{"condition/unknown_name at /signals/page/when"});
  CHECK(with(R"({"measure": "count"})") == Codes{"key/missing at /signals/page"});
}

TEST_CASE("a band of the total is among the names that a promotion may ask for") {
  const CompileReport report = compile(model(R"("total": {"bands": [{"name": "A", "from": 0}]},
    "stages": {"mql": {"promote_if": {"==": [{"var": "band.totel"}, "A"]}}})"));
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].help == "did you mean `band.total`?");
}

TEST_CASE("a rule's or an exclusion's parts that are missing or no text are told, and nothing more") {
  CHECK(errors(model(R"("groups": {"g": {}})")) == Codes{"key/missing at /groups/g"});
  CHECK(errors(model(R"("groups": {"g": {"score": 5}})")) == Codes{"value/wrong_type at /groups/g/score"});
  CHECK(errors(model(R"("exclude": [{"if": {"var": "free"}}])")) == Codes{"key/missing at /exclude/0"});
  CHECK(errors(model(R"("exclude": [{"id": "e"}])")) == Codes{"key/missing at /exclude/0"});
  CHECK(errors(model(R"("exclude": [{"id": 5, "if": {"var": "free"}}])")) == Codes{"value/wrong_type at /exclude/0/id"});
}

}  // namespace bantam
