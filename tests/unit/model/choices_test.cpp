// Choices: found whatever their number, and models that have tens of thousands of them.
//
// The models here compile in a blink; where each comparison walks through the values, or each rule
// through the declarations, a test takes minutes.
#include "model/choices.hpp"

#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

namespace bantam {
namespace {

constexpr std::size_t many = 40'000;

std::string value(std::size_t i) { return "\"v" + std::to_string(i) + "\""; }

std::string values(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += (i ? "," : "") + value(i);
  return "[" + list + "]";
}

std::string model(const std::string& rest) {
  return R"({"format":"bantam/1","name":"m",)" + rest + "}";
}

std::string with_choice(const std::string& rest) {
  return model(R"("scores":{"s":{}},"attributes":{"c":{"type":"choice","values":)" + values(many) + "}}," + rest);
}

/// As many rules as a model may have, each as `rule` writes it.
std::string rules(std::string (*rule)(std::size_t)) {
  std::string list;
  for (std::size_t i = 0; i < Limits{}.rules; ++i)
    list += (i ? "," : "") + ("{\"id\":\"" + std::to_string(i)) + R"(","score":"s",)" + rule(i) + "}";
  return "\"rules\":[" + list + "]";
}

}  // namespace

TEST_CASE("a choice is found by its text, in its declared spelling") {
  const Choices exact({"b", "A", "a", "b"}, false);
  REQUIRE(exact.find("b"));
  CHECK(exact.find("b") == &exact.values()[0]);
  CHECK(*exact.find("A") == "A");
  CHECK(*exact.find("a") == "a");
  CHECK_FALSE(exact.find("B"));
  CHECK_FALSE(exact.find(""));
  CHECK_FALSE(exact.find("aa"));
  CHECK(exact.values() == std::vector<std::string>{"b", "A", "a", "b"});

  const Choices folded({"Yes", "NO", "yes"}, true);
  CHECK(*folded.find("YES") == "Yes");
  CHECK(*folded.find("no") == "NO");
  CHECK_FALSE(folded.find("ye"));
  CHECK_FALSE(Choices().find(""));
}

TEST_CASE("a list of tens of thousands of literals is compared with as many values") {
  CHECK(compile(with_choice(R"("exclude":[{"id":"x","if":{"in":[{"var":"c"},)" + values(many) + "]}}]")).model);
}

TEST_CASE("thousands of rules compare with one of tens of thousands of values") {
  const auto report = compile(with_choice(rules([](std::size_t i) {
    return R"("points":1,"if":{"==":[{"var":"c"},)" + value(many - 1 - i) + "]}";
  })));
  REQUIRE(report.model);
  const auto step = apply(*report.model, report.model->new_lead("L"),
                          {"L", Timestamp{0}, AttributeChange{}.with("c", "v39999"), {}, {}});
  REQUIRE(step);
  CHECK(decide(*report.model, step->state, Timestamp{0})->total == Points::of_thousandths(1000));
}

TEST_CASE("thousands of rules have a table over tens of thousands of values") {
  CHECK(compile(with_choice(rules([](std::size_t i) {
    return R"("of":"c","values":{)" + value(many - 1 - i) + ":1}";
  }))).model);
}

TEST_CASE("bands are as many as values may be") {
  std::string bands;
  for (std::size_t i = 0; i < many / 2; ++i)
    bands += (i ? "," : "") + ("{\"name\":" + value(i)) + ",\"from\":" + std::to_string(-static_cast<long>(i)) + "}";
  CHECK(compile(model(R"("scores":{"s":{"bands":[)" + bands + R"(]}},"stages":{"mql":{"promote_if":{"in":[{"var":"band.s"},)" +
                      values(many / 2) + "]}}}")).model);
}

TEST_CASE("a value among tens of thousands that is none of them is told") {
  const auto report = compile(with_choice(R"("exclude":[{"id":"x","if":{"==":[{"var":"c"},"v40000"]}}])"));
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics.front().code == "condition/unknown_value");
}

TEST_CASE("a literal beside a field that ignores case is one of its values in any case") {
  const auto listening = [](const std::string& more) {
    return compile(model(R"("scores":{"s":{}},"activities":{"t":{"fields":{"plan":{"type":"choice","values":["Paid"])" + more +
                         R"(}}}},"rules":[{"id":"r","score":"s","on":"t","points":1,"when":{"==":[{"var":"plan"},"PAID"]}}])"));
  };
  CHECK_FALSE(listening("").model);
  const auto report = listening(R"(,"ignore_case":true)");
  REQUIRE(report.model);
  const auto step = apply(*report.model, report.model->new_lead("L"),
                          {"L", Timestamp{0}, Activity{"t", {}}.with("plan", "paid"), {}, {}});
  REQUIRE(step);
  CHECK(decide(*report.model, step->state, Timestamp{0})->total == Points::of_thousandths(1000));
}

}  // namespace bantam
