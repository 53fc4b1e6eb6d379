// Bytes become a model, which compiles, and a log, of which library and reference print the same.
#include <cstddef>
#include <cstdint>

#include "fuzz/expect.hpp"
#include "laws/history.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  generate::Random random(data, size);
  const laws::History history = laws::generated(random);
  const std::string wrong = laws::reference_difference(history);
  fuzz::expect_nothing(wrong.empty() ? wrong : history.model + "\n" + laws::log_of(history) + wrong);
  return 0;
}
