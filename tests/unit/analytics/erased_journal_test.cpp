// What is left of an erased lead's journal: a reason stays where the model lists it for its trigger.
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

TEST_CASE("each trigger has its own list of reasons, and what is on none is taken out") {
  const Model model = *compile(R"({"format": "bantam/1", "name": "m", "scores": {"s": {}}, "stages": {"reasons": {
      "reject": ["a"], "recycle": ["b"], "disqualify": ["c"], "lose": ["d"]}}})").model;
  const auto kept = [&](Trigger trigger) {
    std::string reasons;
    for (const char* reason : {"a", "b", "c", "d", "of one's own"}) {
      const LeadJournal journal = without_person(model, {{}, {{Stage::lead, Stage::nurture, trigger, {}, reason, false}}, {}, "segment"});
      CHECK(journal.segment.empty());
      reasons += journal.moves[0].reason;
    }
    return reasons;
  };
  CHECK(kept(Trigger::reject) == "a");
  CHECK(kept(Trigger::recycle) == "b");
  CHECK(kept(Trigger::disqualify) == "c");
  CHECK(kept(Trigger::lose) == "d");
  CHECK(kept(Trigger::override_stage).empty());
  CHECK(kept(Trigger::sla) == "abcdof one's own");  // the library's own word
}
