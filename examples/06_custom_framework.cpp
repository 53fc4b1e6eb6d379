// 6. Another framework than BANT: MEDDIC, six criteria, three of them mandatory.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "meddic",
  "scores": {"fit": {}},
  "gate": {"framework": "meddic", "require": 5, "mandatory": ["metrics", "economic_buyer", "champion"],
    "criteria": {
      "metrics":           {"fields": {"saving": {"type": "number"}}, "met_if": {">": [{"var": "saving"}, 0]},
                            "ask": "What is it worth to them?"},
      "economic_buyer":    {"fields": {"name": {"type": "text"}}, "met_if": {"!!": {"var": "name"}},
                            "ask": "Who signs?"},
      "decision_criteria": {"ask": "How will they compare?"},
      "decision_process":  {"fields": {"steps_left": {"type": "number"}},
                            "met_if": {"<=": [{"var": "steps_left"}, 3]}, "ask": "Which steps are left?"},
      "identified_pain":   {"ask": "What hurts?"},
      "champion":          {"fields": {"power": {"type": "flag"}, "sells": {"type": "flag"}},
                            "met_if": {"and": [{"var": "power"}, {"var": "sells"}]},
                            "ask": "Who sells it inside?"}}}
})";

const char* const log[] = {
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "answer": "metrics", "fields": {"saving": 80000}})",
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "answer": "decision_criteria", "verdict": "met"})",
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "answer": "decision_process",
        "fields": {"steps_left": 2}})",
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "answer": "identified_pain", "verdict": "met"})",
    R"({"lead": "L1", "at": "2026-11-01T09:00:00Z", "answer": "champion", "fields": {"power": true}})",
    R"({"lead": "L1", "at": "2026-11-02T09:00:00Z", "answer": "economic_buyer",
        "fields": {"name": "A. Berg"}})",
    R"({"lead": "L1", "at": "2026-11-03T09:00:00Z", "answer": "champion",
        "fields": {"power": true, "sells": true}})",
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
    const auto decision = bantam::decide(model, state, state.clock);
    if (!decision) return 1;
    const bantam::GateStanding& gate = decision->gate;
    std::cout << (gate.open ? "open, " : "shut, ") << gate.met << " met, " << gate.required
              << " needed";
    if (!gate.next_criterion.empty()) {
      std::cout << ", next " << gate.next_criterion << ": " << gate.next_ask;
    }
    std::cout << '\n';
  }
}
