// 5. Replay: the log is the truth; the states of all leads can be made from it again.
#include <bantam/bantam.hpp>
#include <iostream>

const char* const document = R"({
  "format": "bantam/1", "name": "replayed",
  "activities": {"webinar": {}},
  "scores": {"engagement": {"min": 0}},
  "rules": [{"id": "webinar", "score": "engagement", "on": "webinar", "points": 30,
             "window": "90d", "decay": {"linear": "30d"}}],
  "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 50]}}}
})";

const char* const lines[] = {
    R"({"lead": "L2", "at": "2026-11-01T10:00:00Z", "id": "a", "activity": "webinar"})",
    R"({"lead": "L1", "at": "2026-11-10T10:00:00Z", "id": "b", "activity": "webinar"})",
    R"({"lead": "L1", "at": "2026-11-10T10:00:00Z", "id": "b", "activity": "webinar"})",  // sent twice
    R"({"lead": "L1", "at": "2026-11-13T10:00:00Z", "id": "c", "activity": "webinar"})",
    R"({"lead": "L2", "at": "2026-11-13T10:00:00Z", "id": "d", "activity": "webinar"})",
    R"({"lead": "L2", "at": "2026-11-02T10:00:00Z", "id": "e", "activity": "webinar"})",  // came late
};

void print(const bantam::Model& model, const bantam::Replay& replay) {
  for (const bantam::ReplayedLead& lead : replay.leads) {
    const auto decision = bantam::decide(model, lead.state, replay.as_of);
    if (!decision) return;
    std::cout << bantam::lead_to_json(*decision, lead.moves, lead.alerts) << '\n';
  }
}

int main() {
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return 1;
  const bantam::Model& model = *report.model;

  std::vector<bantam::Event> log;
  for (const char* line : lines) {
    auto event = bantam::event_from_json(line);
    if (!event) return 1;
    log.push_back(*event);
  }
  bantam::ReplayOptions options;
  options.as_of = bantam::parse_timestamp("2026-11-15T10:00:00Z");
  const auto by_time = bantam::replay(model, log, options);
  options.order = bantam::ReplayOrder::by_arrival;
  const auto by_arrival = bantam::replay(model, log, options);
  if (!by_time || !by_arrival) return 1;

  // Scores do not depend on the order of arrival. The journal does: the host learned of L2's
  // second webinar late, and promoted it when it did.
  std::cout << "by time\n";
  print(model, *by_time);
  std::cout << "by arrival\n";
  print(model, *by_arrival);
}
