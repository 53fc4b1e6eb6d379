// docs/diagnostics.md: every notice, blocker and error code that it lists is reached here, by the
// smallest thing that reaches it, and names its subject. The codes of models have their examples on
// the page itself: diagnostics_test.cpp.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "adapters/state_content.hpp"
#include "bantam/bantam.hpp"
#include "support/everything.hpp"
#include "test.hpp"
#include "unit/analytics/host_columns.hpp"

using namespace bantam;

namespace {

/// The codes of a section's table, and what its second column says.
std::map<std::string, std::string> listed(const std::string& section) {
  std::ifstream page(std::filesystem::path(BANTAM_SOURCE_DIR) / "docs/diagnostics.md");
  REQUIRE(page);
  std::map<std::string, std::string> codes;
  std::string here;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("## ", 0) == 0) here = line.substr(3);
    if (here != section || line.rfind("| `", 0) != 0) continue;
    const std::size_t end = line.find('`', 3);
    const std::size_t subject = end + 4;  // after "` | "
    codes[line.substr(3, end - 3)] = line.substr(subject, line.find('|', subject) - subject);
  }
  REQUIRE_FALSE(codes.empty());
  return codes;
}

void check_same(const std::set<std::string>& reached, const std::map<std::string, std::string>& wanted) {
  for (const auto& [code, subject] : wanted) {
    INFO(code << " is listed and not reached");
    CHECK(reached.count(code) == 1);
  }
  for (const std::string& code : reached) {
    INFO(code << " is reached and not listed");
    CHECK(wanted.count(code) == 1);
  }
}

Model with(const std::string& what, const std::string& by) {
  std::string text = everything::document();
  const CompileReport report = compile(text.replace(text.find(what), what.size(), by));
  REQUIRE(report.model);
  return *report.model;
}

/// Events of one lead, given as members of JSON objects; what they gave rise to is kept.
class Told {
 public:
  explicit Told(Model model) : model_(std::move(model)), state_(model_.new_lead("L1")) {}

  Told& tell(const std::string& at, const std::string& members) {
    const Result<Event> event = event_from_json(R"({"lead":"L1","at":"2026-)" + at + R"(T10:00:00Z",)" + members + "}");
    REQUIRE(event);
    return tell(*event);
  }
  Told& tell(const Event& event) {
    const Result<Effects> effects = apply_to(model_, state_, event, workspace_);
    REQUIRE(effects);
    for (const Notice& notice : effects->notices) {
      INFO(notice.code);
      CHECK_FALSE(notice.subject.empty());
      notices.insert(notice.code);
    }
    for (const Blocker& blocker : effects->blockers) add(blocker);
    return *this;
  }
  Told& ask() {
    const Result<WhatIsMissing> missing = what_is_missing(model_, state_);
    for (const Blocker& blocker : missing->blockers) add(blocker);
    return *this;
  }

  std::set<std::string> notices;
  std::set<std::string> blockers;

 private:
  void add(const Blocker& blocker) {
    std::string code = blocker.code;
    if (code.rfind("exclude/", 0) == 0) code = "exclude/ID";
    if (code.rfind("suppress/", 0) == 0) code = "suppress/ID";
    if (code.rfind("gate/", 0) == 0 && code != "gate/require") code = "gate/CRITERION";
    blockers.insert(code);
    INFO(blocker.code);
    CHECK(blocker.detail.empty() == listed("Blockers")[code].empty());
  }

  Model model_;
  LeadState state_;
  Workspace workspace_;
};

const std::string promotion = R"("promote_if": {"and": [{">=": [{"var": "score.total"}, 40]}, {"!=": [{"var": "band.engagement"}, "2"]}]})";

}  // namespace

TEST_CASE("every notice that docs/diagnostics.md lists is reached, and names its subject", "[docs]") {
  Told told(everything::model());
  for (const Event& event : everything::events()) told.tell(event);
  told.tell("12-20", R"("answer":"authority","fields":{"role":"janitor"})");
  check_same(told.notices, listed("Notices"));
}

TEST_CASE("every blocker that docs/diagnostics.md lists is reached, with its detail", "[docs]") {
  std::set<std::string> reached;
  const auto add = [&](Told& told) { reached.insert(told.blockers.begin(), told.blockers.end()); };

  Told all(everything::model());
  for (const Event& event : everything::events()) all.tell(event).ask();
  add(all);
  Told excluded(everything::model());
  excluded.tell("11-01", R"("command":"override","to":"mql","reason":"r","by":"b")");
  excluded.tell("11-01", R"("attributes":{"email":"me@own.example"})").tell("11-01", R"("command":"accept")");
  add(excluded);
  Told nurtured(everything::model());
  nurtured.tell("11-01", R"("command":"recycle","reason":"later")").ask();
  nurtured.tell("12-30", R"("tick":true)").ask();
  add(nurtured);
  Told wanting(with("\"require\": 4", "\"require\": 5"));
  wanting.tell("11-01", R"("command":"win")").tell("11-01", R"("command":"override","to":"sal","reason":"r","by":"b")");
  for (const std::string criterion : {"budget", "authority", "need", "timeline"})
    wanting.tell("11-01", R"("answer":")" + criterion + R"(","verdict":"met")");
  wanting.tell("11-01", R"("command":"qualify")");
  add(wanting);
  Told unpromoted(with(promotion + ",", ""));
  unpromoted.tell("11-01", R"("tick":true)").ask();
  add(unpromoted);
  Told missing(with(promotion, R"("promote_if": {">": [{"var": "size"}, 3]})"));
  missing.tell("11-01", R"("tick":true)").ask();
  add(missing);
  Told divided(with(promotion, R"("promote_if": {">": [{"/": [1, {"var": "size"}]}, 3]})"));
  divided.tell("11-01", R"("attributes":{"size":0})").ask();
  add(divided);
  Told suppressed(with("\"rules\": [", R"("suppress": [{"id": "objection", "if": {">": [{"var": "size"}, 3]}}], "rules": [)"));
  suppressed.tell("11-01", R"("attributes":{"size":4})").ask();
  add(suppressed);
  ReplayOptions options;
  remember_erased(options.erased, "L1");
  const Result<Replay> refused = replay(everything::model(), everything::events(), options);
  for (const ReplayedEvent& event : refused->events)
    for (const Blocker& blocker : event.effects.blockers) reached.insert(blocker.code);
  check_same(reached, listed("Blockers"));
}

TEST_CASE("every error that docs/diagnostics.md lists is reached, and says something", "[docs]") {
  std::set<std::string> reached;
  const auto fails = [&](const auto& result) {
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().message.empty());
    reached.insert(std::string(to_text(result.error().code)));
    return result.error();
  };
  const Model& model = everything::model();
  const LeadState& state = everything::state();
  const Model other = with("\"points\": 10", "\"points\": 11");

  const Error malformed = fails(event_from_json("{\"lead\":\n\"L1\" oops}"));
  CHECK(malformed.line == 2);
  CHECK(malformed.column == 6);
  const Error too_long = fails(event_from_json(R"({"lead":")" + std::string(129, 'x') + R"(","at":"2026-11-01T10:00:00Z","tick":true})"));
  CHECK(too_long.line == 1);
  CHECK(too_long.column == 9);
  fails(decide(other, state, everything::later()));
  fails(apply(model, state, {"L2", state.clock, Tick{}, {}, {}}));
  fails(state_from_binary(model, "L1", "BTMS"));
  fails(decide(model, state, Timestamp{0}));
  fails(decide(model, state, Timestamp{-1}));
  host::Columns columns;
  columns.attributes.numbers.pop_back();
  CHECK(fails(score_batch(host::model(), columns.leads(), columns.activities(), Timestamp{10'000})).message.find("`number`") != std::string::npos);
  LeadJournal journal;
  journal.moves.push_back({Stage::sal, Stage::sql, Trigger::qualify, Timestamp{0}, "", true});
  FunnelOptions options;
  options.as_of = Timestamp{1};
  fails(funnel({journal}, options));

  fails(state_from_json(model, "L1", *state_to_json(model, state), {state.revision + 1}));
  std::string newer = *state_to_json(model, state);
  newer.replace(newer.find("\"bantam_state\":") + 15, 1, "9");
  newer.resize(newer.rfind(",\"checksum\""));
  const std::uint64_t sum = checksum(parse_json(newer + "}").root);
  fails(state_from_json(model, "L1", newer + ",\"checksum\":\"" + to_hex(sum, 16) + "\"}"));
  check_same(reached, listed("Errors"));
}
