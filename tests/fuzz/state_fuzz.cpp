// Any blob to `state_from_binary` and `state_from_json`, and any content under a good head and
// checksum: refused, or a state that can be asked, goes on, and is saved and loaded as it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "adapters/binary_state.hpp"
#include "adapters/byte_stream.hpp"
#include "adapters/state_content.hpp"
#include "fuzz/fixed_model.hpp"

namespace {

/// What every blob of the lead begins with: the flags of the state are the first byte behind it.
const std::string& head() {
  static const std::string text = [] {
    const bantam::Model& model = fuzz::fixed_model();
    bantam::LeadState state = model.new_lead("L");
    const std::string before = *bantam::state_to_binary(model, state);
    state.exists = true;
    const std::string after = *bantam::state_to_binary(model, state);
    return std::string(before.begin(),
                       std::mismatch(before.begin(), before.end(), after.begin()).first);
  }();
  return text;
}

std::string with_head_and_checksum(std::string_view content) {
  std::string blob = head() + std::string(content);
  bantam::ByteWriter sum;
  sum.fixed(bantam::checksum(blob), bantam::binary_state::checksum_bytes);
  return blob + std::string(sum.bytes());
}

void check(std::string_view blob, bool binary) {
  const bantam::Model& model = fuzz::fixed_model();
  bantam::Result<bantam::LeadState> state = binary ? bantam::state_from_binary(model, "L", blob)
                                                   : bantam::state_from_json(model, "L", blob);
  if (!state) {
    fuzz::expect(!state.error().message.empty());
    return;
  }
  if (state->exists) fuzz::expect(static_cast<bool>(bantam::decide(model, *state, state->clock)));
  const std::string saved =
      binary ? *bantam::state_to_binary(model, *state) : *bantam::state_to_json(model, *state);
  const bantam::Result<bantam::LeadState> again = binary
                                                      ? bantam::state_from_binary(model, "L", saved)
                                                      : bantam::state_from_json(model, "L", saved);
  fuzz::expect(again && *again == *state);
  bantam::Workspace workspace;
  const bantam::Event event{"L", state->clock, bantam::Activity{"visit", {{"path", "/p"}}}, {}, {}};
  fuzz::expect(static_cast<bool>(bantam::apply_to(model, *state, event, workspace)));
  fuzz::expect(static_cast<bool>(bantam::explain(model, *state, state->clock)));
  fuzz::expect(static_cast<bool>(bantam::next_change(model, *state)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes, true);
  check(bytes, false);
  check(with_head_and_checksum(bytes), true);
  return 0;
}
