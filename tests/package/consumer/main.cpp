// A C++17 host: compiles a model, applies an event, asks for the score.
#include <bantam/bantam.hpp>

#include <cstdio>

static_assert(__cplusplus < 202002L, "the public headers serve a C++17 host");

int main() {
  const bantam::CompileReport report = bantam::compile(R"({
    "format": "bantam/1", "name": "consumer",
    "activities": {"page_view": {"fields": {"path": {"type": "text"}}}},
    "scores": {"engagement": {"min": 0}},
    "rules": [{"id": "page", "score": "engagement", "on": "page_view", "points": 10,
               "window": "90d"}]
  })");
  if (!report.model) {
    for (const bantam::Diagnostic& diagnostic : report.diagnostics)
      std::fprintf(stderr, "%s\n", bantam::to_text(diagnostic).c_str());
    return 1;
  }
  const auto at = *bantam::parse_timestamp("2026-11-01T10:00:00Z");
  const bantam::Event event{"L1", at, bantam::Activity{"page_view", {{"path", "/pricing"}}}, {}, {}};
  const auto step = bantam::apply(*report.model, report.model->new_lead("L1"), event);
  if (!step) return 1;
  const auto decision = bantam::decide(*report.model, step->state, at);
  if (!decision) return 1;
  std::printf("total %s\n", bantam::to_text(decision->total).c_str());
}
