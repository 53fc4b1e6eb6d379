#include <string>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "support/everything.hpp"

namespace calls {
namespace {

using namespace bantam;

std::string compiled(const std::string& document) {
  const CompileReport report = compile(document);
  std::string text = report.model ? to_text(report.model->fingerprint()) : "no model";
  for (const Diagnostic& each : report.diagnostics) text += '\n' + to_text(each) + '\n' + to_line(each);
  return text;
}

std::string with(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

/// Mistakes in several parts of the document.
std::string faulty() {
  std::string text = with(everything::document(), "\"rating\"", "\"ratings\"");
  text = with(text, "\"group\": \"web\"", "\"group\": \"wep\"");
  text = with(text, "\"below\": 50", "\"below\": 5");
  return with(text, "\"require\": 4", "\"require\": 9");
}

std::string summaries(const Model& model) {
  std::string text = model.name() + model.version();
  for (const auto& names : {model.scores(), model.criteria(), model.exclusions()}) text += joined(names);
  for (const RuleSummary& rule : model.rules()) text += rule.id + rule.score + rule.group;
  for (const AttributeSummary& each : attributes(model)) text += each.name + each.type;
  for (const ActivitySummary& each : activities(model)) text += each.type;
  for (const Stage stage : stages_with_sla(model)) text += to_text(stage);
  return text + attribute_help(model, "sice") + nearest_help("visits", {"visit", "call"});
}

std::string repointed(const std::string& document) {
  const std::vector<WrittenPoints> places = written_points(document);
  return with_points(document, places, std::vector<double>(places.size(), 1.5));
}

}  // namespace

void add_model_calls(std::vector<Call>& calls) {
  const std::string& document = everything::document();
  const auto reads = [&](const std::string& name, const std::string& text) {
    calls.push_back({name, [text] { return compiled(text); }});
  };
  reads("compile", document);
  reads("compile, with errors", faulty());
  reads("compile, cut short", document.substr(0, document.size() - 3));
  reads("compile, jsonlogic", with(document, "\"name\"", "\"semantics\": \"jsonlogic\", \"name\""));

  calls.push_back({"describe", [] { return describe(everything::model()); }});
  calls.push_back({"summaries", [] { return summaries(everything::model()); }});
  const Model other = *compile(with(document, "\"points\": 10", "\"points\": 11")).model;
  calls.push_back({"rules_to_replay", [other] { return joined(rules_to_replay(other, everything::state())); }});

  calls.push_back({"thresholds", [&] { return std::to_string(thresholds(document).promote.value_or(0)); }});
  calls.push_back({"with_thresholds", [&] { return with_thresholds(document, 50, 10); }});
  calls.push_back({"with_points", [&] { return repointed(document); }});
  calls.push_back({"with_signals", [&] {
    return with_signals(document, activity_signals({"visit", "call"}, {Duration{7 * day_ms}}));
  }});
}

}  // namespace calls
