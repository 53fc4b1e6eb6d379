// JsonLogic's own semantics, value by value as json-logic-js gives them.
#include "program/logic.hpp"

#include <cmath>
#include <cstdio>
#include <limits>

#include "model/read.hpp"
#include "test.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

using Kind = LogicValue::Kind;

LogicValue value_of(const Json& json) {
  LogicValue value;
  value.flag = json.flag;
  value.number = json.number;
  value.kind = json.is_flag()     ? Kind::flag
               : json.is_number() ? Kind::number
               : json.is_text()   ? Kind::text
               : json.is_array()  ? Kind::array
                                  : Kind::null;
  if (json.is_text()) value.text = json.text;
  for (const Json& item : json.items) value.items.push_back(value_of(item));
  return value;
}

/// As JSON; NaN and infinities as words.
std::string written(const LogicValue& value) {
  switch (value.kind) {
    case Kind::null: return "null";
    case Kind::flag: return value.flag ? "true" : "false";
    case Kind::text: return '"' + value.text + '"';
    case Kind::number: {
      if (std::isnan(value.number)) return "NaN";
      if (std::isinf(value.number)) return value.number > 0 ? "Infinity" : "-Infinity";
      char buffer[32];
      std::snprintf(buffer, sizeof buffer, "%.17g", value.number);
      return buffer;
    }
    case Kind::array: break;
  }
  std::string items;
  for (const LogicValue& item : value.items) items += (items.empty() ? "" : ",") + written(item);
  return "[" + items + "]";
}

/// What a rule gives, over data that is an object of plain values.
std::string result(const std::string& rule, const std::string& data = "{}") {
  const JsonDocument rule_json = parse_json(rule);
  const JsonDocument data_json = parse_json(data);
  REQUIRE(rule_json.fault == JsonFault::none);
  REQUIRE(data_json.fault == JsonFault::none);
  Findings findings;
  ReadSettings settings;
  settings.jsonlogic = true;
  const Condition condition = read_condition(rule_json.root, {}, settings, findings);
  REQUIRE_FALSE(findings.has_errors());
  return written(evaluate(lower_logic(condition), [&](const Logic& var) {
    const Json* value = data_json.root.find(var.name);
    return value ? value_of(*value) : LogicValue();
  }));
}

TEST_CASE("loose equality coerces as JavaScript does") {
  CHECK(result(R"({"==": [1, "1"]})") == "true");
  CHECK(result(R"({"==": ["", 0]})") == "true");
  CHECK(result(R"({"==": [" 12 ", 12]})") == "true");
  CHECK(result(R"({"==": [null, 0]})") == "false");
  CHECK(result(R"({"==": [null, false]})") == "false");
  CHECK(result(R"({"==": [null, null]})") == "true");
  CHECK(result(R"({"==": [true, "1"]})") == "true");
  CHECK(result(R"({"==": [true, "true"]})") == "false");
  CHECK(result(R"({"==": [["a", "b"], "a,b"]})") == "true");
  CHECK(result(R"({"==": [[], false]})") == "true");
  CHECK(result(R"({"==": [[null], ""]})") == "true");
  CHECK(result(R"({"!=": ["a", 1]})") == "true");
  CHECK(result(R"({"===": [1, "1"]})") == "false");
  CHECK(result(R"({"!==": [1, "1"]})") == "true");
}

TEST_CASE("an array equals itself and no other") {
  CHECK(result(R"({"==": [["a"], ["a"]]})") == "false");
  CHECK(result(R"({"==": [{"var": "l"}, {"var": "l"}]})", R"({"l": ["a"]})") == "true");
  CHECK(result(R"({"===": [{"var": "l"}, {"var": "m"}]})", R"({"l": ["a"], "m": ["a"]})") == "false");
}

TEST_CASE("order is of texts between texts, else of numbers") {
  CHECK(result(R"({"<": ["10", "9"]})") == "true");
  CHECK(result(R"({"<": ["10", 9]})") == "false");
  CHECK(result(R"({"<": [null, 1]})") == "true");
  CHECK(result(R"({">=": [null, 0]})") == "true");
  CHECK(result(R"({"<": ["a", 1]})") == "false");
  CHECK(result(R"({">": ["a", 1]})") == "false");
  CHECK(result(R"({"<": [1, 2, 3]})") == "true");
  CHECK(result(R"({"<": [1, 2, null]})") == "false");
  CHECK(result(R"({"<=": [1, 1, "1"]})") == "true");
  CHECK(result(R"({"<": [1]})") == "false");
}

TEST_CASE("texts are ordered by UTF-16 code units") {
  CHECK(result("{\"<\": [\"\xF0\x9F\x98\x80\", \"\xEE\x80\x80\"]}") == "true");
  CHECK(result("{\"<\": [\"\xF0\x9F\x98\x80\", \"\xED\x9F\xBF\"]}") == "false");
  CHECK(result("{\"<\": [\"a\", \"\xC3\xA9\"]}") == "true");
}

TEST_CASE("addition and multiplication read the number a text begins with") {
  CHECK(result(R"({"+": ["1.5px", 1]})") == "2.5");
  CHECK(result(R"({"+": "3.25"})") == "3.25");
  CHECK(result(R"({"+": ["0x10", 1]})") == "1");
  CHECK(result(R"({"+": [null, 1]})") == "NaN");
  CHECK(result(R"({"+": [true]})") == "NaN");
  CHECK(result(R"({"+": []})") == "0");
  CHECK(result(R"({"*": ["2", "3e1x"]})") == "60");
  CHECK(result(R"({"*": ["2"]})") == "\"2\"");
  CHECK(result(R"({"+": ["Infinityx"]})") == "Infinity");
}

TEST_CASE("subtraction, division, min and max read whole texts as numbers") {
  CHECK(result(R"({"-": ["1.5px", 1]})") == "NaN");
  CHECK(result(R"({"-": [" 0x1F ", null]})") == "31");
  CHECK(result(R"({"-": [true]})") == "-1");
  CHECK(result(R"({"-": ["0b101", "0o17"]})") == "-10");
  CHECK(result(R"({"-": ["", 1]})") == "-1");
  CHECK(result("{\"-\": [\"\xC2\xA0" "7\xE3\x80\x80\", 1]}") == "6");
  CHECK(result(R"({"/": [1, 0]})") == "Infinity");
  CHECK(result(R"({"/": [0, 0]})") == "NaN");
  CHECK(result(R"({"/": ["1e400", 1]})") == "Infinity");
  CHECK(result(R"({"/": ["-1e-400", 1]})") == "-0");
  CHECK(result(R"({"min": ["3", 2, true]})") == "1");
  CHECK(result(R"({"max": ["3", 2, "x"]})") == "NaN");
  CHECK(result(R"({"max": []})") == "-Infinity");
  CHECK(result(R"({"min": [[7], null]})") == "0");
}

TEST_CASE("numbers become texts as JavaScript prints them") {
  const auto text_of = [](const std::string& number, const std::string& text) {
    return result("{\"==\": [[" + number + "], \"" + text + "\"]}");
  };
  CHECK(text_of("1e21", "1e+21") == "true");
  CHECK(text_of("123456789012345680000", "123456789012345680000") == "true");
  CHECK(text_of("0.000001", "0.000001") == "true");
  CHECK(text_of("0.0000001", "1e-7") == "true");
  CHECK(text_of("1.5e-10", "1.5e-10") == "true");
  CHECK(text_of("-12.25", "-12.25") == "true");
  CHECK(text_of("-0.0", "0") == "true");
  CHECK(text_of("5e-324", "5e-324") == "true");
  CHECK(text_of("100", "100") == "true");
}

TEST_CASE("and, or and if give operands, not flags") {
  CHECK(result(R"({"and": [1, "", 3]})") == "\"\"");
  CHECK(result(R"({"and": [1, "0"]})") == "\"0\"");
  CHECK(result(R"({"or": [0, [], "x", 1]})") == "\"x\"");
  CHECK(result(R"({"or": [0, []]})") == "[]");
  CHECK(result(R"({"and": []})") == "null");
  CHECK(result(R"({"if": [0, 1, [], 2, 3]})") == "3");
  CHECK(result(R"({"if": [0, 1]})") == "null");
  CHECK(result(R"({"if": ["a"]})") == "\"a\"");
  CHECK(result(R"({"!!": ["0"]})") == "true");
  CHECK(result(R"({"!!": [[]]})") == "false");
  CHECK(result(R"({"!": [[0]]})") == "false");
}

TEST_CASE("in looks for a text in a text, and for the same value in an array") {
  CHECK(result(R"({"in": ["VP", "SVP"]})") == "true");
  CHECK(result(R"({"in": ["", "a"]})") == "true");
  CHECK(result(R"({"in": ["", ""]})") == "false");
  CHECK(result(R"({"in": [1, "a1"]})") == "true");
  CHECK(result(R"({"in": [1, ["1"]]})") == "false");
  CHECK(result(R"({"in": [null, [null]]})") == "true");
  CHECK(result(R"({"in": ["a", null]})") == "false");
  CHECK(result(R"({"in": [1, 12]})") == "false");
}

TEST_CASE("startsWith and endsWith ask texts only") {
  CHECK(result(R"({"startsWith": ["/pricing/eu", "/pricing"]})") == "true");
  CHECK(result(R"({"startsWith": [null, ""]})") == "false");
  CHECK(result(R"({"startsWith": ["12", 1]})") == "true");
  CHECK(result(R"({"endsWith": ["a@b.com", "@b.com"]})") == "true");
  CHECK(result(R"({"endsWith": ["com", "b.com"]})") == "false");
  CHECK(result(R"({"endsWith": [["com"], "com"]})") == "false");
}

TEST_CASE("missing names what is null or empty") {
  const std::string data = R"({"a": 0, "b": "", "c": null, "d": false, "l": []})";
  CHECK(result(R"({"missing": ["a", "b", "c", "d", "e", "l"]})", data) == R"(["b","c","e"])");
  CHECK(result(R"({"missing": "b"})", data) == R"(["b"])");
  CHECK(result(R"({"missing": {"if": [true, ["a", "e"], []]}})", data) == R"(["e"])");
  CHECK(result(R"({"missing": []})", data) == "[]");
  CHECK(result(R"({"missing_some": [1, ["a", "b"]]})", data) == "[]");
  CHECK(result(R"({"missing_some": [2, ["a", "b", "e"]]})", data) == R"(["b","e"])");
}

TEST_CASE("a var has a default for what is missing") {
  CHECK(result(R"({"var": ["a", 7]})", R"({"a": 1})") == "1");
  CHECK(result(R"({"var": ["b", 7]})", R"({"a": 1})") == "7");
  CHECK(result(R"({"var": ["b", {"+": [1, 2]}]})") == "3");
  CHECK(result(R"({"var": "b"})") == "null");
}

TEST_CASE("some, all and none see the element and nothing else") {
  const std::string data = R"({"l": ["a", "bc"], "e": [], "x": 1})";
  CHECK(result(R"({"some": [{"var": "l"}, {"==": [{"var": ""}, "a"]}]})", data) == "true");
  CHECK(result(R"({"all": [{"var": "l"}, {"==": [{"var": ""}, "a"]}]})", data) == "false");
  CHECK(result(R"({"none": [{"var": "l"}, {"==": [{"var": ""}, "d"]}]})", data) == "true");
  CHECK(result(R"({"some": [{"var": "l"}, {"var": "x"}]})", data) == "false");
  CHECK(result(R"({"some": [{"var": "l"}, {"==": [{"var": ["x", 9]}, 9]}]})", data) == "true");
  CHECK(result(R"({"all": [{"var": "e"}, true]})", data) == "false");
  CHECK(result(R"({"none": [{"var": "e"}, true]})", data) == "true");
  CHECK(result(R"({"none": [{"var": "x"}, true]})", data) == "true");
  CHECK(result(R"({"some": [{"var": "l"}, {"some": [["q"], {"==": [{"var": ""}, "q"]}]}]})", data) == "true");
}

TEST_CASE("truth is json-logic's") {
  LogicValue value;
  CHECK_FALSE(truthy(value));
  value.kind = Kind::number;
  CHECK_FALSE(truthy(value));
  value.number = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(truthy(value));
  value.number = -1;
  CHECK(truthy(value));
  value.kind = Kind::text;
  CHECK_FALSE(truthy(value));
  value.text = "0";
  CHECK(truthy(value));
  value.kind = Kind::array;
  CHECK_FALSE(truthy(value));
  value.items.emplace_back();
  CHECK(truthy(value));
}

TEST_CASE("a list becomes an array sorted by bytes, and a foreign value nothing") {
  CHECK(written(logic_value(Value(List{"b", "a", "b", "Z"}))) == R"(["Z","a","b"])");
  CHECK(written(logic_value(Value(ForeignValue{"{}"}))) == "null");
  CHECK(written(logic_value(Value())) == "null");
  CHECK(written(logic_value(Value(true))) == "true");
  CHECK(written(logic_value(Value(1.5))) == "1.5");
  CHECK(written(logic_value(Value("x"))) == "\"x\"");
}

TEST_CASE("all of Unicode's white space stands around numbers") {
  for (const std::string space : {" ", "\\t", "\\n", "\\u000b", "\\r", "\\u00a0", "\\ufeff", "\\u1680", "\\u2000", "\\u200a",
                                  "\\u2028", "\\u2029", "\\u202f", "\\u205f", "\\u3000"})
    CHECK(result("{\"-\": [\"" + space + "7" + space + "\", 1]}") == "6");
  for (const std::string other : {"\\u000e", "\\u1fff", "\\u200b", "\\u3001", "x"})
    CHECK(result("{\"-\": [\"" + other + "7\", 1]}") == "NaN");
}

TEST_CASE("what looks like the beginning of a number is read as far as it is one") {
  CHECK(result(R"({"+": ["."]})") == "NaN");
  CHECK(result(R"({"+": [".5"]})") == "0.5");
  CHECK(result(R"({"+": ["5."]})") == "5");
  CHECK(result(R"({"+": ["2E1"]})") == "20");
  CHECK(result(R"({"+": ["2e"]})") == "2");
  CHECK(result(R"({"+": ["2e+"]})") == "2");
  CHECK(result(R"({"+": ["2ex"]})") == "2");
  CHECK(result(R"({"+": ["2e+1"]})") == "20");
  CHECK(result(R"({"+": ["2e-1x"]})") == "0.20000000000000001");
  CHECK(result(R"({"+": ["+3"]})") == "3");
  CHECK(result(R"({"+": ["-3"]})") == "-3");
  CHECK(result(R"({"+": ["-"]})") == "NaN");
  CHECK(result(R"({"+": ["-Infinity"]})") == "-Infinity");
  CHECK(result(R"({"-": ["5 x", 0]})") == "NaN");
}

TEST_CASE("a decimal that no double holds is infinite, or 0 where it is too small") {
  const std::string many(400, '1');
  const std::string small = "0." + std::string(400, '0') + "1";
  CHECK(result("{\"+\": [\"" + many + "\"]}") == "Infinity");
  CHECK(result("{\"+\": [\"" + small + "\"]}") == "0");
  CHECK(result("{\"+\": [\"" + many + ".5e+1\"]}") == "Infinity");
  CHECK(result("{\"+\": [\"" + many + "e-800\"]}") == "0");
  CHECK(result(R"({"+": ["1e+400"]})") == "Infinity");
  CHECK(result(R"({"+": ["1e99999999999999999999"]})") == "Infinity");
  CHECK(result(R"({"+": ["1e-99999999999999999999"]})") == "0");
}

TEST_CASE("whole texts may be hexadecimal, octal or binary, in digits of that base") {
  CHECK(result(R"({"-": ["0xfF", 0]})") == "255");
  CHECK(result(R"({"-": ["0XaA", 0]})") == "170");
  CHECK(result(R"({"-": ["0O17", 0]})") == "15");
  CHECK(result(R"({"-": ["0B11   ", 0]})") == "3");
  for (const std::string text : {"0x", "0xg", "0xG", "0x@", "0x`", "0x/", "0o8", "0b2", "0b1 1", "00x1", "0 x"})
    CHECK(result("{\"-\": [\"" + text + "\", 0]}") == "NaN");
  CHECK(result(R"({"-": ["0", 0]})") == "0");
  CHECK(result(R"({"-": ["0 ", 0]})") == "0");
  CHECK(result(R"({"-": ["012", 0]})") == "12");
}

TEST_CASE("a number of another base that has too many digits is rounded once") {
  CHECK(result(R"({"-": ["0x20000000000001", 0]})") == "9007199254740992");
  CHECK(result(R"({"-": ["0x20000000000003", 0]})") == "9007199254740996");
  CHECK(result(R"({"-": ["0x10000000000000000", 0]})") == "1.8446744073709552e+19");
  CHECK(result(R"({"-": ["0x10000000000000800", 0]})") == "1.8446744073709552e+19");   // a half goes to even
  CHECK(result(R"({"-": ["0x10000000000000801", 0]})") == "1.8446744073709556e+19");   // and more than a half up
  CHECK(result(R"({"-": ["0x100000000000008010", 0]})") == "2.9514790517935289e+20");
}

TEST_CASE("what is no number, and infinity, have texts too") {
  CHECK(result(R"({"in": [{"+": ["x"]}, "is NaN"]})") == "true");
  CHECK(result(R"({"in": [{"/": [1, 0]}, "Infinity"]})") == "true");
  CHECK(result(R"({"in": [{"/": [-1, 0]}, "-Infinity"]})") == "true");
  CHECK(result(R"({"in": [{"and": []}, "undefined"]})") == "true");
}

TEST_CASE("texts beyond the first plane are ordered among themselves") {
  CHECK(result("{\"<\": [\"\xF0\x9F\x98\x80\", \"\xF0\x9F\x98\x81\"]}") == "true");
  CHECK(result("{\"<\": [\"\xEE\x80\x80\", \"\xEF\xBF\xBD\"]}") == "true");
}

TEST_CASE("operators without operands give what JavaScript makes of nothing") {
  CHECK(result(R"({"*": []})") == "null");
  CHECK(result(R"({"some": []})") == "false");
  CHECK(result(R"({"none": []})") == "true");
  CHECK(result(R"({"all": [{"var": "l"}]})", R"({"l": ["a"]})") == "false");
  CHECK(result(R"({"missing_some": []})") == "null");
  CHECK(result(R"({"missing_some": [1, null]})") == "null");
  CHECK(result(R"({"var": ["a", {"and": []}]})") == "null");
  CHECK(result(R"({"some": [{"var": "l"}, {"==": [{"var": ["", "b"]}, "a"]}]})", R"({"l": ["a"]})") == "true");
}

TEST_CASE("missing takes arrays of a name and its default, names that are computed, and the element") {
  CHECK(result(R"({"missing": [[["a", 1]]]})") == "[]");
  CHECK(result(R"({"missing": [[["a"]]]})") == "[[\"a\"]]");
  CHECK(result(R"({"missing": [[["a", ""]]]})") == "[[\"a\",\"\"]]");
  CHECK(result(R"({"missing": [[[]]]})") == "[]");
  CHECK(result(R"({"missing": [[["", 1]]]})") == "[]");
  CHECK(result(R"({"missing": [{"+": [1]}]})") == "[1]");
  CHECK(result(R"({"missing": [{"if": [true, null]}]})") == "[]");
  CHECK(result(R"({"all": [{"var": "l"}, {"!": {"missing": [""]}}]})", R"({"l": ["a"]})") == "true");
  CHECK(result(R"({"some": [{"var": "l"}, {"missing": [""]}]})", R"({"l": ["", "a"]})") == "true");
  CHECK(result(R"({"some": [{"var": "l"}, {"missing": [[[null, 1]]]}]})", R"({"l": ["a"]})") == "false");
}

TEST_CASE("missing_some counts names, or the units of a text") {
  CHECK(result(R"({"missing_some": [1, "ab"]})") == "[]");
  CHECK(result(R"({"missing_some": [2, "ab"]})") == "[\"ab\"]");
  CHECK(result(R"({"missing_some": [1, "é"]})") == "[\"é\"]");
  CHECK(result("{\"missing_some\": [1, \"\xF0\x9F\x98\x80\"]}") == "[]");
  CHECK(result(R"({"missing_some": [1, 5]})") == "[5]");
}

}  // namespace
}  // namespace bantam
