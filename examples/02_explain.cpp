// 2. Explain: the lines of a score add up to it, to the thousandth of a point.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "explained",
  "attributes": {"team_size": {"type": "number"}},
  "activities": {"page_view": {}, "webinar": {}},
  "scores": {"engagement": {"min": 0}},
  "groups": {"web": {"score": "engagement", "max": 15}},
  "rules": [
    {"id": "visit", "group": "web", "on": "page_view", "points": 10, "cooldown": "1d", "window": "90d"},
    {"id": "webinar", "score": "engagement", "on": "webinar", "points": 20,
     "window": "90d", "decay": {"linear": "10d"}},
    {"id": "big_team", "score": "engagement", "if": {">=": [{"var": "team_size"}, 50]}, "points": 5}
  ]
})";

const char* const log[] = {
    R"({"lead": "L1", "at": "2026-11-01T10:00:00Z", "activity": "page_view"})",
    R"({"lead": "L1", "at": "2026-11-01T11:00:00Z", "activity": "page_view"})",
    R"({"lead": "L1", "at": "2026-11-01T12:00:00Z", "activity": "webinar"})",
    R"({"lead": "L1", "at": "2026-11-04T12:00:00Z", "activity": "page_view"})",
};

int main() {
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return 1;
  const bantam::Model& model = *report.model;

  bantam::LeadState state = model.new_lead("L1");
  for (const char* line : log) {
    const auto event = bantam::event_from_json(line);
    if (!event) return 1;
    state = bantam::apply(model, state, *event)->state;
  }

  const auto why = bantam::explain(model, state, state.clock);
  if (!why) return 1;
  bantam::Points sum;  // of the lines of the one score there is
  for (const bantam::RuleLine& rule : why->rules) {
    std::cout << "rule " << rule.rule << ' ' << bantam::to_text(rule.points) << ": " << rule.counted
              << " of " << rule.matched << " counted, cool-down took " << rule.by_cooldown
              << ", worth " << bantam::to_text(rule.worth);
    for (const std::string& name : rule.missing) std::cout << ", missing " << name;
    std::cout << '\n';
    if (rule.group.empty()) sum += rule.points;
  }
  for (const bantam::GroupLine& group : why->groups) {
    std::cout << "group " << group.group << ' ' << bantam::to_text(group.points) << ": sum "
              << bantam::to_text(group.sum) << ", clamp " << bantam::to_text(group.clamp) << '\n';
    sum += group.points;
  }
  const bantam::ScoreLine& score = why->scores.front();
  sum += score.clamp + score.exclusion;
  std::cout << "score " << score.score << ' ' << bantam::to_text(score.points)
            << ", its lines add up to " << bantam::to_text(sum) << '\n';
  return sum == score.points ? 0 : 1;
}
