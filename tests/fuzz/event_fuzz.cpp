// Any line to `event_from_json`, and every event it takes to `apply`: evaluation never fails, a
// refused event is explained, an event survives being written.
#include <cstddef>
#include <cstdint>

#include "fuzz/fixed_model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bantam::Model& model = fuzz::fixed_model();
  std::string_view text(reinterpret_cast<const char*>(data), size);
  bantam::LeadState state = model.new_lead("L");
  bantam::Workspace workspace;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    bantam::Result<bantam::Event> event = bantam::event_from_json(line);
    if (!event) {
      fuzz::expect(!event.error().message.empty() && event.error().line > 0);
      continue;
    }
    const std::string written = bantam::event_to_json(*event);
    const bantam::Result<bantam::Event> again = bantam::event_from_json(written);
    fuzz::expect(again && bantam::event_to_json(*again) == written);
    event->lead = "L";
    const bantam::LeadState before = state;
    const bantam::Result<bantam::Effects> effects = bantam::apply_to(model, state, *event, workspace);
    fuzz::expect(static_cast<bool>(effects));
    const bool unchanged = effects->outcome == bantam::Outcome::duplicate ||
                           effects->outcome == bantam::Outcome::duplicate_conflict;
    if (unchanged) fuzz::expect(state == before);
    if (effects->outcome == bantam::Outcome::refused) fuzz::expect(!effects->blockers.empty());
  }
  if (!state.exists) return 0;
  fuzz::expect(static_cast<bool>(bantam::explain(model, state, state.clock)));
  const bantam::Result<bantam::LeadState> loaded =
      bantam::state_from_binary(model, "L", *bantam::state_to_binary(model, state));
  fuzz::expect(loaded && *loaded == state);
  return 0;
}
