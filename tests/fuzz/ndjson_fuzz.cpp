// Any bytes as an NDJSON log: the program's fast reader says of every line what the library says,
// with the usual limits and with low ones.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/expect.hpp"
#include "unit/cli/two_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view log(reinterpret_cast<const char*>(data), size);
  fuzz::expect_nothing(two_readers::difference(log));
  bantam::Limits low;
  low.record_bytes = 120;
  low.text_bytes = 12;
  low.object_keys = 6;
  low.id_bytes = 6;
  low.json_depth = 3;
  fuzz::expect_nothing(two_readers::difference(log, low));
  return 0;
}
