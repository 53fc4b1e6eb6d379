// States of every version of their format are kept in states/<version>/ and read for ever: each
// loads as the state that its events lead to, and the newest version is written byte for byte.
//
// BANTAM_WRITE_STATES=1 writes the folder of the present version, once it is raised.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/state_content.hpp"
#include "bantam/bantam.hpp"
#include "support/everything.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const std::filesystem::path states = std::filesystem::path(BANTAM_SOURCE_DIR) / "tests/golden/states";

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(file);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Before a reset took activities away, and after.
struct Age {
  const char* name;
  std::size_t events;
};
const Age ages[] = {{"young", 24}, {"old", 1000}};

LeadState folded(const Model& model, const std::string& lines, std::size_t most) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  std::istringstream in(lines);
  std::size_t count = 0;
  for (std::string line; count < most && std::getline(in, line); ++count)
    REQUIRE(apply_to(model, state, *event_from_json(line), workspace));
  return state;
}

void write_states(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::string lines;
  for (const Event& event : everything::events()) lines += event_to_json(event) + '\n';
  write(folder / "model.json", everything::document() + '\n');
  write(folder / "events.ndjson", lines);
  for (const Age& age : ages) {
    const LeadState state = folded(everything::model(), lines, age.events);
    write(folder / (std::string(age.name) + ".bin"), *state_to_binary(everything::model(), state));
    write(folder / (std::string(age.name) + ".json"), *state_to_json(everything::model(), state));
  }
}

}  // namespace

TEST_CASE("a state of every version that there was loads as its events left it") {
  if (std::getenv("BANTAM_WRITE_STATES")) write_states(states / std::to_string(state_version));
  for (std::uint64_t version = 1; version <= state_version; ++version) {
    const std::filesystem::path folder = states / std::to_string(version);
    INFO(folder.string());
    const Model model = *compile(contents(folder / "model.json")).model;
    for (const Age& age : ages) {
      INFO(age.name);
      const std::string binary = contents(folder / (std::string(age.name) + ".bin"));
      const std::string json = contents(folder / (std::string(age.name) + ".json"));
      const LeadState expected = folded(model, contents(folder / "events.ndjson"), age.events);
      const Result<LeadState> from_binary = state_from_binary(model, "L1", binary);
      const Result<LeadState> from_json = state_from_json(model, "L1", json);
      REQUIRE(from_binary);
      REQUIRE(from_json);
      CHECK(*from_binary == expected);
      CHECK(*from_json == expected);
      if (version != state_version) continue;
      CHECK(*state_to_binary(model, *from_binary) == binary);
      CHECK(*state_to_json(model, *from_json) == json);
    }
  }
}
