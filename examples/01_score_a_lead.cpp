// 1. Score a lead: compile a model, apply events, ask at a moment.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "two scores",
  "attributes": {"team_size": {"type": "number"}},
  "activities": {"page_view": {"fields": {"path": {"type": "text"}}}},
  "scores": {"fit": {"min": 0}, "engagement": {"min": 0}},
  "rules": [
    {"id": "size", "score": "fit", "of": "team_size",
     "bands": [{"below": 10, "points": -5}, {"below": 50, "points": 5}, {"points": 15}]},
    {"id": "pricing", "score": "engagement", "on": "page_view",
     "when": {"startsWith": [{"var": "path"}, "/pricing"]},
     "points": 10, "window": "90d", "decay": {"half_life": "30d"}}
  ]
})";

bantam::Timestamp at(const char* text) { return *bantam::parse_timestamp(text); }

int main() {
  const bantam::CompileReport report = bantam::compile(document);
  for (const bantam::Diagnostic& diagnostic : report.diagnostics) {
    std::cerr << bantam::to_text(diagnostic) << '\n';
  }
  if (!report.model) return 1;
  const bantam::Model& model = *report.model;

  const bantam::AttributeChange team{{{"team_size", 120}}};
  const bantam::Activity pricing{"page_view", {{"path", "/pricing"}}};
  const bantam::Activity blog{"page_view", {{"path", "/blog"}}};
  const bantam::Event events[] = {
      {"L1", at("2026-11-01T10:00:00Z"), team, {}, {}},  // an id and a time of receipt could follow
      {"L1", at("2026-11-01T10:00:00Z"), pricing, {}, {}},
      {"L1", at("2026-11-21T10:00:00Z"), pricing, {}, {}},
      {"L1", at("2026-11-21T10:05:00Z"), blog, {}, {}},
  };
  bantam::LeadState state = model.new_lead("L1");  // a value: the host stores it between events
  for (const bantam::Event& event : events) {
    auto step = bantam::apply(model, state, event);
    if (!step) {
      std::cerr << bantam::to_text(step.error()) << '\n';
      return 1;
    }
    state = step->state;
  }

  // The library has no clock: the same question gives the same answer next year.
  const auto decision = bantam::decide(model, state, at("2026-12-01T10:00:00Z"));
  if (!decision) return 1;
  for (const bantam::ScoreStanding& score : decision->scores) {
    std::cout << score.name << ' ' << bantam::to_text(score.points) << '\n';
  }
  std::cout << "total " << bantam::to_text(decision->total) << '\n';
}
