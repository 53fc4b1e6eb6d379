// Any bytes to `compile`: no crash, every diagnostic placed, and a model that compiles evaluates.
#include <cstddef>
#include <cstdint>

#include "fuzz/fixed_model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bantam::CompileReport report = bantam::compile(text);
  bool error = false;
  for (const bantam::Diagnostic& diagnostic : report.diagnostics) {
    error = error || diagnostic.severity == bantam::Severity::error;
    fuzz::expect(!diagnostic.code.empty() && !diagnostic.message.empty());
    fuzz::expect(diagnostic.line > 0 && diagnostic.column > 0);
    fuzz::expect(diagnostic.message.find('\n') == std::string::npos);
  }
  fuzz::expect(error == !report.model.has_value());
  if (!report.model) return 0;
  const bantam::Model& model = *report.model;
  bantam::LeadState state = model.new_lead("L");
  bantam::Workspace workspace;
  std::int64_t at = 1'767'225'600'000;
  for (const char* type : {"page_view", "visit", "webinar"}) {
    const bantam::Event event{"L", bantam::Timestamp{at += 3'600'000},
                              bantam::Activity{type, {{"path", "/pricing"}, {"seconds", 7}}}, {}, {}};
    fuzz::expect(static_cast<bool>(bantam::apply_to(model, state, event, workspace)));
  }
  const bantam::Result<bantam::Explanation> explanation = bantam::explain(model, state, state.clock);
  fuzz::expect(static_cast<bool>(explanation));
  fuzz::expect(!bantam::describe(model).empty());
  return 0;
}
