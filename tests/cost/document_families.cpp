#include <string>

#include "bantam/bantam.hpp"
#include "cost/family.hpp"

namespace cost {
namespace {

using namespace bantam;

/// `part` of each number below `count`, with commas between.
std::string list(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + part(i);
  return all;
}

std::string number(std::size_t i) { return std::to_string(i); }

std::string document(const std::string& members) {
  return R"({"format": "bantam/1", "name": "m", "scores": {"s": {}},)" + members + "}";
}

std::function<void()> compiling(std::string text) {
  return [text] { (void)compile(text); };
}

std::string rules(std::size_t count, const std::string& rest) {
  return R"("rules": [)" +
         list(count, [&](std::size_t i) { return R"({"id": "r)" + number(i) + R"(", )" + rest + "}"; }) + "]";
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

void add_document_families(std::vector<Family>& families) {
  families.push_back({"deep document", 1000, [](std::size_t n) {
    return compiling(document(R"("x-a": [)" + list(n, [](std::size_t) {
      return repeated("[", 60) + repeated("]", 60);
    }) + "]"));
  }});
  families.push_back({"wide document", 2000, [](std::size_t n) {
    return compiling(document(R"("attributes": {)" + list(n, [](std::size_t i) {
      return "\"a" + number(i) + R"(": {"type": "number"})";
    }) + "}"));
  }});
  families.push_back({"long names", 2000, [](std::size_t n) {
    return compiling(document(R"("attributes": {)" + list(n, [](std::size_t i) {
      return "\"" + std::string(56, 'a') + number(i) + R"(": {"type": "text"})";
    }) + "}"));
  }});
  families.push_back({"long text", 100, [](std::size_t n) {  // each of 5 KB
    return compiling(document(R"("x-a": [)" + list(n, [](std::size_t) { return "\"" + std::string(5000, 'x') + "\""; }) + "]"));
  }});
  families.push_back({"keys twice", 2000, [](std::size_t n) {
    return compiling(document(R"("attributes": {)" + list(n, [](std::size_t) { return R"("a": {"type": "number"})"; }) + "}"));
  }});
  families.push_back({"unknown keys", 2000, [](std::size_t n) {
    return compiling(document(list(n, [](std::size_t i) { return "\"key" + number(i) + "\": 1"; })));
  }});
  families.push_back({"misspelt names", 500, [](std::size_t n) {
    return compiling(document(R"("groups": {)" + list(n, [](std::size_t i) {
      return "\"group_" + number(i) + R"(": {"score": "s"})";
    }) + "}, " + R"("rules": [)" + list(n, [](std::size_t i) {
      return R"({"id": "r)" + number(i) + R"(", "points": 1, "if": true, "group": "groop_)" + number(i) + "\"}";
    }) + "]"));
  }});
  families.push_back({"many rules of one type", 1000, [](std::size_t n) {
    return compiling(document(R"("activities": {"v": {}}, )" + rules(n, R"("score": "s", "on": "v", "points": 1)")));
  }});
  families.push_back({"many groups", 1000, [](std::size_t n) {
    return compiling(document(R"("activities": {"v": {}}, "groups": {)" + list(n, [](std::size_t i) {
      return "\"g" + number(i) + R"(": {"score": "s"})";
    }) + "}, " + R"("rules": [)" + list(n, [](std::size_t i) {
      return R"({"id": "r)" + number(i) + R"(", "points": 1, "on": "v", "group": "g)" + number(i) + "\"}";
    }) + "]"));
  }});
  families.push_back({"many signals", 500, [](std::size_t n) {
    return compiling(document(R"("activities": {"v": {}}, "signals": {)" + list(n, [](std::size_t i) {
      return "\"s" + number(i) + R"(": {"on": "v", "measure": "count"})";
    }) + "}, " + R"("rules": [)" + list(n, [](std::size_t i) {
      return R"({"id": "r)" + number(i) + R"(", "score": "s", "points": 1, "if": {">": [{"var": "signal.s)" + number(i) + R"("}, 1]}})";
    }) + "]"));
  }});
  families.push_back({"wide conditions", 100, [](std::size_t n) {  // each of 61 operators
    return compiling(document(R"("attributes": {"a": {"type": "number"}}, )" +
                              rules(n, R"("score": "s", "points": 1, "if": {"or": [)" + list(30, [](std::size_t i) {
                                return R"({"==": [{"+": [{"var": "a"}, 1]}, )" + number(i) + "]}";
                              }) + "]}")));
  }});
  families.push_back({"long tables", 2000, [](std::size_t n) {
    return compiling(document(R"("attributes": {"a": {"type": "text"}}, "rules": [{"id": "r", "score": "s", "of": "a", "values": {)" +
                              list(n, [](std::size_t i) { return "\"v" + number(i) + "\": " + number(i % 9); }) + "}}]"));
  }});
}

}  // namespace cost
