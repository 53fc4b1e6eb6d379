#include "support/run_log.hpp"

namespace support {
namespace {

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

LineOutcome outcome_of(std::size_t line, const bantam::Effects& effects) {
  LineOutcome outcome;
  outcome.line = line;
  outcome.result = std::string(to_text(effects.outcome));
  for (const bantam::Blocker& blocker : effects.blockers) outcome.blockers.push_back(to_text(blocker));
  for (const bantam::Notice& notice : effects.notices) outcome.notices.push_back(notice.code);
  return outcome;
}

}  // namespace

Run run_log(const bantam::Model& model, const std::string& events_ndjson, const RunOptions& options) {
  Run run;
  std::vector<bantam::Event> log;
  std::vector<std::size_t> line_of;
  const std::vector<std::string> lines = split_lines(events_ndjson);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find_first_not_of(" \t\r") == std::string::npos) continue;
    bantam::Result<bantam::Event> event = bantam::event_from_json(lines[i]);
    if (event) {
      log.push_back(std::move(*event));
      line_of.push_back(i + 1);
      continue;
    }
    run.outcomes.push_back({i + 1, "malformed", {}, {}});
    if (run.bad_line == 0) run.bad_line = i + 1;
    if (!options.keep_going) {
      run.stopped = true;
      return run;
    }
  }

  bantam::ReplayOptions replay_options;
  if (options.as_of) replay_options.as_of = bantam::parse_timestamp(*options.as_of);
  if (options.arrival) replay_options.order = bantam::ReplayOrder::by_arrival;
  bantam::Result<bantam::Replay> replayed = bantam::replay(model, log, replay_options);
  if (!replayed) {
    run.stopped = true;
    return run;
  }
  run.as_of = replayed->as_of;
  for (const bantam::ReplayedEvent& event : replayed->events)
    run.outcomes.push_back(outcome_of(line_of[event.event], event.effects));
  for (bantam::ReplayedLead& lead : replayed->leads) {
    const bantam::Result<bantam::Explanation> explanation =
        bantam::explain(model, lead.state, replayed->as_of);
    run.lines.push_back(bantam::lead_to_json(explanation->decision, lead.moves, lead.alerts,
                                             options.explain ? &*explanation : nullptr));
    run.states.push_back(std::move(lead.state));
  }
  return run;
}

}  // namespace support
