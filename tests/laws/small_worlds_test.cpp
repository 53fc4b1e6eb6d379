// Small worlds whole: every log of up to four events over a small alphabet of kinds and edge
// times, in every arrival order, against the reference; and after each of them every accepted
// event that has an id once more, which must change nothing. BANTAM_SMALL_WORLDS=5 makes it five.
#include <algorithm>
#include <cstdlib>

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
    R"({"lead":"L","at":"2026-01-02T00:00:00Z","command":"accept","id":"c"})",
    R"({"lead":"L","at":"2026-01-02T00:00:00.001Z","activity":"visit","id":"v"})",
    R"({"lead":"L","at":"2026-01-03T12:00:00Z","answer":"need","verdict":"unmet","id":"n"})"};

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

using Log = std::vector<std::string>;

std::string text_of(const Log& log) {
  std::string text;
  for (const std::string& line : log) text += line + "\n";
  return text;
}

struct World {
  const bantam::Model& model;
  const std::string& document;
  std::size_t logs = 0;
  std::size_t repeats = 0;
  std::size_t failures = 0;

  support::Run run(const Log& log) const {
    support::RunOptions options;
    options.as_of = "2026-01-05T00:00:00Z";
    options.arrival = true;
    options.explain = true;
    return support::run_log(model, text_of(log), options);
  }

  void fail(const Log& log, const std::string& ours, const std::string& theirs) {
    ++failures;
    FAIL_CHECK(text_of(log) << ours << "\n" << theirs);
  }

  /// Every accepted event that has an id comes again at the end.
  void repeat_each(const Log& log, const support::Run& before) {
    for (std::size_t i = 0; i < log.size(); ++i) {
      if (log[i].find(R"("id":)") == std::string::npos) continue;
      const auto first = std::find_if(before.outcomes.begin(), before.outcomes.end(),
                                      [&](const support::LineOutcome& each) { return each.line == i + 1; });
      if (first->result != "accepted") continue;
      ++repeats;
      Log longer = log;
      longer.push_back(log[i]);
      const support::Run after = run(longer);
      if (after.lines != before.lines || after.outcomes.back().result != "duplicate")
        fail(longer, "once: " + before.lines.front(), "twice: " + after.lines.front());
    }
  }

  void check(const Log& log) {
    ++logs;
    const support::Run ours = run(log);
    const reference::Replay theirs =
        reference::replay(document, text_of(log), {"2026-01-05T00:00:00Z", true, true, false});
    if (ours.lines != theirs.lines)
      fail(log, "ours: " + (ours.lines.empty() ? "" : ours.lines.front()),
           "reference: " + (theirs.lines.empty() ? "" : theirs.lines.front()));
    repeat_each(log, ours);
  }

  /// Every log of `length` more letters that begins with `log`.
  void check_all(Log& log, std::size_t length) {
    if (failures >= 3) return;
    if (length == 0) return check(log);
    for (const std::string& letter : letters) {
      log.push_back(letter);
      check_all(log, length - 1);
      log.pop_back();
    }
  }
};

std::size_t longest() {
  const char* wanted = std::getenv("BANTAM_SMALL_WORLDS");
  return wanted ? std::strtoul(wanted, nullptr, 10) : 4;
}

/// 12 + 12² + … letters, in each of the models.
std::size_t expected_logs() {
  std::size_t count = 0;
  for (std::size_t length = longest(); length > 0; --length) count = letters.size() * (1 + count);
  return models.size() * count;
}

}  // namespace

TEST_CASE("small worlds: every log of up to four events, in every arrival order", "[laws]") {
  std::size_t logs = 0;
  std::size_t repeats = 0;
  for (const std::string& document : models) {
    const bantam::CompileReport report = bantam::compile(document);
    REQUIRE(report.model);
    World world{*report.model, document};
    Log log;
    for (std::size_t length = 1; length <= longest(); ++length) world.check_all(log, length);
    logs += world.logs;
    repeats += world.repeats;
  }
  WARN(logs << " logs, and " << repeats << " times one event of them again");
  CHECK(logs == expected_logs());
}
