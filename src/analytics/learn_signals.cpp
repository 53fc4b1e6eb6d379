// Signals to learn from: counts and recency of activities, by type and window.
#include <algorithm>
#include <set>

#include "analytics/document_edit.hpp"
#include "analytics/learn_names.hpp"
#include "analytics/learn_rule_text.hpp"
#include "bantam/learn.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

using namespace learning;

std::string text_of(const ActivitySignal& signal) {
  std::vector<std::string> types;
  for (const std::string& type : signal.on) types.push_back(json_text(type));
  std::string text = types.size() == 1 ? format_text("{{\"on\": {}", types[0])
                                       : format_text("{{\"on\": [{}]", fmt::join(types, ", "));
  if (signal.window) text += ", \"window\": " + json_text(to_text(*signal.window));
  return text + ", \"measure\": " + json_text(signal.measure) + "}";
}

/// Adds entries to an object of the document, which is made before `scores` where there is none.
void add_entries(const Json& root, const std::string& name, const std::vector<std::string>& entries,
                 std::vector<Edit>& edits) {
  if (entries.empty()) return;
  const std::string text = block(entries, "    ");
  if (const Json* object = root.find(name)) {
    const std::size_t inside = object->offset + 1;
    edits.push_back({inside, inside, text + (object->members.empty() ? "\n  " : ",")});
  } else {
    put_member(root, name, "{" + text + "\n  }", "scores", {}, edits);
  }
}

}  // namespace

std::vector<ActivitySignal> activity_signals(const std::vector<std::string>& types,
                                             const std::vector<Duration>& windows,
                                             const std::vector<std::string>& taken) {
  std::vector<ActivitySignal> signals;
  std::set<std::string> names(taken.begin(), taken.end());
  const auto add = [&](const std::string& what, const std::vector<std::string>& on) {
    const auto named = [&](const std::string& end, std::optional<Duration> window, const char* measure) {
      signals.push_back({unique(names, model_name_of(what + end), 64), on, window, measure});
    };
    named("_count", {}, "count");
    for (const Duration window : windows) named("_count_" + to_text(window), window, "count");
    named("_days_since_last", {}, "days_since_last");
  };
  for (const std::string& type : types) add(type, {type});
  if (types.size() < 2) return signals;
  add("activity", types);
  signals.push_back({unique(names, "active_days", 64), types, {}, "active_days"});
  return signals;
}

std::string with_signals(std::string_view document, const std::vector<ActivitySignal>& signals) {
  const DefaultFloatingPoint floating_point;
  if (signals.empty()) return std::string(document);
  const Json root = parse_json(document).root;
  const Json* declared = root.find("activities");
  std::set<std::string> types;
  std::vector<std::string> texts, activities;
  for (const ActivitySignal& signal : signals) {
    texts.push_back(json_text(signal.name) + ": " + text_of(signal));
    for (const std::string& type : signal.on)
      if (declared == nullptr || declared->find(type) == nullptr) types.insert(type);
  }
  for (const std::string& type : types) activities.push_back(json_text(type) + ": {}");
  std::vector<Edit> edits;
  add_entries(root, "activities", activities, edits);
  add_entries(root, "signals", texts, edits);
  return edited(document, std::move(edits));
}

}  // namespace bantam
