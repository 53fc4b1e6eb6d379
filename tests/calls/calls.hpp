// Calls: every public call that does some work, once, on a world that reaches all of it. For tests
// that run them where something is scarce: memory, stack, the operating system.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace calls {

struct Call {
  std::string name;
  /// Gives a text that tells answers apart. What it is given is made before, and shared.
  std::function<std::string()> run;
};

/// All of them but `apply_to`, which changes what it is given.
std::vector<Call> every_call();

// By what they are of.
void add_model_calls(std::vector<Call>& calls);   ///< reading a document, asking the model
void add_lead_calls(std::vector<Call>& calls);    ///< one lead: events, questions, saving
void add_batch_calls(std::vector<Call>& calls);   ///< many leads: logs, columns, journals
void add_figure_calls(std::vector<Call>& calls);  ///< outcomes: backtest, compare, learn, retune

std::string joined(const std::vector<std::string>& lines);

}  // namespace calls
