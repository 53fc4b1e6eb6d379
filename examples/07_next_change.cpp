// 7. Next change: a host need not poll; the library says when it has to come back.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "scheduled",
  "activities": {"webinar": {}},
  "scores": {"engagement": {"min": 0}},
  "rules": [{"id": "webinar", "score": "engagement", "on": "webinar", "points": 30, "window": "30d"}],
  "gate": {"require": 1, "criteria": {"budget": {"valid_for": "90d", "ask": "What budget is set aside?"}}},
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 30]},
                     "demote_if": {"<": [{"var": "score.total"}, 20]}, "sla": {"within": "24h"}}}
})";

const char* const log[] = {
    R"({"lead": "L1", "at": "2026-01-01T09:00:00Z", "activity": "webinar"})",
    R"({"lead": "L1", "at": "2026-01-01T10:00:00Z", "answer": "budget", "verdict": "met", "by": "ann"})",
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

  // A host keeps this moment beside the state, in a timer or an indexed column.
  while (true) {
    const auto next = bantam::next_change(model, state);
    if (!next) return 1;
    if (!*next) break;
    const auto step = bantam::apply(model, state, {"L1", **next, bantam::Tick{}, {}, {}});
    if (!step) return 1;
    state = step->state;

    std::cout << bantam::to_text(**next) << '\n';
    for (const bantam::Move& move : step->effects.moves) {
      std::cout << "  " << bantam::to_text(move.from) << " -> " << bantam::to_text(move.to) << '\n';
    }
    for (const bantam::Alert& alert : step->effects.alerts) {
      std::cout << "  alert: too long in " << bantam::to_text(alert.stage) << '\n';
    }
    const auto decision = bantam::decide(model, state, state.clock);
    if (!decision) return 1;
    std::cout << "  total " << bantam::to_text(decision->total) << ", budget "
              << bantam::to_text(decision->gate.criteria.front().standing) << '\n';
  }
  std::cout << "nothing ahead\n";
}
