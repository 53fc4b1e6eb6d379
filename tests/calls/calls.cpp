#include "calls/calls.hpp"

namespace calls {

std::vector<Call> every_call() {
  std::vector<Call> calls;
  add_model_calls(calls);
  add_lead_calls(calls);
  add_batch_calls(calls);
  add_figure_calls(calls);
  return calls;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace calls
