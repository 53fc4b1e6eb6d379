// 4. Stages: the model promotes, people accept and reject, and promises are watched.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "stages",
  "activities": {"demo": {}},
  "scores": {"engagement": {"min": 0}},
  "rules": [{"id": "demo", "score": "engagement", "on": "demo", "points": 50, "window": "90d"}],
  "gate": {"framework": "one_question", "criteria": {"need": {"ask": "What hurts?"}}},
  "stages": {
    "mql": {"promote_if": {">=": [{"var": "score.total"}, 50]},
            "demote_if": {"<": [{"var": "score.total"}, 30]}},
    "sal": {"sla": {"within": "5d"}},
    "nurture": {"reset_activities": true, "cool_off": "30d"},
    "reasons": {"reject": ["no_budget", "no_response"]}
  }
})";

const char* const log[] = {
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "activity": "demo"})",
    R"({"lead": "L1", "at": "2026-11-01T10:00:00Z", "command": "accept", "by": "ann"})",
    R"({"lead": "L1", "at": "2026-11-02T09:00:00Z", "command": "qualify", "by": "ann"})",
    R"({"lead": "L1", "at": "2026-11-06T10:00:00Z", "tick": true})",
    R"({"lead": "L1", "at": "2026-11-07T09:00:00Z", "command": "reject", "by": "ann",
        "reason": "no_response"})",
    R"({"lead": "L1", "at": "2026-11-08T09:00:00Z", "activity": "demo"})",
    R"({"lead": "L1", "at": "2026-12-07T09:00:00Z", "tick": true})",
};

int main() {
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return 1;
  const bantam::Model& model = *report.model;

  bantam::LeadState state = model.new_lead("L1");
  for (const char* line : log) {
    const auto event = bantam::event_from_json(line);
    if (!event) return 1;
    const auto step = bantam::apply(model, state, *event);
    if (!step) return 1;
    state = step->state;

    const bantam::Effects& effects = step->effects;
    std::cout << bantam::to_text(event->at) << ' ' << bantam::to_text(effects.outcome)
              << ", stage " << bantam::to_text(state.stage) << '\n';
    for (const bantam::Blocker& blocker : effects.blockers) {
      std::cout << "  blocked by " << bantam::to_text(blocker) << '\n';
    }
    for (const bantam::Move& move : effects.moves) {
      std::cout << "  " << bantam::to_text(move.from) << " -> " << bantam::to_text(move.to)
                << ", " << bantam::to_text(move.trigger) << '\n';
    }
    for (const bantam::Alert& alert : effects.alerts) {
      std::cout << "  " << bantam::alert_to_json(alert) << '\n';
    }
  }
}
