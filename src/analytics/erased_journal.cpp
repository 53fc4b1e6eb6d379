// Erased journal: what is left of a journal when its lead is erased. Nothing a person has said or
// is called passes through here.
#include <algorithm>

#include "bantam/funnel.hpp"
#include "program/program.hpp"

namespace bantam {
namespace {

using Listed = std::optional<std::vector<std::string>>;

/// The reasons that the model lists for a trigger; nothing where anybody may write one.
const Listed& listed_for(const Reasons& reasons, Trigger trigger) {
  static const Listed none;
  switch (trigger) {
    case Trigger::reject:
      return reasons.reject;
    case Trigger::recycle:
      return reasons.recycle;
    case Trigger::disqualify:
      return reasons.disqualify;
    case Trigger::lose:
      return reasons.lose;
    default:
      return none;
  }
}

bool is_word_of(const Reasons& reasons, const StageMove& move) {
  if (move.trigger == Trigger::sla) return true;  // the library's own
  const Listed& listed = listed_for(reasons, move.trigger);
  return listed && std::find(listed->begin(), listed->end(), move.reason) != listed->end();
}

}  // namespace

LeadJournal without_person(const Model& model, LeadJournal journal) {
  for (StageMove& move : journal.moves)
    if (!is_word_of(model.program().stages.reasons, move)) move.reason.clear();
  journal.segment.clear();
  return journal;
}

}  // namespace bantam
