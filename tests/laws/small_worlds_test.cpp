// Small worlds whole: every log of up to four events over a small alphabet of kinds and edge
// times, in every arrival order, against the reference.
#include "reference/reference.hpp"
#include "support/run_log.hpp"
#include "test.hpp"

namespace {

/// Kinds × edge times: the edges of a day, of a cool-down and of a window, and their neighbours.
const std::vector<std::string> letters = {
    R"({"lead":"L","at":"2026-01-01T00:00:00Z","activity":"visit"})",
    R"({"lead":"L","at":"2026-01-01T23:59:59.999Z","activity":"visit","fields":{"n":2}})",
    R"({"lead":"L","at":"2026-01-02T00:00:00Z","activity":"visit","id":"v"})",
    R"({"lead":"L","at":"2026-01-03T00:00:00Z","activity":"call","fields":{"n":3}})",
    R"({"lead":"L","at":"2026-01-02T00:00:00Z","attributes":{"size":9}})",
    R"({"lead":"L","at":"2026-01-02T12:00:00Z","answer":"need","verdict":"met"})",
    R"({"lead":"L","at":"2026-01-02T00:00:00Z","command":"qualify"})",
    R"({"lead":"L","at":"2026-01-03T00:00:00Z","command":"recycle","reason":"no"})",
    R"({"lead":"L","at":"2026-01-04T00:00:00Z","tick":true})",
    R"({"lead":"L","at":"2026-01-02T00:00:00Z","command":"accept"})"};

const std::vector<std::string> models = {
    // Every step of a tally, a gate of one, promotion and demotion.
    R"({"format":"bantam/1","name":"small","attributes":{"size":{"type":"number"}},
        "activities":{"visit":{"fields":{"n":{"type":"number"}}},"call":{"fields":{"n":{"type":"number"}}}},
        "scores":{"s":{"min":0}},
        "rules":[{"id":"a","score":"s","on":"visit","points":4,"cooldown":"1d","decay":{"half_life":"1d"}},
                 {"id":"b","score":"s","on":["visit","call"],"points_per":{"field":"n","each":1.5},"newest":1,"window":"2d"},
                 {"id":"c","score":"s","on":"visit","points":1,"per_day":1},
                 {"id":"d","score":"s","of":"size","bands":[{"below":9,"points":-2},{"points":3}],"missing":0}],
        "gate":{"criteria":{"need":{"valid_for":"1d"}},"require":1},
        "stages":{"mql":{"promote_if":{">=":[{"var":"score.total"},5]},"demote_if":{"<":[{"var":"score.total"},3]},
                         "min_dwell":"1d"}}})",
    // Resets, cool-off, SLA moves and an automatic SQL.
    R"({"format":"bantam/1","name":"small","attributes":{"size":{"type":"number"}},
        "activities":{"visit":{"fields":{"n":{"type":"number"}}},"call":{"fields":{"n":{"type":"number"}}}},
        "signals":{"idle":{"on":"visit","measure":"days_since_last"}},
        "scores":{"s":{}},
        "rules":[{"id":"a","score":"s","on":["visit","call"],"points":2},
                 {"id":"cold","score":"s","if":{">=":[{"var":"signal.idle"},1]},"points":-1}],
        "exclude":[{"id":"big","if":{">":[{"var":"size"},8]}}],
        "gate":{"criteria":{"need":{"valid_for":"36h"}},"require":1},
        "stages":{"mql":{"promote_if":{">=":[{"var":"score.total"},2]},"sla":{"within":"1d","then":"accept"}},
                  "sal":{"sla":{"within":"1d","then":"nurture"}},"sql":{"auto":true},
                  "nurture":{"reset_activities":true,"cool_off":"1d"}}})"};

/// Runs every log of `length` letters that begins with `log`; counts them.
std::size_t run_all(const bantam::Model& model, const std::string& document, std::string log, std::size_t length,
                    std::size_t& failures) {
  if (length > 0) {
    std::size_t count = 0;
    for (const std::string& letter : letters)
      count += run_all(model, document, log + letter + "\n", length - 1, failures);
    return count;
  }
  if (failures >= 3) return 1;
  support::RunOptions options;
  options.as_of = "2026-01-05T00:00:00Z";
  options.arrival = true;
  options.explain = true;
  const support::Run ours = support::run_log(model, log, options);
  const reference::Replay theirs = reference::replay(document, log, {options.as_of, true, true, false});
  if (ours.lines != theirs.lines) {
    ++failures;
    FAIL_CHECK(log << "ours      " << (ours.lines.empty() ? "" : ours.lines.front()) << "\nreference "
                   << (theirs.lines.empty() ? "" : theirs.lines.front()));
  }
  return 1;
}

}  // namespace

TEST_CASE("small worlds: every log of up to four events, in every arrival order", "[laws]") {
  std::size_t count = 0;
  std::size_t failures = 0;
  for (const std::string& document : models) {
    const bantam::CompileReport report = bantam::compile(document);
    REQUIRE(report.model);
    for (std::size_t length = 1; length <= 4; ++length)
      count += run_all(*report.model, document, "", length, failures);
  }
  WARN(count << " logs");
  CHECK(count == 2 * (10 + 100 + 1000 + 10000));
}
