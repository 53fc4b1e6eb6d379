// A saved state with one thing changed is refused, or where that is no change of what it says, is
// the same state: never another one. Each change is an assertion, so that the run counts them.
#include <string>

#include "bantam/bantam.hpp"
#include "support/everything.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

using Load = Result<LeadState> (*)(const Model&, std::string_view, std::string_view);

Result<LeadState> load_json(const Model& model, std::string_view lead, std::string_view text) {
  return state_from_json(model, lead, text);
}
Result<LeadState> load_binary(const Model& model, std::string_view lead, std::string_view blob) {
  return state_from_binary(model, lead, blob);
}

/// Before a reset took activities away, and after.
LeadState lived(std::size_t events) {
  LeadState state = everything::model().new_lead("L1");
  Workspace workspace;
  for (std::size_t i = 0; i < events; ++i)
    REQUIRE(apply_to(everything::model(), state, everything::events()[i], workspace));
  return state;
}

class Damage {
 public:
  Damage(const LeadState& state, std::string saved, Load load) : state_(state), saved_(std::move(saved)), load_(load) {}

  void flip_each_bit() {
    for (std::size_t i = 0; i < saved_.size() * 8; ++i) {
      std::string flipped = saved_;
      flipped[i / 8] = static_cast<char>(static_cast<unsigned char>(flipped[i / 8]) ^ (1U << (i % 8)));
      CHECK(is_harmless(flipped));
    }
  }
  void cut_at_each_byte() {
    for (std::size_t i = 0; i < saved_.size(); ++i) {
      CHECK(is_harmless(saved_.substr(0, i)));
      CHECK(is_harmless(saved_.substr(0, i) + saved_.substr(i + 1)));
      CHECK(is_harmless(saved_.substr(0, i) + saved_[i] + saved_.substr(i)));
    }
  }
  void swap_neighbours() {
    for (std::size_t i = 1; i < saved_.size(); ++i) {
      std::string swapped = saved_;
      std::swap(swapped[i - 1], swapped[i]);
      if (swapped != saved_) CHECK(is_harmless(swapped));
    }
  }

 private:
  bool is_harmless(const std::string& damaged) const {
    const Result<LeadState> loaded = load_(everything::model(), "L1", damaged);
    return loaded ? *loaded == state_ : loaded.error().code == Errc::corrupt_state;
  }

  const LeadState& state_;
  std::string saved_;
  Load load_;
};

}  // namespace

TEST_CASE("no single change of a saved state loads as another state") {
  for (const std::size_t events : {0U, 24U, 40U}) {
    const LeadState state = lived(events);
    for (Damage damage : {Damage(state, *state_to_binary(everything::model(), state), load_binary),
                          Damage(state, *state_to_json(everything::model(), state), load_json)}) {
      damage.flip_each_bit();
      damage.cut_at_each_byte();
      damage.swap_neighbours();
    }
  }
}
