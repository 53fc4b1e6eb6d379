// 3. The gate: what conversations brought to light, and what to ask next.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "gate",
  "scores": {"fit": {}},
  "gate": {"framework": "bant", "require": 3, "mandatory": ["need"], "criteria": {
    "budget":    {"fields": {"amount": {"type": "number"}}, "met_if": {">=": [{"var": "amount"}, 10000]},
                  "valid_for": "90d", "ask": "What budget is set aside?"},
    "authority": {"fields": {"role": {"type": "choice", "values": ["decision_maker", "user"]}},
                  "met_if": {"==": [{"var": "role"}, "decision_maker"]}, "ask": "Who decides?"},
    "need":      {"ask": "What hurts?"},
    "timeline":  {"fields": {"decide_by": {"type": "date"}}, "ask": "When do you decide?",
                  "met_if": {"<=": [{"var": "decide_by.days_ahead"}, 180]}}}}
})";

const char* const log[] = {
    R"({"lead": "L1", "at": "2026-01-01T09:00:00Z", "answer": "budget", "fields": {"amount": 20000}})",
    R"({"lead": "L1", "at": "2026-01-01T09:05:00Z", "answer": "authority", "fields": {"role": "user"}})",
    R"({"lead": "L1", "at": "2026-01-01T09:10:00Z", "answer": "timeline",
        "fields": {"decide_by": "2026-12-31"}})",
    R"({"lead": "L1", "at": "2026-01-02T09:00:00Z", "answer": "need", "verdict": "met", "by": "ann"})",
    R"({"lead": "L1", "at": "2026-03-01T09:00:00Z", "answer": "authority",
        "fields": {"role": "decision_maker"}})",
};

void print(const bantam::Model& model, const bantam::LeadState& state, bantam::Timestamp at) {
  const auto decision = bantam::decide(model, state, at);
  if (!decision) return;
  const bantam::GateStanding& gate = decision->gate;
  std::cout << bantam::to_text(at) << (gate.open ? " open " : " shut ") << gate.met << '/'
            << gate.required;
  for (const bantam::CriterionStanding& criterion : gate.criteria) {
    std::cout << "  " << criterion.name << ' ' << bantam::to_text(criterion.standing);
  }
  std::cout << (gate.next_ask.empty() ? "" : "\n  next: ") << gate.next_ask << '\n';
}

int main() {
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return 1;
  const bantam::Model& model = *report.model;

  bantam::LeadState state = model.new_lead("L1");
  for (const char* line : log) {
    const auto event = bantam::event_from_json(line);
    if (!event) return 1;
    state = bantam::apply(model, state, *event)->state;
    print(model, state, state.clock);
  }
  // Time alone opens and shuts it: budget expires 90 days after its answer, and the date of
  // the decision comes within 180 days.
  print(model, state, *bantam::parse_timestamp("2026-04-01T08:59:59.999Z"));
  print(model, state, *bantam::parse_timestamp("2026-04-01T09:00:00Z"));
  print(model, state, *bantam::parse_timestamp("2026-07-04T00:00:00Z"));
}
