// Threshold: only the plain comparison of the total with a number is known here.
#include "bantam/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "analytics/document_edit.hpp"
#include "values/floating_point.hpp"
#include "values/json.hpp"

namespace bantam {
namespace {

using learning::Edit;

/// The number that a condition compares the total with by `op`, if that is all it does.
const Json* compared(const Json* condition, std::string_view op) {
  if (condition == nullptr || !condition->is_object() || condition->members.size() != 1) return nullptr;
  const JsonMember& only = condition->members[0];
  if (only.name != op || only.value.items.size() != 2) return nullptr;
  const Json* var = only.value.items[0].find("var");
  const Json& number = only.value.items[1];
  return var != nullptr && var->text == "score.total" && number.is_number() ? &number : nullptr;
}

const Json* mql_of(const Json& root) {
  const Json* stages = root.find("stages");
  return stages == nullptr ? nullptr : stages->find("mql");
}

void put_number(const Json* number, std::optional<double> value, std::vector<Edit>& edits) {
  if (number == nullptr || !value) return;
  edits.push_back({number->offset, number->offset + number->text.size(), json_number(*value)});
}

}  // namespace

Thresholds thresholds(std::string_view document) {
  const DefaultFloatingPoint floating_point;
  Thresholds found;
  const Json root = parse_json(document).root;
  const Json* mql = mql_of(root);
  if (mql == nullptr) return found;
  if (const Json* number = compared(mql->find("promote_if"), ">=")) found.promote = number->number;
  if (const Json* number = compared(mql->find("demote_if"), "<")) found.demote = number->number;
  found.other = mql->find("promote_if") != nullptr && !found.promote;
  return found;
}

std::string with_thresholds(std::string_view document, double promote, std::optional<double> demote) {
  const DefaultFloatingPoint floating_point;
  const Json root = parse_json(document).root;
  std::vector<Edit> edits;
  const std::string condition = "{\">=\": [{\"var\": \"score.total\"}, " + json_number(promote) + "]}";
  if (const Json* mql = mql_of(root)) {
    if (mql->find("promote_if") != nullptr) {
      put_number(compared(mql->find("promote_if"), ">="), promote, edits);
    } else {
      const std::string own = "\"promote_if\": " + condition + (mql->members.empty() ? "" : ", ");
      edits.push_back({mql->offset + 1, mql->offset + 1, own});
    }
    put_number(compared(mql->find("demote_if"), "<"), demote, edits);
  } else if (const Json* stages = root.find("stages")) {
    const std::string own = "\"mql\": {\"promote_if\": " + condition + "}" + (stages->members.empty() ? "" : ", ");
    edits.push_back({stages->offset + 1, stages->offset + 1, own});
  } else {
    learning::put_member(root, "stages", "{\"mql\": {\"promote_if\": " + condition + "}}", "rules", document, edits);
  }
  return learning::edited(document, std::move(edits));
}

std::optional<double> threshold_for(std::vector<double> totals, std::size_t capacity) {
  const DefaultFloatingPoint floating_point;
  if (totals.empty()) return std::nullopt;
  std::sort(totals.begin(), totals.end(), std::greater<>());
  // Above the highest total nobody passes; each lower one lets its leads in.
  double best = std::floor(totals.front()) + 1;
  std::size_t best_apart = capacity;
  for (std::size_t i = 0; i < totals.size();) {
    const double threshold = std::floor(totals[i]);
    while (i < totals.size() && totals[i] >= threshold) ++i;
    const std::size_t apart = i > capacity ? i - capacity : capacity - i;
    if (apart < best_apart) {
      best_apart = apart;
      best = threshold;
    }
  }
  return best;
}

}  // namespace bantam
