// Gate: how each criterion stands, and whether the gate is open. docs/semantics.md, section 7.
#include "engine/evaluation.hpp"

namespace bantam {

Standing standing_of(const CriterionProgram& criterion, const StoredAnswer* answer,
                     const Frame& frame) {
  if (!answer) return Standing::unknown;
  if (criterion.valid_for && frame.at - answer->at >= *criterion.valid_for) return Standing::expired;
  if (answer->verdict) return *answer->verdict;
  if (!criterion.met_if) return Standing::unknown;
  Frame at_answer = frame;
  at_answer.criterion = &criterion;
  at_answer.answer = answer;
  switch (ask(*criterion.met_if, at_answer)) {
    case Truth::yes: return Standing::met;
    case Truth::no: return Standing::unmet;
    case Truth::unknown: break;
  }
  return Standing::unknown;
}

void evaluate_gate(const Program& program, const LeadState& state, Evaluation& evaluation) {
  const Frame frame{program, state, evaluation, evaluation.at};
  evaluation.standings.resize(program.criteria.size());
  evaluation.met = 0;
  bool mandatory_met = true;
  for (std::size_t i = 0; i < program.criteria.size(); ++i) {
    const CriterionProgram& criterion = program.criteria[i];
    const Standing standing = standing_of(criterion, state.answer(i), frame);
    evaluation.standings[i] = standing;
    if (standing == Standing::met) ++evaluation.met;
    else if (criterion.mandatory) mandatory_met = false;
  }
  evaluation.gate_open = mandatory_met && evaluation.met >= program.require;
}

GateStanding gate_of(const Program& program, const Evaluation& evaluation) {
  GateStanding gate;
  gate.open = evaluation.gate_open;
  gate.met = evaluation.met;
  gate.required = program.require;
  for (std::size_t i = 0; i < program.criteria.size(); ++i) {
    gate.criteria.push_back({program.criteria[i].name, evaluation.standings[i]});
    if (gate.next_criterion.empty() && evaluation.standings[i] != Standing::met) {
      gate.next_criterion = program.criteria[i].name;
      gate.next_ask = program.criteria[i].ask;
    }
  }
  return gate;
}

void add_gate_blockers(const Program& program, const Evaluation& evaluation,
                       std::vector<Blocker>& blockers) {
  if (evaluation.gate_open) return;
  for (std::size_t i = 0; i < program.criteria.size(); ++i)
    if (const Standing standing = evaluation.standings[i]; standing != Standing::met)
      blockers.push_back({"gate/" + program.criteria[i].name, std::string(to_text(standing))});
  // A gate that wants more than it has criteria is closed with every one of them met.
  if (evaluation.met == program.criteria.size())
    blockers.push_back({"gate/require", std::to_string(program.require)});
}

}  // namespace bantam
