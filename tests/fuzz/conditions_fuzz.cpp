// Bytes become a condition and leads: the library and the reference say of each lead whether the
// condition is true, false or unknown, in either semantics.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/expect.hpp"
#include "laws/generate_condition.hpp"
#include "reference/reference.hpp"
#include "support/run_log.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  generate::Random random(data, size);
  const bool jsonlogic = random.once_in(3);
  const std::string document = generate::condition_model(random, jsonlogic);
  std::string log;
  for (const char* lead : {"a", "b", "c"}) log += generate::condition_lead(random, lead) + "\n";
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) {
    std::string text = document;
    for (const bantam::Diagnostic& each : report.diagnostics) text += "\n" + bantam::to_text(each);
    fuzz::expect_nothing(text);
    return 0;
  }
  const support::Run ours = support::run_log(*report.model, log, {{}, true, true, true});
  const reference::Replay theirs = reference::replay(document, log, {{}, true, true, true});
  std::string text;
  for (std::size_t i = 0; i < ours.lines.size(); ++i)
    if (i >= theirs.lines.size() || ours.lines[i] != theirs.lines[i])
      text += "ours " + ours.lines[i] + "\n";
  for (const std::string& line : theirs.lines)
    if (!text.empty()) text += "reference " + line + "\n";
  fuzz::expect_nothing(text.empty() ? text : document + "\n" + log + text);
  return 0;
}
