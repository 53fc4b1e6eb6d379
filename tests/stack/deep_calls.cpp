#include "stack/deep_calls.hpp"

#include <string>

#include "bantam/bantam.hpp"

namespace stack {
namespace {

using namespace bantam;

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// Arrays and objects by turns, `depth` of them.
std::string nested(std::size_t depth) {
  return repeated(R"({"a":[)", depth / 2) + (depth % 2 == 1 ? "[]" : "1") + repeated("]}", depth / 2);
}

std::string compiled(const std::string& document) {
  const CompileReport report = compile(document);
  return report.model ? describe(*report.model) : to_text(report.diagnostics.front());
}

/// One level is the document's own.
std::string with_note(std::size_t depth) {
  return compiled(R"({"format": "bantam/1", "name": "deep", "scores": {"s": {}}, "x-deep": )" + nested(depth) + "}");
}

std::string event_with(std::size_t depth) {
  const Result<Event> event = event_from_json(
      R"({"lead":"L","at":"2026-11-01T10:00:00Z","activity":"visit","fields":{"a":)" + nested(depth) + "}}");
  return event ? event_to_json(*event) : to_text(event.error());
}

/// A condition that is `depth` operators deep and asks an attribute at its end.
std::string condition(std::size_t depth) {
  return repeated(R"({"and": [{">": [{"var": "n"}, 0]}, {"!": )", (depth - 1) / 2) + R"({"<": [{"var": "n"}, 5]})" +
         repeated("}]}", (depth - 1) / 2);
}

std::string document_with(const std::string& rules, const std::string& semantics) {
  return R"({"format": "bantam/1", "name": "deep", )" + semantics +
         R"("attributes": {"n": {"type": "number"}}, "activities": {"visit": {"fields": {"n": {"type": "number"}}}},
            "scores": {"s": {}}, "stages": {"mql": {"promote_if": )" + condition(15) + R"(}},
            "rules": [)" + rules + "]}";
}

std::string rules(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i)
    all += (i == 0 ? R"({"id": "r)" : R"(, {"id": "r)") + std::to_string(i) + R"(", "score": "s", "on": "visit", "points": 1})";
  return all;
}

std::string deep_rule() { return R"({"id": "r", "score": "s", "points": 1, "if": )" + condition(15) + "}"; }

/// All that can be asked of a model and a lead.
std::string lived(const std::string& document) {
  const CompileReport report = compile(document);
  if (!report.model) return to_text(report.diagnostics.front());
  const Model& model = *report.model;
  LeadState state = model.new_lead("L");
  Workspace workspace;
  const Timestamp at{1'000'000};
  (void)apply_to(model, state, {"L", at, AttributeChange{{{"n", 3}}}, "a", {}}, workspace);
  (void)apply_to(model, state, {"L", at, Activity{"visit", {{"n", 3}}}, "b", {}}, workspace);
  std::string text = to_text(*explain(model, state, at)) + to_text(*what_is_missing(model, state)) + describe(model);
  (void)next_change(model, state);
  const auto json = state_to_json(model, state);
  const auto binary = state_to_binary(model, state);
  return text + (*state_from_json(model, "L", *json) == *state_from_binary(model, "L", *binary) ? "equal" : "unequal");
}

}  // namespace

void add_deep_calls(std::vector<calls::Call>& calls) {
  const std::string coercing = R"("semantics": "jsonlogic", )";
  calls.push_back({"a document 64 deep", [] { return with_note(63); }});
  calls.push_back({"a document too deep", [] { return with_note(100'000); }});
  calls.push_back({"an event 64 deep", [] { return event_with(62); }});
  calls.push_back({"an event too deep", [] { return event_with(20'000); }});
  calls.push_back({"a condition 16 deep", [] { return lived(document_with(deep_rule(), "")); }});
  calls.push_back({"the same in JsonLogic", [=] { return lived(document_with(deep_rule(), coercing)); }});
  calls.push_back({"a condition too deep", [] {
    return compiled(document_with(R"({"id": "r", "score": "s", "points": 1, "if": )" + condition(55) + "}", ""));
  }});
  calls.push_back({"4,096 rules", [] { return lived(document_with(rules(4096), "")); }});
}

}  // namespace stack
