// Signals to learn from: named apart, declared where a document needs them.
#include <algorithm>

#include "bantam/learn.hpp"
#include "bantam/model.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const char* const bare = R"({"format": "bantam/1", "name": "m", "scores": {"fit": {}}})";

std::vector<std::string> names_of(const std::vector<ActivitySignal>& signals) {
  std::vector<std::string> names;
  for (const ActivitySignal& signal : signals) names.push_back(signal.name);
  return names;
}

}  // namespace

TEST_CASE("each type is counted, in all and within windows, and so are all together") {
  const auto signals = activity_signals({"call", "visit"}, {Duration{7 * day_ms}});
  CHECK(names_of(signals) == std::vector<std::string>{"call_count", "call_count_7d", "call_days_since_last", "visit_count",
                                                      "visit_count_7d", "visit_days_since_last", "activity_count",
                                                      "activity_count_7d", "activity_days_since_last", "active_days"});
  CHECK(signals[6].on == std::vector<std::string>{"call", "visit"});
  CHECK(activity_signals({"call"}, {}).size() == 2);  // one type is all types
}

TEST_CASE("names are such as a model may declare, and none stands for two signals") {
  const auto signals = activity_signals({"W_Completeren aanvraag", "W_Completeren-aanvraag", "42", "é"}, {}, {"a_42_count"});
  std::vector<std::string> names = names_of(signals);
  CHECK(compile(with_signals(bare, signals)).model);
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(std::find(names.begin(), names.end(), "a_42_count") == names.end());
}

TEST_CASE("a document declares signals beside its own, and types it does not know") {
  const auto signals = activity_signals({"call", "visit"}, {Duration{day_ms}});
  for (const std::string& document :
       {std::string(bare), std::string(R"({"format": "bantam/1", "name": "m", "activities": {}, "signals": {}, "scores": {"fit": {}}})"),
        std::string(R"({"format": "bantam/1", "name": "m", "activities": {"visit": {"fields": {"s": {"type": "number"}}}},
          "signals": {"own": {"on": "visit", "measure": "sum", "field": "s"}}, "scores": {"fit": {}}})")}) {
    const CompileReport report = compile(with_signals(document, signals));
    REQUIRE(report.model);
    CHECK(report.diagnostics.empty());
    CHECK(activities(*report.model).size() == 2);
  }
  CHECK(with_signals(bare, {}) == bare);
}
