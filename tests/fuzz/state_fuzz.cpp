// Any blob to `state_from_binary` and `state_from_json`: refused, or a state that can be asked.
#include <cstddef>
#include <cstdint>

#include "fuzz/fixed_model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bantam::Model& model = fuzz::fixed_model();
  const std::string_view blob(reinterpret_cast<const char*>(data), size);
  for (const bool binary : {true, false}) {
    const bantam::Result<bantam::LeadState> state =
        binary ? bantam::state_from_binary(model, "L", blob) : bantam::state_from_json(model, "L", blob);
    if (!state) {
      fuzz::expect(!state.error().message.empty());
      continue;
    }
    if (state->exists) fuzz::expect(static_cast<bool>(bantam::decide(model, *state, state->clock)));
    const std::string saved =
        binary ? *bantam::state_to_binary(model, *state) : *bantam::state_to_json(model, *state);
    const bantam::Result<bantam::LeadState> again =
        binary ? bantam::state_from_binary(model, "L", saved) : bantam::state_from_json(model, "L", saved);
    fuzz::expect(again && *again == *state);
  }
  return 0;
}
