// The canary: a reader with a fault planted three comparisons deep. Fuzzing must find it within a
// minute, or the fuzzers see nothing: tests/run.sh --fuzz fails when it is not found.
//
// It reads marks such as `@12:x`, and ends the process at one mark alone.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/expect.hpp"

namespace {

/// The whole number that `text` begins with; takes its digits away.
unsigned number(std::string_view& text) {
  unsigned value = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && value < 1000) {
    value = value * 10 + static_cast<unsigned>(text.front() - '0');
    text.remove_prefix(1);
  }
  return value;
}

void read_mark(std::string_view text) {
  if (text.empty() || text.front() != '@') return;
  text.remove_prefix(1);
  const unsigned place = number(text);
  if (text.substr(0, 1) != ":") return;
  text.remove_prefix(1);
  if (place == 37) {
    if (text.size() == 3) {
      fuzz::expect(text != "vip");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_mark({reinterpret_cast<const char*>(data), size});
  return 0;
}
