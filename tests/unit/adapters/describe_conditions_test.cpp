// Conditions and rules in English: every operator, in the words of the page that `describe` writes.
#include <string>
#include <utility>

#include "adapters/describe_rule.hpp"
#include "bantam/text.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

std::string described(const std::string& document) {
  const CompileReport report = compile(document);
  INFO(document);
  if (!report.model) FAIL(to_text(report.diagnostics.front()));
  return describe(*report.model);
}

/// What the page says of a rule that holds while the condition does.
std::string in_words(const std::string& condition, const std::string& semantics = "") {
  const std::string page = described(R"({"format":"bantam/1","name":"m",)" + semantics + R"(
      "attributes":{"size":{"type":"number"},"other":{"type":"number"},"job":{"type":"text"},"vip":{"type":"flag"},
        "old":{"type":"flag"},"since":{"type":"date"},"tags":{"type":"list"}},
      "scores":{"s":{}},"rules":[{"id":"r","score":"s","if":)" + condition + R"(,"points":1}]})");
  const std::string lead = "- `r`: +1 while ";
  const std::size_t at = page.find(lead) + lead.size();
  return page.substr(at, page.find('\n', at) - at);
}

std::string promotion(const std::string& condition) {
  const std::string page = described(R"({"format":"bantam/1","name":"m","scores":{"s":{}},"stages":{"mql":{"promote_if":)" + condition + "}}}");
  const std::string lead = "by itself: when ";
  const std::size_t at = page.find(lead) + lead.size();
  return page.substr(at, page.find(".\n", at) - at);
}

}  // namespace

TEST_CASE("each operator has its words") {
  const std::string jsonlogic = R"("semantics":"jsonlogic",)";
  const std::pair<std::string, std::string> cases[] = {
      {R"({"<=":[{"var":"since"},"2026-01-01"]})", "`since` is on or before \"2026-01-01\""},
      {R"({">=":[{"var":"since"},"2026-01-01"]})", "`since` is on or after \"2026-01-01\""},
      {R"({"==":[{"var":"vip"},true]})", "`vip` is true"},
      {R"({"==":[{"+":[{"var":"size"}]},3]})", "`size` is 3"},
      {R"({"<":[{"min":[{"var":"size"},{"var":"other"}]},3]})", "the least of `size` and `other` is below 3"},
      {R"({">":[{"if":[{"var":"vip"},{"var":"size"},{"var":"old"},{"var":"other"},7]},3]})",
       "(if `vip` is true then `size`, else if `old` is true then `other`, else 7) is above 3"},
      {R"({"if":[{"var":"vip"},{"var":"old"},{">":[{"var":"size"},1]}]})", "(if `vip` is true then `old` is true, else `size` is above 1)"},
      {R"({"and":[{"var":"vip"}]})", "`vip` is true"},
      {R"({"or":[{"startsWith":[{"var":"job"},"a"]},{"startsWith":[{"var":"job"},"b"]}]})", "`job` starts with \"a\" or \"b\""},
      {R"({"or":[{"endsWith":[{"var":"job"},"a"]},{"endsWith":[{"var":"job"},"b"]}]})", "`job` ends with \"a\" or \"b\""},
      {R"({"or":[{"==":[{"var":"job"},"a"]},{"==":[{"var":"job"},"b"]}]})", "`job` is \"a\" or \"b\""},
      {R"({"or":[{"==":[{"var":"size"},1]},{"==":[{"var":"other"},2]}]})", "`size` is 1 or `other` is 2"},
      {R"({"or":[{"==":[{"var":"job"},"a"]},{"==":[{"var":"job"},null]}]})", "`job` is \"a\" or `job` is missing"},
      {R"({"or":[{"and":[{"var":"vip"},{"var":"old"}]},{"and":[{"var":"vip"}]}]})", "(`vip` is true and `old` is true) or `vip` is true"},
      {R"({"!":[{"var":"vip"}]})", "`vip` is false"},
      {R"({"!":[{">":[{"var":"size"},1]}]})", "not (`size` is above 1)"},
  };
  for (const auto& [condition, words] : cases) {
    INFO(condition);
    CHECK(in_words(condition) == words);
  }
  const std::pair<std::string, std::string> loose[] = {
      {R"({"<":[1,2]})", "1 is below 2"},
      {R"({"==":[1,1]})", "1 is 1"},
      {R"({"==":[[{"var":"size"},1],1]})", "[`size` and 1] is 1"},
      {R"({">":[{"if":[{"var":"vip"},null,3]},2]})", "(if `vip` is true then nothing, else 3) is above 2"},
      {R"({"or":[{"==":[{"var":"job"},"a"]},{"==":[{"var":"job"}]}]})", "or(==(`job`, \"a\"), ==(`job`))"},
      {R"({"!":[{"var":"vip"},1]})", "!(`vip`, 1)"},
      {R"({"<":[1,2,3,4]})", "<(1, 2, 3, 4)"},
      {R"({"in":[[{"var":"job"}],{"min":[]}]})", "in([`job`], min())"},
  };
  for (const auto& [condition, words] : loose) {
    INFO(condition);
    CHECK(in_words(condition, jsonlogic) == words);
  }
}

TEST_CASE("the gate is named where it is compared, and open or closed where it stands alone") {
  CHECK(promotion(R"({"==":[{"var":"gate.open"},true]})") == "the open gate is true");
  CHECK(promotion(R"({"var":"gate.open"})") == "the gate is open");
  CHECK(promotion(R"({"!":{"var":"gate.open"}})") == "the gate is closed");
}

TEST_CASE("each measure and each limit of a rule has its words") {
  const std::string page = described(R"({"format":"bantam/1","name":"m","semantics":"jsonlogic",
      "activities":{"visit":{"fields":{"seconds":{"type":"number"}}}},
      "signals":{"a":{"on":"visit","measure":"sum","field":"seconds"},"b":{"on":"visit","measure":"max","field":"seconds"},
                 "c":{"on":"visit","measure":"min","field":"seconds"},"d":{"on":"visit","measure":"active_days"}},
      "scores":{"s":{"bands":[{"name":"all","from":3}]},"t":{},"u":{}},
      "groups":{"first":{"score":"s"},"second":{"score":"t"}},
      "rules":[{"id":"r","group":"first","on":"visit","points":1,"decay":{"step":"30d","keep":0.5}},
               {"id":"q","score":"s","on":"visit","points":1}],
      "stages":{"mql":{"promote_if":{">":[{"var":"score.total"},1]},"sla":{"within":"1d","then":"accept"}},
                "nurture":{"cool_off":"30d"}}})");
  for (const char* words :
       {"- `a`: the sum of `seconds` of `visit`", "- `b`: the greatest `seconds` of `visit`", "- `c`: the least `seconds` of `visit`",
        "- `d`: the number of days with `visit`", "all always", ", times 0.5 after every 30 days", "Group `first`:\n",
        "In no group:\n", "an alert, and to `sal`", " and after 30 days at the earliest",
        "Conditions follow JsonLogic's own rules for types and missing values."}) {
    INFO(words);
    CHECK(page.find(words) != std::string::npos);
  }
}

TEST_CASE("a model of one score is described without the parts that it does not have") {
  const std::string page = described(R"({"format":"bantam/1","name":"m","scores":{"s":{}},
      "stages":{"mql":{"promote_if":{">":[{"var":"score.total"},1]},"sla":{"within":"1d","then":"nurture"}}}})");
  for (const char* part : {"## Rules", "## Signals", "## What is known", "## What a lead does", "at the earliest", "JsonLogic"}) {
    INFO(part);
    CHECK(page.find(part) == std::string::npos);
  }
  CHECK(page.find("an alert, and to `nurture`") != std::string::npos);
}
