// Every public call on a stack of 64 KiB, also with inputs as deep as the limits allow; destructors
// of what was made run there, too. Prints how much each used; who takes more ends the program.
#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "bantam/bantam.hpp"
#include "calls/calls.hpp"
#include "stack/deep_calls.hpp"
#include "stack/small_stack.hpp"
#include "support/everything.hpp"

namespace {

std::string folded() {
  const bantam::Model& model = everything::model();
  bantam::LeadState state = model.new_lead("L1");
  bantam::Workspace workspace;
  for (const bantam::Event& event : everything::events())
    if (!apply_to(model, state, event, workspace)) return "failed";
  return to_text(*decide(model, state, state.clock));
}

}  // namespace

int main() {
  std::vector<calls::Call> all = calls::every_call();
  all.push_back({"apply_to, all events", folded});
  stack::add_deep_calls(all);

  std::vector<std::pair<std::size_t, std::string>> deepest;
  for (const calls::Call& call : all) {
    const std::string expected = call.run();
    bool same = false;
    const std::size_t used = stack::used_by([&] { same = call.run() == expected; });
    if (used == 0 || !same) {
      std::printf("%s: %s\n", call.name.c_str(), used == 0 ? "no thread" : "another answer");
      return 1;
    }
    deepest.emplace_back(used, call.name);
  }
  std::sort(deepest.rbegin(), deepest.rend());
  std::printf("%zu calls on %zu bytes of stack; the deepest:\n", all.size(), stack::bytes);
  for (std::size_t i = 0; i < std::min<std::size_t>(12, deepest.size()); ++i)
    std::printf("  %6zu  %s\n", deepest[i].first, deepest[i].second.c_str());
}
